"""Group robots of 企业微信, 钉钉 and 飞书: what each is sent, how it is signed, and what its answer says.

A robot answers 200 also when it refuses; only a code of 0 in the answer means that the group has the message. Their forms:
developer.work.weixin.qq.com/document/path/91770, open.dingtalk.com (自定义机器人接入), open.feishu.cn (自定义机器人使用指南).
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from workflow.jobs.message import Message
from workflow.rules.notices import HookKind

#: What the narrowest robot takes (企业微信).
MOST_BYTES = 2048
#: Where the answer of each has its code.
CODES: Mapping[HookKind, str] = {HookKind.WECOM: "errcode", HookKind.DINGTALK: "errcode", HookKind.FEISHU: "code"}


@dataclass(frozen=True, slots=True)
class Posting:
    """Where a message is posted to, and its bytes."""

    address: str
    body: bytes


def posting(kind: HookKind, address: str, secret: str, message: Message, now: float) -> Posting:
    """The message as the robot behind `address` takes it; `now`, in seconds since 1970, is signed with the secret."""
    if kind is HookKind.FEISHU:
        stamp = str(int(now))
        told = {
            "timestamp": stamp,
            "sign": _feishu(secret, stamp),
            "msg_type": "text",
            "content": {"text": text(message)},
        }
        return Posting(address, _bytes(told))
    if kind is HookKind.DINGTALK:
        stamp = str(int(now * 1000))
        signed = f"timestamp={stamp}&sign={quote(_dingtalk(secret, stamp), safe='')}"
        address = f"{address}{'&' if '?' in address else '?'}{signed}"
    return Posting(address, _bytes({"msgtype": "text", "text": {"content": text(message)}}))


def text(message: Message) -> str:
    """What the group reads: of what kinds something has come up, each once, and the page on which everybody finds their own.

    Of more kinds than the narrowest robot takes the first are named, and how many more there are.
    """
    head = f"{message.house.zh}规章制度通知 Notices"
    lines = list(dict.fromkeys(f"· {one.words.zh} {one.words.en}" for one in message.lines))
    foot = f"请各自查看 See your own: {message.page}"
    for told in range(len(lines), -1, -1):
        left = len(lines) - told
        more = [f"· 另有{left}类 {left} more"] if left else []
        said = "\n".join((head, *lines[:told], *more, foot))
        if len(said.encode()) <= MOST_BYTES:
            break
    return said


def refusal(kind: HookKind, answer: bytes) -> str | None:
    """Why the robot did not take the message, None when it did: its code, or that it answered something else."""
    try:
        code = json.loads(answer)[CODES[kind]]
    except (ValueError, TypeError, KeyError, RecursionError):
        return "?"
    return None if code == 0 and code is not False else str(code)[:20]


def _dingtalk(secret: str, stamp: str) -> str:
    return _signed(secret, f"{stamp}\n{secret}")


def _feishu(secret: str, stamp: str) -> str:
    """The words are the key here, and nothing is signed with it."""
    return _signed(f"{stamp}\n{secret}", "")


def _signed(key: str, words: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), words.encode(), hashlib.sha256).digest()).decode()


def _bytes(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode()
