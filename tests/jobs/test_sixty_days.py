"""Sixty days of one regulation, with a moved clock: exactly the notices and messages that are listed here by hand."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest
from sqlmodel import col, select

from tests.canteen import ENGLISH, ROLL, TEXT
from tests.cast import CAST, CONGRESS, SLUG, ZONE, House, enrolled
from tests.databases import KINDS, Databases
from tests.jobs.places import Place
from tests.jobs.post import Mailbox, Messenger, mail_server, messenger
from tests.web.house import Clock
from workflow.jobs.kinds import KINDS as JOBS
from workflow.lifecycle.congress import convening
from workflow.lifecycle.facts import texts
from workflow.lifecycle.notices import choosing
from workflow.lifecycle.review import discussing
from workflow.records.database.session import reading
from workflow.records.job import Job
from workflow.records.notice import Notice
from workflow.records.person import Person
from workflow.words import Language

pytestmark = pytest.mark.thorough

FIRST, LAST = date(2026, 3, 2), date(2026, 5, 2)
EVERYBODY = tuple(sorted(CAST))
REVIEWERS = ("legal", "union", "writing-reviewer")
SECRETARIES = ("both-offices", "second-secretary", "secretary")
HALL = ("delegate", "second-teller", "teller")
#: Day → what is told on it, to whom. Written down from what the people of this story would want to know, before it was run.
TOLD: list[tuple[str, str, tuple[str, ...]]] = [
    ("03-03", "asked_for_review", REVIEWERS),
    ("03-06", "answered", ("legal",)),
    ("03-08", "review_waits", REVIEWERS),  # the review is expected by 10 March
    ("03-09", "returned", ("drafter",)),
    ("03-10", "asked_for_review", REVIEWERS),  # the second round; the deputy's delegation begins two days later
    ("03-12", "asked_for_review", ("deputy",)),
    ("03-13", "reviewed", ("drafter",)),
    ("03-13", "to_consult", SECRETARIES),
    ("03-16", "to_table", SECRETARIES),
    ("03-17", "convened", HALL),
    ("03-28", "papers_due", SECRETARIES),  # seven days before 7 April is 31 March
    ("03-30", "papers_sent", ("delegate", "teller")),  # who are on the roll
    ("04-06", "session_near", tuple(sorted((*HALL, *SECRETARIES)))),
    ("04-07", "decided", ("drafter",)),
    ("04-07", "to_issue", ("both-offices", "issuer")),
    ("04-09", "issued", tuple(one for one in EVERYBODY if one != "issuer")),
    ("05-01", "takes_effect", EVERYBODY),
]
#: When which mail arrives with how many notices: legal has each at once, union one a day, the drafter at once but not at night.
MAILED = [
    ("03-03 09:00", "legal", 1),
    ("03-04 08:00", "union", 1),
    ("03-06 09:00", "legal", 1),
    ("03-08 08:00", "legal", 1),
    ("03-09 08:00", "union", 1),
    ("03-09 09:00", "drafter", 1),
    ("03-10 09:00", "legal", 1),
    ("03-11 08:00", "union", 1),
    ("03-14 08:00", "drafter", 1),  # approved at nine in the evening
    ("04-07 09:00", "drafter", 1),
    ("04-09 09:00", "drafter", 1),
    ("04-09 09:00", "legal", 1),
    ("04-10 08:00", "union", 1),
    ("05-01 08:00", "drafter", 1),
    ("05-01 08:00", "legal", 1),
    ("05-02 08:00", "union", 1),
]
#: What is posted: everything of everybody who did not choose otherwise, which here are all but the issuer and the stranger.
SILENT = ("issuer", "stranger")


class Story(House):
    """The house, with a worker that looks at its table after every act and at two hours of every day."""

    def __init__(self, url: str, box: Mailbox, kept: Messenger) -> None:
        super().__init__(url)
        self.box, self.kept = box, kept
        self.mailed: list[tuple[str, str, int]] = []
        variables = {"MAIL_URL": box.address, "MAIL_FROM": "rules@example.com", "REVIEW_DAYS": "7"}
        hook = {"WEBHOOK_URL": kept.address, "WEBHOOK_SECRET": "a secret of the tests"}
        self.place = Place(url, Clock(self.now), {**variables, **hook})
        jobs = {name: kind for name, kind in JOBS.items() if name in ("tell", "remind", "deliver")}
        self.worker = self.place.worker(jobs)

    def work(self, at: datetime) -> None:
        self.place.clock.now = at
        self.worker.work_off()
        for address, mail in self.box.taken[len(self.mailed) :]:
            many = mail.get_content().count("/notices/") - 1
            self.mailed.append((f"{at.astimezone(ZONE):%m-%d %H}:00", address.partition("@")[0], many))

    def until(self, day: str, hour: int = 9) -> "Story":  # type: ignore[override]
        """Let the days go by up to that hour."""
        until = datetime.combine(date.fromisoformat(f"2026-{day}"), time(hour), ZONE)
        at = self.place.clock.now.astimezone(ZONE)
        while (at := _next(at)) < until:
            self.work(at)
        self.work(until)
        self.now = until
        return self

    def told(self) -> None:
        """The worker works right after what was done."""
        self.work(self.now)


def _next(at: datetime) -> datetime:
    """The next of the hours at which the worker looks: eight and nine in the morning, nine in the evening."""
    hours = [
        datetime.combine(at.date() + timedelta(days=more), time(hour), ZONE) for more in (0, 1) for hour in (8, 9, 21)
    ]
    return next(one for one in hours if one > at)


def _choose(story: Story) -> None:
    for code, mail in (("legal", "at_once"), ("union", "daily"), ("drafter", "at_once")):
        with story.acting(code) as act:
            choosing.choose(act, address=f"{code}@example.com", mail=mail, hook="at_once")
    for code in SILENT:
        with story.acting(code) as act:
            choosing.choose(act, address="", mail="never", hook="never")


def _remark(story: Story, who: str) -> None:
    with story.acting(who) as act:
        newest = texts.latest(act.db, story.edition(act), Language.ZH)
        assert newest is not None
        key = next(one.key for one in texts.reviewable(act.db, newest) if one.label == "第三条")
        discussing.comment(act, story.edition(act), newest, key, "请说明。")


def _delegate(story: Story) -> None:
    from workflow.lifecycle.people.people import person_by_code
    from workflow.lifecycle.review import delegating
    from workflow.rules.people.roles import Capacity

    with story.acting("union") as act:
        to = person_by_code(act.db, "deputy")
        assert to is not None
        delegating.delegate(act, to, Capacity.UNION, date(2026, 3, 12), date(2026, 4, 1))


def _with_accounts(roll: str) -> str:
    head, *lines = roll.strip().split("\n")
    accounts = {1: "delegate", 2: "teller"}
    return "\n".join([f"{head},account", *(f"{one},{accounts.get(at, '')}" for at, one in enumerate(lines, 1))]) + "\n"


def _play(story: Story) -> None:
    _choose(story)
    story.create()
    story.save()
    story.save(ENGLISH, Language.EN)
    story.told()
    story.until("03-03").submit()
    story.told()
    _remark(story.until("03-05"), "legal")
    story.told()
    _remark(story.until("03-06"), "drafter")
    story.told()
    story.until("03-09").request_changes("legal")
    story.told()
    story.until("03-10").save(TEXT.replace("由", "应当由", 1))
    story.submit()
    story.told()
    _delegate(story.until("03-11"))
    story.told()
    story.until("03-12").approve("legal")
    story.told()
    story.until("03-13", 21).approve("union")
    story.told()
    story.until("03-16").consult()
    story.told()
    story.until("03-17").convene(date(2026, 4, 7))
    with story.acting("secretary") as act:
        convening.load_roll(act, story.session(act), CONGRESS, _with_accounts(ROLL))
    story.told()
    story.until("03-18").table()
    story.told()
    story.until("03-30").send()
    story.told()
    story.until("04-07").freeze()
    story.sign_in()
    story.lock()
    story.count_both()
    story.declare()
    story.told()
    story.until("04-09").issue(date(2026, 5, 1))
    story.told()
    story.until("05-02", 12)


@pytest.fixture(scope="module", params=KINDS)
def story(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Story]:
    with mail_server() as box, messenger() as kept:
        made = Story(databases.copy(request.param, "cast", enrolled), box, kept)
        _play(made)
        yield made
        made.engine.dispose()
        made.place.engine.dispose()


def _notices(story: Story) -> list[tuple[str, str, str]]:
    with reading(story.engine) as db:
        found = db.exec(select(Notice, Person.code).join(Person, col(Person.id) == col(Notice.person_id))).all()
        return sorted((f"{one.at.astimezone(ZONE):%m-%d}", one.kind.value, code) for one, code in found)


def test_exactly_the_listed_notices_are_there(story: Story):
    assert _notices(story) == sorted((day, kind, who) for day, kind, people in TOLD for who in people)


def test_exactly_the_listed_mails_arrived(story: Story):
    assert sorted(story.mailed) == sorted(MAILED)
    assert len({mail["Message-ID"] for _, mail in story.box.taken}) == len(story.box.taken)


def test_everything_of_those_who_want_it_was_posted_once(story: Story):
    links = [one["link"] for message in story.kept.taken.values() for one in message["notices"]]
    wanted = sum(1 for _, _, people in TOLD for one in people if one not in SILENT)
    assert len(links) == len(set(links)) == wanted
    assert len(story.kept.posted) == len(story.kept.taken)


def test_nothing_that_left_the_house_names_anybody_or_anything(story: Story):
    said = [mail.get_content() + str(mail["Subject"]) for _, mail in story.box.taken]
    said += [body.decode() for _, body in story.kept.posted]
    for words in (
        "食堂",
        "canteen",
        "Canteen",
        SLUG,
        *(one for one in CAST if one not in ("delegate", "union", "legal")),
    ):
        assert not [one for one in said if words in one], words


def test_no_job_is_left_or_was_given_up(story: Story):
    with reading(story.engine) as db:
        rows = db.exec(select(Job.kind, Job.key, Job.said_en).where(col(Job.done_at).is_(None))).all()
    assert [one for one in rows if one[0] != "remind"] == []
