"""Suggestions typed on the review page: put into the newest text together, in one transaction with what became of them.

They go the way of those that come back from Word (`suggesting`): a three-way merge into the newest text, so that nothing that
somebody wrote meanwhile is overwritten, and the same rows of the page of moves. What collides stays open, with all three wordings.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from workflow.lifecycle import storing
from workflow.lifecycle.acting import Act, Unusable, ask, record
from workflow.lifecycle.concluding import conclude_when_complete
from workflow.lifecycle.draft import suggesting
from workflow.lifecycle.draft.suggesting import NONE_TICKED, SETTLED_MEANWHILE, Clash, Step, put_in
from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.review import talking
from workflow.lifecycle.facts.review.talking import Thread
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.records.regulation import Edition
from workflow.records.text.returned import SuggestionStatus
from workflow.records.text.snapshot import Snapshot
from workflow.records.text.threads import WrittenSuggestion
from workflow.rules.discussion.threads import Wanting
from workflow.text.merging.exchanging import Exchange, Unfit, exchanged
from workflow.text.merging.merge import Conflict
from workflow.words import Language


@dataclass(frozen=True, slots=True)
class Adopted:
    """What accepting suggestions would do to the newest text in one language.

    newest   the text that they go into; text: with all of them that fit
    fitting  the numbers of those; clashes: what each of the others collides with, by its number
    """

    newest: Snapshot
    text: str
    fitting: list[int]
    clashes: dict[int, Sequence[Conflict]] = field(default_factory=dict)


def worked_out(db: Session, edition: Edition, chosen: Collection[int], read: Collection[str] = ()) -> list[Adopted]:
    """What accepting these suggestions would do, language by language; nothing is written. Raises Unusable unless all wait.

    read  names of merged sentences that somebody has read (`suggesting.put_in`)
    """
    waiting = _open_ones(db, edition, chosen)
    by_language: dict[Language, list[Thread]] = {}
    for one in waiting:
        by_language.setdefault(db.get_one(Snapshot, one.comment.snapshot_id).language, []).append(one)
    return [_adopted(db, edition, language, several, read) for language, several in by_language.items()]


def accept(act: Act, edition: Edition, adopted: Adopted, note: str) -> Snapshot | None:
    """Save the newest text with suggestions in it; they are accepted by it. None when somebody saved meanwhile: work it out anew.

    Raises Refused; Unusable when one was settled already, or when this person has words that are not saved.
    """
    ask("accept", of_edition(act, edition))
    waiting = _open_ones(act.db, edition, adopted.fitting)
    language = adopted.newest.language
    newest = texts.latest(act.db, edition, language)
    if newest is None or newest.id != adopted.newest.id:
        return None
    suggesting.nothing_unsaved(act, edition, newest)
    if adopted.text != newest.text:
        newest = storing.store(act, edition, language, storing.settled(adopted.text), newest, note[:500])
    for one in waiting:
        _settle(act, one, SuggestionStatus.ACCEPTED, "").accepted_in = newest.id
    _tell(act, edition, "accept", waiting, newest.fingerprint, number=newest.number, language=newest.language)
    return newest


def accept_by_hand(act: Act, edition: Edition, chosen: Collection[int]) -> None:
    """Note that suggestions were written into the text by hand; the last one may end a review. Raises Refused, Unusable."""
    ask("accept", of_edition(act, edition))
    waiting = _open_ones(act.db, edition, chosen)
    for one in waiting:
        newest = texts.latest(act.db, edition, act.db.get_one(Snapshot, one.comment.snapshot_id).language)
        row = _settle(act, one, SuggestionStatus.ACCEPTED, "")
        row.by_hand, row.accepted_in = True, newest.id if newest else None
    _tell(act, edition, "accept", waiting, "", by_hand=True)
    conclude_when_complete(act, edition)


def decline(act: Act, edition: Edition, chosen: Collection[int], reason: str) -> None:
    """Turn suggestions down, with the reason their authors will read; the last one may end a review. Raises Refused, Unusable."""
    ask("decline", of_edition(act, edition))
    suggesting.reason_is_given(reason)
    waiting = _open_ones(act.db, edition, chosen)
    for one in waiting:
        _settle(act, one, SuggestionStatus.DECLINED, reason)
    _tell(act, edition, "decline", waiting, "", reason=reason.strip())
    conclude_when_complete(act, edition)


def clash_of(db: Session, thread: Thread, newest: Snapshot) -> list[Conflict]:
    """What a suggestion collides with in the newest text; nothing when it still fits."""
    base = db.get_one(Snapshot, thread.comment.snapshot_id)
    try:
        put_in(newest.text, Step(base.text, _with(db, base, [thread])))
    except Clash as clash:
        return clash.conflicts
    except Unfit:
        return [_as_it_was(thread)]
    return []


def _adopted(
    db: Session, edition: Edition, language: Language, several: list[Thread], read: Collection[str]
) -> Adopted:
    newest = texts.latest(db, edition, language)
    if newest is None:
        raise ValueError("suggestions without a text")
    made = Adopted(newest, newest.text, [])
    text = newest.text
    by_text: dict[int, list[Thread]] = {}
    for one in several:
        by_text.setdefault(one.comment.snapshot_id, []).append(one)
    for number, together in by_text.items():
        base = db.get_one(Snapshot, number)
        for pile in [together] if _fits(db, base, text, together, read) else [[one] for one in together]:
            try:
                text = put_in(text, Step(base.text, _with(db, base, pile)), read)
            except Clash as clash:
                made.clashes[pile[0].comment.id] = clash.conflicts
            except Unfit:
                made.clashes[pile[0].comment.id] = [_as_it_was(pile[0])]
            else:
                made.fitting.extend(one.comment.id for one in pile)
    return Adopted(newest, text, made.fitting, made.clashes)


def _fits(db: Session, base: Snapshot, text: str, together: list[Thread], read: Collection[str]) -> bool:
    try:
        put_in(text, Step(base.text, _with(db, base, together)), read)
    except (Clash, Unfit):
        return False
    return True


def _with(db: Session, base: Snapshot, together: Sequence[Thread]) -> str:
    """The text that suggestions were made on, with them. Raises Unfit when two of them overlap."""
    return exchanged(
        texts.tree_of(db, base),
        [
            Exchange(one.anchor.key, one.anchor.begins, one.anchor.end, one.suggestion.words if one.suggestion else "")
            for one in together
        ],
    )


def _as_it_was(thread: Thread) -> Conflict:
    words = thread.suggestion.words if thread.suggestion else ""
    return Conflict(thread.comment.label, thread.comment.quote, "", words)


def _open_ones(db: Session, edition: Edition, chosen: Collection[int]) -> list[Thread]:
    """The threads with these suggestions. Raises Unusable unless all of them wait."""
    found = [
        one for one in talking.threads_of(db, edition) if one.comment.id in chosen and one.wants is Wanting.DECISION
    ]
    if not found or len(found) != len(set(chosen)):
        raise Unusable(SETTLED_MEANWHILE if chosen else NONE_TICKED)
    return found


def _settle(act: Act, one: Thread, status: SuggestionStatus, reason: str) -> WrittenSuggestion:
    row = act.db.get_one(WrittenSuggestion, one.comment.id)
    row.status, row.reason = status, reason.strip()
    row.settled_by, row.settled_at = act.person_id, act.now
    act.db.add(row)
    return row


def _tell(act: Act, edition: Edition, verb: str, settled: list[Thread], fingerprint: str, **more: object) -> None:
    act.db.flush()
    record(
        act,
        verb,
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        fingerprint=fingerprint,
        comments=[one.comment.id for one in settled],
        labels=list(dict.fromkeys(one.comment.label for one in settled)),
        people=list(dict.fromkeys(one.comment.person_id for one in settled)),
        **more,
    )
