"""What was said of an edition, by whom, of which provision, and what became of it: the one place where papers read opinions.

Decisions with their opinions, remarks, suggestions and the groups of what employees wrote. Whatever else people come to say in is
added here, and stands in every paper.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.hearing.heard import ahead, heap_of
from workflow.lifecycle.facts.review.decisions import Made, items_of, made_on
from workflow.lifecycle.facts.submitted import course_of, standing_text
from workflow.records.consultation import CONSULTATIONS
from workflow.records.database.families import by_number
from workflow.records.person import Person
from workflow.records.regulation import Edition
from workflow.records.review import ROUNDS, Comment, Retraction
from workflow.records.text.returned import RemarkOrigin, Returned, Suggestion, SuggestionStatus
from workflow.records.text.snapshot import Snapshot
from workflow.rules.consultation.words import ANSWER_WORDS
from workflow.rules.people.roles import CAPACITY_WORDS
from workflow.rules.permissions import can_read_answers
from workflow.rules.review import COVERING, Decision, Ending
from workflow.rules.visibility import Matter, Reader
from workflow.text.tree import HEADED, Kind
from workflow.words import Words

OPEN = Words("待处理", "Open")
_NAMED = HEADED | {Kind.ARTICLE, Kind.ANNEX, Kind.PREAMBLE}


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

    @property
    def is_open(self) -> bool:
        """Whether nothing has become of it yet."""
        return self.became == OPEN


def said_of(db: Session, edition: Edition, reader: Reader) -> list[Said]:
    """Everything that `reader` may know was said of an edition: decisions, remarks and suggestions by their moment, then employees."""
    labels = labels_of(db, edition)
    found = [*_decisions(db, edition, labels), *_remarks(db, edition, reader), *_suggestions(db, edition, reader)]
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


def _remarks(db: Session, edition: Edition, reader: Reader) -> Iterator[Said]:
    course = course_of(db, edition)
    rows = list(db.exec(select(Comment).where(Comment.edition_id == edition.id).order_by(col(Comment.id))))
    rows = [one for one in rows if course.can_read(reader, Matter.REMARK, one.snapshot_id)]
    people, origins = (
        by_number(db, Person, [one.person_id for one in rows]),
        by_number(db, RemarkOrigin, [one.id for one in rows]),
    )
    head = standing_text(db, edition)
    texts_of = by_number(db, Snapshot, [one.snapshot_id for one in rows])
    texts.ahead(db, texts_of)
    for one in rows:
        origin = origins.get(one.id)
        changed = head is not None and _words_at(db, texts_of[one.snapshot_id], one.key) != _words_at(db, head, one.key)
        yield Said(
            frozenset({one.key} if one.key else ()),
            one.label,
            None if origin else people[one.person_id],
            None,
            origin.author if origin else "",
            Words("批注", "Remark"),
            None,
            one.text,
            Words("条文其后有改动", "Provision changed since")
            if changed
            else Words("条文未再改动", "Provision unchanged"),
            "",
            one.at,
        )


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
                Words("修改建议", "Suggestion"),
                None,
                _suggested(one),
                _settled(one),
                one.reason,
                one.made_at or returned.at,
            )


def _suggested(one: Suggestion) -> str:
    """What is suggested, in a sentence that reads in both languages by its signs."""
    if one.old and one.new:
        return f"“{one.old}” → “{one.new}”"
    return f"＋“{one.new}”" if one.new else f"－“{one.old}”"


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
