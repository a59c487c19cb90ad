"""The demonstration enterprise: it stands where every desk has something to do, and its record can be replayed."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime, time

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from tests.cast import PROCEDURE
from tests.story.replay import replayed
from tests.web.house import TODAY, settings_for
from workflow import demonstration, paths
from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import approvals, entries, standing, texts
from workflow.lifecycle.facts.situations.motion import of_motion
from workflow.lifecycle.people import people
from workflow.publishing.faces.fonts import faces
from workflow.records.congress import Motion, Result
from workflow.records.congress import Session as CongressSession
from workflow.records.database.session import make_engine, reading
from workflow.records.event import Event, broken_links
from workflow.records.paper import Paper, PaperFile, PaperKind
from workflow.records.person import Person
from workflow.records.regulation import Edition, Regulation
from workflow.rules.asking import reasons
from workflow.rules.people.roles import Capacity
from workflow.rules.states import State
from workflow.text.given import without
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.tree import Kind
from workflow.words import Language

ZONE = settings_for("sqlite:///unused").time_zone


@pytest.fixture
def engine(demonstration_url: str) -> Iterator[sa.Engine]:
    made = make_engine(demonstration_url)
    yield made
    made.dispose()


@pytest.fixture
def act(engine: sa.Engine) -> Iterator[Act]:
    with reading(engine) as db:
        yield Act(db, None, datetime.combine(TODAY, time(9), ZONE), ZONE, PROCEDURE)


def edition(db: Session, slug: str, number: int) -> Edition:
    regulation = db.exec(select(Regulation).where(Regulation.slug == slug)).one()
    return db.exec(select(Edition).where(Edition.regulation_id == regulation.id, Edition.number == number)).one()


def test_every_desk_has_something_to_do(act: Act):
    db = act.db
    states = {
        (db.get_one(Regulation, one.regulation_id).slug, one.number): one.state for one in db.exec(select(Edition))
    }
    assert states == {
        ("work-report-2024", 1): State.DELIBERATED,
        ("factory-transparency", 1): State.ISSUED,
        ("representative-assembly", 1): State.ISSUED,
        ("member-welfare", 1): State.ISSUED,
        ("member-welfare", 2): State.IN_REVIEW,
        ("factory-transparency", 2): State.AWAITING,
        ("staff-training", 1): State.ISSUED,
        ("staff-training", 2): State.ISSUED,
    }
    assert people.is_demonstration(db)

    # The reviewers' desk: Legal sent it back, and has it before them again; the union has approved.
    welfare = edition(db, "member-welfare", 2)
    head = texts.authentic(db, welfare)
    assert head is not None
    stands = {one.capacity: one for one in standing.standings(act, welfare)}
    assert not stands[Capacity.LEGAL].counts
    assert stands[Capacity.UNION].counts
    assert len(approvals.rounds_of(db, welfare)) == 2

    # The congress desk: a session of the day, its roll frozen and its papers in time; nobody has signed in yet.
    transparency = edition(db, "factory-transparency", 2)
    motion = standing.open_motion(db, transparency)
    assert motion is not None
    session = db.get_one(CongressSession, motion.session_id)
    assert (session.held_on, session.closed_at) == (TODAY, None)
    secretary = people.person_by_code(db, "secretary")
    situation = of_motion(Act(db, secretary, act.now, ZONE, PROCEDURE), motion)
    only = reasons("lock", situation)
    assert len(only) == 1
    assert "法定人数61人，还差61人" in only[0].zh

    # The library: three regulations in both languages, and the results of the session that adopted them.
    papers = db.exec(select(Paper.language, PaperFile).join(PaperFile).where(Paper.kind == PaperKind.REGULATION)).all()
    assert (
        sorted((language, one.kept.content[:5]) for language, one in papers)
        == [("en", b"%PDF-")] * 3 + [("zh", b"%PDF-")] * 3
    )
    assert set(db.exec(select(Paper.number).where(Paper.number != ""))) == {
        f"衡锰〔2025〕{number}号" for number in (1, 2, 3)
    }
    results = {
        db.get_one(Motion, one.motion_id).order: (one.all_delegates, one.present, one.in_favour)
        for one in db.exec(select(Result))
    }
    assert results == {1: (91, 88, 84), 2: (91, 88, 86), 3: (91, 88, 82), 4: (91, 88, 75)}


def test_the_record_can_be_replayed_and_is_whole(act: Act):
    stored = {f"edition:{one.id}": one.state for one in act.db.exec(select(Edition))}
    assert replayed(act.db) == stored
    assert broken_links(act.db) == []
    actors = set(act.db.exec(select(Event.verb).where(Event.actor_id == sa.null())))
    assert actors == {"add_person", "conclude", "supersede"}, "only the system's own acts have no actor"


def test_the_past_on_paper_is_entered_and_claims_no_vote(act: Act):
    """Two editions with the decision between them, which fits; a scan each; neither result nor issued file."""
    db = act.db
    second = edition(db, "staff-training", 2)
    found, fits = entries.entered(db, second), entries.fit_of(db, second)
    assert found is not None
    assert fits is not None
    assert (found.by.code, found.at.astimezone(ZONE).date()) == ("secretary", date(2025, 5, 19))
    assert (fits.is_exact, fits.carried) == (True, 5)
    ids = {one.id for one in (edition(db, "staff-training", 1), second)}
    assert [len(entries.scans_of(db, edition(db, "staff-training", number))) for number in (1, 2)] == [1, 1]
    assert not ids & {one.edition_id for one in db.exec(select(Motion))}
    assert not ids & {one.edition_id for one in db.exec(select(Paper).where(Paper.kind == PaperKind.REGULATION))}
    newest = texts.authentic(db, second)
    assert newest is not None
    assert texts.problems_of(db, newest) == []


@pytest.mark.parametrize(
    ("slug", "number"), [("member-welfare", 2), ("factory-transparency", 2), ("representative-assembly", 1)]
)
def test_the_texts_are_those_of_the_enterprise_in_both_languages_with_the_same_keys(act: Act, slug: str, number: int):
    name = slug if number == 1 else f"{slug}.{number}"
    found = {}
    for language in Language:
        newest = texts.latest(act.db, edition(act.db, slug, number), language)
        assert newest is not None
        drafted = parse((paths.policies() / "texts" / f"{name}.{language}.txt").read_text(encoding="utf-8")).document
        assert newest.text == write(without(drafted, Kind.NOTE))
        found[language] = [one.key for one in texts.reviewable(act.db, newest) if one.kind == "article"]
    assert found[Language.ZH] == found[Language.EN]


@pytest.mark.thorough
def test_the_six_papers_are_drawn_and_read_back(sqlite_url: str):
    """The other tests take something in their place; this one draws them, and issuing reads each back word for word."""
    engine, settings = make_engine(sqlite_url), settings_for(sqlite_url)
    demonstration.stage(engine, settings, PROCEDURE, faces(settings), TODAY, lambda _line: None)
    with reading(engine) as db:
        papers = db.exec(select(PaperFile).join(Paper).where(Paper.kind == PaperKind.REGULATION)).all()
        assert len(papers) == 6
        for paper in papers:
            assert paper.kept.content.startswith(b"%PDF-")
            assert paper.kept.content.rstrip().endswith(b"%%EOF")
            assert len(paper.kept.content) > 20_000
            assert hashlib.sha256(paper.kept.content).hexdigest() == paper.sha256
    engine.dispose()


def test_it_is_put_into_an_empty_database_only(engine: sa.Engine, demonstration_url: str):
    with reading(engine) as db:
        before = len(db.exec(select(Person)).all())
    assert not demonstration.is_empty(engine)
    settings = settings_for(demonstration_url)
    demonstration.stage(engine, settings, PROCEDURE, faces(settings), TODAY, pytest.fail)
    with reading(engine) as db:
        assert len(db.exec(select(Person)).all()) == before


class Interrupted(Exception):
    """Somebody pressed Ctrl+C while it was being made."""


def test_interrupted_half_way_it_leaves_the_database_empty(database_url: str):
    lines = []

    def tell(line: str) -> None:
        lines.append(line)
        if len(lines) == 3:
            raise Interrupted

    engine, settings = make_engine(database_url), settings_for(database_url)
    with pytest.raises(Interrupted):
        demonstration.stage(engine, settings, PROCEDURE, faces(settings), date(2026, 3, 16), tell)
    assert demonstration.is_empty(engine)
    with reading(engine) as db:
        assert db.exec(select(Event)).all() == []
        assert db.exec(select(Regulation)).all() == []
    engine.dispose()
