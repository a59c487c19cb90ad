"""Who reads what: every route of the application, as everybody, on a world with a secret word in everything, in every state.

What was seen is held against a table that asks nothing of the rule (`who_reads`). That the drive would see a leak is shown
first, by letting the rule say yes to everybody.
"""

import hashlib
import io
import re
import shutil
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlmodel import col, select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests import cast
from tests.databases import Databases
from tests.web import planted
from tests.web.house import House, Visitor
from tests.web.planted import KINDS, NEXT, WORLD, World
from tests.web.who_reads import ACTED, CLOSED, PEOPLE, STRANGER, may_see
from workflow.lifecycle import offices, people
from workflow.lifecycle.acting import Act, roles_of
from workflow.records.congress import Motion
from workflow.records.congress import Session as CongressSession
from workflow.records.entry import Scan
from workflow.records.incoming import Incoming
from workflow.records.person import Person
from workflow.records.regulation import Edition, Regulation
from workflow.records.returned import Suggestion
from workflow.records.review import Attachment
from workflow.records.session import writing
from workflow.records.set_aside import SetAside
from workflow.records.snapshot import ProvisionRow, Snapshot
from workflow.rules import visibility
from workflow.rules.roles import Role
from workflow.web import visit
from workflow.web.guard import SIGNED_IN, guard_of

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
BY_THE_GUARD = ACTED | {"Paper", "Scan", "FileStanding", "FilenameStanding", "SuggestionStanding", "QuestionDraft"}
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


def places(drive: Drive, rule: Rule) -> Iterator[Mapping[str, object]]:
    """What the arguments of a route may name in this world. A route with an argument that is not known here is an error."""
    with drive.house.records() as db:
        slugs = {one.id: one.slug for one in db.exec(select(Regulation))}
        editions = [(one.id, slugs[one.regulation_id], one.number) for one in db.exec(select(Edition))]
        files = [(one.id, one.edition_id) for one in db.exec(select(Incoming))]
        scans = list(db.exec(select(Scan.id)))
        rows: dict[str, list[int | None]] = {
            "/sessions/": list(db.exec(select(CongressSession.id))),
            "/people/": list(db.exec(select(Person.id).where(col(Person.code).not_in(PEOPLE))))[:2],
            "/account/delegations/": [1],
            "/evidence/": list(db.exec(select(Attachment.id))),
        }
        items = list(db.exec(select(Motion.id)))
    named = rule.arguments
    if named == {"filename"}:
        yield {"filename": "look.css"}
    elif named == {"slug"}:
        yield from ({"slug": slug} for slug in WORLD)
    elif {"slug", "number"} <= named:
        for identity, slug, number in editions:
            place = {"slug": slug, "number": number}
            if "file" in named:
                yield from ({**place, "file": file} for file, edition in files if edition == identity)
            elif "scan" in named:
                yield from ({**place, "scan": scan} for scan in scans)
            else:
                yield place
    elif named == {"file"}:
        yield from ({"file": file} for file, _ in files[:3])
    elif named == {"sign_in"}:
        yield {"sign_in": len(PEOPLE)}  # nobody's: no visitor is to be signed out on the way
    elif named == {"item"}:
        yield from ({"item": item} for item in items)
    elif named == {"number"}:
        prefix = next(one for one in rows if rule.rule.startswith(one))
        yield from ({"number": number} for number in rows[prefix])
    else:
        assert not named, f"what does {rule.rule} name? Say here what it may be in this world"
        yield {}


#: Desks on which a text is asked for by its number, and those that show it in either language.
BY_NUMBER = ("word.", "review.")
IN_LANGUAGE = ("library.", "word.", "suggestions.", "drafting.")


def questions(drive: Drive, rule: Rule, place: Mapping[str, object]) -> Iterator[str]:
    """What is asked of an address besides the address itself: every text by its number, the translation, a search."""
    yield ""
    slug = str(place.get("slug", ""))
    if rule.endpoint == "library.shelves":
        yield "?q=密语"
    if rule.endpoint == "congress.session":
        with drive.house.records() as db:
            yield from (f"?item={one}" for one in db.exec(select(Motion.id)))
    if slug and rule.endpoint.startswith(IN_LANGUAGE):
        yield "?text=en"
    if slug and rule.endpoint.startswith(BY_NUMBER) and place.get("number") == drive.world.edition[slug]:
        for name, number in drive.world.saves[slug].items():
            yield f"?to={number}&head={number}&base=none&text={name[:2]}"


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
        wanted = [one for one in places(drive, rule) if (one["slug"] in slugs if "slug" in one else elsewhere)]
        for at, place in enumerate(wanted):
            address = drive.house.app.url_map.bind("").build(rule.endpoint, place, method=method)
            slug = str(place.get("slug", ""))
            asked = list(questions(drive, rule, place)) if method == "GET" else [""]
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

    folder: Path
    world: World
    held: dict[str, frozenset[Role]]


@pytest.fixture(scope="module")
def stage(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The world, made once."""
    folder = tmp_path_factory.mktemp("visibility")
    url = f"sqlite:///{folder / 'world.db'}"
    cast.enrolled(url)
    made = cast.House(url)
    world = planted.plant(made)
    for slug, state in WORLD.items():
        assert made.state(slug=slug) is state
    held = {}
    for who in PEOPLE:
        with made.asking(None if who == STRANGER else who) as act:
            held[who] = frozenset() if who == CLOSED else roles_of(act.db, act.person, act.today)
    made.engine.dispose()
    return Stage(folder, world, held)


def opened(stage: Stage, name: str) -> tuple[Drive, dict[str, Visitor]]:
    """The application on a copy of the world, with everybody signed in."""
    shutil.copy(stage.folder / "world.db", stage.folder / name)
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
    assert set(KINDS) - leaked <= BY_THE_GUARD, sorted(set(KINDS) - leaked)
    monkeypatch.setattr(visibility, "can_read", lambda *_: True)
    monkeypatch.setattr(visit, "roles", lambda: frozenset(Role))
    for end, view in drive.house.app.view_functions.items():
        if end != "static":
            monkeypatch.setattr(view, "guard", SIGNED_IN)
    everybody = dict.fromkeys(PEOPLE, frozenset(Role))
    drive_all(drive, {"employee": visitors["employee"]}, everybody, slugs=("review", "second", "await"), closely=near)
    leaked = {kind for _, kind, _ in drive.leaks(stage.held)}
    assert set(KINDS) == leaked, sorted(set(KINDS) - leaked)


def test_nobody_sees_what_the_table_does_not_give_them(stage: Stage, capsys: pytest.CaptureFixture[str]):
    """Every page and file. Every word there is was seen by somebody, so that none is missed by the drive itself."""
    drive, visitors = opened(stage, "pages.db")
    drive_all(drive, visitors, stage.held)
    count(drive, capsys, "get")
    assert drive.answers.get(500, 0) == 0
    leaks = drive.leaks(stage.held)
    assert not leaks, told(leaks)
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
