"""What the record may say of an act on words: everything where they may be read, else only that it was done."""

import json
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from workflow.lifecycle.facts.submitted import Course, course_of, courses_of
from workflow.records.database.families import Family, by_number
from workflow.records.event import BEHIND, Event, Payload
from workflow.records.person import Person
from workflow.records.regulation import Edition, Regulation
from workflow.records.review import Comment
from workflow.records.text.reference import ReferenceQuestion
from workflow.records.text.returned import Returned, Suggestion
from workflow.rules.chain.words import STEP_WORDS, VERBS
from workflow.rules.visibility import Matter
from workflow.web.request import visit
from workflow.web.shapes.showing import t
from workflow.words import Words

#: Acts on words → what those words are. Any other act is told in full.
ABOUT = {
    "save": Matter.NOTE,
    "comment": Matter.REMARK,
    "suggest": Matter.SUGGESTION,
    "reply": Matter.REMARK,
    "answer": Matter.REMARK,
    "resolve": Matter.REMARK,
    "bring_back": Matter.RETURNED,
    "accept": Matter.SUGGESTION,
    "decline": Matter.SUGGESTION,
    "explain": Matter.REASON,
    "confirm_reference": Matter.TEXT,
    **dict.fromkeys((*VERBS.values(), "strike_step"), Matter.STEP),
}
#: How such an act is told to those who may not read the words.
SHUT = {
    "save": Words("保存了{nth}的{in_language}（第{number}次）", "saved the {in_language} of {nth} (save {number})"),
    "comment": Words("对{nth}提出意见", "commented on {nth}"),
    "suggest": Words("对{nth}提出修改建议", "suggested other words for {nth}"),
    "reply": Words("回复对{nth}的意见", "replied to a remark on {nth}"),
    "answer": Words("答复对{nth}的意见", "answered a remark on {nth}"),
    "resolve": Words("了结对{nth}的一条意见", "closed a thread on {nth}"),
    "bring_back": Words("收回{nth}的Word稿", "brought back a Word file of {nth}"),
    "accept": Words("采纳对{nth}的修改建议", "accepted suggestions for {nth}"),
    "decline": Words("不采纳对{nth}的修改建议", "declined suggestions for {nth}"),
    "explain": Words("写明{nth}的修改理由", "gave the reasons for the changes of {nth}"),
    "confirm_reference": Words("确认{nth}的一处条文引用", "confirmed a reference in {nth}"),
    "strike_step": Words("撤销{nth}的一条审批登记", "struck out a record of a step for {nth}"),
    **{
        verb: Words(f"登记{{nth}}的“{STEP_WORDS[step].zh}”", f"recorded “{STEP_WORDS[step].en}” for {{nth}}")
        for step, verb in VERBS.items()
    },
}
#: What the words of an act name by its number → the text that it hangs on.
HUNG: dict[str, Family[int]] = {
    "comment": Family(Comment.id, select(Comment.snapshot_id)),
    "comments": Family(Comment.id, select(Comment.snapshot_id)),
    "question": Family(ReferenceQuestion.id, select(ReferenceQuestion.snapshot_id)),
    "returned": Family(Returned.id, select(Returned.snapshot_id)),
    "suggestions": Family(
        Suggestion.id,
        select(Returned.snapshot_id).join(Suggestion, col(Suggestion.returned_id) == col(Returned.id)),
    ),
}
#: The only words of a payload that are told then.
TOLD = frozenset({"language", "number"})


@dataclass
class Telling:
    """One visitor reading acts: how far each edition has come is asked once."""

    db: Session
    courses: dict[int, Course] = field(default_factory=dict)

    def ahead(self, events: Sequence[Event]) -> list[tuple[Event, Edition]]:
        """Read in a few statements what is asked about each of many acts; gives those on an edition with it."""
        payloads = by_number(self.db, Payload, (one.seq for one in events))
        subjects = {one.seq: one.object.partition(":") for one in events}
        numbers = {one.seq: int(subjects[one.seq][2]) for one in events if subjects[one.seq][0] == "edition"}
        editions = by_number(self.db, Edition, numbers.values())
        whose = [*(one.regulation_id for one in events), *(one.regulation_id for one in editions.values())]
        by_number(self.db, Regulation, whose)
        people = {int(number) for kind, _, number in subjects.values() if kind == "person"}
        by_number(self.db, Person, {*people, *(who for one in events for who in (one.actor_id, one.on_behalf_of))})
        edited = [(one, editions[numbers[one.seq]]) for one in events if numbers.get(one.seq) in editions]
        about = [
            (event, edition, json.loads(words.words) if (words := payloads.get(event.seq)) else {})
            for event, edition in edited
            if event.verb in ABOUT
        ]
        self.courses |= courses_of(self.db, [edition for _, edition, _ in about])
        named: dict[str, set[Hashable]] = {}
        for event, _, said in about:
            for name in HUNG:
                found = said.get(name)
                if event.verb not in ("save", "explain") and found:
                    named.setdefault(name, set()).update(found if isinstance(found, list) else [found])
        for name, hung in named.items():
            HUNG[name].ahead(self.db, hung)
        return edited

    def is_open(self, event: Event, edition: Edition | None, said: dict[str, object]) -> bool:
        """True when this visitor may read the words that `event` is about."""
        if edition is None or event.verb not in ABOUT:
            return True
        course, reader = self._course(edition), visit.reading_as()
        if event.verb == "explain":
            stage = course.written(event.at)
            return course.can_read_at(reader, Matter.REASON, stage)
        texts = self._texts(event, said, course)
        return bool(texts) and all(course.can_read(reader, ABOUT[event.verb], one) for one in texts)

    def fingerprint(self, event: Event, edition: Edition | None) -> str:
        """The fingerprint of the text that an act names, where this visitor may read that text; "" otherwise."""
        if edition is None or event.verb not in ABOUT:
            return event.fingerprint
        course = self._course(edition)
        named = [one.id for one in course.saves if one.fingerprint == event.fingerprint]
        seen = any(course.can_read(visit.reading_as(), Matter.TEXT, one) for one in named)
        return event.fingerprint if seen else ""

    def _course(self, edition: Edition) -> Course:
        found = self.courses.get(edition.id)
        if found is None:
            found = self.courses[edition.id] = course_of(self.db, edition)
        return found

    def _texts(self, event: Event, said: dict[str, object], course: Course) -> set[int]:
        """The numbers of the texts that the words of an act hang on; none when the act does not say."""
        if event.verb == "save":
            named = said.get("language"), said.get("number")
            return {one.id for one in course.saves if (one.language, one.number) == named}
        if ABOUT[event.verb] is Matter.STEP:
            return {one.id for one in course.saves if one.fingerprint == event.fingerprint}
        if "comment" in said:
            return self._of("comment", said)
        if "comments" in said:
            return self._of("comments", said)
        if event.verb == "confirm_reference":
            return self._of("question", said)
        if event.verb == "bring_back":
            return self._of("returned", said)
        return self._of("suggestions", said)

    def _of(self, name: str, said: dict[str, object]) -> set[int]:
        chosen = said.get(name)
        numbers = [one for one in (chosen if isinstance(chosen, list) else [chosen]) if isinstance(one, int)]
        return {text for texts in HUNG[name].ahead(self.db, numbers).values() for text in texts}


def of_clock(said: Mapping[str, object]) -> str:
    """That the clock had gone back a little, and the event bears the moment of the one before it."""
    seconds = said.get(BEHIND)
    if not isinstance(seconds, int | float):
        return ""
    return t(
        f"（主机时钟慢{seconds:g}秒，记为前一事件的时间）",
        f" (the clock was {seconds:g} s behind: dated as the event before)",
    )
