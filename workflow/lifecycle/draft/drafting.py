"""Drafting: a regulation begins, editions follow one another, texts are kept, saved, submitted, taken back."""

from datetime import date

from sqlmodel import Session, col, select

from workflow.lifecycle import beginning, concluding, finding, pinning, storing
from workflow.lifecycle.acting import Act, Unusable, ask, move, record
from workflow.lifecycle.draft.carrying import note_carrying
from workflow.lifecycle.facts import approvals, texts
from workflow.lifecycle.facts.review.required import Wanted
from workflow.lifecycle.facts.situations.actor import of_actor
from workflow.lifecycle.facts.situations.beginning import followed, of_regulation
from workflow.lifecycle.facts.situations.edition import of_draft, of_edition
from workflow.lifecycle.facts.submitted import draft_waits, standing_text
from workflow.records.database.session import read_once
from workflow.records.person import Entity
from workflow.records.regulation import Binding, Edition, Regulation, RegulationKind
from workflow.records.review import Round
from workflow.records.text.snapshot import Snapshot, WorkingCopy
from workflow.rules.states import State, has_draft_beside, is_issued
from workflow.words import Language, Words


class Stale(Exception):
    """Somebody saved a newer text after this one was begun. Nothing typed is lost: it is in the working copy.

    theirs  the newest snapshot
    base    the snapshot this text was begun from, or None
    text    what was typed
    """

    def __init__(self, theirs: Snapshot, base: Snapshot | None, text: str) -> None:
        super().__init__(f"snapshot {theirs.id} is newer")
        self.theirs = theirs
        self.base = base
        self.text = text


def create(
    act: Act,
    *,
    slug: str,
    kind: RegulationKind,
    name_zh: str,
    name_en: str,
    language: Language | None = Language.ZH,
) -> Edition:
    """Begin a regulation with its first edition, in drafting. Raises Refused, or Unusable naming the field."""
    ask("create", of_actor(act))
    regulation = beginning.new_regulation(
        act, slug=slug, kind=kind, name_zh=name_zh, name_en=name_en, language=language
    )
    edition = _new_edition(act, regulation)
    record(act, "create", f"edition:{edition.id}", regulation_id=regulation.id, slug=slug, number=edition.number)
    return edition


def amend(act: Act, regulation: Regulation) -> Edition:
    """Begin the next edition of `regulation` from the last issued one, text and translations included.

    Where every edition was withdrawn it begins without a text. Raises Refused while another edition is on its way, or when
    nothing was issued that could be amended.
    """
    ask("amend", of_regulation(act, regulation))
    before = followed(act, regulation)
    edition = _new_edition(act, regulation)
    if before is not None and is_issued(before.state):
        for language in _languages_first_authentic(regulation):
            source = standing_text(act.db, before, language)
            if source is not None:
                storing.store(act, edition, language, storing.settled(source.text), source, "")
    record(act, "amend", f"edition:{edition.id}", regulation_id=regulation.id, number=edition.number)
    return edition


def keep(act: Act, edition: Edition, language: Language, text: str, base: Snapshot | None) -> WorkingCopy:
    """Keep what a person is typing, without making a snapshot. Raises Refused when the text is not in drafting."""
    ask("save", of_edition(act, edition))
    return _keep(act, edition, language, text, base)


def save(
    act: Act,
    edition: Edition,
    language: Language,
    text: str,
    base: Snapshot | None,
    note: str = "",
    written: storing.Settled | None = None,
) -> tuple[Snapshot, bool]:
    """Make a snapshot of what was typed on top of `base`. Returns it and whether it is a new one.

    written  `text` as it will be stored, where that is known: of a row of blocks, with its keys

    Saving the same text again makes no second snapshot (a double click, a save without a change). Beside a text under review
    it is the draft of the next round; saving the words of that text again lets a review end that waited for the draft alone.
    Raises Refused; Unusable for an empty or unreadable text; Stale when somebody saved after `base`. In the last case
    the caller keeps the working copy in a transaction of its own.
    """
    ask("save", of_edition(act, edition))
    if not text.strip():
        raise Unusable(
            {"text": Words("正文是空的，请写些内容再保存。", "The text is empty; write something before saving.")}
        )
    newest = texts.latest(act.db, edition, language)
    written = written or storing.settled(text)
    if newest is not None and written.text == newest.text:
        _drop_working_copy(act, edition, language)
        return newest, False
    if newest is not None and (base is None or base.id != newest.id):
        for one in (newest, base):  # both are shown after this transaction was rolled back, which empties what is in it
            if one is not None and one in act.db:
                act.db.expunge(one)
        raise Stale(newest, base, text)
    snapshot = storing.store(act, edition, language, written, newest, note)
    _drop_working_copy(act, edition, language)
    record(
        act,
        "save",
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        fingerprint=snapshot.fingerprint,
        language=language,
        number=snapshot.number,
        note=note,
    )
    # Nearly every save leaves a draft beside the text that is read: no more is asked about it then.
    if has_draft_beside(edition.state) and not draft_waits(act.db, edition):
        concluding.conclude_when_complete(act, edition)
    return snapshot, True


def submit(
    act: Act, edition: Edition, note: str, shown: str, due: date | None = None, wanted: Wanted | None = None
) -> Round:
    """Open a review round on the newest text, also while the round before it is read.

    shown   the fingerprint on the drafter's page; due  the last day for decisions, None for no day
    wanted  what the text is about, as its drafter says; None for what was said last, or what its words propose
    Raises Refused; Unusable for a day that is over, or a department that there is not.

    A text whose every approval still counts goes on at once: there is nobody whose turn it would be.
    """
    if wanted is None:
        wanted = pinning.as_proposed(act, edition)
    pinning.ask_charge(act, wanted)
    ask("submit", of_draft(act, edition, shown=shown, wanted=wanted))
    if due is not None and due < act.today:
        raise Unusable({"due": Words("审核期限不能早于今天。", "The last day for the review cannot be over.")})
    head = texts.authentic(act.db, edition)
    if head is None:  # the guard has asked already; this satisfies the reader of types
        raise ValueError("nothing to submit")
    base = approvals.base_of(act.db, edition)
    number = len(approvals.rounds_of(act.db, edition)) + 1
    opened = Round(
        edition_id=edition.id,
        number=number,
        base_id=base.id if base else None,
        head_id=head.id,
        note=note,
        due=due,
        opened_by=act.person_id,
        at=act.now,
    )
    act.db.add(opened)
    act.db.flush()
    _, required = pinning.pin(act, edition, opened, wanted)
    finding.note(act.db, edition)
    move(edition, "submit", State.IN_REVIEW)
    record(
        act,
        "submit",
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        fingerprint=head.fingerprint,
        round=number,
        note=note,
        **({"due": due.isoformat()} if due else {}),
        **{name: words for name, words in pinning.said(act, wanted, required).items() if words},
    )
    review = approvals.review_of(act.db, edition, act.procedure, act.today)
    note_carrying(act, edition, review, number)
    concluding.conclude_when_complete(act, edition)
    return opened


def revise(act: Act, edition: Edition, reason: str) -> None:
    """Take an edition back into drafting; approvals of what then changes stop counting by themselves.

    Raises Refused; Unusable without a reason for taking it away from people who are reading it.
    """
    ask("revise", of_edition(act, edition))
    if edition.state is State.IN_REVIEW and not reason.strip():
        raise Unusable({"reason": Words("请写明收回修改的理由。", "Give the reason for taking it back.")})
    move(edition, "revise", State.DRAFTING)
    record(act, "revise", f"edition:{edition.id}", regulation_id=edition.regulation_id, reason=reason)


def conclude_as_read(act: Act, edition: Edition, shown: str) -> None:
    """End the review on the text that everybody has read, with a draft beside it that nobody will see. Raises Refused.

    shown  the fingerprint of the text under review on the drafter's page
    """
    ask("conclude_as_read", of_edition(act, edition, shown=shown, on_draft=False))
    concluding.conclude(act, edition, "conclude_as_read")


def withdraw(act: Act, edition: Edition, reason: str) -> None:
    """End an edition before it is adopted. Its number is not used again."""
    ask("withdraw", of_edition(act, edition))
    if not reason.strip():
        raise Unusable({"reason": Words("请写明撤回的理由。", "Give the reason for withdrawing it.")})
    move(edition, "withdraw", State.WITHDRAWN)
    record(act, "withdraw", f"edition:{edition.id}", regulation_id=edition.regulation_id, reason=reason)


def working_copy(db: Session, person_id: int, edition: Edition, language: Language) -> WorkingCopy | None:
    """What a person was typing and has not saved, or None."""
    mine = select(WorkingCopy).where(
        WorkingCopy.person_id == person_id, WorkingCopy.edition_id == edition.id, WorkingCopy.language == language
    )
    name = ("working copy", person_id, edition.id, language)
    return read_once(db, name, ("working_copy",), lambda: db.exec(mine).first())


def working_copies(db: Session, edition: Edition, language: Language) -> list[WorkingCopy]:
    """What people were typing and have not saved, everybody's."""
    copies = select(WorkingCopy).where(WorkingCopy.edition_id == edition.id, WorkingCopy.language == language)
    return list(db.exec(copies.order_by(col(WorkingCopy.id))))


def bind(act: Act, edition: Edition, entity: Entity, basis: Words) -> None:
    """Say that `edition` binds `entity`, and on what basis."""
    act.db.add(Binding(edition_id=edition.id, entity_id=entity.id, basis_zh=basis.zh, basis_en=basis.en))
    record(
        act, "bind", f"edition:{edition.id}", regulation_id=edition.regulation_id, entity=entity.code, basis=basis.zh
    )


def _new_edition(act: Act, regulation: Regulation) -> Edition:
    edition = Edition(
        regulation_id=regulation.id,
        number=beginning.next_number(act.db, regulation),
        state=State.DRAFTING,
        drafter_id=act.person_id,
        created_at=act.now,
    )
    act.db.add(edition)
    act.db.flush()
    return edition


def _keep(act: Act, edition: Edition, language: Language, text: str, base: Snapshot | None) -> WorkingCopy:
    texts.read(text)
    copy = working_copy(act.db, act.person_id, edition, language)
    if copy is None:
        copy = WorkingCopy(person_id=act.person_id, edition_id=edition.id, language=language, text=text, at=act.now)
    copy.text, copy.at, copy.base_snapshot_id = text, act.now, base.id if base else None
    copy.row = None  # these words were not written from it
    act.db.add(copy)
    act.db.flush()
    return copy


def _drop_working_copy(act: Act, edition: Edition, language: Language) -> None:
    copy = working_copy(act.db, act.person_id, edition, language)
    if copy is not None:
        act.db.delete(copy)


def _languages_first_authentic(regulation: Regulation) -> list[Language]:
    return sorted(Language, key=lambda one: one != regulation.authentic_language)
