"""Posting a message to the enterprise's own messenger: JSON, signed as Standard Webhooks describes, or what a group robot takes.

webhook-signature is "v1," and the base64 of HMAC-SHA256, under the secret of the settings, over ID.TIMESTAMP.BODY. A receiver
holds the signature against the body, refuses a timestamp that is far off, and takes an ID once.
"""

import base64
import hashlib
import hmac
import http.client
import json
import time
from urllib.parse import urlsplit

from workflow.config import Settings
from workflow.jobs import robots
from workflow.jobs.message import Message
from workflow.jobs.workplace import Again
from workflow.rules.notices import HookKind
from workflow.words import Words

#: Seconds that the receiver has for each step.
PATIENT = 15.0
UNREACHED = Words("消息接口没有应答。", "The messenger did not answer.")
#: Answers after which another attempt may do better.
LATER = frozenset({408, 425, 429})


def send(settings: Settings, message: Message) -> None:
    """Post a message. Raises Again, hopeless where the receiver says that it will never take it; nothing is followed elsewhere."""
    if message.hook is not HookKind.SIGNED:
        _send_to_robot(settings, message)
        return
    body = json.dumps(
        {
            "id": message.sign,
            "at": message.at.isoformat(),
            "notices": [
                {"kind": one.kind.value, "zh": one.words.zh, "en": one.words.en, "link": one.link}
                for one in message.lines
            ],
        },
        ensure_ascii=False,
    ).encode()
    stamp = str(int(time.time()))
    headers = {
        "Content-Type": "application/json",
        "webhook-id": message.sign,
        "webhook-timestamp": stamp,
        "webhook-signature": signature(settings.webhook_secret, message.sign, stamp, body),
    }
    status, _ = _posted(settings.webhook_url, body, headers)
    _require_taken(status)


def _send_to_robot(settings: Settings, message: Message) -> None:
    """A refusal is tried again, whatever its code: one of too many messages in a minute looks like any other."""
    made = robots.posting(message.hook, settings.webhook_url, settings.webhook_secret, message, time.time())
    status, answer = _posted(made.address, made.body, {"Content-Type": "application/json; charset=utf-8"})
    _require_taken(status)
    code = robots.refusal(message.hook, answer)
    if code is not None:
        raise Again(Words(f"群机器人没有收下（{code}）。", f"The group robot did not take it ({code})."))


def _require_taken(status: int) -> None:
    if not 200 <= status < 300:
        words = Words(f"消息接口没有收下（{status}）。", f"The messenger did not take it ({status}).")
        raise Again(words, hopeless=300 <= status < 500 and status not in LATER)


def signature(secret: str, sign: str, stamp: str, body: bytes) -> str:
    """What the header `webhook-signature` says of a body."""
    made = hmac.new(secret.encode(), f"{sign}.{stamp}.".encode() + body, hashlib.sha256)
    return f"v1,{base64.b64encode(made.digest()).decode()}"


def _posted(address: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
    """The status and the beginning of the answer. Raises Again when there is none."""
    parts = urlsplit(address)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=PATIENT)
    try:
        connection.request("POST", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read(10_000)
    except (OSError, http.client.HTTPException) as fault:
        raise Again(UNREACHED) from fault
    finally:
        connection.close()
