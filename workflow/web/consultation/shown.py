"""A consultation as its pages show it: the text with its changes, the places an opinion can be about, groups with their answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.hearing import audience
from workflow.lifecycle.facts.hearing.heard import Gathered, Heap
from workflow.lifecycle.facts.hearing.places import places_of
from workflow.lifecycle.facts.submitted import standing_text
from workflow.records.consultation import EmployeeConsultation, Opinion
from workflow.records.regulation import Edition, Regulation
from workflow.records.text.snapshot import Snapshot
from workflow.rules.consultation.words import (
    ANSWER_WORDS,
    AUDIENCE_WORDS,
    COURSE_WORDS,
    MANNER_WORDS,
    SOURCE_WORDS,
    Answer,
    Audience,
    Course,
    Source,
)
from workflow.text.comparing.compare import Change, Fate
from workflow.web.request import visit
from workflow.web.shapes.showing import t
from workflow.web.shapes.shown_texts import compared

ANSWER_TONES = {Answer.TAKEN: "live", Answer.PARTLY: "wait", Answer.NOT_TAKEN: "over"}
#: Places of one group that are named.
_PLACES = 3
#: How the mark of a course is coloured.
TONES = {
    Course.ANNOUNCED: "wait",
    Course.RUNS: "live",
    Course.OVER: "turn",
    Course.STOPPED: "over",
    Course.CLOSED: "over",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A consultation with what it is about."""

    row: EmployeeConsultation
    edition: Edition
    regulation: Regulation
    text: Snapshot
    places: dict[str, str]
    course: Course

    @property
    def stands(self) -> str:
        """Where it stands, in words."""
        return visit.say(COURSE_WORDS[self.course])

    @property
    def tone(self) -> str:
        """The class of its mark."""
        return TONES[self.course]

    @property
    def is_to_come(self) -> bool:
        """Whether its first day is still to come."""
        return self.course is Course.ANNOUNCED

    @property
    def runs(self) -> bool:
        """Whether opinions are taken today."""
        return self.course is Course.RUNS

    @property
    def is_over(self) -> bool:
        """Whether it has run its time and waits for answers."""
        return self.course is Course.OVER

    @property
    def is_stopped(self) -> bool:
        """Whether it was ended early and waits for answers."""
        return self.course is Course.STOPPED

    @property
    def is_closed(self) -> bool:
        """Whether its answers are posted."""
        return self.course is Course.CLOSED

    @property
    def manner(self) -> str:
        """How opinions are given."""
        return visit.say(MANNER_WORDS[self.row.manner])

    @property
    def whom(self) -> str:
        """Who is asked."""
        if self.row.audience is Audience.EVERYBODY:
            return visit.say(AUDIENCE_WORDS[Audience.EVERYBODY])
        return self.row.audience_words

    def place(self, key: str) -> str:
        """What a place in the text is called; the whole text for none."""
        return self.places.get(key, "") or t("全文", "the whole text")

    def order(self, key: str) -> int:
        """Where a place stands in the text; the whole comes first."""
        return [*self.places].index(key) + 1 if key in self.places else 0

    def changes(self) -> list[Change]:
        """What it changes of the text that it amends; nothing for a first text."""
        db = visit.db()
        base = db.get(Snapshot, self.row.base_id) if self.row.base_id else None
        if base is None:
            return []
        quiet = {Fate.UNCHANGED, Fate.RENUMBERED}
        return [one for one in compared(db, base, self.text).changes if not set(one.kinds) <= quiet]


def asked(act: Act, row: EmployeeConsultation) -> Asked:
    """What pages need of a consultation."""
    edition = act.db.get_one(Edition, row.edition_id)
    text = act.db.get_one(Snapshot, row.snapshot_id)
    return Asked(
        row,
        edition,
        act.db.get_one(Regulation, edition.regulation_id),
        text,
        places_of(texts.tree_of(act.db, text)),
        row.course(act.today),
    )


@dataclass(frozen=True, slots=True)
class Said:
    """One opinion on a page: where it is about, its words, whose it is as far as whoever looks may know."""

    key: str
    place: str
    text: str
    whose: str


@dataclass(frozen=True, slots=True)
class Group:
    """One group on a page; `answer` is "" before it is answered, `became` what its words went into, as numbered now."""

    id: int
    title: str
    place: str
    many: int
    said: tuple[Said, ...]
    answer: str
    tone: str
    reason: str
    became: str


def labels_now(act: Act, edition: Edition) -> dict[str, str]:
    """Permanent key → what the provision is called in the text that stands today."""
    text = standing_text(act.db, edition)
    return places_of(texts.tree_of(act.db, text)) if text else {}


def groups(act: Act, one: Asked, several: Sequence[Gathered], *, names: bool) -> list[Group]:
    """Groups in the order of the text; `names` says whose each opinion is."""
    now = labels_now(act, one.edition)
    called = _names(act, [row for gathered in several for row in gathered.opinions]) if names else {}
    out = []
    for gathered in sorted(several, key=lambda found: (one.order(found.group.provision), found.group.id)):
        row = gathered.answer
        labels = [now[key] for key in row.keys if key in now] if row else []
        out.append(
            Group(
                gathered.group.id,
                gathered.group.title,
                _places(one, gathered),
                len(gathered.opinions),
                tuple(said(one, gathered.opinions, called)),
                visit.say(ANSWER_WORDS[row.answer]) if row else "",
                ANSWER_TONES[row.answer] if row else "turn",
                row.reason if row else "",
                t("、", ", ").join(labels),
            )
        )
    return out


def _places(one: Asked, gathered: Gathered) -> str:
    """What a group is about: every place of its opinions, the first few by name."""
    keys = sorted({row.provision for row in gathered.opinions}, key=one.order)
    more = t("等", " and others") if len(keys) > _PLACES else ""
    return t("、", ", ").join(one.place(key) for key in keys[:_PLACES]) + more


def loose(act: Act, one: Asked, heap: Heap) -> list[Said]:
    """The opinions that are in no group, in the order of the text and, on one place, of random keys."""
    return said(one, heap.loose, _names(act, heap.loose))


def said(one: Asked, several: Sequence[Opinion], called: dict[int, str]) -> list[Said]:
    """Opinions in the order of the text."""
    ordered = sorted(several, key=lambda row: (one.order(row.provision), row.key))
    return [Said(row.key, one.place(row.provision), row.text, _whose(row, called)) for row in ordered]


def _names(act: Act, several: Sequence[Opinion]) -> dict[int, str]:
    people = audience.names_of(act.db, {row.person_id for row in several}, act.today)
    return {number: visit.say(words) for number, words in people.items()}


def _whose(row: Opinion, called: dict[int, str]) -> str:
    how = visit.say(SOURCE_WORDS[row.source]) if row.source is not Source.WRITTEN else ""
    who = called.get(row.person_id, "") if row.person_id else row.name
    return " · ".join(one for one in (who, how) if one)
