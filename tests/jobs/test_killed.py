"""A worker that is killed at any moment: what was asked for is done in the end, and once."""

import random
import re
from collections import Counter
from pathlib import Path

import pytest
from sqlmodel import col, select

from tests.cast import House, enrolled
from tests.databases import KINDS, Databases
from tests.jobs.killing import Nursery, waiting
from tests.jobs.post import mail_server, messenger
from tests.web.house import stage_demonstration
from workflow.lifecycle.notices import choosing
from workflow.records.database.session import make_engine, reading
from workflow.records.event import Event, broken_links
from workflow.records.job import Job
from workflow.records.notice import Delivery, Notice
from workflow.records.paper import Paper, PaperFile, PaperKind
from workflow.records.person import Person
from workflow.rules.notices import NoticeKind

pytestmark = pytest.mark.thorough

REVIEWERS = {"legal", "union", "writing-reviewer"}


@pytest.mark.parametrize("kind", KINDS)
def test_papers_of_declared_results_are_kept_once_whoever_dies(kind: str, databases: Databases, tmp_path: Path):
    url = databases.copy(kind, "demonstration_web", stage_demonstration)
    assert len([one for one in waiting(url) if one.startswith("keep:")]) >= 3
    roll = random.Random(7)
    with Nursery(url, tmp_path) as nursery:
        assert nursery.killed_at_work(roll.random())
        nursery.killed_at_work(3 * roll.random())
        nursery.work_off()
    engine = make_engine(url)
    with reading(engine) as db:
        papers = {one.name for one in db.exec(select(Paper).where(Paper.kind != PaperKind.REGULATION))}
        official = len(db.exec(select(Paper).where(Paper.kind == PaperKind.REGULATION)).all())
        assert len(db.exec(select(PaperFile.paper_id)).all()) == official + len(papers)
        assert len(db.exec(select(Event.seq).where(Event.verb == "keep")).all()) == len(papers)
        assert {one.failed_at for one in db.exec(select(Job).where(Job.kind == "keep"))} == {None}
        assert broken_links(db) == []
    engine.dispose()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("kills", [4, pytest.param(100, marks=pytest.mark.soak)])
def test_notices_are_neither_lost_nor_told_twice_whoever_dies(
    kind: str, kills: int, databases: Databases, tmp_path: Path
):
    """Before each kill a text is put before three reviewers; the worker dies while it tells them, mails, or posts: at a random
    moment of about the time that all of it takes on this machine.
    """
    roll = random.Random(kills)
    with mail_server() as box, messenger() as kept:
        box.slow = kept.slow = lambda: roll.random() * 0.05
        house = House(databases.copy(kind, "cast", enrolled))
        for code in ("legal", "union"):
            with house.acting(code) as act:
                choosing.choose(act, address=f"{code}@example.com", mail="at_once", hook="at_once")
        ways = {
            "MAIL_URL": box.address, "MAIL_FROM": "rules@example.com", "QUIET_HOURS": "00:00-00:00",
            "WEBHOOK_URL": kept.address, "WEBHOOK_SECRET": "a secret of these tests",
        }  # fmt: skip
        in_the_middle = 0
        with Nursery(house.url, tmp_path, **ways) as nursery:
            _put_before_reviewers(house, "first")
            whole = nursery.takes()
            for number in range(kills):
                _put_before_reviewers(house, f"text-{number}")
                in_the_middle += nursery.killed_at_work(1.2 * whole * roll.random())
            nursery.work_off()
        with reading(house.engine) as db:
            told = Counter(
                (one.edition_id, code)
                for one, code in db.exec(
                    select(Notice, Person.code)
                    .join(Person, col(Person.id) == col(Notice.person_id))
                    .where(Notice.kind == NoticeKind.ASKED_FOR_REVIEW)
                )
            )
            ways_out = list(db.exec(select(Delivery.notice_id, Delivery.channel, Delivery.sent_at)))
            assert db.exec(select(Job.key).where(col(Job.failed_at).is_not(None))).all() == []
        house.engine.dispose()
        assert in_the_middle > 0, "every worker was done before it was killed: the trial tried nothing"
        assert len(told) == (kills + 1) * len(REVIEWERS)
        assert {code for _, code in told} == REVIEWERS
        assert set(told.values()) == {1}
        assert all(sent for _, _, sent in ways_out)
        wanted = {
            channel: Counter(notice for notice, by, _ in ways_out if by == channel) for channel in ("mail", "hook")
        }
        assert (len(wanted["mail"]), len(wanted["hook"])) == (2 * (kills + 1), 3 * (kills + 1))
        posted = Counter(_number(one["link"]) for message in kept.taken.values() for one in message["notices"])
        assert posted == wanted["hook"], "by the ids, with which the messenger can tell"
        letters = {str(mail["Message-ID"]): mail.get_content() for _, mail in box.taken}
        mailed = Counter(_number(link) for words in letters.values() for link in re.findall(r"/notices/\d+", words))
        assert mailed == wanted["mail"], "by the Message-ID"
        print(
            f"\n  {kind}: {kills} killed, {in_the_middle} with work left; {len(kept.posted) - len(kept.taken)} posted twice and "
            f"{len(box.taken) - len(letters)} mailed twice under the same sign"
        )


def _put_before_reviewers(house: House, slug: str) -> None:
    house.create(slug)
    house.save(slug=slug)
    house.submit(slug)


def _number(link: str) -> int:
    return int(link.rpartition("/")[2])
