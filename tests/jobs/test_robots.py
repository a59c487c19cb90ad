"""Group robots: a receiver that knows their documented forms takes a message or refuses it, and a refusal comes with status 200."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlmodel import col, select

from tests.cast import CAST, enrolled
from tests.databases import KINDS, Databases
from tests.jobs.places import NOON, Place
from tests.jobs.post import messenger
from tests.jobs.test_delivering import deliveries, work
from workflow.jobs import robots
from workflow.jobs.message import Line, Message
from workflow.jobs.telling import ways_of
from workflow.lifecycle.notices import telling
from workflow.records import notice
from workflow.records.database.session import reading, writing
from workflow.records.notice import Notice
from workflow.records.person import Person
from workflow.rules.notices import NOTICE_WORDS, HookKind, NoticeKind
from workflow.words import Words

SECRET = "SEC0123456789abcdef0123456789"
ROBOTS = [HookKind.WECOM, HookKind.DINGTALK, HookKind.FEISHU]


@dataclass
class Group:
    """A group behind a robot, by the documents of its maker: what it reads, and what its robot answers."""

    kind: HookKind
    secret: str = SECRET
    read: list[str] = field(default_factory=list)
    busy: int = 0

    def judge(self, address: str, body: bytes) -> bytes:
        told, query = json.loads(body), parse_qs(urlsplit(address).query)
        if self.busy:
            self.busy -= 1
            return self._refused(45009, "api freq out of limit")
        return getattr(self, f"_{self.kind.value}")(told, query)

    def _wecom(self, told: dict, query: dict) -> bytes:
        if set(told) != {"msgtype", "text"} or told["msgtype"] != "text" or set(told["text"]) != {"content"}:
            return self._refused(40008, "invalid message type")
        if len(told["text"]["content"].encode()) > 2048:
            return self._refused(40058, "content exceed max length")
        return self._taken(told["text"]["content"])

    def _dingtalk(self, told: dict, query: dict) -> bytes:
        stamp = query["timestamp"][0]
        if set(query) != {"robot", "timestamp", "sign"} or abs(int(stamp) / 1000 - time.time()) > 3600:
            return self._refused(310000, "invalid timestamp")
        mac = hmac.new(self.secret.encode(), f"{stamp}\n{self.secret}".encode(), hashlib.sha256)
        if base64.b64decode(query["sign"][0], validate=True) != mac.digest():
            return self._refused(310000, "sign not match")
        if set(told) - {"at"} != {"msgtype", "text"} or told["msgtype"] != "text":
            return self._refused(40035, "missing parameter")
        return self._taken(told["text"]["content"])

    def _feishu(self, told: dict, query: dict) -> bytes:
        if not isinstance(told.get("timestamp"), str) or abs(int(told["timestamp"]) - time.time()) > 3600:
            return self._refused(19021, "sign match fail or timestamp is not within one hour from current time")
        mac = hmac.new(f"{told['timestamp']}\n{self.secret}".encode(), digestmod=hashlib.sha256)
        if told.get("sign") != base64.b64encode(mac.digest()).decode():
            return self._refused(19021, "sign match fail or timestamp is not within one hour from current time")
        if set(told) != {"timestamp", "sign", "msg_type", "content"} or told["msg_type"] != "text":
            return self._refused(9499, "Bad Request")
        return self._taken(told["content"]["text"])

    def _taken(self, text: str) -> bytes:
        self.read.append(text)
        return json.dumps(
            {"code": 0, "msg": "success", "data": {}}
            if self.kind is HookKind.FEISHU
            else {"errcode": 0, "errmsg": "ok"}
        ).encode()

    def _refused(self, code: int, words: str) -> bytes:
        names = ("code", "msg") if self.kind is HookKind.FEISHU else ("errcode", "errmsg")
        return json.dumps(dict(zip(names, (code, words), strict=True))).encode()


@pytest.fixture(
    params=[(KINDS[0], one) for one in ROBOTS] + [(KINDS[1], HookKind.DINGTALK)], ids=lambda one: "-".join(one)
)
def world(request: pytest.FixtureRequest, databases: Databases) -> Iterator[tuple[Place, Group]]:
    """A house whose messenger is a robot, and the group behind it."""
    database, kind = request.param
    with messenger() as kept:
        group = Group(kind)
        kept.judge = group.judge
        variables = {"WEBHOOK_URL": kept.address, "WEBHOOK_SECRET": SECRET}
        place = Place(databases.copy(database, "cast", enrolled), variables=variables)
        place.clock.now = NOON
        with writing(place.engine) as db:
            notice.keep_hook_kind(db, kind)
        yield place, group
        place.engine.dispose()


def tell_everybody(place: Place, kind: NoticeKind = NoticeKind.ISSUED) -> int:
    with writing(place.engine) as db:
        act = place.at_hand.act(db)
        rows = [
            {
                "person_id": number, "kind": kind, "key": f"{kind}:1", "edition_id": None, "session_id": None, "day": None,
                "at": act.now, "read_at": None,
            }
            for number in db.exec(select(Person.id).order_by(col(Person.id)))
        ]  # fmt: skip
        return telling.send_out(act, rows, ways_of(place.at_hand))


def test_a_group_reads_once_what_many_were_told_and_nothing_of_whom(world: tuple[Place, Group]):
    place, group = world
    many = tell_everybody(place) + tell_everybody(place, NoticeKind.CONVENED)
    assert many > 2
    work(place)
    assert len(group.read) == 1
    (text,) = group.read
    settings = place.at_hand.settings
    for kind in (NoticeKind.ISSUED, NoticeKind.CONVENED):
        assert text.count(NOTICE_WORDS[kind].zh) == 1
    assert text.endswith(f"{settings.public_url}/notices"), (
        "where everybody finds their own, not the notice of one of them"
    )
    assert settings.enterprise_short.zh in text
    with reading(place.engine) as db:
        names = [*db.exec(select(Person.name_zh)), *db.exec(select(Person.name_en)), *CAST]
        assert len(db.exec(select(Notice.id)).all()) == many
    told = text.replace(settings.enterprise_short.zh, "").replace(settings.public_url, "")
    for words in (*NOTICE_WORDS.values(), Words("规章制度通知", "Notices")):
        told = told.replace(words.zh, "").replace(words.en, "")
    assert not [one for one in names if one in told]
    assert {one.sent_at for one in deliveries(place)} == {place.clock.now}
    work(place)
    assert len(group.read) == 1


def test_a_robot_that_refuses_with_status_200_is_asked_again_and_the_refusal_is_said(world: tuple[Place, Group]):
    place, group = world
    group.busy = 1
    tell_everybody(place)
    work(place)
    assert group.read == []
    waiting = [one for one in place.jobs().values() if one.done_at is None]
    assert ["45009" in one.said.en for one in waiting] == [True]
    assert not [one for one in deliveries(place) if one.sent_at]
    place.clock.forward(minutes=1)
    work(place)
    assert len(group.read) == 1
    assert all(one.sent_at for one in deliveries(place))


def test_a_wrong_secret_or_another_maker_is_given_up_in_time_and_said(world: tuple[Place, Group]):
    place, group = world
    if group.kind is HookKind.WECOM:  # it signs nothing: the address is its secret
        group.kind = HookKind.FEISHU
    group.secret = "another"
    tell_everybody(place)
    for _ in range(12):
        work(place)
        place.clock.forward(hours=1)
    assert group.read == []
    failed = [one for one in place.jobs().values() if one.failed_at]
    assert len(failed) == 1
    assert "did not take it" in failed[0].said.en
    assert SECRET not in failed[0].said.en + failed[0].said.zh
    assert all(one.failed_at for one in deliveries(place))


@pytest.mark.parametrize("kind", ROBOTS)
@pytest.mark.parametrize(
    "answer",
    [b"", b"<html>", b"[]", b"{}", b'{"errcode": "0", "code": "0"}', b'{"errcode": false, "code": false}', b"\xff"],
)
def test_whatever_does_not_say_that_it_took_the_message_has_not(kind: HookKind, answer: bytes):
    assert robots.refusal(kind, answer) is not None


def test_all_there_is_to_tell_fits_the_narrowest_robot():
    lines = tuple(Line(one, NOTICE_WORDS[one], "…") for one in NoticeKind) * 2
    page = "https://" + "a" * 250 + ".example.com/notices"
    message = Message("0" * 32, "", NOON, lines, Words("厂" * 100, "W" * 100), page)
    assert len(robots.text(message).encode()) <= 2048
    told = robots.text(message).split("\n")[1:-1]
    every = [f"· {NOTICE_WORDS[one].zh} {NOTICE_WORDS[one].en}" for one in NoticeKind]
    left = len(every) - len(told) + 1
    assert told == [*every[: len(told) - 1], f"· 另有{left}类 {left} more"], "the first kinds, and how many more"
    assert len(told) > 20
    assert robots.text(replace(message, lines=lines[:5])).split("\n")[1:-1] == every[:5]
    assert robots.text(replace(message, lines=lines[: len(NoticeKind)])) == robots.text(message)
