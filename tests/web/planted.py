"""A world with a secret word in everything that somebody may read: one regulation in every state, made by the moves.

Every word names its kind and its regulation, so that a page which shows one says what leaked and from where. What no move
of today makes (a save while others read the round before it) is planted by the same verbs with the rule of states silent.
"""

import pickle
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from unittest.mock import patch

from sqlmodel import select

from tests.cast import ISSUE_DAY, SESSION_DAY, House
from tests.count_sheets import sheet
from tests.jobs.places import Place
from tests.lifecycle.entry.entries import FACTS
from tests.lifecycle.people.staff import with_lists
from tests.publishing.word.ooxml import docx, p, r
from tests.web.house import Clock
from tests.web.planted_hearing import ask, hearing, stepped, talk
from tests.web.planted_numbers import numbers
from workflow import archive
from workflow.config import Settings
from workflow.jobs.kinds import KINDS as JOBS
from workflow.lifecycle.attaching import Sent
from workflow.lifecycle.congress import tabling
from workflow.lifecycle.draft import adopting, drafting, explaining, importing, referring, setting_aside, suggesting
from workflow.lifecycle.entry import entering
from workflow.lifecycle.facts import standing, submitted, texts
from workflow.lifecycle.facts.approvals import shown_of
from workflow.lifecycle.people import people
from workflow.lifecycle.review import consulting, discussing, reviewing
from workflow.papers import Press
from workflow.publishing.faces.fonts import faces
from workflow.publishing.pressroom.orders import drawn
from workflow.records.entry import ScanKind
from workflow.records.paper import Paper
from workflow.records.person import Entity, Mark
from workflow.records.regulation import Regulation, RegulationKind
from workflow.records.text.incoming import Purpose
from workflow.records.text.returned import SuggestionKind
from workflow.records.text.snapshot import Snapshot
from workflow.rules.people.roles import Capacity, Role
from workflow.rules.states import State
from workflow.text.merging.proposing import Proposal
from workflow.words import Language

#: The regulations by where they stand. A state that an edition may reach in two ways with other readers has two.
WORLD = {
    "first": State.DRAFTING,  # never put before anybody
    "later": State.DRAFTING,  # the second edition, after one that was issued
    "review": State.IN_REVIEW,  # in its second round
    "sentback": State.RETURNED,
    "consult": State.CONSULTING,
    "await": State.AWAITING,
    "tabled": State.AWAITING,  # its papers are with the delegates
    "takenoff": State.DRAFTING,  # its papers were sent, then it came off the agenda and back to its drafter
    "rejected": State.REJECTED,
    "again": State.DRAFTING,  # rejected, and taken up again
    "adopted": State.ADOPTED,
    "second": State.RETURNED,  # the second edition, after a round
    "gone": State.WITHDRAWN,  # out of drafting, after a round
    "never": State.WITHDRAWN,  # without any round
    "issued": State.ISSUED,
    "entered": State.ISSUED,  # from paper
    "report": State.DELIBERATED,
}
#: The words of the second edition of "second" bear another name than those of the first, which is published.
NEXT = "secondnext"
#: How far what a word stands in has come; the rest of its name is what it stands in.
DRAFT, STANDING, EARLIER, BETWEEN = "Draft", "Standing", "Earlier", "Between"
KINDS = (
    "Title",
    *(f"{what}{stage}" for what in ("Text", "English", "Note", "Remark", "Reply", "Wanted", "Reason", "Suggestion", "File", "Filename")
      for stage in (STANDING, DRAFT)),
    f"Text{EARLIER}", f"Text{BETWEEN}", f"Note{BETWEEN}",
    "Roundnote", "Opinion", "Outcome", "Answer",
    "QuestionDraft", "ConfirmedStanding", "ConfirmedDraft",
    "Copy", "Aside", "Incoming", "Incomingname", "Returning", "Returningname",
    "Heard", "Heardname", "Heardanswer", "Paper", "Scan", "Scanname", "Sealed", "Sealedname", "Subject", "Voidreason",
    "Step", "Stepwho", "Stepminutes",
)  # fmt: skip


def word(kind: str, slug: str) -> str:
    """The secret of a kind in a regulation: one Latin word, which no comparison cuts in two."""
    return f"Q{kind}{slug.title()}Z"


def law(*words: str) -> str:
    """A regulation in whose articles these words stand."""
    lines = [f"第{number}条　本条之密语为{one}。" for number, one in zip("二三四五六", words, strict=False)]
    return "\n".join(["职工食堂管理办法", "", "第一条　为了办好食堂，制定本办法。", *lines, ""])


def _draft_text(world: "World", slug: str) -> str:
    """A draft whose last article is new, so that a remark on it quotes what nobody was shown."""
    said = world.put("TextDraft", slug)
    text = law(said, f"新的一条{said}")
    return text.replace("职工食堂管理办法", f"职工食堂管理办法{said}", 1)  # its title too, which names its files


def english(*words: str) -> str:
    """Its translation."""
    lines = [f"Article {number} The word is {one}." for number, one in enumerate(words, 2)]
    return "\n".join(["Canteen Rules", "", "Article 1 These Rules are made for the canteen.", *lines, ""])


@dataclass
class World:
    """Where everything is: numbers of rows by regulation."""

    house: House
    edition: dict[str, int] = field(default_factory=dict)
    saves: dict[str, dict[str, int]] = field(default_factory=dict)
    planted: set[tuple[str, str]] = field(default_factory=set)

    def put(self, kind: str, slug: str) -> str:
        """A word that is in the world from now on. Of a kind that the drive does not look for it would be seen by nobody."""
        assert kind in KINDS, kind
        self.planted.add((kind, slug))
        return word(kind, slug)

    def told(self) -> bytes:
        """What another process must know of it beside the database."""
        return pickle.dumps((self.house.now, self.edition, self.saves, self.planted))

    @classmethod
    def of(cls, house: House, told: bytes) -> "World":
        """The world in a copy of the database of which that was told."""
        house.now, *places = pickle.loads(told)  # noqa: S301 (of this run)
        return cls(house, *places)


@contextmanager
def whatever_the_state() -> Iterator[None]:
    """The verbs of drafting and review, with the rule of states silent."""
    with ExitStack() as stack:
        for module in (
            drafting,
            reviewing,
            discussing,
            adopting,
            suggesting,
            explaining,
            importing,
            entering,
            referring,
        ):
            stack.enter_context(patch.object(module, "ask", lambda *_: None))
        yield


def plant(house: House) -> World:
    """Fill a house in which the cast was enrolled."""
    world = World(house)
    with house.acting(None) as act:
        act.db.add(Mark(name=people.DEMONSTRATION, value="yes"))  # so that everybody signs in with one click
        company = act.db.exec(select(Entity)).one()
        roles = frozenset({Role.DRAFTER})
        people.enrol(act, code="leaver", name_zh="leaver", name_en="leaver", entity=company, roles=roles)
    for slug in WORLD:
        if slug != "entered":
            _begin(world, slug)
    _past(world)
    _review(world)
    hearing(world.house, world.put)
    stepped(world.house, world.put)
    _congress(world)
    for slug in WORLD:
        _draft(world, slug)
        _desk(world, slug)
    _tell(house)
    with_lists(house)
    return world


def _tell(house: House) -> None:
    """Everybody was told of everything: pages of notices that could say too much."""
    (place := Place(house.url, Clock(house.now))).worker({"tell": JOBS["tell"]}).work_off()
    place.engine.dispose()


def _begin(world: World, slug: str) -> None:
    """Begin a regulation and put its first words down."""
    house, title = world.house, world.put("Title", slug)
    with house.acting("drafter") as act:
        drafting.create(
            act,
            slug=slug,
            kind=RegulationKind.REPORT if slug == "report" else RegulationKind.REGULATION,
            name_zh=f"办法{title}",
            name_en=f"Rules {title}",
        )
    if slug in ("first", "never"):
        return
    if slug == "review":
        _save(world, slug, law(world.put("TextEarlier", slug)), Language.ZH, "")
        _submit(world, slug)
        _decide(world, slug, reviewing.request_changes)
        _save(world, slug, law(world.put("TextBetween", slug)), Language.ZH, world.put("NoteBetween", slug))
    _save(world, slug, law(world.put("TextStanding", slug)), Language.ZH, world.put("NoteStanding", slug))
    _save(world, slug, english(world.put("EnglishStanding", slug)), Language.EN, "")
    _beside(world, slug, STANDING)
    _submit(world, slug)


def _submit(world: World, slug: str, named: str = "") -> None:
    """Put the newest text before the reviewers, with a note."""
    with world.house.acting("drafter") as act:
        note = world.put("Roundnote", named or slug)
        drafting.submit(act, world.house.edition(act, slug=slug), note, world.house.drafted(act, slug), act.today)


def _decide(world: World, slug: str, verb: Callable[..., object], named: str = "") -> None:
    """Approve or send back for the legal side, with an opinion."""
    with world.house.acting("legal") as act:
        edition = world.house.edition(act, slug=slug)
        verb(act, edition, Capacity.LEGAL, world.put("Opinion", named or slug), shown_of(act.db, edition))


def _past(world: World) -> None:
    """An edition entered from paper, once corrected, with a scan."""
    with world.house.acting("secretary") as act:
        title = world.put("Title", "entered")
        named = entering.Named("entered", f"办法{title}", f"Rules {title}")
        edition = entering.enter(act, named, law(world.put("TextEarlier", "entered")), FACTS)
    with world.house.acting("secretary") as act:
        edition = world.house.edition(act, slug="entered")
        entering.correct(act, edition, FACTS, "抄错", law(world.put("TextStanding", "entered")))
        scan = f"%PDF-1.4\n% {world.put('Scan', 'entered')}\n%%EOF\n".encode()
        entering.attach(act, edition, Sent(f"{world.put('Scanname', 'entered')}.pdf", scan), ScanKind.TEXT)
        for one in act.db.exec(select(Snapshot).where(Snapshot.edition_id == edition.id)):
            world.saves.setdefault("entered", {})[f"{one.language}{one.number}"] = one.id or 0


def _review(world: World) -> None:
    house = world.house
    for slug in ("sentback", "gone"):
        _decide(world, slug, reviewing.request_changes)
    house.close_round("sentback")
    with house.acting("drafter") as act:
        drafting.withdraw(act, house.edition(act, slug="gone"), "不办了。")
    approved = "consult await tabled takenoff rejected again adopted issued later second report"
    for slug in approved.split():
        _decide(world, slug, reviewing.approve)
        if slug != "report":
            house.approve("union", slug)
        if slug not in ("consult", "report"):
            with house.acting("secretary") as act:
                consulting.consult(
                    act,
                    house.edition(act, slug=slug),
                    held_on=act.today,
                    enterprise_side="副总经理",
                    union_side="工会主席",
                    outcome=world.put("Outcome", slug),
                    paper=Sent("签字.pdf", f"%PDF-1.4\n% {world.put('Paper', slug)}\n%%EOF\n".encode()),
                    shown=house.shown(act, slug),
                )


def _congress(world: World) -> None:
    house = world.house
    house.on(date(2026, 3, 17)).convene()
    house.on(date(2026, 3, 18))
    voted = ("later", "second", "issued", "adopted", "rejected", "again", "report")
    for slug in (*voted, "takenoff", "tabled"):
        house.table(slug)
    house.on(date(2026, 3, 20)).send()
    house.on(SESSION_DAY).freeze()
    house.sign_in()
    for slug in voted:
        house.lock(slug)
        lost = {"hq": sheet(against=6), "south": sheet(against=2)} if slug in ("rejected", "again") else {}
        house.count_both(slug, **lost)
        house.declare(slug)
        _archive(house, slug)
    house.on(ISSUE_DAY)
    for slug in ("later", "second", "issued"):
        house.issue(slug=slug)
    numbers(house, world.put)
    with house.acting("secretary") as act:
        tabling.take_off(act, house.motion(act, "takenoff"), "再改改。")
    for slug in ("takenoff", "again"):
        with house.acting("drafter") as act:
            drafting.revise(act, house.edition(act, slug=slug), "再改改。")
    for slug in ("later", "second"):
        with house.acting("drafter") as act:
            drafting.amend(act, act.db.exec(select(Regulation).where(Regulation.slug == slug)).one())
    words = law(world.put("TextStanding", NEXT), "新的一条")
    _save(world, "second", words, Language.ZH, world.put("NoteStanding", NEXT))
    _beside(world, "second", STANDING, NEXT)
    _submit(world, "second", NEXT)
    _decide(world, "second", reviewing.request_changes, NEXT)
    house.close_round("second")


def _archive(house: House, slug: str) -> None:
    """The papers of a declared result: what they say, which has the regulation's title in it, and their files."""
    settings = Settings.from_environ({"DATABASE_URL": house.url})
    press = Press(settings, faces(settings), demonstration=True)
    with house.acting("secretary") as act:
        result = standing.result_of(act.db, house.motion(act, slug))
        assert result is not None
        archive.freeze(act, result, press)
        for paper in act.db.exec(select(Paper).where(Paper.result_id == result.id)).all():
            archive.keep(act, paper, drawn(archive.order_of(act.db, paper, press)))


def _draft(world: World, slug: str) -> None:
    """The words that nobody has submitted: a save in each language, and what hangs on it."""
    if slug == "never":
        _save(world, slug, _draft_text(world, slug), Language.ZH, world.put("NoteDraft", slug))
    with whatever_the_state():
        if slug != "never":
            _save(world, slug, _draft_text(world, slug), Language.ZH, world.put("NoteDraft", slug))
        _save(world, slug, english(world.put("EnglishDraft", slug)), Language.EN, "")
        _beside(world, slug, DRAFT)
    if slug == "never":
        with world.house.acting("drafter") as act:
            drafting.withdraw(act, world.house.edition(act, slug=slug), "不办了。")


def _beside(world: World, slug: str, stage: str, named: str = "") -> None:
    """A remark, a reason, a Word file that came back, and doubtful references, on the newest save.

    named  what the words are named after, where that is not the regulation
    """
    house, place, slug = world.house, slug, named or slug
    with house.acting("drafter") as act, whatever_the_state():
        edition = house.edition(act, slug=place)
        base = texts.authentic(act.db, edition)
        assert base is not None
        ask(world.put, act, base, slug, stage)
        last = texts.reviewable(act.db, base)[-1]
        at = len(texts.reviewable(act.db, base)) - (1 if stage == STANDING else 2)
        discussing.comment(act, edition, base, last.key, world.put(f"Remark{stage}", slug))
        talk(world.put, act, edition, base, last.key, slug, stage)
        reasons = {one.key: world.put(f"Reason{stage}", slug) for one in texts.reviewable(act.db, base)[at : at + 1]}
        explaining.explain(act, edition, reasons)
        new = world.put(f"Suggestion{stage}", slug)
        suggestion = Proposal((0,), "replace", last.key, last.label, "王工", None, False, "", "甲", new, "")
        content = docx(p(r(world.put(f"File{stage}", slug))))
        name = f"{world.put(f'Filename{stage}', slug)}.docx"
        kinds = [(SuggestionKind.UNTRACKED, suggestion)]
        came = suggesting.Return(Sent(name, content), base, True, base.text, kinds, [])
        found = suggesting.bring_back(act, edition, came)
        if stage == STANDING:  # answered, so that the review goes on
            one = next(one for one, returned in suggesting.suggestions_of(act.db, edition) if returned.id == found.id)
            suggesting.decline(act, edition, [one.id or 0], world.put("Answer", slug))


def _save(world: World, slug: str, text: str, language: Language, note: str) -> None:
    house = world.house
    with house.acting("drafter") as act:
        edition = house.edition(act, slug=slug)
        saved, _ = drafting.save(act, edition, language, text, texts.latest(act.db, edition, language), note)
        world.saves.setdefault(slug, {})[f"{language}{saved.number}"] = saved.id or 0


def _desk(world: World, slug: str) -> None:
    """What lies on somebody's own desk: words typed and not saved, files on their way in."""
    house = world.house
    with house.acting("drafter") as act, whatever_the_state():
        edition = house.edition(act, slug=slug)
        world.edition[slug] = edition.number
        newest = texts.latest(act.db, edition, Language.ZH)
        drafting.keep(act, edition, Language.ZH, law(world.put("Aside", slug)), newest)
        setting_aside.discard(act, edition, Language.ZH)
        drafting.keep(act, edition, Language.ZH, law(world.put("Copy", slug)), newest)
        text = law(world.put("Incoming", slug))
        name = f"{world.put('Incomingname', slug)}.txt"
        importing.begin(act, Purpose.DRAFT, edition, Language.ZH, name, text.encode(), text)
    with house.acting("legal") as act, whatever_the_state():
        edition = house.edition(act, slug=slug)
        base = submitted.standing_text(act.db, edition)
        if base is None:
            return
        words = law(world.put("Returning", slug))
        name = f"{world.put('Returningname', slug)}.docx"
        content = docx("".join(p(r(line)) for line in words.split("\n") if line))
        held = {"base": base.id, "recognised": False}
        importing.begin(act, Purpose.RETURNED, edition, Language.ZH, name, content, words, held)
