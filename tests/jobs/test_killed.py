"""A worker that is killed at any moment: what was asked for is done in the end, and once."""

import random
from pathlib import Path

import pytest
from sqlmodel import select

from tests.databases import KINDS, Databases
from tests.jobs.killing import waiting, worked_off
from tests.web.house import stage_demonstration
from workflow.records.database.session import make_engine, reading
from workflow.records.event import Event, broken_links
from workflow.records.job import Job
from workflow.records.paper import Paper, PaperFile


@pytest.mark.parametrize("kind", KINDS)
def test_papers_of_declared_results_are_kept_once_whoever_dies(kind: str, databases: Databases, tmp_path: Path):
    url = databases.copy(kind, "demonstration_web", stage_demonstration)
    assert len(waiting(url)) >= 3
    assert worked_off(url, tmp_path, 3, random.Random(7)) <= 3
    engine = make_engine(url)
    with reading(engine) as db:
        papers = {one.name for one in db.exec(select(Paper))}
        assert len(db.exec(select(PaperFile.paper_id)).all()) == len(papers)
        assert len(db.exec(select(Event.seq).where(Event.verb == "keep")).all()) == len(papers)
        assert {one.failed_at for one in db.exec(select(Job).where(Job.kind == "keep"))} == {None}
        assert broken_links(db) == []
    engine.dispose()
