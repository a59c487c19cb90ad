"""Which texts somebody may set side by side: saves, rounds and editions, for drafters, reviewers and everybody else."""

from collections.abc import Collection

import pytest
from sqlmodel import Session, select

from tests.canteen import ENGLISH, TEXT
from tests.cast import House
from tests.databases import KINDS
from tests.lifecycle.conftest import Reached
from workflow.lifecycle.acting import roles_of
from workflow.lifecycle.draft import drafting
from workflow.lifecycle.draft.versions import Version, versions, writers
from workflow.lifecycle.people import people
from workflow.records.person import Person
from workflow.records.regulation import Edition, Regulation, editions_of
from workflow.records.text.snapshot import Snapshot
from workflow.rules.people.roles import Role
from workflow.rules.visibility import Reader
from workflow.words import Language

DEARER, LONGER, LAST = (TEXT.replace("十元，", f"{price}元，") for price in ("十一", "十二", "十三"))

either = pytest.mark.parametrize("kind", KINDS)


#: Edition, save, round, whether it is the newest.
Told = list[tuple[int, int, int, bool]]


def seen(house: House, who: str | None, language: Language = Language.ZH) -> Told:
    """What somebody sees of every edition of the regulation."""
    with house.asking(who) as act:
        person = people.person_by_code(act.db, who) if who else None
        reader = Reader(roles_of(act.db, person, act.today), person.id if person else None)
        return told(versions(act.db, editions(act.db), language, reader))


def editions(db: Session) -> list[Edition]:
    return editions_of(db, db.exec(select(Regulation)).one())


def told(found: Collection[Version]) -> Told:
    return [(one.edition.number, one.number, one.round, one.newest) for one in found]


def returned(reached: Reached, kind: str) -> House:
    """Two saves, a round, and two saves more that nobody has submitted."""
    house = reached("translate", kind)
    house.save(DEARER, who="second-drafter")
    house.submit()
    house.request_changes("union")
    house.save(LONGER)
    house.save(LAST)
    return house


@either
def test_drafters_see_every_save(reached: Reached, kind: str):
    house = returned(reached, kind)
    assert seen(house, "drafter") == [(1, 4, 0, True), (1, 3, 0, False), (1, 2, 1, False), (1, 1, 0, False)]


@either
def test_others_see_what_was_put_before_them(reached: Reached, kind: str):
    house = returned(reached, kind)
    for who in ("legal", "union", "secretary", "issuer", "admin"):
        assert seen(house, who) == [(1, 2, 1, True)], who
    house.submit()
    assert seen(house, "legal") == [(1, 4, 2, True), (1, 2, 1, False)]


@either
def test_a_translation_goes_along_as_it_stood(reached: Reached, kind: str):
    house = returned(reached, kind)
    house.save(ENGLISH.replace("10 yuan", "13 yuan"), Language.EN)
    assert seen(house, "legal", Language.EN) == [(1, 1, 1, True)]
    house.submit()
    assert seen(house, "legal", Language.EN) == [(1, 2, 2, True), (1, 1, 1, False)]
    assert seen(house, "drafter", Language.EN) == [(1, 2, 2, True), (1, 1, 1, False)]


def test_nothing_submitted_is_nothing_seen(reached: Reached):
    house = reached("save")
    assert seen(house, "legal") == []
    assert seen(house, "drafter") == [(1, 1, 0, True)]
    assert seen(reached("create"), "drafter") == []


@either
def test_a_published_text_is_one_text_for_the_public(reached: Reached, kind: str):
    """A stranger sees what was issued and not how it came to be; the next edition only once it is published too."""
    house = reached("issue", kind)
    with house.acting("drafter") as act:
        drafting.amend(act, act.db.exec(select(Regulation)).one())
    house.save(DEARER)
    with house.asking() as act:
        issued = [one for one in editions(act.db) if one.number == 1]
        assert told(versions(act.db, issued, Language.ZH, Reader())) == [(1, 1, 1, True)]
        assert told(versions(act.db, issued, Language.ZH, Reader(frozenset({Role.DELEGATE}), 1))) == [(1, 1, 1, True)]
    assert seen(house, "drafter") == [(2, 2, 0, True), (2, 1, 0, False), (1, 1, 1, True)]
    assert seen(house, "legal") == [(1, 1, 1, True)]


@either
def test_delegates_see_a_text_once_its_papers_were_sent_and_strangers_only_where_reading_is_public(
    reached: Reached, kind: str
):
    """The door asks about the very reader and the very papers; it does not presume what its caller has asked before."""
    assert seen(reached("table", kind), "delegate") == []
    assert seen(reached("send", kind), "delegate") == [(1, 1, 1, True)]
    with reached("issue", kind).asking() as act:
        found = editions(act.db)
        assert told(versions(act.db, found, Language.ZH, Reader(public_reading=True))) == [(1, 1, 1, True)]
        assert told(versions(act.db, found, Language.ZH, Reader(public_reading=False))) == []


def numbers(house: House, language: Language = Language.ZH) -> list[int]:
    """The rows of the saves, in their order."""
    with house.asking() as act:
        rows = select(Snapshot.id).where(Snapshot.language == language).order_by(Snapshot.id)  # type: ignore[arg-type]
        return [one or 0 for one in act.db.exec(rows)]


def names(house: House, before: int, after: int) -> set[str]:
    with house.asking() as act:
        found = writers(act.db, before, after)
        return {person.code for person in act.db.exec(select(Person)) if person.id in found}


@either
def test_whose_the_changes_are(reached: Reached, kind: str):
    house = returned(reached, kind)
    first, second, third, last = numbers(house)
    assert names(house, first, second) == {"second-drafter"}
    assert names(house, second, last) == {"drafter"}
    assert names(house, first, last) == {"drafter", "second-drafter"}
    assert names(house, third, third) == set()


def test_what_did_not_grow_out_of_the_other_is_nobodys(reached: Reached):
    house = returned(reached, "sqlite")
    (first, *_, last), (english, *_) = numbers(house), numbers(house, Language.EN)
    assert names(house, last, first) == set()
    assert names(house, english, last) == set()


def test_a_text_taken_over_is_nobodys_writing(reached: Reached):
    """An amendment begins with the text in force, which whoever began it did not write."""
    house = reached("issue")
    with house.acting("second-drafter") as act:
        drafting.amend(act, act.db.exec(select(Regulation)).one())
    house.save(DEARER)
    adopted, taken_over, changed = numbers(house)
    assert names(house, adopted, taken_over) == set()
    assert names(house, adopted, changed) == {"drafter"}
