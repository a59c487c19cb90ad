"""The standing cast of the tests, and a house that reaches a state by making the moves, on a clock of its own.

No test writes a state into the database. `House.until("lock")` makes every move up to that one; a test that needs what
came out of it gets a copy of a database in which those moves were made once (`prepared`).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import select

from tests.canteen import ENGLISH, REPORT, ROLL, SCAN, TEXT
from tests.count_sheets import paper, sheet
from workflow import paths
from workflow.lifecycle import numbering
from workflow.lifecycle.acting import Act
from workflow.lifecycle.attaching import Sent
from workflow.lifecycle.congress import balloting, convening, counting, declaring, tabling, voting
from workflow.lifecycle.draft import drafting
from workflow.lifecycle.facts import ballots, sitting, texts
from workflow.lifecycle.facts.approvals import shown_of
from workflow.lifecycle.facts.situations.actor import offices_of
from workflow.lifecycle.issue import issuing
from workflow.lifecycle.people import people
from workflow.lifecycle.review import consulting, reviewing
from workflow.records import migrations
from workflow.records.congress import Motion, Site
from workflow.records.congress import Session as CongressSession
from workflow.records.database import commitments
from workflow.records.database.session import make_engine, reading, writing
from workflow.records.event import last_moment
from workflow.records.person import Entity
from workflow.records.regulation import Edition, Regulation, RegulationKind, editions_of
from workflow.records.review import Approval
from workflow.rules.congress.votes import CountSheet
from workflow.rules.congress.words import Body, SessionKind
from workflow.rules.people.roles import Capacity, Role
from workflow.rules.procedure import parse_clauses, parse_procedure
from workflow.rules.states import State
from workflow.words import Language

ZONE = ZoneInfo("Asia/Shanghai")
#: The figures, with the clauses in which the demonstration's own regulations state them.
PROCEDURE = parse_procedure(
    (paths.policies() / "procedure.toml").read_text(encoding="utf-8"),
    parse_clauses((paths.policies() / "demo" / "clauses.toml").read_text(encoding="utf-8")),
)
SLUG = "canteen"
CONGRESS = Body.WORKERS_CONGRESS
BEGUN, TABLED, SENT, SESSION_DAY = date(2026, 3, 2), date(2026, 3, 18), date(2026, 3, 20), date(2026, 3, 31)
ISSUE_DAY, IN_FORCE = date(2026, 4, 2), date(2026, 5, 1)

#: Account, roles, capacities.
CAST: dict[str, tuple[set[Role], set[Capacity]]] = {
    "drafter": ({Role.DRAFTER}, set()),
    "second-drafter": ({Role.DRAFTER}, set()),
    "writing-reviewer": ({Role.DRAFTER, Role.REVIEWER}, {Capacity.LEGAL}),
    "legal": ({Role.REVIEWER}, {Capacity.LEGAL}),
    "union": ({Role.REVIEWER}, {Capacity.UNION}),
    "deputy": ({Role.REVIEWER}, set()),
    "secretary": ({Role.SECRETARY}, set()),
    "second-secretary": ({Role.SECRETARY}, set()),
    "teller": ({Role.TELLER, Role.DELEGATE}, set()),
    "second-teller": ({Role.TELLER}, set()),
    "issuer": ({Role.ISSUER}, set()),
    "both-offices": ({Role.SECRETARY, Role.ISSUER}, set()),
    "delegate": ({Role.DELEGATE}, set()),
    "employee": ({Role.EMPLOYEE}, set()),
    "stranger": (set(), set()),
    "admin": ({Role.ADMIN}, set()),
}
STEPS = (
    "create", "save", "translate", "submit", "legal", "union", "consult", "convene", "table", "send", "freeze", "sign_in",
    "lock", "open", "end", "count", "declare", "issue",
)  # fmt: skip


class House:
    """One database with the cast in it, and a clock that moves a minute with each act."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = make_engine(url)
        self.now = datetime.combine(BEGUN, time(9), ZONE)

    def on(self, day: date, hour: int = 9) -> "House":
        """Set the clock."""
        self.now = datetime.combine(day, time(hour), ZONE)
        return self

    @contextmanager
    def acting(self, code: str | None, *, behalf: str | None = None) -> Iterator[Act]:
        """One act of a person of the cast, in a writing transaction; never before the last one, whoever's clock that was by."""
        with writing(self.engine) as db:
            self.now = max(self.now, (last_moment(db) or self.now).astimezone(ZONE))
            person = people.person_by_code(db, code) if code else None
            principal = people.person_by_code(db, behalf) if behalf else None
            yield Act(db, person, self.now, ZONE, PROCEDURE, principal)
        self.now += timedelta(minutes=1)

    @contextmanager
    def planting(self) -> Iterator[Act]:
        """The same for rows that no verb makes: no event speaks for them, which an act would not be let off with."""
        with self.acting(None) as act:
            yield act
            commitments.told(act.db, "00")

    @contextmanager
    def asking(self, code: str | None = None, *, behalf: str | None = None) -> Iterator[Act]:
        """Questions of a person of the cast; whatever is changed is rolled back."""
        with reading(self.engine) as db:
            person = people.person_by_code(db, code) if code else None
            principal = people.person_by_code(db, behalf) if behalf else None
            yield Act(db, person, self.now, ZONE, PROCEDURE, principal)

    # What the tests look at -------------------------------------------------------------------------------------

    def edition(self, act: Act, number: int | None = None, slug: str = SLUG) -> Edition:
        """The newest edition of a regulation, or the one with this number."""
        regulation = act.db.exec(select(Regulation).where(Regulation.slug == slug)).one()
        editions = editions_of(act.db, regulation)
        return editions[-1] if number is None else next(one for one in editions if one.number == number)

    def state(self, number: int | None = None, slug: str = SLUG) -> State:
        """The stored state of an edition."""
        with self.asking() as act:
            return self.edition(act, number, slug).state

    def shown(self, act: Act, slug: str = SLUG) -> str:
        """The fingerprint of the authentic text that a page shows to whoever acts on it."""
        return shown_of(act.db, self.edition(act, slug=slug)).split()[0]

    def drafted(self, act: Act, slug: str = SLUG) -> str:
        """The fingerprint of the authentic text that the drafters' page shows."""
        return shown_of(act.db, self.edition(act, slug=slug), on_draft=True).split()[0]

    def keys(self, language: Language = Language.ZH) -> dict[str, str]:
        """Label → permanent key of the units of the newest text."""
        with self.asking() as act:
            newest = texts.latest(act.db, self.edition(act), language)
            assert newest is not None
            return {one.label: one.key for one in texts.reviewable(act.db, newest)}

    def session(self, act: Act) -> CongressSession:
        """The newest session."""
        found = list(act.db.exec(select(CongressSession)))
        return max(found, key=lambda one: one.id or 0)

    def motion(self, act: Act, slug: str = SLUG) -> Motion:
        """The newest item on which an edition stands on an agenda."""
        edition = self.edition(act, slug=slug)
        found = list(act.db.exec(select(Motion).where(Motion.edition_id == edition.id)))
        return max(found, key=lambda one: one.id or 0)

    def site(self, act: Act, code: str = "hq") -> Site:
        """A site of the newest session."""
        return next(one for one in sitting.sites_of(act.db, self.session(act).id or 0) if one.code == code)

    # The moves --------------------------------------------------------------------------------------------------

    def create(self, slug: str = SLUG, kind: RegulationKind = RegulationKind.REGULATION) -> None:
        """The drafter begins a regulation."""
        with self.acting("drafter") as act:
            drafting.create(act, slug=slug, kind=kind, name_zh=f"名称{slug}", name_en=f"Rules on {slug}")

    def save(self, text: str = TEXT, language: Language = Language.ZH, who: str = "drafter", slug: str = SLUG) -> str:
        """Somebody saves a text on top of the newest one; its fingerprint."""
        with self.acting(who) as act:
            edition = self.edition(act, slug=slug)
            return drafting.save(act, edition, language, text, texts.latest(act.db, edition, language))[0].fingerprint

    def submit(self, slug: str = SLUG, due: date | None = None) -> None:
        """The drafter puts the newest text before the reviewers."""
        with self.acting("drafter") as act:
            drafting.submit(act, self.edition(act, slug=slug), "请审核。", self.drafted(act, slug), due)

    def approve(
        self, who: str, slug: str = SLUG, *, behalf: str | None = None, capacity: Capacity | None = None
    ) -> Approval:
        """A reviewer approves the newest texts in the capacity they hold."""
        with self.acting(who, behalf=behalf) as act:
            held, edition = capacity or next(iter(offices_of(act))), self.edition(act, slug=slug)
            return reviewing.approve(act, edition, held, "同意。", shown_of(act.db, edition))

    def request_changes(self, who: str, slug: str = SLUG) -> None:
        """A reviewer asks for changes."""
        with self.acting(who) as act:
            held, edition = next(iter(offices_of(act))), self.edition(act, slug=slug)
            reviewing.request_changes(act, edition, held, "请改正。", shown_of(act.db, edition))

    def close_round(self, slug: str = SLUG) -> None:
        """The last day of a round in which changes are asked for passes, and the text goes back to its drafters."""
        self.now += timedelta(days=1)
        with self.acting(None) as act:
            assert reviewing.close_overdue(act, self.edition(act, slug=slug))

    def consult(self, slug: str = SLUG) -> None:
        """Both sides settle the newest text."""
        with self.acting("secretary") as act:
            consulting.consult(
                act,
                self.edition(act, slug=slug),
                held_on=act.today,
                enterprise_side="副总经理",
                union_side="工会主席",
                outcome="协商一致。",
                paper=Sent("签字.pdf", SCAN),
                shown=self.shown(act, slug),
            )

    def convene(self, held_on: date = SESSION_DAY, number: int = 1) -> None:
        """A session with two sites, one by video, and its roll of nine."""
        places = [
            convening.Place("hq", "总部", "Headquarters"),
            convening.Place("south", "南方", "South", remote=True),
        ]
        with self.acting("secretary") as act:
            convening.convene(
                act, body=CONGRESS, term=1, number=number, kind=SessionKind.ORDINARY, held_on=held_on, places=places
            )
        with self.acting("secretary") as act:
            convening.load_roll(act, self.session(act), CONGRESS, ROLL)

    def table(self, slug: str = SLUG) -> None:
        """Put the newest edition on the agenda of the newest session."""
        with self.acting("secretary") as act:
            tabling.table(act, self.session(act), self.edition(act, slug=slug), body=CONGRESS)

    def send(self) -> None:
        """The papers are in the delegates' hands today."""
        with self.acting("secretary") as act:
            tabling.send_papers(act, self.session(act), act.today)

    def freeze(self) -> None:
        """Freeze the roll."""
        with self.acting("secretary") as act:
            convening.freeze_roll(act, self.session(act), CONGRESS)

    def sign_in(self, hq: int = 6, south: int = 2, *, leave: bool = False) -> None:
        """The first delegates of each site come in, or go out."""
        for code, wanted in (("hq", hq), ("south", south)):
            with self.acting("secretary") as act:
                site, session = self.site(act, code), self.session(act)
                roll = sitting.roll_of(act.db, session.id or 0, CONGRESS)
                here = [one.id or 0 for one in sitting.entries_of(act.db, roll) if one.site_id == site.id][:wanted]
                voting.attend(act, session, CONGRESS, site, here, leave=leave)

    def lock(self, slug: str = SLUG) -> None:
        """Lock the text put to the vote."""
        with self.acting("secretary") as act:
            voting.lock(act, self.motion(act, slug), self.shown(act, slug))

    def open(self, slug: str = SLUG) -> None:
        """Open the ballot: those in the room are those present."""
        self._ballot(balloting.open_ballot, slug)

    def end(self, slug: str = SLUG) -> None:
        """End casting."""
        self._ballot(balloting.close_ballot, slug)

    def until_counting(self, slug: str = SLUG) -> None:
        """Open the ballot and end casting, where that was not done."""
        with self.asking() as act:
            ballot = ballots.last_of(act.db, self.motion(act, slug))
            ended = ballot is not None and ballots.closing_of(act.db, ballot) is not None
        if ballot is None:
            self.open(slug)
        if not ended:
            self.end(slug)

    def repeat(self, slug: str = SLUG) -> None:
        """Vote again on the same text after an attempt that decided nothing."""
        self._ballot(balloting.repeat_ballot, slug)

    def _ballot(self, verb: Callable[[Act, Motion], object], slug: str) -> None:
        with self.acting("secretary") as act:
            verb(act, self.motion(act, slug))

    def type_sheet(self, figures: CountSheet, code: str = "hq", who: str = "secretary", slug: str = SLUG) -> None:
        """Enter one sheet of a site under one's own name."""
        with self.acting(who) as act:
            counting.count(act, self.motion(act, slug), self.site(act, code), paper(figures))

    def retype_sheet(self, figures: CountSheet, code: str = "hq", who: str = "secretary", slug: str = SLUG) -> None:
        """Correct one's own sheet."""
        with self.acting(who) as act:
            counting.correct_sheet(act, self.motion(act, slug), self.site(act, code), paper(figures), "看错一张。")

    def count(self, figures: CountSheet, code: str = "hq", slug: str = SLUG) -> None:
        """Enter every sheet that a site needs, each by somebody else, with the same figures; open and end casting before."""
        self.until_counting(slug)
        with self.asking() as act:
            motion = self.motion(act, slug)
            found = ballots.sheets(act, motion, ballots.last_of(act.db, motion))
            wanted = max(found.needed.get(self.site(act, code).id or 0, 0), 1)
        for who in ("secretary", "teller")[:wanted]:
            self.type_sheet(figures, code, who, slug)

    def declare(self, slug: str = SLUG) -> None:
        """Declare the result by the verb that the item asks for, after the recount where one is due."""
        with self.asking("secretary") as act:
            motion = self.motion(act, slug)
            wanted = ballots.recount_wanted(act, motion, ballots.last_of(act.db, motion))
        if wanted:
            with self.acting("secretary") as act:
                counting.recount(act, self.motion(act, slug), "甲")
        with self.acting("secretary") as act:
            motion = self.motion(act, slug)
            (declaring.deliberate if motion.act == "hear_and_deliberate" else declaring.adopt)(act, motion)

    def issue(self, effective: date = IN_FORCE, slug: str = SLUG) -> None:
        """Issue the newest edition in every language it has."""
        with self.acting("issuer") as act:
            edition = self.edition(act, slug=slug)
            issuing.issue(
                act,
                edition,
                effective=effective,
                number=numbering.reserve(act, edition, "衡锰").words,
                files=self.files(act, edition),
            )

    def files(self, act: Act, edition: Edition) -> dict:
        """Something in the place of the finished papers: drawing them has tests of its own."""
        drawn = {one: texts.latest(act.db, edition, one) for one in (Language.ZH, Language.EN)}
        return {one: (found, f"%PDF {found.fingerprint}".encode()) for one, found in drawn.items() if found}

    # The way ----------------------------------------------------------------------------------------------------

    def until(self, last: str, *, first: str = "create", slug: str = SLUG, report: bool = False) -> "House":
        """Make every move from `first` to `last`, each on its day; a report needs neither union nor consultation."""
        for step in STEPS[STEPS.index(first) : STEPS.index(last) + 1]:
            if not (report and step in ("translate", "union", "consult", "issue")):
                self._step(step, slug, report)
        return self

    def _step(self, step: str, slug: str, report: bool) -> None:
        kind = RegulationKind.REPORT if report else RegulationKind.REGULATION
        days: dict[str, tuple[date, Callable[[], object]]] = {
            "create": (BEGUN, lambda: self.create(slug, kind)),
            "save": (BEGUN, lambda: self.save(REPORT if report else TEXT, slug=slug)),
            "translate": (BEGUN, lambda: self.save(ENGLISH, Language.EN, slug=slug)),
            "submit": (date(2026, 3, 3), lambda: self.submit(slug)),
            "legal": (date(2026, 3, 9), lambda: self.approve("legal", slug)),
            "union": (date(2026, 3, 10), lambda: self.approve("union", slug)),
            "consult": (date(2026, 3, 16), lambda: self.consult(slug)),
            "convene": (date(2026, 3, 17), self.convene),
            "table": (TABLED, lambda: self.table(slug)),
            "send": (SENT, self.send),
            "freeze": (SESSION_DAY, self.freeze),
            "sign_in": (SESSION_DAY, self.sign_in),
            "lock": (SESSION_DAY, lambda: self.lock(slug)),
            "open": (SESSION_DAY, lambda: self.open(slug)),
            "end": (SESSION_DAY, lambda: self.end(slug)),
            "count": (SESSION_DAY, lambda: self.count_both(slug)),
            "declare": (SESSION_DAY, lambda: self.declare(slug)),
            "issue": (ISSUE_DAY, lambda: self.issue(slug=slug)),
        }
        day, act = days[step]
        if self.now.date() < day:
            self.on(day)
        act()

    def count_both(self, slug: str = SLUG, *, hq: CountSheet | None = None, south: CountSheet | None = None) -> None:
        """Enter the sheets of both sites; by default seven for and one against, of eight present."""
        self.count(hq or sheet(in_favour=5, against=1), "hq", slug=slug)
        self.count(south or sheet(in_favour=2), "south", slug=slug)


def enrolled(url: str) -> None:
    """Bring an empty database to the newest form and put the cast in it."""
    engine = make_engine(url)
    migrations.upgrade(engine)
    with writing(engine) as db:
        act = Act(db, None, datetime.combine(date(2026, 1, 5), time(9), ZONE), ZONE, PROCEDURE)
        company = Entity(code="hq", name_zh="公司", name_en="The Company")
        db.add(company)
        db.flush()
        for code, (roles, capacities) in CAST.items():
            people.enrol(
                act,
                code=code,
                name_zh=code,
                name_en=code,
                entity=company,
                roles=frozenset(roles),
                capacities=frozenset(capacities),
            )
    engine.dispose()
