"""Talking about a text under review: remarks and suggestions on chosen words, what is said to them, and how they end."""

from dataclasses import dataclass

from sqlmodel import Session

from workflow.lifecycle.acting import Act, Unusable, ask, record
from workflow.lifecycle.concluding import conclude_when_complete
from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.review import talking
from workflow.lifecycle.facts.review.talking import Thread
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.records.regulation import Edition
from workflow.records.review import Comment
from workflow.records.text.snapshot import Snapshot
from workflow.records.text.threads import ReviewThread, ThreadEnd, ThreadReply, WrittenSuggestion
from workflow.rules.discussion.threads import LONGEST_QUOTE, LONGEST_REASON, LONGEST_WORDS, Closing, Disposition
from workflow.rules.review import LONGEST_OPINION
from workflow.text.comparing.anchoring import AROUND, located
from workflow.text.merging.exchanging import Unfit, piece_of, pieces
from workflow.text.units import Unit, units
from workflow.words import Words


@dataclass(frozen=True, slots=True)
class Chosen:
    """The words that somebody chose or copied, with some of those on each side, as far as they are known."""

    quote: str = ""
    before: str = ""
    after: str = ""


def comment(
    act: Act,
    edition: Edition,
    snapshot: Snapshot,
    key: str,
    text: str,
    *,
    disposition: Disposition = Disposition.NOTE,
    chosen: Chosen | None = None,
) -> Comment:
    """Hang a remark on the provision `key` of `snapshot`, or on words of it; the same one sent again is one.

    Raises Refused; Unusable when it says nothing or too much, or when the words do not stand there.
    """
    ask("comment", of_edition(act, edition))
    if not text.strip() or len(text) > LONGEST_OPINION:
        raise Unusable({"comment": _length(LONGEST_OPINION, "请写下意见", "Write a remark")})
    unit = _unit_of(act.db, edition, snapshot, key)
    start = _start(unit, chosen)
    quote = unit.text[:500] if start is None else unit.text[start[0] : start[1]]
    said = _said_before(act, edition, snapshot, key, quote, text.strip(), disposition, None)
    if said is not None:
        return said
    remark = _remark(act, edition, snapshot, unit, quote, text.strip())
    _thread(act, remark, disposition, unit, start)
    record(
        act,
        "comment",
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        fingerprint=snapshot.fingerprint,
        label=unit.label,
        comment=remark.id,
        disposition=disposition.value,
        text=remark.text,
    )
    return remark


def suggest(
    act: Act, edition: Edition, snapshot: Snapshot, key: str, chosen: Chosen, words: str, why: str = ""
) -> Comment:  # fmt: skip
    """Suggest other words ("" for none) for words of one paragraph of a provision; the same suggestion sent again is one.

    Raises Refused; Unusable when no words are named, when they do not stand there or run over several paragraphs, and when
    nothing would be changed.
    """
    ask("suggest", of_edition(act, edition))
    if len(why) > LONGEST_OPINION:
        raise Unusable({"comment": _length(LONGEST_OPINION, "理由太长", "The reason is too long")})
    words = "".join(words.replace("\r\n", "\n").strip())
    if len(words) > LONGEST_WORDS:
        raise Unusable({"words": _length(LONGEST_WORDS, "建议的文字太长", "The suggested words are too long")})
    if "\n" in words:
        raise Unusable({"words": _ONE_PARAGRAPH})
    unit = _unit_of(act.db, edition, snapshot, key)
    span = _start(unit, chosen)
    if span is None:
        raise Unusable({"quote": _NO_WORDS})
    try:
        piece_of(pieces(unit), *span)
    except Unfit:
        raise Unusable({"quote": _SEVERAL}) from None
    quote = unit.text[span[0] : span[1]]
    if words == quote:
        raise Unusable({"words": _NOTHING_NEW})
    said = _said_before(act, edition, snapshot, key, quote, why.strip(), Disposition.NOTE, words)
    if said is not None:
        return said
    remark = _remark(act, edition, snapshot, unit, quote, why.strip())
    _thread(act, remark, Disposition.NOTE, unit, span)
    act.db.add(WrittenSuggestion(comment_id=remark.id, words=words))
    act.db.flush()
    record(
        act,
        "suggest",
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        fingerprint=snapshot.fingerprint,
        label=unit.label,
        comment=remark.id,
        old=quote,
        new=words,
        text=remark.text,
    )
    return remark


def reply(act: Act, edition: Edition, thread: Thread, text: str) -> Comment:
    """Say something to a thread, open or closed. Raises Refused, Unusable."""
    ask("reply", talking.of_thread(act, edition, thread))
    return _answer(act, edition, thread, "reply", text, is_answer=False, points_to="")


def answer(act: Act, edition: Edition, thread: Thread, text: str, points_to: str = "") -> Comment:
    """As a drafter, answer what was asked; that settles a question.

    points_to  the permanent key of the provision that the answer is about, "" for none
    In a review whose every approval is given, the last answer lets the text go on. Raises Refused, Unusable.
    """
    ask("answer", talking.of_thread(act, edition, thread))
    known = {unit.key for unit in _newest_units(act.db, edition, thread)}
    made = _answer(
        act, edition, thread, "answer", text, is_answer=True, points_to=points_to if points_to in known else ""
    )  # fmt: skip
    conclude_when_complete(act, edition)
    return made


def resolve(act: Act, edition: Edition, thread: Thread, reason: str = "") -> None:
    """Be done with a thread: as its author, or as chair with a reason. An open suggestion is taken back by it.

    In a review whose every approval is given, the last one lets the text go on. Raises Refused, Unusable.
    """
    at = talking.of_thread(act, edition, thread)
    ask("resolve", at)
    is_own = act.person_id == thread.comment.person_id
    if len(reason) > LONGEST_REASON or not (is_own or reason.strip()):
        raise Unusable({"reason": _length(LONGEST_REASON, "请写明解除的理由", "Give the reason for closing it")})
    manner = Closing.RESOLVED if is_own else Closing.LIFTED
    act.db.add(
        ThreadEnd(
            comment_id=thread.comment.id, manner=manner, person_id=act.person_id, reason=reason.strip(), at=act.now
        )
    )
    act.db.flush()
    record(
        act,
        "resolve",
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        label=thread.comment.label,
        comment=thread.comment.id,
        manner=manner.value,
        reason=reason.strip(),
    )
    conclude_when_complete(act, edition)


def _answer(
    act: Act, edition: Edition, thread: Thread, verb: str, text: str, *, is_answer: bool, points_to: str
) -> Comment:  # fmt: skip
    if not text.strip() or len(text) > LONGEST_OPINION:
        raise Unusable({"reply": _length(LONGEST_OPINION, "请写下要说的话", "Write what you want to say")})
    last = thread.replies[-1] if thread.replies else None
    if (
        last is not None
        and (last[0].person_id, last[0].text) == (act.person_id, text.strip())
        and (last[1].is_answer, last[1].points_to) == (is_answer, points_to)
    ):
        return last[0]
    head = thread.comment
    said = Comment(
        edition_id=edition.id,
        snapshot_id=head.snapshot_id,
        key=head.key,
        label=head.label,
        quote="",
        person_id=act.person_id,
        text=text.strip(),
        at=act.now,
    )
    act.db.add(said)
    act.db.flush()
    act.db.add(ThreadReply(comment_id=said.id, thread_id=head.id, is_answer=is_answer, points_to=points_to))
    act.db.flush()
    record(
        act,
        verb,
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        label=head.label,
        comment=said.id,
        text=said.text,
    )
    return said


def _newest_units(db: Session, edition: Edition, thread: Thread) -> list[Unit]:
    newest = texts.latest(db, edition, db.get_one(Snapshot, thread.comment.snapshot_id).language)
    return units(texts.tree_of(db, newest)) if newest else []


def _unit_of(db: Session, edition: Edition, snapshot: Snapshot, key: str) -> Unit:
    unit = next((one for one in units(texts.tree_of(db, snapshot)) if one.key == key), None)
    if unit is None or snapshot.edition_id != edition.id:
        raise Unusable({"comment": Words("这一条已经不在文本中。", "This provision is not in the text any more.")})
    return unit


def _start(unit: Unit, chosen: Chosen | None) -> tuple[int, int] | None:
    """From where to where the chosen words stand; None when none were chosen. Raises Unusable unless they stand in one place."""
    if chosen is None or not chosen.quote.strip():
        return None
    if len(chosen.quote) > LONGEST_QUOTE:
        raise Unusable({"quote": _length(LONGEST_QUOTE, "选定的文字太长", "The chosen words are too long")})
    found = located(unit.text, chosen.quote, chosen.before, chosen.after)
    if not found:
        raise Unusable({"quote": _NOT_THERE})
    if len(found) > 1:
        raise Unusable({"quote": _SEVERAL_TIMES})
    return found[0]


def _remark(act: Act, edition: Edition, snapshot: Snapshot, unit: Unit, quote: str, text: str) -> Comment:
    remark = Comment(
        edition_id=edition.id,
        snapshot_id=snapshot.id,
        key=unit.key,
        label=unit.label,
        quote=quote,
        person_id=act.person_id,
        text=text,
        at=act.now,
    )
    act.db.add(remark)
    act.db.flush()
    return remark


def _thread(act: Act, remark: Comment, disposition: Disposition, unit: Unit, span: tuple[int, int] | None) -> None:
    start, end = span or (0, 0)
    act.db.add(
        ReviewThread(
            comment_id=remark.id,
            disposition=disposition,
            start=start if span else None,
            before=unit.text[max(0, start - AROUND) : start] if span else "",
            after=unit.text[end : end + AROUND] if span else "",
        )
    )
    act.db.flush()


def _said_before(
    act: Act,
    edition: Edition,
    snapshot: Snapshot,
    key: str,
    quote: str,
    text: str,
    disposition: Disposition,
    words: str | None,
) -> Comment | None:
    """What these very words made before, while it is open: five clicks are one remark."""
    for one in reversed(talking.threads_of(act.db, edition)):
        said = one.comment
        suggested = one.suggestion.words if one.suggestion else None
        if (
            one.end is None
            and (said.person_id, said.snapshot_id, said.key) == (act.person_id, snapshot.id, key)
            and (said.quote, said.text, one.disposition, suggested) == (quote, text, disposition, words)
            and not one.replies
        ):
            return said
    return None


def _length(most: int, zh: str, en: str) -> Words:
    return Words(f"{zh}，不超过{most}字。", f"{en}, at most {most:,} characters.")


_ONE_PARAGRAPH = Words(
    "建议的文字须在一段之内；要加一款或者一条，请写成意见。",
    "What you suggest must be one paragraph; for a further paragraph or article write a remark.",
)
_NO_WORDS = Words("请先选定或者抄录要修改的文字。", "Choose or copy the words that are to be changed first.")
_SEVERAL = Words(
    "要修改的文字须在同一段（项）之内，不能跨段，也不能在表格里；请少选一些，或者写成意见。",
    "The words to be changed must stand in one paragraph or item, and not in a table: choose fewer, or write a remark.",
)
_NOTHING_NEW = Words("建议的文字与原文相同。", "What you suggest is what stands there.")
_NOT_THERE = Words(
    "这一条中没有选定的文字，请从条文里照抄。", "These words do not stand in this provision: copy them from it."
)
_SEVERAL_TIMES = Words(
    "选定的文字在这一条中出现不止一次，请多抄几个字。", "These words stand there more than once: copy a few more."
)
