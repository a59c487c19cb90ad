"""Who reads what: every route of the application, as everybody, on a world with a secret word in everything, in every state.

What was seen is held against a table that asks nothing of the rule (`who_reads`). That the drive would see a leak is shown
first, by letting the rule say yes to everybody.
"""

import hashlib
import io
import re
import shutil
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlmodel import col, select
from werkzeug.test import TestResponse

from tests import cast
from tests.web.addresses import places, questions
from tests.web.house import House, Visitor
from tests.web.planted import KINDS, NEXT, WORLD, World
from tests.web.who_reads import ACTED, CLOSED, PEOPLE, STRANGER, may_see
from workflow.lifecycle.acting import Act, roles_of
from workflow.lifecycle.people import offices, people
from workflow.records.database.session import writing
from workflow.records.text.returned import Suggestion
from workflow.records.text.set_aside import SetAside
from workflow.records.text.snapshot import ProvisionRow, Snapshot
from workflow.rules import visibility
from workflow.rules.people.roles import Role
from workflow.web.request import visit
from workflow.web.request.guard import SIGNED_IN, guard_of

pytestmark = pytest.mark.thorough

#: One of each kind of readers asks for every regulation, the others for one in each state.
TWINS = frozenset(PEOPLE) - {"employee", "delegate", "second-teller", "drafter", "legal"}
ONE_IN_EACH_STATE = frozenset({state: slug for slug, state in reversed(WORLD.items())}.values())
#: Who asks for translations too, and of which regulations for each text by its number. Drafters may read each of them.
CLOSELY: Mapping[str, Collection[str]] = {
    "delegate": WORLD,
    "legal": ONE_IN_EACH_STATE,
    "drafter": ("review", "entered"),
}
#: What only a guard in front of a route keeps from somebody, and not the rule behind it.
BY_THE_GUARD = ACTED | {
    "Paper",
    "Scan",
    "FileStanding",
    "FilenameStanding",
    "SuggestionStanding",
    "QuestionDraft",
    "Subject",
    "Heard",
    "Heardname",
    "Heardanswer",
    "Step",
    "Stepwho",
    "Stepminutes",
}
#: Shut against strangers alone, at the door: whoever is signed in may read it where there is any.
OF_EVERYBODY_HERE = {"Sealed", "Sealedname"}
#: Of these no page tells: the first edition changes nothing for which there were reasons; what came in from paper has no
#: desks; words that were set aside come out by a form.
NOWHERE = {
    *(("ReasonStanding", slug) for slug in WORLD),
    *(("ReasonDraft", slug) for slug in set(WORLD) - {"later", "second"}),
    ("Copy", "entered"),
    ("SuggestionDraft", "entered"),
    *(("Aside", slug) for slug in WORLD),
    ("QuestionDraft", "entered"),
}
_WORD = re.compile(r"Q(" + "|".join(KINDS) + r")(" + "|".join(slug.title() for slug in (*WORLD, NEXT)) + r")Z")
_NAMES = {slug.title(): slug for slug in (*WORLD, NEXT)}


# The drive -----------------------------------------------------------------------------------------------------------


@dataclass
class Drive:
    """One application on the world, and what was seen on it: who, which word, where first."""

    house: House
    world: World
    seen: dict[tuple[str, str, str], str] = field(default_factory=dict)
    tried: int = 0
    answers: dict[int, int] = field(default_factory=dict)
    read: dict[str, frozenset[tuple[str, str]]] = field(default_factory=dict)

    def look(self, who: str, path: str, answer: TestResponse) -> None:
        """Note the words of an answer: its body, and its headers, where a file has its name."""
        self.tried += 1
        self.answers[answer.status_code] = self.answers.get(answer.status_code, 0) + 1
        digest = hashlib.sha256(answer.data + str(answer.headers.get("Content-Disposition")).encode()).hexdigest()
        found = self.read.get(digest)
        if found is None:
            found = self.read[digest] = words_in(answer)
        for kind, slug in found:
            self.seen.setdefault((who, kind, slug), path)
        answer.close()

    def leaks(self, held: dict[str, frozenset[Role]]) -> dict[tuple[str, str, str], str]:
        """What somebody saw that the table does not give them."""
        return {one: path for one, path in self.seen.items() if not may_see(one[0], held[one[0]], one[1], one[2])}


def words_in(answer: TestResponse) -> frozenset[tuple[str, str]]:
    """The secret words of an answer, by kind and regulation: out of a page, a PDF, the parts of a Word file, plain bytes."""
    said = unescape(str(answer.headers)) + bytes(answer.data).decode("utf-8", "replace")
    if answer.data[:4] == b"%PDF" and len(answer.data) > 2000:
        said += "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)
    elif answer.data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(answer.data)) as parts:
            said += "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    plain = re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", said))
    return frozenset((kind, _NAMES[name]) for text in (said, plain) for kind, name in _WORD.findall(text))


def drive_all(
    drive: Drive,
    visitors: dict[str, Visitor],
    held: dict[str, frozenset[Role]],
    *,
    method: str = "GET",
    slugs: Collection[str] = tuple(WORLD),
    closely: Mapping[str, Collection[str]] = CLOSELY,
    twins: Collection[str] = TWINS,
    elsewhere: bool = True,
    only: str = "",
) -> None:
    """Open every page and file there is, or send every form. Whom the guard of a route turns away is turned away once.

    slugs    the regulations to ask for
    closely  who asks for translations and searches as well, and of which regulations for each text by its number
    twins    who asks for one regulation in each state only
    only     the first letters of the routes' names
    elsewhere  ask also for addresses in which no regulation is named
    """
    for rule in drive.house.app.url_map.iter_rules():
        if method not in (rule.methods or ()) or (method == "POST" and rule.endpoint.startswith("account.")):
            continue
        if not rule.endpoint.startswith(only):
            continue
        guard = guard_of(drive.house.app.view_functions[rule.endpoint])
        assert guard is not None
        turned_away = {who for who in visitors if guard.roles is not None and not guard.roles & held[who]}
        wanted = [one for one in places(drive.house, rule) if (one["slug"] in slugs if "slug" in one else elsewhere)]
        for at, place in enumerate(wanted):
            address = drive.house.app.url_map.bind("").build(rule.endpoint, place, method=method)
            slug = str(place.get("slug", ""))
            asked = list(questions(drive.house, drive.world, rule, place)) if method == "GET" else [""]
            for who, visitor in visitors.items():
                if at and (who in turned_away or (slug and who in twins and slug not in ONE_IN_EACH_STATE)):
                    continue
                near: Collection[str] = closely.get(who, ()) if who not in turned_away else ()
                for question in asked if near else asked[:1]:
                    if question.startswith("?to=") and slug not in near:
                        continue
                    path = address + question
                    answer = visitor.get(path) if method == "GET" else visitor.post(path, form_of(drive, place))
                    drive.look(who, f"{method} {path}", answer)


def form_of(drive: Drive, place: Mapping[str, object]) -> dict[str, object]:
    """A form that names the unsubmitted save of an edition wherever a text can be named, and says nothing that would do."""
    saves = drive.world.saves.get(str(place.get("slug")), {})
    newest = saves.get(max((name for name in saves if name.startswith("zh")), default=""), 0)
    with drive.house.records() as db:
        key = db.exec(select(ProvisionRow.key).where(ProvisionRow.snapshot_id == newest)).first() or ""
        same = select(Snapshot.edition_id).where(Snapshot.id == newest)
        aside = db.exec(select(SetAside.id).where(col(SetAside.edition_id).in_(same))).first() or 0
        chosen = db.exec(select(Suggestion.id).where(col(Suggestion.edition_id).in_(same)))
        named = {
            "chosen": [str(one) for one in chosen],
            "snapshot": newest,
            "aside": aside,
            "base": newest,
            "before": newest,
            "head": newest,
        }
    return {**named, "key": key, "comment": "看看", "language": "zh", "words": "一句", "mine": "一句", "number": "1"}


@dataclass(frozen=True)
class Stage:
    """The world, and what everybody holds in it."""

    file: Path
    folder: Path
    world: World
    held: dict[str, frozenset[Role]]


@pytest.fixture(scope="module")
def stage(planted_world: tuple[Path, World], tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The world, and who holds what in it."""
    file, world = planted_world
    folder, made = tmp_path_factory.mktemp("visibility"), world.house
    for slug, state in WORLD.items():
        assert made.state(slug=slug) is state
    held = {}
    for who in PEOPLE:
        with made.asking(None if who == STRANGER else who) as act:
            held[who] = frozenset() if who == CLOSED else roles_of(act.db, act.person, act.today)
    made.engine.dispose()
    return Stage(file, folder, world, held)


def opened(stage: Stage, name: str) -> tuple[Drive, dict[str, Visitor]]:
    """The application on a copy of the world, with everybody signed in."""
    shutil.copy(stage.file, stage.folder / name)
    house = House(f"sqlite:///{stage.folder / name}")
    house.clock.now = stage.world.house.now
    visitors = {}
    for who in PEOPLE:
        visitors[who] = house.visitor(None if who == STRANGER else who)
    with writing(house.engine) as db:
        leaver, boss = people.person_by_code(db, CLOSED), people.person_by_code(db, "admin")
        assert leaver is not None
        offices.close_account(Act(db, boss, house.clock.now, cast.ZONE, cast.PROCEDURE), leaver)
    return Drive(house, stage.world), visitors


def told(leaks: dict[tuple[str, str, str], str]) -> str:
    return "\n".join(f"{who} {kind} {slug}: {path}" for (who, kind, slug), path in sorted(leaks.items()))


def count(drive: Drive, capsys: pytest.CaptureFixture[str], what: str) -> None:
    """Print the size of the matrix."""
    routes = sum(what.upper()[:3] in str(rule.methods) for rule in drive.house.app.url_map.iter_rules())
    with capsys.disabled():
        print(
            f"\n  visibility, {what}: {routes} routes × {len(PEOPLE)} people × {len(WORLD)} editions under way or at an end, "
            f"{len(KINDS)} kinds of words: {drive.tried} requests, {drive.answers}"
        )


def test_the_drive_would_see_a_leak(stage: Stage, monkeypatch: pytest.MonkeyPatch):
    """With a rule that says yes to everybody, each kind of word gets out; with every guard and role open too, the rest."""
    slugs = ("review", "second", "entered")
    drive, visitors = opened(stage, "yes.db")
    some = {who: visitors[who] for who in ("employee", "second-drafter", "legal")}
    near, colleague = {"employee": slugs}, {"second-drafter": visitors["second-drafter"]}
    with monkeypatch.context() as rule:
        rule.setattr(visibility, "can_read", lambda *_: True)
        drive_all(drive, some, stage.held, slugs=slugs, closely=near, twins=())
        drive_all(drive, colleague, stage.held, method="POST", slugs=slugs, twins=(), only="keeping.take_back")
    # What a colleague could take back lies on their own desk then.
    drive_all(drive, colleague, stage.held, slugs=slugs, twins=(), only="drafting.draft")
    leaked = {kind for _, kind, _ in drive.leaks(stage.held)}
    assert set(KINDS) - OF_EVERYBODY_HERE - leaked <= BY_THE_GUARD, sorted(set(KINDS) - leaked)
    monkeypatch.setattr(visibility, "can_read", lambda *_: True)
    monkeypatch.setattr(visit, "roles", lambda: frozenset(Role))
    for end, view in drive.house.app.view_functions.items():
        if end != "static":
            monkeypatch.setattr(view, "guard", SIGNED_IN)
    everybody = dict.fromkeys(PEOPLE, frozenset(Role))
    drive_all(
        drive,
        {"employee": visitors["employee"]},
        everybody,
        slugs=("review", "second", "await", "adopted"),
        closely=near,
    )
    leaked = {kind for _, kind, _ in drive.leaks(stage.held)}
    assert set(KINDS) - OF_EVERYBODY_HERE == leaked, sorted(set(KINDS) - leaked)


#: Two parts of everybody, which two processes ask side by side. Between them the first see every word there is.
PARTS = {
    "who sees all": frozenset({"drafter", "legal", "secretary", "issuer", STRANGER, "employee", CLOSED}),
    "everybody else": frozenset(PEOPLE) - {"drafter", "legal", "secretary", "issuer", STRANGER, "employee", CLOSED},
}


@pytest.mark.parametrize("part", PARTS)
def test_nobody_sees_what_the_table_does_not_give_them(stage: Stage, part: str, capsys: pytest.CaptureFixture[str]):
    """Every page and file. Every word there is was seen by somebody, so that none is missed by the drive itself."""
    drive, visitors = opened(stage, f"{part}.db")
    drive_all(drive, {who: one for who, one in visitors.items() if who in PARTS[part]}, stage.held)
    count(drive, capsys, "get")
    assert drive.answers.get(500, 0) == 0
    leaks = drive.leaks(stage.held)
    assert not leaks, told(leaks)
    if part == "who sees all":
        missed = stage.world.planted - NOWHERE - {one[1:] for one in drive.seen}
        assert not missed, sorted(missed)


def test_no_form_answers_with_words_that_are_not_open(stage: Stage, capsys: pytest.CaptureFixture[str]):
    """Every form, naming the unsubmitted save: what a refusal says, and what its page shows."""
    drive, visitors = opened(stage, "forms.db")
    others = {who: one for who, one in visitors.items() if Role.DRAFTER not in stage.held[who]}
    drive_all(drive, others, stage.held, method="POST", slugs=("sentback", "review", "first"))
    some = {who: visitors[who] for who in (STRANGER, "employee", "delegate", "legal", "secretary")}
    drive_all(drive, some, stage.held, slugs=("sentback", "review"), closely={"legal": ("review",)}, elsewhere=False)
    colleague = {"second-drafter": visitors["second-drafter"]}
    for method in ("POST", "GET"):
        drive_all(drive, colleague, stage.held, method=method, slugs=("sentback",), twins=(), elsewhere=False)
    count(drive, capsys, "post")
    leaks = drive.leaks(stage.held)
    assert not leaks, told(leaks)


@pytest.mark.soak
def test_everybody_asks_for_every_text_by_its_number(stage: Stage, capsys: pytest.CaptureFixture[str]):
    """The same with every question asked by everybody."""
    drive, visitors = opened(stage, "closely.db")
    drive_all(drive, visitors, stage.held, closely=dict.fromkeys(PEOPLE, tuple(WORLD)), twins=())
    count(drive, capsys, "get")
    leaks = drive.leaks(stage.held)
    assert not leaks, told(leaks)
