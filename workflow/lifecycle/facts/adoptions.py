"""Adoptions: which body dealt with a text, how and when, as the record or the entered papers hold it; and the title note.

Reads, never writes. A text that was not adopted has no adoption here, whatever became of the edition before it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from workflow.lifecycle.facts.resolution import day_words
from workflow.records.congress import Motion, Result, standing_results
from workflow.records.congress import Session as CongressSession
from workflow.records.database.families import Family
from workflow.records.entry import Entry
from workflow.records.regulation import Edition, Regulation
from workflow.rules.congress.sessions import session_name
from workflow.rules.congress.votes import Outcome
from workflow.rules.congress.words import BODY_WORDS, Body, MotionAct
from workflow.rules.entry.paper_facts import adoptions_in, changes_in, decision_title, numbered
from workflow.rules.states import State
from workflow.text.labels.numerals import chinese
from workflow.words import Language, Words

#: States that an edition reaches only by a vote that carried.
CARRIED_STATES = (State.ADOPTED, State.DELIBERATED, State.ISSUED)


@dataclass(frozen=True, slots=True)
class Adoption:
    """One adoption of a text: by a vote in the house, or as papers say that were entered afterwards.

    vote   the motion, its result and its session; None for a text adopted before the system
    entry  what the papers say of it; None for a vote in the house
    """

    edition: Edition
    on: date
    where: Words
    vote: tuple[Motion, Result, CongressSession] | None = None
    entry: Entry | None = None

    @property
    def is_heard(self) -> bool:
        """True for a report, which is deliberated and not adopted."""
        return self.vote is not None and self.vote[0].act is MotionAct.HEAR_AND_DELIBERATE


def adoptions(db: Session, regulation: Regulation, up_to: int) -> list[Adoption]:
    """The adoptions of a regulation up to edition number `up_to`, oldest first: those entered, then the house's own."""
    # What was declared last holds: an edition is adopted once, however often it was put to a vote.
    house = {
        edition.id: Adoption(edition, session.held_on, deciding(session, motion.body), vote=(motion, result, session))
        for edition, motion, result, session in _VOTES.of(db, regulation.id)
        if edition.number <= up_to
    }
    papers = _PAPERS.of(db, regulation.id)
    last = {edition.number: (edition, entry) for edition, entry in papers if edition.number <= up_to}
    past_ones = [
        Adoption(edition, entry.adopted_on, Words(entry.session, entry.session_en or entry.session), entry=entry)
        for edition, entry in last.values()
    ]
    return past_ones + list(house.values())


#: The votes of the house that carried, by regulation, and the papers of what it adopted before the system.
_VOTES = Family[tuple[Edition, Motion, Result, CongressSession]](
    Edition.regulation_id,
    select(Edition, Motion, Result, CongressSession)
    .join(Motion, col(Motion.edition_id) == col(Edition.id))
    .join(Result, col(Result.motion_id) == col(Motion.id))
    .join(CongressSession, col(CongressSession.id) == col(Motion.session_id))
    .where(
        col(Edition.state).in_(CARRIED_STATES),
        Result.outcome == Outcome.CARRIED,
        col(Result.id).in_(standing_results()),
    )
    .order_by(col(Edition.number), col(Result.id)),
)
_PAPERS = Family[tuple[Edition, Entry]](
    Edition.regulation_id,
    select(Edition, Entry)
    .join(Entry, col(Entry.edition_id) == col(Edition.id))
    .where(Edition.state == State.ISSUED)
    .order_by(col(Edition.number), col(Entry.number)),
)


def adoptions_ahead(db: Session, regulations: Iterable[int]) -> None:
    """Read in two statements what `adoptions` is asked of each of many regulations, by their numbers."""
    several = list(regulations)
    _VOTES.ahead(db, several)
    _PAPERS.ahead(db, several)


def deciding(session: CongressSession, body: Body) -> Words:
    """Where a body decides: the session by its name; a body that meets within the session of another is named with it."""
    name = session_name(session.body, session.term, session.number, session.kind)
    if body == session.body:
        return name
    return Words(f"{name.zh}期间召开的{BODY_WORDS[body].zh}", f"{BODY_WORDS[body].en} held with the {name.en}")


def own_adoption(db: Session, edition: Edition) -> Adoption | None:
    """The adoption of this very edition; None while there is none."""
    carried = adoptions(db, db.get_one(Regulation, edition.regulation_id), edition.number)
    return carried[-1] if carried and carried[-1].edition.id == edition.id else None


def never_applied(edition: Edition, editions: list[Edition]) -> bool:
    """True when the next issued edition took effect on the first day of this one."""
    later = [one for one in editions if one.number > edition.number and one.state is State.ISSUED]
    return edition.state is State.ISSUED and bool(later) and later[0].effective == edition.effective


def uncarried(db: Session, edition: Edition) -> list[tuple[Motion, Result, CongressSession]]:
    """The votes on an edition that came to something else, oldest first: they are part of what happened to it."""
    rows = (
        select(Motion, Result, CongressSession)
        .join(Result, col(Result.motion_id) == col(Motion.id))
        .join(CongressSession, col(CongressSession.id) == col(Motion.session_id))
        .where(
            Motion.edition_id == edition.id, Result.outcome != Outcome.CARRIED, col(Result.id).in_(standing_results())
        )
    )
    return list(db.exec(rows.order_by(col(Result.id))))


def title_note(db: Session, regulation: Regulation, edition: Edition) -> Words:
    """The note under the title 题注 (立法法 art. 65): who adopted the text and when, then each revision in order.

    A later edition of the house is the whole text put to a new vote, so it is a 修订; one that was entered and came by an
    amending decision is a 修正; the two are counted apart. The note of an entered edition is the one on its paper, where
    that has one; what such a note tells of editions that were not entered is carried on, in its own words. ""
    until this edition itself was adopted: a draft of an amendment was adopted by nobody, whatever became of the text before.
    """
    carried = adoptions(db, regulation, edition.number)
    return _last_note(regulation, carried) if carried and carried[-1].edition.id == edition.id else Words("", "")


def note_of_the_text_before(db: Session, regulation: Regulation, edition: Edition) -> Words:
    """The title note of the newest adopted text up to `edition`: Word files of a draft used to carry it."""
    carried = adoptions(db, regulation, edition.number)
    return _last_note(regulation, carried) if carried else Words("", "")


def _last_note(regulation: Regulation, carried: list[Adoption]) -> Words:
    note, entry = _note(regulation, carried), carried[-1].entry
    if entry is None or not entry.note:
        return note
    return Words(note.zh, entry.note) if regulation.authentic_language == Language.EN else Words(entry.note, note.en)


def _note(regulation: Regulation, carried: list[Adoption]) -> Words:
    amended = [number for number, one in enumerate(carried) if one.entry is not None and one.entry.decision]
    revised = [n for n, one in enumerate(carried) if n and n not in amended and not one.is_heard]
    head, since = _told_before(carried)
    zh, en = ([head], [f"As its paper says: {head}"]) if head else ([], [])
    for kind, numbers in (("修正", amended), ("修订", revised)):
        if head and any(number >= since for number in numbers):
            zh = [numbered(zh[0], kind)]
    for number, one in enumerate(carried):
        when, where = day_words(one.on), one.where
        if number < since:
            continue
        if one.is_heard:
            told = f"{when.zh}{where.zh}审议"
            en.append(f"Deliberated at the {where.en} on {when.en}")
        elif number in amended:
            name = decision_title(one.entry.decision if one.entry else "") or f"关于修改〈{regulation.name_zh}〉的决定"
            name = name.replace("《", "〈").replace("》", "〉")
            told = f"根据{when.zh}{where.zh}《{name}》{_times(amended, number, head, since, '修正')}修正"
            en.append(f"{'amended' if number else 'Amended'} by a decision of the {where.en} of {when.en}")
        elif number == 0:
            told = f"{when.zh}{where.zh}通过"
            en.append(f"Adopted at the {where.en} on {when.en}")
        else:
            told = f"{when.zh}{where.zh}{_times(revised, number, head, since, '修订')}修订"
            en.append(f"revised at the {where.en} on {when.en}")
        zh.append(told)
    return Words(f"（{'　'.join(zh)}）", f"({'; '.join(en)})")


def _told_before(carried: list[Adoption]) -> tuple[str, int]:
    """The last note on a paper that names more adoptions than were entered, without brackets, and from where it is carried on:
    a regulation whose oldest editions are lost still tells of them. "" and 0 when there is none."""
    for number, one in reversed(list(enumerate(carried))):
        if one.entry is not None and adoptions_in(one.entry.note) > number + 1:
            return one.entry.note.strip().strip("（）()").strip().replace("\n", "　"), number + 1
    return "", 0


def _times(alike: list[int], number: int, head: str, since: int, kind: str) -> str:
    """第二次, where there are several of a kind; those that `head` tells of count as well."""
    alike = [one for one in alike if one >= since]
    before = changes_in(head, kind)
    return f"第{chinese(before + alike.index(number) + 1)}次" if before + len(alike) > 1 and number >= since else ""
