"""What was said of an edition, by whom, of which provision, and what became of it: the one place where papers read opinions.

Decisions with their opinions, threads with what was said to them, suggestions typed or out of Word, and the groups of what employees
wrote. Whatever else people come to say in is added here, and stands in every paper.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.hearing.heard import ahead, heap_of
from workflow.lifecycle.facts.review.decisions import Made, items_of, made_on
from workflow.lifecycle.facts.review.talking import Thread, place_in, threads_of
from workflow.lifecycle.facts.submitted import course_of, standing_text
from workflow.records.consultation import CONSULTATIONS
from workflow.records.database.families import by_number
from workflow.records.person import Person
from workflow.records.regulation import Edition
from workflow.records.review import ROUNDS, Retraction
from workflow.records.text.returned import RemarkOrigin, Returned, Suggestion, SuggestionStatus
from workflow.records.text.snapshot import Snapshot
from workflow.records.text.threads import WrittenSuggestion
from workflow.rules.consultation.words import ANSWER_WORDS
from workflow.rules.discussion.threads import CLOSING_WORDS, DISPOSITION_WORDS, WANTING_WORDS, Closing
from workflow.rules.people.roles import CAPACITY_WORDS
from workflow.rules.permissions import can_read_answers
from workflow.rules.review import COVERING, Decision, Ending
from workflow.rules.visibility import Matter, Reader
from workflow.text.tree import HEADED, Kind
from workflow.words import Words

OPEN = Words("待处理", "Open")
SUGGESTION = Words("修改建议", "Suggestion")
#: Characters of chosen words that stand before what was said of them.
QUOTED = 60


def _begun(words: Words) -> Words:
    """Words of a list at the beginning of a cell."""
    return Words(words.zh, words.en[:1].upper() + words.en[1:])


#: What an opinion comes to as long as nothing has become of it.
_WAITING = {one: _begun(words) for one, words in WANTING_WORDS.items()}
_OVERTAKEN = Words("待处理（所指文字其后有改动）", "Open (its words were changed since)")
_TAKEN_BACK = Words("提出人撤回", "Taken back by its author")
_ANSWERED = Words("已答复", "Answered")
_OPEN_ONES = frozenset({OPEN, _OVERTAKEN, *_WAITING.values()})
_NAMED = HEADED | {Kind.ARTICLE, Kind.ANNEX, Kind.PREAMBLE}


@dataclass(frozen=True, slots=True)
class Reply:
    """What was said to a thread.

    is_answer  by the drafters, to what was asked of them
    points_to  what the provision that an answer names is called today; "" for one that the text does not have, None for no provision
    """

    person: Person
    is_answer: bool
    words: str
    points_to: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """One opinion.

    keys     the permanent keys of the provisions it is about; none for the whole text
    label    what those are called; "" for the whole text
    person   who said it, `for_whom` they stood in; None where a file or an employee says it
    name     whoever a file names; "" otherwise
    office   in which capacity, or how it came
    decided  what a reviewer decided; None where nothing was decided
    became   what became of it, with the reason in the words of whoever settled it
    settled  who settled it, closing a thread, taking a suggestion or not, and when; None where nobody did, or a decision says it
    replies  what was said to it, oldest first
    """

    keys: frozenset[str]
    label: str
    person: Person | None
    for_whom: Person | None
    name: str
    office: Words
    decided: Decision | None
    words: str
    became: Words
    reason: str
    at: datetime | None
    settled: tuple[Person, datetime] | None = None
    replies: tuple[Reply, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether nothing has become of it yet."""
        return self.became in _OPEN_ONES


def said_of(db: Session, edition: Edition, reader: Reader) -> list[Said]:
    """Everything that `reader` may know was said of an edition: decisions, threads and suggestions by their moment, then employees."""
    labels = labels_of(db, edition)
    found = [*_decisions(db, edition, labels), *_threads(db, edition, reader), *_suggestions(db, edition, reader)]
    return [*sorted(found, key=lambda one: (one.at is None, one.at)), *_employees(db, edition, labels, reader)]


def labels_of(db: Session, edition: Edition) -> dict[str, str]:
    """Permanent key → what a provision is called: in the text that stands, else in the one where it stood last."""
    rounds, head = ROUNDS.of(db, edition.id), standing_text(db, edition)
    numbers = list(dict.fromkeys(one for row in rounds for one in (row.base_id, row.head_id) if one is not None))
    rows = by_number(db, Snapshot, numbers)
    several = [*(rows[one] for one in numbers), *([head] if head else [])]
    texts.ahead(db, [one.id for one in several])
    found: dict[str, str] = {}
    for text in several:
        for unit in texts.tree_of(db, text).root.walk():
            if unit.key and unit.kind in _NAMED:
                found[unit.key] = unit.label or unit.heading
    return found


def _decisions(db: Session, edition: Edition, labels: dict[str, str]) -> Iterator[Said]:
    made = made_on(db, edition)
    approvals = [one.approval for one in made]
    people = by_number(db, Person, [number for one in approvals for number in (one.person_id, one.on_behalf_of)])
    rows = select(Retraction).where(col(Retraction.approval_id).in_([one.id for one in approvals]))
    endings = {(one.approval_id, one.ending): one for one in db.exec(rows)}
    for one in made:
        row = one.approval
        keys = frozenset(key for _, key in items_of(db, edition, one) or ())
        ended = next((endings[row.id, kind] for kind in Ending if (row.id, kind) in endings), None)
        yield Said(
            keys,
            _listed(keys, labels),
            people[row.person_id],
            people.get(row.on_behalf_of) if row.on_behalf_of else None,
            "",
            CAPACITY_WORDS[row.capacity],
            row.decision,
            row.opinion,
            _became(one, made),
            ended.reason if ended else "",
            row.at,
        )


def _became(one: Made, made: list[Made]) -> Words:
    """What became of a decision: how it ended, or that the same capacity let the text pass later."""
    row = one.approval
    if Ending.WITHDRAWN in one.endings:
        return Words("本人撤回", "Withdrawn")
    if Ending.DISMISSED in one.endings:
        return Words("主持人解除", "Lifted by the chair")
    if row.decision is Decision.REQUEST_CHANGES:
        author = row.on_behalf_of or row.person_id
        later = [
            other
            for other in made
            if other.approval.id > row.id
            and (other.approval.on_behalf_of or other.approval.person_id) == author
            and other.approval.capacity is row.capacity
            and other.approval.decision in COVERING
            and Ending.WITHDRAWN not in other.endings
        ]
        if later:
            nth = later[0].round
            return Words(f"其后通过（第{nth}轮）", f"Passed since (round {nth})")
        return OPEN
    if row.decision is Decision.RESERVATION:
        return Words("记录在案", "On record")
    return Words("", "")


def _threads(db: Session, edition: Edition, reader: Reader) -> Iterator[Said]:
    """Threads of the review page and remarks out of Word, by the rule of the page: a suggestion is read as one, all else as a remark."""
    course = course_of(db, edition)
    rows = [
        one
        for one in threads_of(db, edition)
        if course.can_read(reader, Matter.SUGGESTION if one.suggestion else Matter.REMARK, one.comment.snapshot_id)
    ]
    origins = by_number(db, RemarkOrigin, [one.comment.id for one in rows])
    made_on = by_number(db, Snapshot, {one.comment.snapshot_id for one in rows})
    heads = {language: standing_text(db, edition, language) for language in {one.language for one in made_on.values()}}
    texts.trees_ahead(db, [*made_on, *(one.id for one in heads.values() if one)])
    people = by_number(db, Person, [number for one in rows for number in _speakers(one)])
    today = {language: _standing_labels(db, head) for language, head in heads.items()}
    for one in rows:
        comment, text = one.comment, made_on[one.comment.snapshot_id]
        head, origin = heads[text.language], origins.get(comment.id)
        stands = place_in(db, one, head) if head else None
        yield Said(
            frozenset({comment.key, stands.key if stands else ""} - {""}),
            comment.label,
            None if origin else people[comment.person_id],
            None,
            origin.author if origin else "",
            _asking(one),
            None,
            _worded(one),
            _came_of(db, one, text, head, untouched=stands is None or stands.is_untouched),
            _reason(one),
            comment.at,
            _settler(one, people),
            tuple(
                Reply(
                    people[said.person_id],
                    row.is_answer,
                    said.text,
                    _points(row.points_to, today[text.language]),
                    said.at,
                )
                for said, row in one.replies
            ),
        )


def _speakers(thread: Thread) -> Iterator[int]:
    yield thread.comment.person_id
    yield from (said.person_id for said, _ in thread.replies)
    if thread.end:
        yield thread.end.person_id
    if thread.suggestion and thread.suggestion.settled_by:
        yield thread.suggestion.settled_by


def _standing_labels(db: Session, head: Snapshot | None) -> dict[str, str]:
    return {one.key: one.label for one in texts.reviewable(db, head)} if head else {}


def _points(key: str, today: dict[str, str]) -> str | None:
    return today.get(key, "") if key else None


def _asking(thread: Thread) -> Words:
    """How it came, and what it asks for where somebody said so."""
    if thread.suggestion:
        return SUGGESTION
    if thread.row is None:
        return Words("批注", "Remark")
    asks = DISPOSITION_WORDS[thread.disposition]
    return Words(f"意见（{asks.zh}）", f"Remark ({asks.en})")


def _worded(thread: Thread) -> str:
    """What was said, with the words it is on: a reader of paper sees no mark in the text."""
    said = thread.comment.text
    if thread.suggestion:
        return "\n".join(part for part in (_exchange(thread.comment.quote, thread.suggestion.words), said) if part)
    if thread.row is None or thread.row.start is None:
        return said
    quote = thread.comment.quote
    return f"“{quote[:QUOTED]}{'…' if len(quote) > QUOTED else ''}”\n{said}"


def _came_of(db: Session, thread: Thread, made_on: Snapshot, head: Snapshot | None, *, untouched: bool) -> Words:
    """What became of a thread. Of one that asks for nothing, or was answered or closed, also whether its words were changed since."""
    row, end, waits = thread.suggestion, thread.end, thread.wants
    if row is not None and row.status is not SuggestionStatus.OPEN:
        return _taken(row, head)
    if row is not None and end is None:
        return OPEN if untouched else _OVERTAKEN
    if row is not None and end is not None:
        return _TAKEN_BACK if end.manner is Closing.RESOLVED else _begun(CLOSING_WORDS[end.manner])
    if waits is not None:
        return _WAITING[waits]
    since = _since(db, thread, made_on, head, untouched=untouched)
    if end is None and not thread.course.answered:
        return since
    state = _begun(CLOSING_WORDS[end.manner]) if end else _ANSWERED
    return Words(f"{state.zh}；{since.zh}", f"{state.en}; {since.en[:1].lower()}{since.en[1:]}")


def _since(db: Session, thread: Thread, made_on: Snapshot, head: Snapshot | None, *, untouched: bool) -> Words:
    """Whether what a thread is on was changed in the text that stands."""
    if thread.row is not None and thread.row.start is not None:
        if untouched:
            return Words("所指文字未再改动", "Words unchanged")
        return Words("所指文字其后有改动", "Words changed since")
    key = thread.comment.key
    if not key:
        same = head is None or head.text == made_on.text
        return Words("文本未再改动", "Text unchanged") if same else Words("文本其后有改动", "Text changed since")
    same = head is None or _words_at(db, made_on, key) == _words_at(db, head, key)
    return Words("条文未再改动", "Provision unchanged") if same else Words("条文其后有改动", "Provision changed since")


def _taken(row: WrittenSuggestion, head: Snapshot | None) -> Words:
    """That a suggestion was taken, and where a draft has it that was put before nobody yet; or that it was not."""
    if not row.status.is_accepted:
        return Words("不采纳", "Declined")
    took = Words("采纳，手工写入", "Accepted, written in by hand") if row.by_hand else Words("采纳", "Accepted")
    if head is None or row.accepted_in is None or row.accepted_in <= head.id:
        return took
    return Words(f"{took.zh}；尚在草稿", f"{took.en}; still in the draft")


def _reason(thread: Thread) -> str:
    if thread.suggestion and thread.suggestion.status is not SuggestionStatus.OPEN:
        return thread.suggestion.reason
    return thread.end.reason if thread.end else ""


def _settler(thread: Thread, people: dict[int, Person]) -> tuple[Person, datetime] | None:
    row = thread.suggestion
    if row and row.settled_by and row.settled_at:
        return people[row.settled_by], row.settled_at
    return (people[thread.end.person_id], thread.end.at) if thread.end else None


def _words_at(db: Session, text: Snapshot, key: str) -> str | None:
    unit = next((one for one in texts.tree_of(db, text).root.walk() if one.key == key), None)
    return None if unit is None else "\n".join(part.text for part in unit.walk() if part.text)


def _suggestions(db: Session, edition: Edition, reader: Reader) -> Iterator[Said]:
    course = course_of(db, edition)
    rows = select(Suggestion, Returned).join(Returned, col(Returned.id) == col(Suggestion.returned_id))
    rows = rows.where(Suggestion.edition_id == edition.id).order_by(col(Returned.id), col(Suggestion.order))
    for one, returned in db.exec(rows):
        if course.can_read(reader, Matter.SUGGESTION, returned.snapshot_id):
            yield Said(
                frozenset({one.key} if one.key else ()),
                one.label,
                None,
                None,
                one.author,
                SUGGESTION,
                None,
                _exchange(one.old, one.new),
                _settled(one),
                one.reason,
                one.made_at or returned.at,
            )


def _exchange(old: str, new: str) -> str:
    """What is suggested, in a sentence that reads in both languages by its signs."""
    if old and new:
        return f"“{old}” → “{new}”"
    return f"＋“{new}”" if new else f"－“{old}”"


def _settled(one: Suggestion) -> Words:
    if one.status is SuggestionStatus.OPEN:
        return OPEN
    return Words("采纳", "Accepted") if one.status.is_accepted else Words("不采纳", "Declined")


def _employees(db: Session, edition: Edition, labels: dict[str, str], reader: Reader) -> Iterator[Said]:
    ahead(db, [edition])
    for consultation in CONSULTATIONS.of(db, edition.id):
        if not can_read_answers(reader.roles, posted=consultation.closed_at is not None):
            continue
        for gathered in heap_of(db, consultation).groups:
            key, answer = gathered.group.provision, gathered.answer
            many = len(gathered.opinions)
            went = _listed(frozenset(answer.keys), labels) if answer else ""
            yield Said(
                frozenset({key} if key else ()) | frozenset(answer.keys if answer else ()),
                labels.get(key, ""),
                None,
                None,
                "",
                Words(f"职工意见（{many}条）", f"Employees ({many})"),
                None,
                gathered.group.title,
                ANSWER_WORDS[answer.answer] if answer else OPEN,
                "；".join(one for one in (answer.reason if answer else "", went) if one),
                consultation.at,
            )


def _listed(keys: frozenset[str], labels: dict[str, str]) -> str:
    order = list(labels)
    known = sorted((one for one in keys if one in labels), key=order.index)
    return "、".join(dict.fromkeys(labels[one] for one in known if labels[one]))
