"""Papers drawn from the records: which facts stand beside a text, and the finished PDF. Reads, never writes.

Sits above the records and the press, below the browser and the terminal; drawing happens before any writing transaction.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock

from sqlmodel import Session, col, select

from workflow.config import Settings
from workflow.lifecycle import disclosing, sitting, texts
from workflow.lifecycle.acting import Act
from workflow.lifecycle.explaining import reasons_of
from workflow.lifecycle.issuing import next_issued, paper_of
from workflow.lifecycle.past import corrected_words, entered, entered_words
from workflow.lifecycle.resolution import day_words
from workflow.publishing.facts import PrintFacts, ResolutionFacts
from workflow.publishing.faults import PrintingRefused
from workflow.publishing.fonts import Faces
from workflow.publishing.table_lines import Line, lines_of
from workflow.records.congress import Motion, Result, standing_results
from workflow.records.congress import Session as CongressSession
from workflow.records.entry import Entry
from workflow.records.regulation import Edition, Regulation, RegulationKind
from workflow.records.snapshot import Snapshot
from workflow.rules.congress import BODY_WORDS, MotionAct
from workflow.rules.past import adoptions_in, changes_in, decision_title, numbered
from workflow.rules.states import STATE_WORDS, InTime, State, state_on
from workflow.rules.votes import Outcome
from workflow.text.compare import Change, compare
from workflow.text.numerals import chinese
from workflow.text.parse import parse
from workflow.words import Words

#: Finished drafts kept in memory; issued files are kept in the database.
KEPT_PAPERS = 32
PRINT_LANGUAGE = {"zh": "zh-Hans", "en": "en"}
#: What a text that is not issued yet calls itself on paper.
DRAFT_WORDS = {
    State.DRAFTING: Words("草案", "Draft"),
    State.RETURNED: Words("草案", "Draft"),
    State.IN_REVIEW: Words("送审稿", "Draft for review"),
    State.CONSULTING: Words("征求意见稿", "Consultation draft"),
    State.AWAITING: Words("审议稿", "Draft for deliberation"),
    State.REJECTED: Words("未通过", "Not adopted"),
    State.WITHDRAWN: Words("已撤回", "Withdrawn"),
    State.ADOPTED: Words("已通过，未印发", "Adopted, not issued"),
}


@dataclass(frozen=True, slots=True)
class Press:
    """What drawing needs besides the records: the settings, the faces, and whether all this is the demonstration."""

    settings: Settings
    faces: Faces
    demonstration: bool


class _Kept:
    """A bounded memory of finished papers by everything that decides their bytes."""

    def __init__(self) -> None:
        self._papers: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, name: tuple[object, ...]) -> bytes | None:
        with self._lock:
            return self._papers.get(name)

    def put(self, name: tuple[object, ...], paper: bytes) -> None:
        with self._lock:
            self._papers[name] = paper
            while len(self._papers) > KEPT_PAPERS:
                self._papers.popitem(last=False)


_kept = _Kept()


def shown_state(db: Session, edition: Edition, day: date) -> State | InTime:
    """The state of an edition to show on `day`, successors and dates taken into account."""
    successor = next_issued(db, edition) if edition.state is State.ISSUED else None
    return state_on(
        edition.state,
        day,
        effective=edition.effective,
        repealed=edition.repealed,
        superseded=successor.effective if successor else None,
    )


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
    """The adoptions of a regulation up to edition number `up_to`, oldest first: the past as entered, then the house's own."""
    rows = (
        select(Edition, Motion, Result, CongressSession)
        .join(Motion, col(Motion.edition_id) == col(Edition.id))
        .join(Result, col(Result.motion_id) == col(Motion.id))
        .join(CongressSession, col(CongressSession.id) == col(Motion.session_id))
        .where(
            Edition.regulation_id == regulation.id,
            Edition.number <= up_to,
            Result.outcome == Outcome.CARRIED,
            col(Result.id).in_(standing_results()),
        )
        .order_by(col(Result.id))
    )
    voted = [
        Adoption(edition, session.held_on, sitting.session_words(session), vote=(motion, result, session))
        for edition, motion, result, session in db.exec(rows)
    ]
    papers = (
        select(Edition, Entry)
        .join(Entry, col(Entry.edition_id) == col(Edition.id))
        .where(Edition.regulation_id == regulation.id, Edition.number <= up_to, Edition.state == State.ISSUED)
        .order_by(col(Edition.number), col(Entry.number))
    )
    last = {edition.number: (edition, entry) for edition, entry in db.exec(papers)}
    past_ones = [
        Adoption(edition, entry.adopted_on, Words(entry.session, entry.session_en or entry.session), entry=entry)
        for edition, entry in last.values()
    ]
    return past_ones + voted


def title_note(db: Session, regulation: Regulation, edition: Edition) -> Words:
    """The note under the title 题注 (立法法 art. 65): who adopted the text and when, then each revision in order.

    A later edition of the house is the whole text put to a new vote, so it is a 修订; one of the past that came by an
    amending decision is a 修正; the two are counted apart. The note of an entered edition is the one on its paper, where
    that has one; what such a note tells of editions that were not entered is carried on, in its own words. "" before any
    adoption.
    """
    carried = adoptions(db, regulation, edition.number)
    if not carried:
        return Words("", "")
    note = _note(regulation, carried)
    entry = carried[-1].entry
    if entry is not None and entry.note and carried[-1].edition.id == edition.id:
        if regulation.authentic_language == "en":
            return Words(note.zh, entry.note)
        return Words(entry.note, note.en)
    return note


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


def facts_of(db: Session, edition: Edition, snapshot: Snapshot, day: date, press: Press) -> PrintFacts:
    """What the paper of `snapshot` says about itself on `day`."""
    regulation = db.get_one(Regulation, edition.regulation_id)
    language = snapshot.language
    shown = shown_state(db, edition, day)
    report = regulation.kind is RegulationKind.REPORT
    published = edition.state is State.ISSUED or (report and edition.state is State.DELIBERATED)
    note = title_note(db, regulation, edition)
    carried = adoptions(db, regulation, edition.number)
    # The imprint names the session that adopted this very edition; the title note tells of those before.
    own = carried and carried[-1].edition.id == edition.id
    session = carried[-1].where if own else Words("", "")
    entry = carried[-1].entry if own else None
    found = entered(db, edition)
    successor = next_issued(db, edition) if shown is InTime.SUPERSEDED else None
    paper = paper_of(db, edition, language)
    if not published:
        state = DRAFT_WORDS[edition.state]
    elif shown in (InTime.SUPERSEDED, InTime.REPEALED):
        state = STATE_WORDS[shown]
    else:
        state = Words("", "")
    return PrintFacts(
        language=PRINT_LANGUAGE[language],
        kind="draft" if not published else "report" if report else "regulation",
        state_words=state.in_language(language),
        title_note=note.in_language(language),
        enterprise=press.settings.enterprise_name.in_language(language),
        document_number=paper.number if paper else entry.document_number if entry else "",
        edition_number=edition.number,
        session=session.in_language(language),
        effective_date=edition.effective,
        fingerprint=snapshot.fingerprint,
        demonstration=press.demonstration,
        superseded=successor.effective if successor else None,
        superseded_by=Words(f"第{successor.number}版", f"edition {successor.number}").in_language(language)
        if successor
        else "",
        entered=entered_words(found, press.settings.time_zone).in_language(language) if found else "",
        corrected=corrected_words(found, press.settings.time_zone).in_language(language) if found else "",
    )


def issue_facts(
    db: Session, edition: Edition, snapshot: Snapshot, effective: date, number: str, press: Press
) -> PrintFacts:
    """What the official paper says that is about to be issued: as if the edition were issued already."""
    return replace(
        facts_of(db, edition, snapshot, effective, press),
        kind="regulation",
        state_words="",
        document_number=number,
        effective_date=effective,
    )


def draw(db: Session, snapshot: Snapshot, facts: PrintFacts, press: Press, *, official: bool = False) -> bytes:
    """The PDF of a snapshot with these facts; the same input gives the same bytes. Raises PrintingRefused.

    official  read the words back from the finished paper, and refuse it when they are not the stored text
    """
    from workflow.publishing.pdf import render  # imports the typesetter, which takes a second
    from workflow.publishing.read_back import same_text

    name = (snapshot.fingerprint, facts)
    found = _kept.get(name)
    if found is None:
        found = render(texts.tree_of(db, snapshot), facts, press.faces)
        _kept.put(name, found)
    if official and not same_text(texts.tree_of(db, snapshot), found):
        raise PrintingRefused(
            Words(
                "排印后的文字与原文不一致，不能印发。",
                "The words on the paper are not those of the text; it is not issued.",
            )
        )
    return found


def resolution_facts(act: Act, motion: Motion, result: Result, language: str, press: Press) -> ResolutionFacts:
    """What the resolution on a motion says."""
    db = act.db
    edition = db.get_one(Edition, motion.edition_id)
    regulation = db.get_one(Regulation, edition.regulation_id)
    session = db.get_one(CongressSession, motion.session_id)
    enterprise = press.settings.enterprise_name.in_language(language)
    where = sitting.session_words(session).in_language(language)
    body = disclosing.resolution_of(act, motion, result).in_language(language)
    when = day_words(session.held_on).in_language(language)
    congress = f"{enterprise}{where}" if language == "zh" else f"{where} of {enterprise}"
    passed = f"{when}{where}通过" if language == "zh" else f"Passed at the {where} on {when}"
    return ResolutionFacts(
        language=PRINT_LANGUAGE[language],
        congress=congress,
        regulation=regulation.name_en if language == "en" else regulation.name_zh,
        note=passed if result.outcome is Outcome.CARRIED else "",
        body=tuple(body.split("\n")),
        signature=f"{enterprise}{BODY_WORDS[motion.body].zh}"
        if language == "zh"
        else f"{enterprise}, {BODY_WORDS[motion.body].en.title()}",
        signed_on=session.held_on,
        enterprise=enterprise,
        fingerprint=result.fingerprint,
        demonstration=press.demonstration,
    )


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line of the comparison table: what happened to a provision, its permanent key, and why."""

    change: Change
    key: str
    reason: str


def table_rows(changes: list[Change], reasons: Mapping[str, str]) -> list[TableRow]:
    """The changed provisions with their reasons, in the order of the new text."""
    rows = []
    for change in changes:
        keys = [key for key in (*change.new_keys, *change.old_keys) if key]
        reason = next((reasons[key] for key in keys if key in reasons), "")
        rows.append(TableRow(change, keys[0] if keys else "", reason))
    return rows


def table_lines(db: Session, edition: Edition, before: Snapshot, after: Snapshot) -> list[Line]:
    """The rows of the comparison table of an edition, with their reasons."""
    changes = compare(texts.tree_of(db, before), texts.tree_of(db, after)).changes
    return lines_of(changes, reasons_of(db, edition))


def table_facts(
    db: Session, edition: Edition, before: Snapshot, after: Snapshot, day: date, press: Press
) -> PrintFacts:
    """What the comparison table says about itself: the facts of the new text, and whether the old one was entered afterwards."""
    found = entered(db, db.get_one(Edition, before.edition_id))
    facts = facts_of(db, edition, after, day, press)
    said = entered_words(found, press.settings.time_zone).in_language(after.language) if found else ""
    return replace(facts, entered_before=said)


def draw_table(db: Session, edition: Edition, before: Snapshot, after: Snapshot, day: date, press: Press) -> bytes:
    """The comparison table 修订对照表 of an edition as a PDF. Raises PrintingRefused."""
    from workflow.publishing.beside import render_table

    facts, reasons = table_facts(db, edition, before, after, day, press), reasons_of(db, edition)
    name = ("table", before.fingerprint, after.fingerprint, facts, tuple(sorted(reasons.items())))
    found = _kept.get(name)
    if found is None:
        lines = table_lines(db, edition, before, after)
        found = render_table(texts.tree_of(db, after).title, lines, facts, press.faces)
        _kept.put(name, found)
    return found


def draw_decision(
    db: Session, edition: Edition, before: Snapshot, after: Snapshot, day: date, press: Press
) -> bytes | None:
    """The amending decision of an edition as a PDF, or None when none could be proved. Raises PrintingRefused."""
    from workflow.publishing.pdf import render

    written = texts.decision(db, before, after).decision
    if not written:
        return None
    facts = replace(facts_of(db, edition, after, day, press), title_note="", effective_date=None, document_number="")
    name = ("decision", before.fingerprint, after.fingerprint, facts)
    found = _kept.get(name)
    if found is None:
        found = render(parse(written).document, facts, press.faces)
        _kept.put(name, found)
    return found


def draw_resolution(facts: ResolutionFacts, press: Press) -> bytes:
    """The PDF of a resolution. Raises PrintingRefused."""
    from workflow.publishing.pdf import render_resolution

    return render_resolution(facts, press.faces)
