"""Every route declares who may open it, and every route is tried by everybody: nobody gets further than the table says."""

from dataclasses import dataclass
from typing import Any

import pytest
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.web.empty_forms import EMPTY_FORM
from tests.web.house import (
    AWAITING,
    CAST,
    CLOSED_SESSION,
    DECIDED_ITEM,
    IN_FORCE,
    IN_REVIEW,
    ON_PAPER,
    OPEN_ITEM,
    OPEN_SESSION,
    REPORT,
    TODAY,
    House,
    Opening,
    Visitor,
    Watch,
)
from workflow.lifecycle.acting import roles_of
from workflow.lifecycle.people.people import person_by_code
from workflow.publishing.pressroom.room import Pressroom
from workflow.rules.people.roles import Role
from workflow.rules.permissions import WORKSHOP
from workflow.web.request.guard import Guard, guard_of

pytestmark = pytest.mark.thorough

STRANGER = None
EVERYBODY = (STRANGER, *CAST)
NOWHERE = ("no-such-text", 9)
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
#: What stands in the place of each part of an address.
EDITIONS: tuple[tuple[str, int], ...] = (IN_FORCE, IN_REVIEW, AWAITING, REPORT, ON_PAPER, NOWHERE)
#: Pages of a text on its way through the house.
UNDER_WAY = ("asking.of", "chain.of", "drafting.draft", "review.page_of", "suggestions.of", "consulting.form")
#: Forms that would go through even when empty are tried on a thing that is not there, or where the rules refuse them.
SENT_ELSEWHERE: dict[str, tuple[Any, ...]] = {
    "drafting.amend": (IN_REVIEW, AWAITING, NOWHERE),
    "congress.take_off": (DECIDED_ITEM, 999),
}


@dataclass(frozen=True)
class Call:
    """One address with what it names: an edition, a session, an item, a person, a file.

    first               the first one of its rule
    speaks_for_address  its rule is the first one of all that have this address
    """

    rule: Rule
    path: str
    named: object
    first: bool
    speaks_for_address: bool

    @property
    def exists(self) -> bool:
        """False for an address that names something that is not in the demonstration."""
        return self.named != NOWHERE and self.named != 999


def calls(house: House) -> list[Call]:
    """Every rule of the application with everything it may name."""
    out: list[Call] = []
    known: set[str] = set()
    addresses = house.app.url_map.bind("")
    for rule in house.app.url_map.iter_rules():
        for at, (named, values) in enumerate(_values(rule)):
            path = addresses.build(rule.endpoint, values, method=sorted(rule.methods or ())[0])
            out.append(Call(rule, path, named, at == 0, rule.rule not in known))
        known.add(rule.rule)
    return out


def _values(rule: Rule) -> list[tuple[object, dict[str, object]]]:
    if rule.endpoint == "static":
        return [("base.css", {"filename": "base.css"}), (999, {"filename": "nothing.css"})]
    if "slug" in rule.arguments:
        wanted = SENT_ELSEWHERE.get(rule.endpoint, EDITIONS)
        file = {"file": 999} if "file" in rule.arguments else {}  # nobody has a file on its way in
        file |= {"scan": 2} if "scan" in rule.arguments else {}
        file |= {"group": 999} if "group" in rule.arguments else {}
        file |= {"copy": 1} if "copy" in rule.arguments else {}
        number = "number" in rule.arguments
        return [(one, {"slug": one[0], **({"number": one[1]} if number else {}), **file}) for one in wanted]
    if "file" in rule.arguments:
        return [(999, {"file": 999})]
    for one in ("notice", "job", "sign_in", "token"):
        if (
            one in rule.arguments
        ):  # nothing was told to anybody yet, and nothing given up; a sign-in of one's own, or nobody's
            return [(999, {one: 999})]
    if "figure" in rule.arguments:
        return [("quorum.present", {"figure": "quorum.present"}), (999, {"figure": "no.such"})]
    if "item" in rule.arguments:
        return [(one, {"item": one}) for one in SENT_ELSEWHERE.get(rule.endpoint, (OPEN_ITEM, DECIDED_ITEM, 999))]
    if rule.rule.startswith("/sessions/"):
        if "number" in rule.arguments:
            return [(one, {"number": one}) for one in (OPEN_SESSION, CLOSED_SESSION, 999)]
    elif rule.rule.startswith(("/people/<", "/people/imports/", "/logo/")):
        return [(999, {"number": 999})]
    elif "number" in rule.arguments:
        return [(one, {"number": one}) for one in (1, 999)]
    return [(None, {})]


def is_let_in(house: House, call: Call, person: str | None, held: frozenset[Role]) -> bool:
    """Whether the guard of the route lets this person in."""
    guard = guard_of(house.app.view_functions[call.rule.endpoint])
    assert guard is not None
    return not (person is None and guard.signed_in) and (guard.roles is None or bool(guard.roles & held))


def expected(
    house: House, call: Call, method: str, person: str | None, held: frozenset[Role], siblings: dict[str, set[str]]
) -> int:
    """The status that `person` must get: from the guard first, then from what is there."""
    if method not in siblings[call.rule.rule]:
        return 405
    if not is_let_in(house, call, person, held):
        guard = guard_of(house.app.view_functions[call.rule.endpoint])
        asked_in = person is None and guard is not None and guard.signed_in
        return (401 if method == "POST" else 302) if asked_in else 403
    if method == "OPTIONS":
        return 200
    if method == "POST":
        if not call.exists:
            return 404
        table = EMPTY_FORM.get(call.rule.endpoint, {None: 0})
        return table.get(call.named, table[None])
    return 200 if is_there(call, held) else 404


def is_there(call: Call, held: frozenset[Role]) -> bool:
    """True when a page that somebody may open has something to show to them."""
    if not call.exists:
        return False
    end, published = call.rule.endpoint, call.named in (IN_FORCE, REPORT, ON_PAPER)
    if {"file", "copy"} & call.rule.arguments:
        return False
    if end in ("library.edition", "library.edition_pdf", "word.text"):
        return published or may_read_early(call, held)
    if end in ("asking.group", "asking.poster_pdf", "asking.report_pdf"):
        return False  # nobody was asked about these texts
    if end == "filed.legality" or (end.startswith("filed.") and call.named == ON_PAPER):
        return False  # nobody gave an opinion on legality here, and what came from paper was not reviewed here
    if end == "filed.table":
        return not published
    if end.startswith("correcting."):
        return call.named == ON_PAPER
    if end in UNDER_WAY and call.named == ON_PAPER:
        return False  # it never went that way
    if end == "amending.decision_pdf" and call.named == ON_PAPER:
        return False  # its own decision is on its own paper
    if end.startswith(("amending.", "word.")):  # a first edition amends nothing
        return call.named == ON_PAPER or (not published and may_read_early(call, held))
    if end == "meeting.resolution_pdf":
        return call.named == DECIDED_ITEM
    return True


def may_read_early(call: Call, held: frozenset[Role]) -> bool:
    """Before a text is published the workshop reads it, and the delegates once it was sent to them."""
    return bool(held & WORKSHOP) or (Role.DELEGATE in held and call.named == AWAITING)


def test_every_route_declares_its_guard(shared: House):
    silent = [end for end, view in shared.app.view_functions.items() if not isinstance(guard_of(view), Guard)]
    assert silent == []


def test_every_form_has_a_line_in_the_table(shared: House):
    posts = {rule.endpoint for rule in shared.app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert posts == set(EMPTY_FORM)


def test_a_page_and_its_form_have_the_same_guard(shared: House):
    by_address: dict[str, set[Guard | None]] = {}
    for rule in shared.app.url_map.iter_rules():
        by_address.setdefault(rule.rule, set()).add(guard_of(shared.app.view_functions[rule.endpoint]))
    differing = {address for address, guards in by_address.items() if len(guards) > 1}
    assert differing == {"/sessions/<int:number>/roll"}  # delegates read the roll, the secretary loads it


@pytest.mark.parametrize("person", EVERYBODY, ids=str)
def test_every_route_by_everybody_with_every_method(person: str | None, opening: Opening, drawn: None):
    """The whole matrix but for a share of what is refused before anything is looked up (`_is_asked`)."""
    _try_everything(opening(SIGN_IN_ATTEMPTS="100"), person, whole=False)


@pytest.mark.soak
@pytest.mark.parametrize("person", EVERYBODY, ids=str)
def test_the_whole_matrix(person: str | None, opening: Opening, drawn: None):
    """The same with nothing left out."""
    _try_everything(opening(SIGN_IN_ATTEMPTS="100"), person, whole=True)


def test_the_share_leaves_no_address_no_method_and_nobody_out(shared: House):
    """What is refused by the guard, or because there is no such method, is asked of each address by three people at least."""
    held = {person: _held(shared, person) for person in EVERYBODY}
    siblings = methods_by_address(shared)
    asked: dict[tuple[str, str], set[str | None]] = {}
    left_out: dict[tuple[str, str], set[str | None]] = {}
    for at, call in enumerate(calls(shared)):
        for method in _methods(siblings, call):
            for person in EVERYBODY:
                is_asked = _is_asked(shared, call, at, method, person, held[person], siblings)
                (asked if is_asked else left_out).setdefault((call.path, method), set()).add(person)
                if not is_asked:  # and whoever is left out gets what somebody else is tried with
                    status = expected(shared, call, method, person, held[person], siblings)
                    assert status == 405 or not is_let_in(shared, call, person, held[person])
    assert set(left_out) <= set(asked)
    assert min(len(people) for people in asked.values()) >= 3
    everybody = {(method, person) for method in METHODS for person in EVERYBODY}
    assert everybody <= {(method, person) for (_, method), people in asked.items() for person in people}


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers that are there at once: drawing them has tests of its own."""
    monkeypatch.setattr(Pressroom, "wait", lambda *_: b"%PDF-1.4, drawn in other tests")


def _try_everything(house: House, person: str | None, *, whole: bool) -> None:
    """A refused form changes nothing; a page that was only opened changes nothing either."""
    siblings = methods_by_address(house)
    watch, before = Watch(house.url), house.rows()
    wrong: list[str] = []
    held = _held(house, person)
    visitor = house.visitor(person)
    watch.changed()  # signing in is written down
    for at, call in enumerate(calls(house)):
        for method in _methods(siblings, call):
            if not whole and not _is_asked(house, call, at, method, person, held, siblings):
                continue
            # A form that ends this visit, or begins another one, is sent by a visitor of its own.
            lasting = call.rule.endpoint not in ("account.sign_out", "account.demonstrate")
            sender = visitor if lasting else house.visitor(person)
            if not lasting:
                watch.changed()
            answer = _send(sender, method, call.path)
            wanted = expected(house, call, method, person, held, siblings)
            if answer.status_code != wanted:
                wrong.append(f"{person} {method} {call.path}: {answer.status_code}, not {wanted}")
            if answer.mimetype == "text/html":
                assert "Traceback" not in answer.text
            answer.close()
            if watch.changed() and not _may_write(call, method):
                wrong.append(f"{person} {method} {call.path} wrote to the database")
    assert not wrong, "\n".join(wrong)
    after = house.rows()
    after.pop("wrong_tries"), before.pop("wrong_tries")
    assert after == before


def _held(house: House, person: str | None) -> frozenset[Role]:
    with house.records() as db:
        return roles_of(db, person_by_code(db, person) if person else None, TODAY)


def methods_by_address(house: House) -> dict[str, set[str]]:
    """Which methods the rules of an address have together."""
    found: dict[str, set[str]] = {}
    for rule in house.app.url_map.iter_rules():
        found.setdefault(rule.rule, set()).update(rule.methods or ())
    return found


def _is_asked(
    house: House,
    call: Call,
    at: int,
    method: str,
    person: str | None,
    held: frozenset[Role],
    siblings: dict[str, set[str]],
) -> bool:
    """Whether the suite tries this one: everything that a guard lets in, once for each rule what it refuses, a third of the rest.

    An address has no such method whoever asks, and a guard looks at roles alone, before anything that is named is looked up;
    so each person tries a third of the addresses there, another one each.
    """
    refused = not call.first and not is_let_in(house, call, person, held)
    return not (refused or method not in siblings[call.rule.rule]) or (at + EVERYBODY.index(person)) % 3 == 0


def _methods(siblings: dict[str, set[str]], call: Call) -> list[str]:
    """The methods to try: those of this rule, and once for each address those that it has not got."""
    first = call.speaks_for_address and call.named in (None, IN_FORCE, "base.css", OPEN_SESSION, OPEN_ITEM, 1)
    known, own = siblings[call.rule.rule], call.rule.methods or set()
    return [
        one for one in METHODS if (one in own and (first or one in ("GET", "POST"))) or (first and one not in known)
    ]


def _send(visitor: Visitor, method: str, path: str) -> TestResponse:
    if method == "POST":
        return visitor.post(path)
    return visitor.client.open(path, method=method)


def _may_write(call: Call, method: str) -> bool:
    """A wrong password is counted, and signing out ends a sign-in; nothing else in the matrix goes through."""
    return method == "POST" and call.rule.endpoint in (
        "account.enter",
        "account.prove",
        "account.sign_out",
        "signed_in.end_others",
        "people.set_password",
    )
