"""What is given again without being worked out again is what would be worked out: random histories of people who sign in and out,
gain and lose offices and accounts, of days that pass and of rows that somebody changed, held against the product without memory."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import select
from werkzeug.test import run_wsgi_app

from tests.web.house import IN_FORCE, REPORT, TODAY, House, Visitor
from tests.web.papers.test_archive import archive_of
from tests.web.papers.test_doors import said_at_once
from tests.web.papers.test_sending import overwrite
from workflow.records.person import Person
from workflow.web.request.again import Again

pytestmark = pytest.mark.thorough

PAPERS = (
    f"/regulations/{IN_FORCE[0]}/editions/{IN_FORCE[1]}.pdf",
    f"/regulations/{IN_FORCE[0]}.pdf?lang=en",
    f"/regulations/{REPORT[0]}/editions/{REPORT[1]}.pdf",
    "/regulations/member-welfare/editions/1.pdf?as=issued",
    "/regulations/no-such/editions/1.pdf",
)
PEOPLE = ("employee", "delegate", "reviewer-legal", "secretary")
HOWS: tuple[dict[str, str], ...] = ({}, {}, {"Range": "bytes=3-9"}, {"If-None-Match": "*"})


class History:
    """A house in which things happen, and everybody's browser."""

    def __init__(self, house: House, seed: int) -> None:
        self.house, self.roll = house, random.Random(seed)
        archive_of(house).sweep()
        self.browsers: dict[str | None, list[Visitor]] = {None: [house.visitor()]}
        for code in PEOPLE:
            self.browsers[code] = [house.visitor(code)]
        self.admin = house.visitor("admin")
        with house.records() as db:
            self.numbers = {one.code: one.id for one in db.exec(select(Person))}
        first: Any = house.app.wsgi_app
        assert isinstance(first, Again)
        self.worked = self.remembered = 0
        behind = first._behind

        def counted(environ: Any, start_response: Any) -> Any:
            self.worked += 1
            return behind(environ, start_response)

        self.plain, first._behind = behind, counted

    def happen(self) -> None:
        """One thing, small or large."""
        what: list[Callable[[], object]] = [
            lambda: self.house.clock.forward(seconds=self.roll.choice((1, 40, 299, 301))),
            self.night,
            self.sign_in,
            self.sign_in,
            self.sign_out,
            self.account,
            self.office,
        ]
        self.roll.choice(what)()

    def night(self) -> None:
        """Hours pass, and most people come again."""
        self.house.clock.forward(hours=self.roll.choice((1, 11, 13, 26)))
        for _ in range(8):
            self.sign_in()

    def sign_in(self) -> None:
        """In another browser, where the account is open; the last two of everybody are used on."""
        code = self.roll.choice(PEOPLE)
        del self.browsers[code][:-1]
        visitor = Visitor(self.house.app.test_client())
        visitor.post("/demonstration/sign-in", {"person": code})
        visitor.token = ""
        self.browsers[code].append(visitor)

    def sign_out(self) -> None:
        """Whoever is signed in there, if anybody."""
        code = self.roll.choice(PEOPLE)
        self.roll.choice(self.browsers[code]).post("/sign-out")

    def as_admin(self, path: str, **fields: str) -> None:
        """Something that an administrator does, who signs in again where that is needed."""
        if self.admin.get("/people").status_code != 200:
            self.admin = self.house.visitor("admin")
        self.admin.post(path, fields)

    def account(self) -> None:
        """One is closed or opened again."""
        number = self.numbers[self.roll.choice(PEOPLE)]
        self.as_admin(f"/people/{number}/{self.roll.choice(('close', 'reopen'))}")

    def office(self) -> None:
        """One is given."""
        number = self.numbers[self.roll.choice(PEOPLE)]
        day = self.house.clock.now.date().isoformat()
        self.as_admin(f"/people/{number}/grant-office", office="role:drafter", since=day, basis="x")

    def ask(self) -> None:
        """Somebody asks for a paper twice; each time the product without memory is asked with the very same request."""
        visitor = self.roll.choice(self.browsers[self.roll.choice((None, *PEOPLE))])
        path, headers = self.roll.choice(PAPERS), self.roll.choice(HOWS)
        for _ in range(2):
            request = visitor.client._request_from_builder_args((path,), {"headers": headers}).environ
            visitor.client._add_cookies_to_wsgi(request)
            body, status, told = run_wsgi_app(self.plain, dict(request))
            wanted = int(status[:3]), b"".join(body), {one for one in told if one[0] != "Set-Cookie"}
            at_once = said_at_once(
                self.house, visitor, path, **{f"HTTP_{k.upper().replace('-', '_')}": v for k, v in headers.items()}
            )
            before = self.worked
            answer = visitor.client.get(path, headers=headers)
            self.remembered += self.worked == before
            found = (
                answer.status_code,
                answer.data,
                {one for one in answer.headers.to_wsgi_list() if one[0] != "Set-Cookie"},
            )
            if answer.status_code < 400:
                assert found == wanted, (path, headers)
            assert found[0] == wanted[0]
            if at_once is not None:
                assert (at_once.status, b"".join(at_once.body)) == (answer.status_code, answer.data)
                assert set(at_once.headers) == wanted[2]


@pytest.mark.parametrize("seed", [*range(3), *(pytest.param(one, marks=pytest.mark.soak) for one in range(3, 60))])
def test_an_answer_that_is_remembered_is_the_one_that_would_be_given(either_house: House, seed: int):
    history = History(either_house, seed)
    for _ in range(60):
        if history.roll.random() < 0.3:
            history.happen()
        history.ask()
    assert history.remembered > 25, "of 120"


def test_a_changed_row_is_found_by_whoever_asks_next(house: House):
    """Also by whoever was answered a moment ago, and by the server's own thread."""
    visitor = house.visitor("employee")
    first = [visitor.get(PAPERS[0]) for _ in range(3)]
    assert [one.status_code for one in first] == [200] * 3
    assert said_at_once(house, visitor, PAPERS[0]) is not None
    overwrite(house, "UPDATE paper_file SET bytes = ? WHERE bytes = ?", first[0].data + b" ", first[0].data)
    assert said_at_once(house, visitor, PAPERS[0]) is None
    for headers in ({}, {"Range": "bytes=0-3"}, {"If-None-Match": first[0].headers["ETag"]}):
        answer = visitor.get(PAPERS[0], headers=headers)
        assert answer.status_code == 500
        assert "可能被改动过" in answer.text


def test_nobody_is_answered_after_signing_out_in_another_process(house: House):
    visitor, path = house.visitor("secretary"), PAPERS[2]
    private = House(house.url, variables={"PUBLIC_READING": "no"}, clock=house.clock)
    other = Visitor(private.app.test_client())
    other.client._cookies = visitor.client._cookies
    assert [other.client.get(PAPERS[0]).status_code for _ in range(3)] == [200] * 3
    assert said_at_once(private, other, PAPERS[0]) is not None
    visitor.post("/sign-out")
    assert said_at_once(private, other, PAPERS[0]) is None
    assert other.client.get(PAPERS[0]).status_code == 404
    assert other.client.get(path, headers={"If-None-Match": "*"}).status_code == 404
    private.close()


def closed_by_an_administrator(house: House, _reader: Visitor) -> None:
    with house.records() as db:
        number = db.exec(select(Person.id).where(Person.code == "delegate")).one()
    house.visitor("admin").post(f"/people/{number}/close")


def ended_from_another_browser(house: House, _reader: Visitor) -> None:
    house.visitor("delegate").post("/account/sign-ins/end-others")


def signed_out(_house: House, reader: Visitor) -> None:
    reader.post("/sign-out")


@pytest.mark.parametrize("revoke", [closed_by_an_administrator, ended_from_another_browser, signed_out])
def test_whoever_may_not_read_any_more_is_refused_at_once(
    either_house: House, revoke: Callable[[House, Visitor], None]
):
    """Though answered a moment ago, by the server's own thread too, and though another process of the house did it."""
    private = House(either_house.url, variables={"PUBLIC_READING": "no"}, clock=either_house.clock)
    reader = private.visitor("delegate")
    assert [reader.get(PAPERS[0]).status_code for _ in range(3)] == [200] * 3
    assert said_at_once(private, reader, PAPERS[0]) is not None
    theirs = Visitor(either_house.app.test_client())
    theirs.client._cookies = reader.client._cookies
    revoke(either_house, theirs)
    assert said_at_once(private, reader, PAPERS[0]) is None
    for headers in ({}, {"Range": "bytes=0-3"}, {"If-None-Match": "*"}):
        assert reader.client.get(PAPERS[0], headers=headers).status_code == 404
    private.close()


def test_the_day_is_asked_for(house: House):
    """The name of a paper says where its text stands today, so a night makes another answer."""
    visitor = house.visitor("employee")
    for _ in range(2):
        assert visitor.get(PAPERS[0]).status_code == 200
    before = history_of(house)
    house.clock.forward(minutes=4)
    visitor.get(PAPERS[0])
    assert history_of(house) == before
    assert house.clock.now.date() == TODAY
    house.clock.forward(hours=17)
    assert said_at_once(house, visitor, PAPERS[0]) is None


def history_of(house: House) -> int:
    """How many answers are remembered."""
    again = house.app.wsgi_app
    assert isinstance(again, Again)
    return len(again._answers._kept)
