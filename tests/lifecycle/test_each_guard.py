"""Every guard of every row, through its verb: in some house the act is refused in its words, and without it is not.

The world is the table of rows. What no house can come to is named below with the reason, and is shown on plain facts beside
the rules (tests/rules/page/test_each_guard.py).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from tests.canteen import TEXT
from tests.cast import BEGUN, CONGRESS, SESSION_DAY, SLUG, House
from tests.count_sheets import sheet
from tests.lifecycle.attempts import TRIES, Try, speak, suggest
from tests.lifecycle.chain.tries import HOUSES as CHAINS
from tests.lifecycle.conftest import Reached
from tests.lifecycle.consultation.tries import HOUSES as HEARINGS
from tests.lifecycle.entry.entries import FACTS, FIRST, NAMED
from workflow.lifecycle.acting import Act, Refused
from workflow.lifecycle.congress import balloting, convening, declaring, tabling, voting
from workflow.lifecycle.draft import drafting
from workflow.lifecycle.entry import entering
from workflow.lifecycle.people import offices, people
from workflow.lifecycle.review import calling, reviewing
from workflow.records.ballot import Ballot
from workflow.records.database import commitments
from workflow.records.person import CapacityGrant
from workflow.records.regulation import Regulation
from workflow.rules.congress.ballots import PresenceSource
from workflow.rules.congress.words import SessionKind
from workflow.rules.discussion.threads import Disposition
from workflow.rules.moves import MOVES
from workflow.rules.people.roles import Capacity
from workflow.rules.review import CallManner
from workflow.words import Words

pytestmark = pytest.mark.thorough

Pair = tuple[str, str]
PAIRS: set[Pair] = {(verb, guard.__name__) for verb, move in MOVES.items() for guard in move.guards}
#: What does not come about in a house that only made moves.
NEVER: dict[Pair, str] = {
    ("open_consultation", "text_is_there"): "what employees are asked about was put before reviewers, so it has a text",
    ("table", "text_is_there"): "what waits for a congress was reviewed, so it has a text",
    ("table", "consulted_on_this_text"): "a regulation waits for a congress once that very text was consulted on",
    ("issue", "consulted_on_this_text"): "what was adopted was tabled after the consultation on it",
    ("table", "reviews_are_complete"): "only figures that change from a day on can open a review that was concluded",
    ("consult", "reviews_are_complete"): "the same",
}
STEPS = (
    "create", "save", "translate", "submit", "legal", "union", "consult", "convene", "table", "send", "freeze", "sign_in",
    "lock", "open", "end", "count", "declare", "issue",
)  # fmt: skip


def _do(house: House, who: str, verb: Try) -> House:
    with house.acting(who) as act:
        verb(house, act)
    return house


def _ask_correction(house: House) -> House:
    return _do(house, "secretary", lambda _, act: declaring.ask_correction(act, house.motion(act), "理由", "甲"))


def _void(reached: Reached) -> House:
    house = reached("end")
    house.count_both(hq=sheet(in_favour=5, against=1, lost=-1))
    house.declare()
    return house


def _at_counting(reached: Reached) -> House:
    """An attempt of the time when presence was read at counting, as an old database holds it."""
    house = reached("lock")

    def add(_house: House, act: Act) -> None:
        motion = house.motion(act)
        act.db.add(
            Ballot(
                motion_id=motion.id or 0, attempt=1, method=motion.method, presence=PresenceSource.AT_COUNTING,
                opened_by=act.person_id, opened_at=act.now,
            )
        )  # fmt: skip
        act.db.flush()
        balloting._freeze(act, motion, act.db.exec(select(Ballot)).one(), "")
        commitments.told(act.db, "00")  # events of that time spoke for nothing

    return _do(house, "secretary", add)


def _taken_off(house: House) -> House:
    return _do(house, "secretary", lambda _, act: tabling.take_off(act, house.motion(act), "理由"))


def _closed(house: House) -> House:
    return _do(house, "secretary", lambda _, act: voting.close(act, house.session(act)))


def _both_capacities(reached: Reached) -> House:
    house = reached("submit")

    def give(_house: House, act: Act) -> None:
        legal = people.person_by_code(act.db, "legal")
        assert legal is not None
        act.db.add(CapacityGrant(person_id=legal.id or 0, capacity=Capacity.UNION, since=BEGUN, given_by=None))
        reviewing.approve(act, house.edition(act), Capacity.LEGAL, "", house.shown(act))

    return _do(house, "legal", give)


def _written_by_a_reviewer(reached: Reached) -> House:
    house = reached("create")
    house.save(TEXT, who="writing-reviewer")
    house.submit()
    return house


def _without_the_union(reached: Reached) -> House:
    house = reached("translate")

    def leave(_house: House, act: Act) -> None:
        union = people.person_by_code(act.db, "union")
        assert union is not None
        offices.close_account(act, union)

    return _do(house, "admin", leave)


def _asked_for_changes(reached: Reached) -> House:
    house = reached("submit")
    house.request_changes("legal")
    return house


def _decision_gone(reached: Reached) -> House:
    house = _asked_for_changes(reached)
    return _do(house, "legal", TRIES["withdraw_decision"][0][1])


def _called_in(reached: Reached) -> House:
    house = reached("submit")
    with house.acting("admin") as act:
        legal = people.person_by_code(act.db, "legal")
        assert legal is not None
        offices.grant_office(act, legal, Capacity.DEPARTMENT, act.today)
    with house.acting("drafter") as act:
        calling.call_in(act, house.edition(act), Capacity.DEPARTMENT, CallManner.OPINION)
    return house


def _call_ended(reached: Reached) -> House:
    return _do(_called_in(reached), "drafter", TRIES["end_call"][0][1])


def _draft_left(reached: Reached) -> House:
    house = _saved(reached("legal"), TEXT.replace("十元", "八元"))
    house.approve("union")
    return house


def _amended(house: House) -> House:
    with house.acting("drafter") as act:
        drafting.amend(act, act.db.get_one(Regulation, house.edition(act).regulation_id))
    return house


def _waiver(who: str) -> Callable[[Reached], House]:
    def asked(reached: Reached) -> House:
        return _do(reached("table"), who, TRIES["ask_waiver"][0][1])

    return asked


def _agreed(reached: Reached) -> House:
    return _do(_waiver("secretary")(reached), "issuer", TRIES["agree_waiver"][0][1])


def _no_roll(reached: Reached) -> House:
    house = reached("table")
    place = [convening.Place("hq", "总部", "Headquarters")]
    return _do(
        house,
        "secretary",
        lambda _, act: convening.convene(
            act, body=CONGRESS, term=1, number=2, kind=SessionKind.ORDINARY, held_on=SESSION_DAY, places=place
        ),
    )


def _before_the_day(house: House) -> House:
    house.now -= timedelta(days=9)
    return house


def _corrected(reached: Reached) -> House:
    house = _ask_correction(reached("declare"))
    house.retype_sheet(sheet(in_favour=4, against=2), who="secretary")
    return house


def _second_of_two(reached: Reached) -> House:
    house = reached("consult")
    house.until("legal", slug="report", report=True)
    house.convene()
    house.table("report")
    house.table()
    return house


#: Houses by how far they came; then those in which something happened besides.
HOUSES: dict[str, Callable[[Reached], House]] = {
    **{f"up to {step}": (lambda reached, step=step: reached(step)) for step in STEPS},  # type: ignore[misc]
    **{
        f"a report up to {step}": (lambda reached, step=step: reached(step, report=True))  # type: ignore[misc]
        for step in ("save", "table", "count", "declare")
    },
    "articles missing": lambda reached: _saved(reached("create"), TEXT.replace("第二条", "第九条")),
    "a suggestion": lambda reached: _do(reached("translate"), "drafter", suggest),
    "a suggestion in review": lambda reached: _do(reached("legal"), "drafter", suggest),
    "a question": lambda reached: _do(reached("translate"), "drafter", speak),
    "a question in review": lambda reached: _do(reached("legal"), "legal", speak),
    "all approved, with a blocking remark": lambda reached: _approved(_spoken(reached("legal"))),
    "the same with a draft beside": lambda reached: _approved(
        _saved(_spoken(reached("legal")), TEXT.replace("十元", "八元"))
    ),
    "settled, with a question": lambda reached: _spoken(reached("convene")),
    "a thread closed": lambda reached: _do(_spoken(reached("submit")), "legal", TRIES["resolve"][0][1]),
    "an amendment without a change": lambda reached: _amended(reached("issue")),
    "without the union": _without_the_union,
    "written by a reviewer": _written_by_a_reviewer,
    "one in two capacities": _both_capacities,
    "changes asked for": _asked_for_changes,
    "a decision gone": _decision_gone,
    "urged": lambda reached: _do(reached("submit"), "drafter", TRIES["urge"][0][1]),
    "a call ended": _call_ended,
    "all approved, with a draft beside": _draft_left,
    "an exception asked for": _waiver("secretary"),
    "an exception asked for by somebody in both offices": _waiver("both-offices"),
    "an exception agreed to": _agreed,
    "an exception asked for, and taken off": lambda reached: _taken_off(_waiver("secretary")(reached)),
    "no roll": _no_roll,
    "taken off": lambda reached: _taken_off(reached("freeze")),
    "taken off, and closed": lambda reached: _closed(_taken_off(reached("table"))),
    "closed": lambda reached: _closed(reached("convene")),
    "too early to lock": lambda reached: _before_the_day(reached("sign_in")),
    "too early to open": lambda reached: _before_the_day(reached("lock")),
    "too early to cast": lambda reached: _before_the_day(reached("open")),
    "too early to count": lambda reached: _before_the_day(reached("count")),
    "second of two items": _second_of_two,
    "close to the threshold": lambda reached: _counted(reached("end")),
    "void": _void,
    "void, in question": lambda reached: _ask_correction(_void(reached)),
    "void, taken off": lambda reached: _taken_off(_void(reached)),
    "presence read at counting": _at_counting,
    "declaration in question": lambda reached: _ask_correction(reached("declare")),
    "a sheet corrected": _corrected,
    **HEARINGS,
    **CHAINS,
    "entered": lambda reached: _entered(reached()),
    "entered, then amended": lambda reached: _amended(_entered(reached())),
}


def _spoken(house: House) -> House:
    """A reviewer holds something against the text."""
    return _do(house, "legal", lambda house, act: speak(house, act, Disposition.BLOCKING))


def _approved(house: House) -> House:
    house.approve("union")
    return house


def _entered(house: House) -> House:
    """An edition of the usual regulation came from papers."""
    return _do(house, "secretary", lambda _, act: entering.enter(act, replace(NAMED, slug=SLUG), FIRST, FACTS))


def _saved(house: House, text: str) -> House:
    house.save(text)
    return house


def _counted(house: House) -> House:
    house.count_both(hq=sheet(in_favour=3, against=3))
    return house


def _refused(house: House, who: str, attempt: Try) -> set[Words]:
    """What the verb says against itself; nothing when it is done, or not for the rules to judge. Nothing of it lasts."""
    with house.asking(who) as act:
        try:
            attempt(house, act)
        except Refused as found:
            return set(found.reasons)
        except Exception:  # noqa: BLE001 # past the rules: what was typed, or a row that is not there
            return set()
    return set()


def _needed_here(house: House, wanted: set[Pair], monkeypatch: pytest.MonkeyPatch) -> set[Pair]:
    """The pairs whose guard refuses something in this house that is not refused so without it."""
    found: set[Pair] = set()
    for verb, tries in TRIES.items():
        for who, attempt in tries:
            said = _refused(house, who, attempt)
            for guard in MOVES[verb].guards if said else ():
                if (verb, guard.__name__) in wanted - found:
                    rest = tuple(one for one in MOVES[verb].guards if one is not guard)
                    with monkeypatch.context() as patched:
                        patched.setitem(MOVES, verb, replace(MOVES[verb], guards=rest))
                        if said - _refused(house, who, attempt):
                            found.add((verb, guard.__name__))
    return found


def test_every_guard_refuses_something_through_its_verb(reached: Reached, monkeypatch: pytest.MonkeyPatch):
    wanted = set(PAIRS)
    for come_to in HOUSES.values():
        wanted -= _needed_here(come_to(reached), wanted, monkeypatch)
    assert wanted == set(NEVER), sorted(wanted ^ set(NEVER))
