"""Papers from the records: which text and which facts go to the press. Reads, never writes.

Sits above the records and the press, below the browser and the terminal; drawing happens before any writing transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from workflow.config import Settings
from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import disclosing, kept_papers, succeeding, texts, working_out
from workflow.lifecycle.facts.adoptions import deciding, own_adoption, title_note
from workflow.lifecycle.facts.entries import corrected_words, entered, entered_words
from workflow.lifecycle.facts.resolution import day_words
from workflow.lifecycle.facts.standing import open_motion
from workflow.publishing.faces.fonts import Faces
from workflow.publishing.pressroom.orders import Order, drawn
from workflow.publishing.table_lines import Line, lines_of
from workflow.publishing.values.facts import Paper, PrintFacts, ResolutionFacts
from workflow.records.congress import Motion, Result
from workflow.records.congress import Session as CongressSession
from workflow.records.enterprise import called_on
from workflow.records.paper import letterhead_on
from workflow.records.regulation import Edition, Regulation, RegulationKind
from workflow.records.text.snapshot import Snapshot
from workflow.rules.congress.votes import HEARD_WORDS, Outcome
from workflow.rules.congress.words import BODY_WORDS, MotionAct
from workflow.rules.states import PUBLISHED, STATE_WORDS, InTime, State, state_on
from workflow.text.comparing.compare import Change, compare
from workflow.text.reading.parse import parse
from workflow.words import Language, Words

#: What a text that is not issued yet calls itself on paper.
DRAFT = Words("草案", "Draft")
DRAFT_WORDS = {
    State.DRAFTING: DRAFT,
    State.RETURNED: DRAFT,
    State.IN_REVIEW: Words("送审稿", "Draft for review"),
    State.CONSULTING: Words("协商稿", "Draft for equal consultation"),
    State.AWAITING: Words("审议稿", "Draft for deliberation"),
    State.REJECTED: Words("未通过", "Not adopted"),
    State.WITHDRAWN: Words("已撤回", "Withdrawn"),
    State.ADOPTED: Words("已通过，未印发", "Adopted, not issued"),
}
#: Once it is locked for the vote, and when an entry from paper was struck out.
LOCKED_WORDS = Words("表决稿", "Text put to the vote")
STRUCK_WORDS = Words("补录已撤销", "Entry struck out")
#: A decision that the system wrote from two texts.
DECISION_WORDS = Words("草稿，未经表决", "Draft, not voted on")


@dataclass(frozen=True, slots=True)
class Press:
    """What drawing needs besides the records: the settings, the faces, and whether all this is the demonstration."""

    settings: Settings
    faces: Faces
    demonstration: bool


def shown_state(db: Session, edition: Edition, day: date) -> State | InTime:
    """The state of an edition to show on `day`, successors and dates taken into account."""
    successor = succeeding.next_issued(db, edition) if edition.state is State.ISSUED else None
    return state_on(
        edition.state,
        day,
        effective=edition.effective,
        repealed=edition.repealed,
        superseded=successor.effective if successor else None,
    )


def facts_of(db: Session, edition: Edition, snapshot: Snapshot, day: date, press: Press) -> PrintFacts:
    """What the paper of `snapshot` says about itself on `day`."""
    regulation = db.get_one(Regulation, edition.regulation_id)
    language = snapshot.language
    shown = shown_state(db, edition, day)
    report = regulation.kind is RegulationKind.REPORT
    published = edition.state in PUBLISHED
    note = title_note(db, regulation, edition)
    # The imprint names the session that dealt with this very edition; the title note tells of those before.
    own = own_adoption(db, edition)
    entry = own.entry if own else None
    found = entered(db, edition)
    successor = succeeding.next_issued(db, edition) if shown is InTime.SUPERSEDED else None
    paper = kept_papers.official(db, edition, language)
    # Set again under a mark, an official paper keeps the name of the day on which it was issued.
    named_on = paper.frozen_at.astimezone(press.settings.time_zone).date() if paper else day
    never = successor is not None and successor.effective is not None and successor.effective == edition.effective
    if not published:
        state = draft_words(db, edition, report=report, entered=found is not None)
    elif shown in (InTime.SUPERSEDED, InTime.REPEALED):
        state = STATE_WORDS[shown]
    else:
        state = Words("", "")
    return PrintFacts(
        language=language.script,
        kind=Paper.DRAFT if not published else Paper.REPORT if report else Paper.REGULATION,
        state_words=state.in_language(language),
        title_note=note.in_language(language),
        enterprise=called_on(db, press.settings, named_on).name.in_language(language),
        mark=letterhead_on(db, named_on, paper.frozen_at) if paper and language is Language.ZH else "",
        document_number=paper.number if paper else entry.document_number if entry else "",
        edition_number=edition.number,
        session=own.where.in_language(language) if own else "",
        deliberated=own is not None and own.is_heard,
        effective_date=edition.effective if edition.state is State.ISSUED and not never else None,
        fingerprint=snapshot.fingerprint,
        demonstration=press.demonstration,
        superseded=successor.effective if successor else None,
        never_applied=never,
        superseded_by=Words(f"第{successor.number}版", f"edition {successor.number}").in_language(language)
        if successor
        else "",
        entered=entered_words(db, found, press.settings.time_zone).in_language(language) if found else "",
        corrected=corrected_words(found, press.settings.time_zone).in_language(language) if found else "",
    )


def state_words(db: Session, edition: Edition, day: date) -> Words:
    """What the text of an edition is on `day`: 施行中, 已被替代 …, and before it is published what its paper calls itself."""
    regulation = db.get_one(Regulation, edition.regulation_id)
    if edition.state in PUBLISHED:
        return STATE_WORDS[shown_state(db, edition, day)]
    report = regulation.kind is RegulationKind.REPORT
    return draft_words(db, edition, report=report, entered=entered(db, edition) is not None)


def draft_words(db: Session, edition: Edition, *, report: bool, entered: bool) -> Words:
    """What a text that is not published calls itself: by how far it has come, and by what its act can make of it."""
    if edition.state is State.AWAITING:
        motion = open_motion(db, edition)
        return LOCKED_WORDS if motion is not None and motion.locked_at else DRAFT_WORDS[State.AWAITING]
    if edition.state is State.REJECTED and report:
        return HEARD_WORDS[Outcome.LOST]
    return STRUCK_WORDS if entered else DRAFT_WORDS[edition.state]


def issue_facts(
    db: Session, edition: Edition, snapshot: Snapshot, effective: date, number: str, today: date, press: Press
) -> PrintFacts:
    """What the official paper says that is about to be issued: as if the edition were issued already, by the name of `today`."""
    return replace(
        facts_of(db, edition, snapshot, effective, press),
        kind=Paper.REGULATION,
        state_words="",
        enterprise=called_on(db, press.settings, today).name.in_language(snapshot.language),
        mark=letterhead_on(db, today) if snapshot.language is Language.ZH else "",
        document_number=number,
        effective_date=effective,
    )


def text_order(db: Session, snapshot: Snapshot, facts: PrintFacts, press: Press, *, official: bool = False) -> Order:
    """The order for the PDF of a snapshot with these facts.

    official  the words are read back from the finished paper, which is refused when they are not the stored text
    """
    return Order(facts=facts, faces=press.faces, document=texts.tree_of(db, snapshot), official=official)


def draw(db: Session, snapshot: Snapshot, facts: PrintFacts, press: Press, *, official: bool = False) -> bytes:
    """The same paper, drawn in this very process: for the terminal, where nobody else waits. Raises PrintingRefused."""
    return drawn(text_order(db, snapshot, facts, press, official=official))


def resolution_facts(act: Act, motion: Motion, result: Result, language: Language, press: Press) -> ResolutionFacts:
    """What the resolution on a motion says."""
    db = act.db
    edition = db.get_one(Edition, motion.edition_id)
    regulation = db.get_one(Regulation, edition.regulation_id)
    session = db.get_one(CongressSession, motion.session_id)
    enterprise = called_on(db, press.settings, session.held_on).name.in_language(language)
    where = deciding(session, motion.body).in_language(language)
    body = disclosing.resolution_of(act, motion, result).in_language(language)
    when = day_words(session.held_on).in_language(language)
    congress = f"{enterprise}{where}" if language == Language.ZH else f"{where} of {enterprise}"
    carried, heard = result.outcome is Outcome.CARRIED, motion.act is MotionAct.HEAR_AND_DELIBERATE
    if language == Language.ZH:
        passed = f"{when}{where}{'听取和审议' if heard else '通过'}"
    else:
        passed = f"{'Heard and deliberated' if heard else 'Passed'} at the {where} on {when}"
    body_words = BODY_WORDS[motion.body]
    return ResolutionFacts(
        language=language.script,
        congress=congress,
        regulation=regulation.name_en if language == Language.EN else regulation.name_zh,
        is_record=not carried,
        note=passed if carried else "",
        body=tuple(body.split("\n")),
        signature=(
            f"{enterprise}{body_words.zh}" if language == Language.ZH else f"{enterprise}, {body_words.en.title()}"
        )
        if carried
        else "",
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


def table_lines(db: Session, before: Snapshot, after: Snapshot, reasons: Mapping[str, str]) -> list[Line]:
    """The rows of the comparison table of two texts, with the `reasons` that its readers may read, by permanent key."""
    changes = compare(texts.tree_of(db, before), texts.tree_of(db, after)).changes
    return lines_of(changes, reasons)


def table_facts(db: Session, before: Snapshot, after: Snapshot, day: date, press: Press) -> PrintFacts:
    """What the comparison table says about itself: the facts of the new text, and whether the old one was entered afterwards."""
    found = entered(db, db.get_one(Edition, before.edition_id))
    facts = facts_of(db, db.get_one(Edition, after.edition_id), after, day, press)
    said = entered_words(db, found, press.settings.time_zone).in_language(after.language) if found else ""
    return replace(facts, entered_before=said)


def table_order(
    db: Session, before: Snapshot, after: Snapshot, reasons: Mapping[str, str], day: date, press: Press
) -> Order:
    """The order for the comparison table 修订对照表 of two texts, with the `reasons` that its readers may read."""
    return Order(
        facts=table_facts(db, before, after, day, press),
        faces=press.faces,
        title=texts.tree_of(db, after).title,
        lines=tuple(table_lines(db, before, after, reasons)),
    )


def decision_order(
    db: Session, edition: Edition, before: Snapshot, after: Snapshot, day: date, press: Press
) -> Order | None:
    """The order for the amending decision of an edition, or None when none could be proved."""
    written = working_out.decision(db, before, after).decision
    if not written:
        return None
    # The congress votes on the whole new text, never on this: it carries no adoption, no number and no first day.
    facts = replace(
        facts_of(db, edition, after, day, press),
        kind=Paper.DRAFT,
        state_words=DECISION_WORDS.in_language(after.language),
        title_note="",
        session="",
        effective_date=None,
        edition_number=None,
        mark="",
        document_number="",
        superseded=None,
    )
    return Order(facts=facts, faces=press.faces, document=parse(written).document)


def resolution_order(facts: ResolutionFacts, press: Press) -> Order:
    """The order for a resolution."""
    return Order(facts=facts, faces=press.faces)
