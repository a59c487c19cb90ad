"""Every door that hands out kept bytes, tried by everybody in every way in which a file can be asked for: who may not have it gets
no byte, and no word that it is known either; by the product itself, and at its word by a web server in front."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select
from werkzeug.test import TestResponse

from tests.canteen import SCAN
from tests.databases import Databases
from tests.web.house import DECIDED_ITEM, IN_FORCE, ON_PAPER, REPORT, TODAY, House, Visitor, stage_demonstration
from tests.web.papers.test_archive import archive_of
from workflow.lifecycle.acting import roles_of
from workflow.lifecycle.people.people import person_by_code
from workflow.records.entry import Scan
from workflow.records.paper import SealedCopy
from workflow.records.review import Attachment, Consultation
from workflow.rules.people.roles import Role
from workflow.serving.at_once import Answer
from workflow.web.request.again import at_once

pytestmark = pytest.mark.thorough

PAPER = f"/regulations/{IN_FORCE[0]}/editions/{IN_FORCE[1]}"
WORKSHOP = {Role.DRAFTER, Role.REVIEWER, Role.SECRETARY, Role.ISSUER, Role.ADMIN}
HALL = WORKSHOP | {Role.DELEGATE, Role.TELLER}
PEOPLE = (None, "employee", "delegate", "drafter", "reviewer-legal", "secretary", "issuer", "admin")
LOCATION = "/papers/"


@dataclass(frozen=True)
class Door:
    """An address, who may have what is behind it (None: everybody), and what a browser may keep of it."""

    path: str
    may: frozenset[Role] | None
    content: bytes
    lasting: str
    signed_in: bool = False

    def opens(self, person: str | None, held: frozenset[Role], public: bool) -> bool:
        """The table of this test: nothing of it is asked of the product."""
        if person is None:
            return self.may is None and not self.signed_in and public
        return self.may is None or bool(self.may & held)


@dataclass
class Building:
    """A house, its doors, and what everybody holds."""

    house: House
    doors: list[Door]
    held: dict[str | None, frozenset[Role]]
    public: bool
    folder: Path | None


def build(url: str, folder: Path, **variables: str) -> Building:
    """A house in which every kind of kept file is there."""
    house = House(url, variables={"DATA_DIR": str(folder), **variables})
    archive_of(house).sweep()
    issuer = house.visitor("issuer")
    sent = issuer.post(f"{PAPER}/sealed", {"language": "zh"}, {"sealed": (SCAN, "盖章件.pdf")})
    assert sent.status_code == 302, sent.text
    with house.records() as db:
        copy, sealed = db.exec(select(SealedCopy.id, SealedCopy.attachment_id)).one()
        scan, scanned = db.exec(select(Scan.id, Scan.attachment_id).order_by(col(Scan.id).desc())).first() or (0, 0)
        consulted = db.exec(select(Consultation.attachment_id)).first() or 0
        kept = {one.id: one.content for one in db.exec(select(Attachment))}
        held = {
            code: roles_of(db, person_by_code(db, code), TODAY) if code else frozenset[Role]()
            for code in PEOPLE
        }  # fmt: skip
    everything = house.visitor("secretary")

    def public(path: str) -> Door:
        return Door(path, None, everything.get(path).data, "private, no-cache")

    doors = [
        public(f"{PAPER}.pdf"),
        public(f"{PAPER}.pdf?as=issued"),
        public(f"/regulations/{IN_FORCE[0]}.pdf"),
        public(f"/regulations/{REPORT[0]}/editions/{REPORT[1]}.pdf"),
        public(f"/items/{DECIDED_ITEM}/resolution.pdf"),
        public(f"/items/{DECIDED_ITEM}/resolution.pdf?as=kept&lang=en"),
        Door(f"{PAPER}/sealed/{copy}", None, kept[sealed], "private, no-store", signed_in=True),
        Door(
            f"/evidence/{consulted}",
            frozenset(WORKSHOP),
            kept[consulted],
            "private, no-store",
        ),
        Door(
            f"/regulations/{ON_PAPER[0]}/editions/{ON_PAPER[1]}/scans/{scan}",
            frozenset(HALL),
            kept[scanned],
            "private, no-store",
        ),
    ]
    if not house.settings.x_accel:
        assert all(door.content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8")) for door in doors)
    return Building(
        house, doors, held, house.settings.public_reading, folder / "papers" if house.settings.x_accel else None
    )


@pytest.fixture(params=["itself", "in front"])
def ways(request: pytest.FixtureRequest) -> dict[str, str]:
    """Who sends the bytes."""
    return {"X_ACCEL": LOCATION} if request.param == "in front" else {}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.soak), "not public"])
def building(
    request: pytest.FixtureRequest, databases: Databases, tmp_path: Path, ways: dict[str, str]
) -> Iterator[Building]:
    """On both databases, which decide nothing here, so that the second is left to the long trials; and where reading takes an account."""
    kind = "sqlite" if request.param == "not public" else request.param
    private = {"PUBLIC_READING": "no"} if request.param == "not public" else {}
    url = databases.copy(kind, "demonstration_web", stage_demonstration)
    plain = build(url, tmp_path / "plain", **private)
    if not ways:
        yield plain
        plain.house.close()
        return
    contents = {door.path: door.content for door in plain.doors}
    plain.house.close()
    house = House(url, variables={"DATA_DIR": str(tmp_path / "front"), **private, **ways})
    doors = [Door(one.path, one.may, contents[one.path], one.lasting, one.signed_in) for one in plain.doors]
    yield Building(house, doors, plain.held, plain.public, tmp_path / "front" / "papers")
    house.close()


def body(building: Building, answer: TestResponse, *, part: slice = slice(None)) -> bytes:
    """What the receiver gets: from the product, or from the file that it names to the server in front, which takes the part."""
    named = answer.headers.get("X-Accel-Redirect")
    if named is None:
        return answer.data
    assert building.folder is not None
    assert answer.data == b""
    assert named.startswith(LOCATION)
    return (building.folder / named.removeprefix(LOCATION)).read_bytes()[part]


def test_everybody_tries_every_door_in_every_way(building: Building):
    """Whoever may goes first, so that whatever is remembered of their answers lies ready when the others come."""
    house = building.house
    visitors: dict[str | None, Visitor] = {code: house.visitor(code) for code in PEOPLE}
    order = sorted(PEOPLE, key=lambda code: (-len(building.held[code]), code is None))
    opened = refused = 0
    for door in building.doors:
        tag = f'"{hashlib.sha256(door.content).hexdigest()}"'
        for code in order:
            visitor = visitors[code]
            asked = {
                "whole": visitor.client.get(door.path),
                "part": visitor.client.get(door.path, headers={"Range": "bytes=1-4"}),
                "known": visitor.client.get(door.path, headers={"If-None-Match": tag}),
                "still": visitor.client.get(door.path, headers={"Range": "bytes=1-4", "If-Range": tag}),
                "other": visitor.client.get(door.path, headers={"Range": "bytes=1-4", "If-Range": '"x"'}),
                "beyond": visitor.client.get(door.path, headers={"Range": "bytes=9999999-"}),
                "changed": visitor.client.get(door.path, headers={"If-Match": '"x"'}),
                "head": visitor.client.head(door.path),
            }
            if door.opens(code, building.held[code], building.public):
                opened += 1
                holds(building, door, tag, asked)
                continue
            refused += 1
            for way, answer in asked.items():
                assert answer.status_code in (302, 303, 403, 404), (door.path, code, way)
                assert door.content[:40] not in answer.data
                for header in ("ETag", "X-Accel-Redirect", "Content-Range", "Content-Disposition", "Accept-Ranges"):
                    assert header not in answer.headers, (door.path, code, way, header)
                assert tag.strip('"') not in answer.get_data(as_text=True) + str(answer.headers)
    assert opened > 30
    assert refused > 5


def holds(building: Building, door: Door, tag: str, asked: dict[str, TestResponse]) -> None:
    """What somebody gets who may have it."""
    size, in_front = len(door.content), building.folder is not None
    statuses = {way: answer.status_code for way, answer in asked.items()}
    assert statuses == {
        "whole": 200,
        "part": 200 if in_front else 206,
        "known": 304,
        "still": 206,
        "other": 200,
        "beyond": 416,
        "changed": 412,
        "head": 200,
    }, door.path
    assert body(building, asked["whole"]) == door.content
    assert body(building, asked["part"], part=slice(1, 5)) == door.content[1:5]
    assert (asked["known"].data, asked["head"].data) == (b"", b"")
    assert (asked["still"].data, asked["other"].data) == (door.content[1:5], door.content)
    assert asked["still"].headers["Content-Range"] == f"bytes 1-4/{size}"
    assert asked["beyond"].headers["Content-Range"] == f"bytes */{size}"
    for way in ("whole", "part", "known", "still", "other", "head"):
        headers = asked[way].headers
        assert (headers["ETag"], headers["Cache-Control"]) == (tag, door.lasting), (door.path, way)
        assert "Cookie" in headers["Vary"]
        assert headers["X-Content-Type-Options"] == "nosniff"
    lengths = {way: asked[way].headers.get("Content-Length") for way in ("whole", "head", "still", "known")}
    whole = "0" if in_front else str(size)
    assert lengths == {"whole": whole, "head": whole, "still": "4", "known": None}
    assert "filename*=UTF-8''" in asked["whole"].headers["Content-Disposition"]


def test_the_third_time_nothing_is_worked_out_and_all_is_the_same(building: Building):
    """Of official papers and reports: the product itself is not asked again, nor, on SQLite, a thread of the server."""
    house, behind = building.house, 0
    first: Any = house.app.wsgi_app
    product = first._behind

    def counted(environ: Any, start_response: Any) -> Any:
        nonlocal behind
        behind += 1
        return product(environ, start_response)

    first._behind = counted
    for door in building.doors[:4]:
        for code in ("employee", "secretary"):
            visitor = house.visitor(code)
            answers = [visitor.client.get(door.path) for _ in range(3)]
            before = behind
            for _ in range(3):
                answers.append(visitor.client.get(door.path))
            assert behind == before, door.path
            for one in answers[1:]:
                headers = [sorted(several.headers.to_wsgi_list()) for several in (answers[0], one)]
                assert headers[0] == headers[1] or "Set-Cookie" in answers[0].headers
                assert body(building, one) == door.content
            said = said_at_once(house, visitor, door.path)
            if building.folder is None:
                assert said is not None
                assert (said.status, b"".join(said.body)) == (200, door.content)
                assert sorted(said.headers) == sorted(answers[-1].headers.to_wsgi_list())


def said_at_once(house: House, visitor: Visitor, path: str, **headers: str) -> Answer | None:
    """What the server's own thread may say."""
    cookie = "; ".join(f"{one.key}={one.value}" for one in (visitor.client._cookies or {}).values())
    way, _, query = path.partition("?")
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": way, "QUERY_STRING": query, "HTTP_COOKIE": cookie, **headers}
    return at_once(house.app, environ)
