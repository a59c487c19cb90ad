"""The index of words: kept up by every act, made again by its migration, and finding what an independent scan finds."""

import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session, select

from tests import cast
from tests.cast import House
from tests.databases import KINDS, Databases
from tests.lifecycle.entry.entries import entered
from tests.prepared import prepared
from tests.text.test_finding import stands_in, words_of
from tests.web import planted
from workflow.lifecycle import finding
from workflow.lifecycle.draft import drafting
from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.submitted import can_read_edition, courses_of, knowable, papers_were_sent, texts_readable
from workflow.records import migrations
from workflow.records.database.session import make_engine, reading
from workflow.records.regulation import Edition, Regulation, RegulationKind
from workflow.records.tables import metadata
from workflow.records.text.finding import SearchText, SearchToken, SearchUnit
from workflow.records.text.snapshot import Snapshot
from workflow.rules import visibility
from workflow.rules.people.roles import Role
from workflow.rules.visibility import Matter, Piece, Reader, Stage
from workflow.text.finding import sought, tokens
from workflow.words import Language

pytestmark = pytest.mark.thorough

DRAFTER = Reader(frozenset({Role.DRAFTER}), 1)
Rows = dict[str, list[tuple[object, ...]]]


def held(db: Session) -> Rows:
    """Everything in the index."""
    return {
        table.__tablename__: sorted(
            tuple(getattr(row, one.key) for one in metadata.tables[table.__tablename__].columns)
            for row in db.exec(select(table))
        )
        for table in (SearchText, SearchUnit, SearchToken)
    }


def wanted(db: Session) -> Rows:
    """What the index has to hold: made of the texts, one after the other."""
    out: Rows = {"search_text": [], "search_unit": [], "search_token": []}
    editions = list(db.exec(select(Edition)))
    for course in courses_of(db, editions).values():
        regulation = db.get_one(Regulation, course.edition.regulation_id)
        for one in course.saves:
            if course.stages[one.id] is Stage.STANDING:
                tree = texts.tree_of(db, db.get_one(Snapshot, one.id))
                made = finding.indexed((regulation.name_zh, regulation.name_en), tree)
                out["search_text"].append((one.id, course.edition.id, one.language, made.names, made.plain))
                out["search_unit"] += [(one.id, place, *unit) for place, unit in enumerate(made.units)]
                out["search_token"] += [(token, one.id) for token in tokens(made.names) | tokens(made.plain)]
    return {table: sorted(rows) for table, rows in out.items()}


@pytest.fixture(params=KINDS)
def issued(request: pytest.FixtureRequest, databases: Databases) -> Iterator[House]:
    """A house with one issued edition in two languages."""
    made = prepared(databases, request.param, "issue")
    yield made
    made.engine.dispose()


def test_every_act_leaves_the_index_as_the_texts_are(planted_world: tuple[Path, planted.World]):
    """Every state, second rounds, second editions, what came from paper and was corrected; drafts are in no index."""
    file, _ = planted_world
    engine = make_engine(f"sqlite:///{file}")
    with reading(engine) as db:
        assert held(db) == wanted(db)
        words = " ".join(str(row[-1]) for row in held(db)["search_unit"])
        assert "QTextStandingReviewZ" in words
        assert not re.search(r"Q\w*(?:Draft|Between)\w*Z", words), "words that nobody was shown"
    engine.dispose()


def test_a_correction_from_paper_takes_the_old_words_out(issued: House):
    entered(issued, 1)
    with issued.asking() as act:
        assert held(act.db) == wanted(act.db)


def test_the_migration_fills_the_index_with_what_stands(issued: House):
    entered(issued, 2)
    with issued.asking() as act:
        before = held(act.db)
        assert len(before["search_text"]) >= 4
    migrations.downgrade(issued.engine, migrations.before("0014"))
    migrations.upgrade(issued.engine)
    with issued.asking() as act:
        assert held(act.db) == before


def test_the_migration_fills_the_index_of_every_state(planted_world: tuple[Path, planted.World], tmp_path: Path):
    shutil.copy(planted_world[0], tmp_path / "world.db")
    engine = make_engine(f"sqlite:///{tmp_path / 'world.db'}")
    migrations.downgrade(engine, migrations.before("0014"))
    migrations.upgrade(engine)
    with reading(engine) as db:
        assert held(db) == wanted(db)
    engine.dispose()


# What is found -------------------------------------------------------------------------------------------------------

NAMES = ("职工福利制度", "考勤管理办法", "厂务公开实施办法", "女职工特殊保护规定", "Ａ类岗位管理细则")
SENTENCES = (
    "为了规范职工福利，根据《工会法》制定本办法。",
    "职工生日当月发给福利券，每人每年300元。",
    "代表团审议时，法定人数（quorum）为三分之二。",
    "A类岗位与B类岗位分别考勤；考勤记录保存2年。",
    "女职工在孕期、产期、哺乳期的，不得安排夜班。",
    "Overtime is paid at 150% of the hourly wage.",
    "每周公开一次，公开栏设在厂门口_东侧。",
)


def corpus(url: str, many: int) -> dict[int, tuple[str, str]]:
    """Fill a house with random texts in review; edition → its names, its words."""
    house, dice = House(url), random.Random(7)
    out = {}
    for number in range(many):
        with house.acting("drafter") as act:
            name = f"{dice.choice(NAMES)}{number}号"
            edition = drafting.create(
                act,
                slug=f"text-{number}",
                kind=RegulationKind.REGULATION,
                name_zh=name,
                name_en=f"Rules {number} on Leave",
            )
            lines = [dice.choice(SENTENCES) for _ in range(dice.randint(1, 5))]
            lines.append("".join(dice.choices("职工福利考勤女公开代表", k=8)) + "。")
            text = "\n".join([name, "", *(f"第{'一二三四五六七'[at]}条　{line}" for at, line in enumerate(lines)), ""])
            drafting.save(act, edition, Language.ZH, text, None, "")
            drafting.submit(act, edition, "", house.shown(act, f"text-{number}"))
            saved = texts.authentic(act.db, edition)
            assert saved is not None
            out[edition.id or 0] = (f"{name}\n{edition_name(number)}", LABEL.sub(r"\g<0>\n", saved.text))
    house.engine.dispose()
    return out


def edition_name(number: int) -> str:
    return f"Rules {number} on Leave"


#: The number printed before an article stands apart from its words.
LABEL = re.compile(r"^第[一二三四五六七]条", re.MULTILINE)


@pytest.fixture(scope="module")
def texts_by_kind(databases: Databases) -> dict[str, tuple[str, dict[int, tuple[str, str]]]]:
    """For each kind of database one with sixty texts in it, and the texts themselves."""
    out = {}
    for kind in KINDS:
        url = databases.empty(kind)
        cast.enrolled(url)
        out[kind] = (url, corpus(url, 60))
    return out


def test_what_is_found_is_what_a_scan_of_the_texts_finds(
    texts_by_kind: dict[str, tuple[str, dict[int, tuple[str, str]]]],
):
    """Every word of two characters, words of three to six, several words, beginnings of English words; both databases alike."""
    dice = random.Random(11)
    said = "".join(words for _, words in texts_by_kind["sqlite"][1].values())
    pairs = sorted(
        {said[at : at + 2] for at in range(len(said)) if re.fullmatch(r"[\u4e00-\u9fff]{2}", said[at : at + 2])}
    )
    longer = [
        run[at : at + dice.randint(3, 6)] for run in re.findall(r"[\u4e00-\u9fff]{4,}", said)[:60] for at in (0, 1)
    ]
    typed = [
        *pairs,
        *longer,
        "福",
        "over",
        "OVERTIME pai",
        "quo",
        "vertime",
        "rules leave",
        "A类岗位",
        "a类",
        "类岗",
        "300元",
        "00元",
    ]
    typed += [f"{dice.choice(pairs)} {dice.choice(pairs)}" for _ in range(60)] + [
        "150%",
        "厂门口_东侧",
        "12号",
        "考勤管理办法 公开",
    ]
    answers: dict[str, list[set[int]]] = {one: [] for one in typed}
    for url, every in texts_by_kind.values():
        engine = make_engine(url)
        with reading(engine) as db:
            numbers = sorted(every)
            for query in typed:
                found = finding.find(db, sought(query), DRAFTER)
                scanned = {
                    number
                    for number, (names, words) in every.items()
                    if all(stands_in(word, f"{names}\n{words}") for word in words_of(query))
                }
                assert {one.edition for one in found} == scanned, query
                named = {one.edition: one.named for one in found}
                for number in scanned:
                    assert named[number] == sum(stands_in(word, every[number][0]) for word in words_of(query)), query
                answers[query].append({numbers.index(one) for one in scanned})
        engine.dispose()
    assert sum(bool(one[0]) for one in answers.values()) > len(pairs)
    assert all(one[0] == one[1] for one in answers.values()), "both databases find the same"


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_query_finds_nothing_and_breaks_nothing(
    texts_by_kind: dict[str, tuple[str, dict[int, tuple[str, str]]]], kind: str
):
    engine = make_engine(texts_by_kind[kind][0])
    with reading(engine) as db:
        for typed in ("%", "_", "'; DROP TABLE person; --", "福利" * 5000, "\\", "ﷺ", "𠮷野", "a" * 10_000, "\ufdd0"):
            words = sought(typed)
            assert not words or finding.find(db, words, DRAFTER) == []
    engine.dispose()


# Who finds what ------------------------------------------------------------------------------------------------------


def readers(db: Session, day: object) -> list[Reader]:
    """Everybody of the cast, and whoever holds one office alone, with the library open and shut."""
    every = [
        frozenset[Role](),
        *(frozenset({one}) for one in Role),
        frozenset({Role.DELEGATE, Role.TELLER}),
        frozenset(Role),
    ]
    return [Reader(roles, person, public) for roles in every for person in (None, 1) for public in (True, False)]


def ask_each_and_all(db: Session) -> int:
    """Hold the statement that asks for many against the question about each; how often the answer was yes."""
    editions, yes = list(db.exec(select(Edition))), 0
    for reader in readers(db, None):
        known = set(db.exec(select(Edition.id).where(knowable(reader))))
        assert known == {one.id for one in editions if can_read_edition(db, one, reader)}, reader
        readable = set(db.exec(select(Edition.id).where(texts_readable(reader))))
        one_by_one = {
            one.id
            for one in editions
            if visibility.can_read(
                reader,
                Piece(Matter.TEXT, Stage.STANDING, one.state, papers_sent=papers_were_sent(db, one, reader)),
            )
        }
        assert readable == one_by_one, reader
        yes += len(known)
    return yes


def test_many_are_asked_as_each_would_be(planted_world: tuple[Path, planted.World]):
    engine = make_engine(f"sqlite:///{planted_world[0]}")
    with reading(engine) as db:
        assert ask_each_and_all(db) > 100
    engine.dispose()


def test_many_are_asked_as_each_would_be_on_either_database(issued: House):
    entered(issued, 2)
    with issued.acting("drafter") as act:
        drafting.amend(act, act.db.exec(select(Regulation).where(Regulation.slug == cast.SLUG)).one())
    with issued.asking() as act:
        assert ask_each_and_all(act.db) > 50


def test_nobody_finds_what_they_may_not_read(planted_world: tuple[Path, planted.World]):
    """The words of every text, looked for by everybody: found is what the single rule lets each of them read."""
    engine = make_engine(f"sqlite:///{planted_world[0]}")
    with reading(engine) as db:
        for reader in readers(db, None):
            readable = set(db.exec(select(Edition.id).where(texts_readable(reader))))
            for word in ("密语", "本条之密语", "q"):
                for one in finding.find(db, sought(word), reader):
                    assert one.edition in readable
    engine.dispose()
