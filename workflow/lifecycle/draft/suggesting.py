"""Suggestions: of a return what was suggested in it is kept, and each is accepted or declined with a reason.

Accepting goes through a three-way merge into the newest text, so nothing that somebody wrote meanwhile is overwritten.
"""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from workflow.lifecycle import storing
from workflow.lifecycle.acting import Act, Unusable, ask, record
from workflow.lifecycle.attaching import Sent, keep
from workflow.lifecycle.concluding import conclude_when_complete
from workflow.lifecycle.draft import drafting
from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.records.regulation import Edition
from workflow.records.review import Attachment, Comment
from workflow.records.text.returned import RemarkOrigin, Returned, Suggestion, SuggestionKind, SuggestionStatus
from workflow.records.text.snapshot import Snapshot
from workflow.rules.review import LONGEST_OPINION
from workflow.text.merging.merge import Conflict, merge
from workflow.text.merging.proposing import Proposal
from workflow.text.reading.parse import parse
from workflow.words import Words

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LONGEST_REASON = 2_000
LONGEST_AUTHOR = 200
LONGEST_QUOTE = 500
NONE_TICKED = {"": Words("请先勾选建议。", "Tick suggestions first.")}
SETTLED_MEANWHILE = {
    "": Words(
        "所选的建议中有的已经处理过了，请刷新本页再选。",
        "Some of these suggestions were settled meanwhile. Reload the page and choose again.",
    )
}


class Clash(Exception):
    """Suggestions that cannot be put into the newest text: somebody changed the same words meanwhile, or other words of the
    same sentence, which nobody has read as it would be. Nothing was changed."""

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        super().__init__(", ".join(one.label for one in conflicts))
        self.conflicts = list(conflicts)


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark found in a file: on which provision (`key`, "" for the text as a whole), about which words, by whom.

    answers  the place of the remark it answers in the list it came in, or None
    """

    key: str
    label: str
    quote: str
    text: str
    author: str
    made_at: datetime | None
    answers: int | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """What is taken over from a returned file: the file, the text it was made from and what a person confirmed in it.

    recognised  whether the file itself names `base`
    reference   the text its suggestions are made on
    """

    file: Sent
    base: Snapshot
    recognised: bool
    reference: str
    proposals: Sequence[tuple[SuggestionKind, Proposal]]
    remarks: Sequence[Remark]


@dataclass(frozen=True, slots=True)
class Step:
    """What accepting does to the text that was sent out: the text as it came to be, and with the suggestions in it."""

    before: str
    after: str


def bring_back(act: Act, edition: Edition, brought: Return) -> Returned:
    """Keep a returned file with its suggestions and remarks. Raises Refused, or Unusable when there is nothing new in it."""
    ask("bring_back", of_edition(act, edition))
    if brought.base.edition_id != edition.id:
        raise ValueError("the text belongs to another edition")
    if not brought.proposals and not brought.remarks:
        raise Unusable({"": Words("请至少勾选一处再收下。", "Tick at least one before taking them in.")})
    attachment = _kept_before(act.db, brought.file) or keep(act, brought.file, WORD_TYPE)
    returned = Returned(
        edition_id=edition.id,
        language=brought.base.language,
        snapshot_id=brought.base.id,
        recognised=brought.recognised,
        reference=brought.reference,
        attachment_id=attachment.id,
        brought_by=act.person_id,
        at=act.now,
    )
    act.db.add(returned)
    act.db.flush()
    for order, (kind, proposal) in enumerate(brought.proposals):
        act.db.add(_suggestion(returned, order, kind, proposal))
    _keep_remarks(act, edition, returned, brought)
    authors = {proposal.author for _, proposal in brought.proposals} | {one.author for one in brought.remarks}
    record(
        act,
        "bring_back",
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        fingerprint=brought.base.fingerprint,
        file=attachment.name,
        sha256=attachment.sha256,
        returned=returned.id,
        suggestions=len(brought.proposals),
        remarks=len(brought.remarks),
        authors=sorted(authors - {""}),
    )
    return returned


def accept(
    act: Act, edition: Edition, chosen: Collection[int], steps: Sequence[Step], note: str, read: Collection[str] = ()
) -> Snapshot:
    """Put suggestions into the newest text and save it. Returns the text that holds them.

    chosen  the numbers of the suggestions, all of one file
    steps   in turn, what they do to the text they were made on
    read    names of merged sentences that somebody has read (`put_in`)
    Raises Refused; Unusable when one was settled already, or when this person has words that are not saved; Clash when the
    newest text and the suggestions change the same words.
    """
    ask("accept", of_edition(act, edition))
    waiting, returned = _open_ones(act.db, edition, chosen)
    newest = texts.latest(act.db, edition, returned.language)
    if newest is None:
        raise ValueError("suggestions without a text")
    nothing_unsaved(act, edition, newest)
    text = newest.text
    for step in steps:
        text = put_in(text, step, read)
    if text != newest.text:
        newest = storing.store(act, edition, returned.language, storing.settled(text), newest, note[:500])
    _settle(act, waiting, SuggestionStatus.ACCEPTED, "")
    for one in waiting:
        one.accepted_in = newest.id
    _tell(act, edition, "accept", waiting, newest.fingerprint, number=newest.number, language=newest.language)
    return newest


def nothing_unsaved(act: Act, edition: Edition, newest: Snapshot) -> None:
    """Raises Unusable when this person has other words than `newest` on the desk, which accepting would pass by."""
    copy = drafting.working_copy(act.db, act.person_id, edition, newest.language)
    if copy is not None and copy.text != newest.text:
        raise Unusable(
            {
                "": Words(
                    "起草页上有您没保存的修改，请先保存或者放弃，再采纳建议。",
                    "You have changes on the drafting page that are not saved. Save or discard them first.",
                )
            }
        )


def reason_is_given(reason: str) -> None:
    """Raises Unusable unless there is a reason that fits."""
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise Unusable(
            {
                "reason": Words(
                    f"请写明不采纳的理由，不超过{LONGEST_REASON}字。",
                    f"Give the reason for declining, at most {LONGEST_REASON:,} characters.",
                )
            }
        )


def put_in(text: str, step: Step, read: Collection[str] = ()) -> str:
    """`text`, whatever was written in it since, with the suggestions of a step.

    read  names of what somebody has read: words of the suggestion and of a later change that come to stand in one sentence
    Raises Clash, also for such words that nobody has read (`Conflict.text`).
    """
    merged = merge(parse(step.before).document, parse(text).document, parse(step.after).document)
    if merged.text is None:
        raise Clash(merged.conflicts)
    woven = [Conflict(one.label, one.base, one.ours, one.theirs, one.text) for one in merged.woven]
    unread = [one for one in woven if one.name not in read]
    if unread:
        raise Clash(unread)
    return merged.text


def accept_by_hand(act: Act, edition: Edition, chosen: Collection[int], reason: str = "") -> None:
    """Note that suggestions were written into the text by hand, as far as they were wanted; the last one may end a review.

    Raises Refused, Unusable
    """
    ask("accept", of_edition(act, edition))
    waiting, returned = _open_ones(act.db, edition, chosen)
    newest = texts.latest(act.db, edition, returned.language)
    _settle(act, waiting, SuggestionStatus.ACCEPTED, reason)
    for one in waiting:
        one.by_hand = True
        one.accepted_in = newest.id if newest else None
    _tell(act, edition, "accept", waiting, newest.fingerprint if newest else "", by_hand=True, reason=reason)
    conclude_when_complete(act, edition)


def decline(act: Act, edition: Edition, chosen: Collection[int], reason: str) -> None:
    """Turn suggestions down, with the reason their authors will read. Raises Refused, or Unusable without one.

    In a review whose every approval is given, the last suggestion that was declined lets the text go on.
    """
    ask("decline", of_edition(act, edition))
    reason_is_given(reason)
    waiting, _ = _open_ones(act.db, edition, chosen)
    _settle(act, waiting, SuggestionStatus.DECLINED, reason)
    _tell(act, edition, "decline", waiting, "", reason=reason.strip())
    conclude_when_complete(act, edition)


def suggestions_of(db: Session, edition: Edition) -> list[tuple[Suggestion, Returned]]:
    """The suggestions for an edition with the files they came in, in the order in which they came and stand there."""
    rows = select(Suggestion, Returned).join(Returned, col(Returned.id) == col(Suggestion.returned_id))
    return list(
        db.exec(rows.where(Suggestion.edition_id == edition.id).order_by(col(Returned.id), col(Suggestion.order)))
    )


def waiting_by_edition(db: Session) -> dict[int, int]:
    """Editions by their number → how many suggestions wait for an answer; those without any are left out."""
    rows = select(Suggestion.edition_id, func.count()).where(Suggestion.status == SuggestionStatus.OPEN)
    return dict(db.exec(rows.group_by(col(Suggestion.edition_id))).all())


def returned_of(db: Session, edition: Edition) -> list[Returned]:
    """The returns of an edition, oldest first."""
    return list(db.exec(select(Returned).where(Returned.edition_id == edition.id).order_by(col(Returned.id))))


def origins_of(db: Session, edition: Edition) -> dict[int, RemarkOrigin]:
    """Where remarks on an edition came from, by the number of the remark; those typed in here have none."""
    rows = select(RemarkOrigin).join(Comment, col(Comment.id) == col(RemarkOrigin.comment_id))
    return {one.comment_id: one for one in db.exec(rows.where(Comment.edition_id == edition.id))}


def places_of(suggestion: Suggestion) -> list[int]:
    """The places in its file of what a suggestion is made of."""
    return [int(place) for place in json.loads(suggestion.changes)]


def _suggestion(returned: Returned, order: int, kind: SuggestionKind, proposal: Proposal) -> Suggestion:
    return Suggestion(
        returned_id=returned.id,
        edition_id=returned.edition_id,
        order=order,
        kind=kind,
        changes=json.dumps(proposal.changes),
        key=proposal.key,
        label=proposal.label,
        act=proposal.act,
        is_new=proposal.is_new,
        author=proposal.author[:LONGEST_AUTHOR],
        made_at=proposal.made_at,
        before=proposal.before,
        old=proposal.old,
        new=proposal.new,
        after=proposal.after,
    )


def _kept_before(db: Session, file: Sent) -> Attachment | None:
    """The same bytes are kept once."""
    digest = hashlib.sha256(file.content).hexdigest()
    return db.exec(select(Attachment).where(Attachment.sha256 == digest, Attachment.media_type == WORD_TYPE)).first()


def _keep_remarks(act: Act, edition: Edition, returned: Returned, brought: Return) -> None:
    kept: list[Comment] = []
    for remark in brought.remarks:
        comment = Comment(
            edition_id=edition.id,
            snapshot_id=brought.base.id,
            key=remark.key,
            label=remark.label,
            quote=remark.quote[:LONGEST_QUOTE],
            person_id=act.person_id,
            text=remark.text[:LONGEST_OPINION],
            at=act.now,
        )
        act.db.add(comment)
        act.db.flush()
        answers = kept[remark.answers].id if remark.answers is not None and remark.answers < len(kept) else None
        kept.append(comment)
        act.db.add(
            RemarkOrigin(
                comment_id=comment.id,
                returned_id=returned.id,
                author=remark.author[:LONGEST_AUTHOR],
                made_at=remark.made_at,
                answers=answers,
            )
        )


def _open_ones(db: Session, edition: Edition, chosen: Collection[int]) -> tuple[list[Suggestion], Returned]:
    """The suggestions by their numbers, and the one file they came in. Raises Unusable unless all of them wait."""
    found = [
        pair for pair in suggestions_of(db, edition) if pair[0].id in chosen and pair[0].status is SuggestionStatus.OPEN
    ]
    if not found or len(found) != len(set(chosen)) or len({returned.id for _, returned in found}) != 1:
        raise Unusable(SETTLED_MEANWHILE if chosen else NONE_TICKED)
    return [suggestion for suggestion, _ in found], found[0][1]


def _settle(act: Act, waiting: list[Suggestion], status: SuggestionStatus, reason: str) -> None:
    for one in waiting:
        one.status, one.reason = status, reason.strip()[:LONGEST_REASON]
        one.settled_by, one.settled_at = act.person_id, act.now
        act.db.add(one)


def _tell(act: Act, edition: Edition, verb: str, settled: list[Suggestion], fingerprint: str, **more: object) -> None:
    record(
        act,
        verb,
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        fingerprint=fingerprint,
        suggestions=[one.id for one in settled],
        labels=list(dict.fromkeys(one.label for one in settled)),
        authors=sorted({one.author for one in settled} - {""}),
        **more,
    )
