"""The demonstration enterprise: invented people and papers, brought to where they stand by the same verbs as real ones.

Made once, in an empty database, by `workflow serve`. The acts carry the moments at which they are said to have happened;
the clock is a parameter of the verbs and out of reach of the browser.
"""

import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

import sqlalchemy as sa
from sqlmodel import Session, col, select

from workflow import paths
from workflow.config import Settings
from workflow.demonstration.cast import (
    CAST,
    CONGRESS,
    FIRST_SESSION,
    HEADQUARTERS,
    IN_FORCE,
    SIGNED_PAPER,
    SOUTH,
    TEXTS,
)
from workflow.demonstration.past import enter_the_past
from workflow.lifecycle import (
    consulting,
    convening,
    drafting,
    issuing,
    people,
    reviewing,
    standing,
    tabling,
    texts,
    voting,
)
from workflow.lifecycle.acting import Act
from workflow.papers import Press, draw, issue_facts
from workflow.publishing.fonts import Faces
from workflow.records.congress import Motion, Site
from workflow.records.congress import Session as CongressSession
from workflow.records.person import Entity, Mark, Person
from workflow.records.regulation import Edition, Regulation, RegulationKind
from workflow.records.session import reading, writing
from workflow.rules.congress import SessionKind
from workflow.rules.procedure import Procedure
from workflow.rules.roles import Capacity
from workflow.rules.votes import CountSheet
from workflow.text.parse import parse
from workflow.text.write import write
from workflow.words import Words

__all__ = ["CAST", "Stage", "is_empty", "stage"]


@dataclass(frozen=True, slots=True)
class Stage:
    """What making the demonstration needs: the transaction, the figures, the press, and whom to tell how far it is."""

    db: Session
    settings: Settings
    procedure: Procedure
    faces: Faces
    tell: Callable[[str], None]

    def at(self, code: str | None, day: date, hour: int, minute: int = 0) -> Act:
        """An act of the person with this account (None: nobody yet) at an hour of a day."""
        moment = datetime.combine(day, time(hour, minute), self.settings.time_zone)
        actor = people.person_by_code(self.db, code) if code else None
        return Act(self.db, actor, moment, self.settings.time_zone, self.procedure)

    @contextmanager
    def acting(self, code: str | None, day: date, hour: int, minute: int = 0) -> Iterator[Act]:
        """One act, of which everything is in the database when it ends."""
        yield self.at(code, day, hour, minute)
        self.db.flush()


def is_empty(engine: sa.Engine) -> bool:
    """True when nobody has an account yet: only then may the demonstration be put in."""
    with reading(engine) as db:
        return _nobody_is_here(db)


def _nobody_is_here(db: Session) -> bool:
    return db.exec(select(Person.id)).first() is None


def stage(
    engine: sa.Engine, settings: Settings, procedure: Procedure, faces: Faces, today: date, tell: Callable[[str], None]
) -> None:
    """Put the demonstration enterprise into the empty database behind `engine`, as it stands on `today`.

    All of it or nothing: one transaction, so that whoever interrupts it finds the database as empty as before. It draws
    papers inside, which no other writer does; in an empty database nobody else has anything to write. A server started
    beside it waits, and then finds it made.
    tell  is called with a line on what is being made, for whoever waits
    """
    with writing(engine) as db:
        if _nobody_is_here(db):
            _play(Stage(db, settings, procedure, faces, tell), today)


def _play(scene: Stage, today: date) -> None:
    tell = scene.tell
    tell("演示企业：人员和单位 People and entities")
    _enrol(scene)
    tell("演示企业：四份文件的起草和审核 Four texts drafted and reviewed")
    for slug, kind, name_zh, name_en in TEXTS:
        _first_edition(scene, slug, kind, Words(name_zh, name_en))
    tell("演示企业：第一届职工代表大会第二次会议 The second session of the first congress")
    _first_session(scene)
    for slug, kind, _, _ in TEXTS:
        if kind is RegulationKind.REGULATION:
            tell(f"演示企业：印发 {slug} Issuing it, PDF included")
            _issue(scene, slug, date(2025, 4, 24), IN_FORCE)
    enter_the_past(scene)
    tell("演示企业：正在办理的修改 Amendments on their way")
    _amendment_in_review(scene, today)
    _amendment_before_the_congress(scene, today)
    with scene.acting(None, today, 0) as act:
        act.db.add(Mark(name=people.DEMONSTRATION, value=today.isoformat()))


def _enrol(scene: Stage) -> None:
    settings = scene.settings
    with scene.acting(None, date(2025, 1, 6), 9) as act:
        entities = {
            HEADQUARTERS: Entity(
                code=HEADQUARTERS, name_zh=settings.enterprise_name.zh, name_en=settings.enterprise_name.en
            ),
            SOUTH: Entity(
                code=SOUTH, name_zh="衡锰南方新材料有限公司", name_en="Hengmeng South New Materials Co., Ltd."
            ),
        }
        for entity in entities.values():
            act.db.add(entity)
        act.db.flush()
        for code, name_zh, name_en, employer, roles, capacities in CAST:
            people.enrol(
                act,
                code=code,
                name_zh=name_zh,
                name_en=name_en,
                entity=entities[employer],
                roles=frozenset(roles),
                capacities=frozenset(capacities),
            )


def _text(name: str) -> str:
    """One of the enterprise's texts as it was drafted: without the title note, which only an adoption gives."""
    parsed = parse((paths.policies() / "texts" / name).read_text(encoding="utf-8"))
    root = parsed.document.root
    root.children = [one for one in root.children if one.kind != "note"]
    return write(parsed.document)


def _edition(act: Act, slug: str, number: int) -> Edition:
    return act.db.exec(
        select(Edition)
        .join(Regulation, col(Regulation.id) == col(Edition.regulation_id))
        .where(Regulation.slug == slug, Edition.number == number)
    ).one()


def _first_edition(scene: Stage, slug: str, kind: RegulationKind, names: Words) -> None:
    day = date(2025, 2, 17)
    with scene.acting("drafter", day, 9) as act:
        drafting.create(act, slug=slug, kind=kind, name_zh=names.zh, name_en=names.en)
    _save(scene, slug, 1, "zh", _text(f"{slug}.zh.txt"), day, 10, "第一稿")
    _save(scene, slug, 1, "en", _text(f"{slug}.en.txt"), day + timedelta(days=9), 10, "译文")
    _submit(scene, slug, 1, date(2025, 3, 3), "请法务、工会审核。")
    _approve(scene, slug, 1, "reviewer-legal", date(2025, 3, 12), "合法性审核通过。")
    if kind is RegulationKind.REGULATION:
        _approve(scene, slug, 1, "reviewer-union", date(2025, 3, 14), "工会同意提交职工代表大会审议。")
        _consult(scene, slug, 1, date(2025, 3, 28))


def _save(scene: Stage, slug: str, number: int, language: str, text: str, day: date, hour: int, note: str) -> None:
    with scene.acting("drafter", day, hour) as act:
        edition = _edition(act, slug, number)
        drafting.save(act, edition, language, text, texts.latest(act.db, edition, language), note)


def _submit(scene: Stage, slug: str, number: int, day: date, note: str) -> None:
    with scene.acting("drafter", day, 9, 30) as act:
        edition = _edition(act, slug, number)
        drafting.submit(act, edition, note, _shown(act, edition))


def _approve(scene: Stage, slug: str, number: int, who: str, day: date, opinion: str) -> None:
    with scene.acting(who, day, 15) as act:
        edition = _edition(act, slug, number)
        capacity = next(iter(standing.of_actor(act).capacities))
        reviewing.approve(act, edition, capacity, opinion, _shown(act, edition))


def _consult(scene: Stage, slug: str, number: int, day: date) -> None:
    with scene.acting("secretary", day, 16) as act:
        edition = _edition(act, slug, number)
        consulting.consult(
            act,
            edition,
            held_on=day,
            enterprise_side="副总经理 贺景行",
            union_side="工会主席 罗秀芝",
            outcome="双方协商一致，同意提交职工代表大会审议。",
            paper=consulting.Upload("平等协商记录.pdf", SIGNED_PAPER),
            shown=_shown(act, edition),
        )


def _shown(act: Act, edition: Edition) -> str:
    head = texts.authentic(act.db, edition)
    if head is None:
        raise ValueError("nothing was saved")
    return head.fingerprint


def _first_session(scene: Stage) -> None:
    counts = tomllib.loads((paths.policies() / "demo" / "counts.toml").read_text(encoding="utf-8"))
    number = _convene(scene, 2, FIRST_SESSION, convened=date(2025, 3, 31))
    slugs = [slug for slug, *_ in TEXTS]
    _table(scene, number, [(slug, 1) for slug in slugs], tabled=date(2025, 4, 8), sent=date(2025, 4, 10))
    _freeze(scene, number, FIRST_SESSION)
    _sign_in(scene, number, FIRST_SESSION, counts["session"]["present"])
    for order, paper in enumerate(counts["papers"]):
        _vote(scene, number, paper, counts["sites"], hour=10 + order // 2, minute=(order % 2) * 25)
    with scene.acting("secretary", FIRST_SESSION, 12) as act:
        voting.close(act, act.db.get_one(CongressSession, number))


def _convene(scene: Stage, session_number: int, held_on: date, *, convened: date) -> int:
    with scene.acting("secretary", convened, 9) as act:
        session = convening.convene(
            act,
            body=CONGRESS,
            term=1,
            number=session_number,
            kind=SessionKind.ORDINARY,
            held_on=held_on,
            places=[
                convening.Place(HEADQUARTERS, "总部三楼礼堂", "Headquarters auditorium"),
                convening.Place(SOUTH, "南方基地", "South Base", remote=True),
            ],
        )
        for name, office in (("贺景行", "副总经理"), ("任海川", "财务总监")):
            convening.observe(act, session, name, office)
        number = session.id or 0
    with scene.acting("secretary", convened, 10) as act:
        table = (paths.policies() / "demo" / "roll-1.csv").read_text(encoding="utf-8")
        convening.load_roll(act, act.db.get_one(CongressSession, number), CONGRESS, _with_account(table))
    return number


def _with_account(table: str) -> str:
    """The roll with the account of the one delegate who has one."""
    lines = table.strip().split("\n")
    delegate = next(name for code, name, *_ in CAST if code == "delegate")
    rows = [line + (",delegate" if line.startswith(f"{delegate},") else ",") for line in lines[1:]]
    return "\n".join([lines[0] + ",account", *rows]) + "\n"


def _table(scene: Stage, number: int, editions: list[tuple[str, int]], *, tabled: date, sent: date) -> None:
    for slug, edition_number in editions:
        with scene.acting("secretary", tabled, 9) as act:
            tabling.table(
                act, act.db.get_one(CongressSession, number), _edition(act, slug, edition_number), body=CONGRESS
            )
    with scene.acting("secretary", sent, 17) as act:
        tabling.send_papers(act, act.db.get_one(CongressSession, number), sent)


def _freeze(scene: Stage, number: int, day: date) -> None:
    with scene.acting("secretary", day, 8) as act:
        convening.freeze_roll(act, act.db.get_one(CongressSession, number), CONGRESS)


def _sign_in(scene: Stage, number: int, day: date, present: dict[str, int]) -> None:
    for minute, (code, wanted) in enumerate(present.items()):
        with scene.acting("secretary", day, 8, 20 + minute) as act:
            session = act.db.get_one(CongressSession, number)
            site = act.db.exec(select(Site).where(Site.session_id == number, Site.code == code)).one()
            entries = standing.entries_of(act.db, standing.roll_of(act.db, number, CONGRESS))
            here = [one.id or 0 for one in entries if one.site_id == site.id][:wanted]
            voting.attend(act, session, CONGRESS, site, here)


def _vote(
    scene: Stage,
    number: int,
    paper: dict[str, dict[str, int]],
    sites: dict[str, dict[str, list[str]]],
    *,
    hour: int,
    minute: int,
) -> None:
    at = partial(scene.acting, "secretary", FIRST_SESSION, hour)
    slug = str(paper["slug"])

    def motion(act: Act) -> Motion:
        edition = _edition(act, slug, 1)
        return act.db.exec(select(Motion).where(Motion.edition_id == edition.id)).one()

    with at(minute) as act:
        voting.lock(act, motion(act), _shown(act, _edition(act, slug, 1)))
    for later, code in enumerate((HEADQUARTERS, SOUTH)):
        figures = paper[code]
        with at(minute + 10 + later) as act:
            site = act.db.exec(select(Site).where(Site.session_id == number, Site.code == code)).one()
            sheet = CountSheet(
                figures["issued"],
                figures["returned"],
                figures["valid"],
                figures["spoiled"],
                figures["for"],
                figures["against"],
                figures["abstain"],
            )
            voting.count(
                act,
                motion(act),
                site,
                sheet,
                scrutineers="、".join(sites[code]["scrutineers"]),
                tellers="、".join(sites[code]["tellers"]),
            )
    with at(minute + 15) as act:
        declare = voting.deliberate if slug == TEXTS[0][0] else voting.adopt
        declare(act, motion(act))


def _issue(scene: Stage, slug: str, day: date, effective: date) -> None:
    press = Press(scene.settings, scene.faces, demonstration=True)
    edition = _edition(scene.at(None, day, 9), slug, 1)
    number = issuing.document_number(scene.db, scene.settings.document_code, day.year)
    files = {}
    for language in ("zh", "en"):
        snapshot = texts.latest(scene.db, edition, language)
        if snapshot is not None:
            facts = issue_facts(scene.db, edition, snapshot, effective, number, press)
            files[language] = (snapshot, draw(scene.db, snapshot, facts, press, official=True))
    with scene.acting("issuer", day, 9, 30) as act:
        edition = _edition(act, slug, 1)
        for code, basis in (
            (HEADQUARTERS, Words("本公司职工代表大会通过", "Adopted by the company's own workers' congress")),
            (SOUTH, Words("南方基地职工代表参加表决", "Delegates of the south base took part in the vote")),
        ):
            drafting.bind(act, edition, act.db.exec(select(Entity).where(Entity.code == code)).one(), basis)
        issuing.issue(act, edition, effective=effective, number=number, files=files)


def _amendment_in_review(scene: Stage, today: date) -> None:
    """The welfare system, second edition: returned once by Legal, now in its second round."""
    slug, begun = "member-welfare", today - timedelta(days=24)
    with scene.acting("drafter", begun, 9) as act:
        drafting.amend(act, act.db.exec(select(Regulation).where(Regulation.slug == slug)).one())
    final = _text(f"{slug}.2.zh.txt")
    early = final.replace("三百元", "四百元", 1)
    _save(scene, slug, 2, "zh", early, begun, 11, "按职工代表提案调整生日、结婚、生育慰问标准，增加住院慰问")
    _submit(scene, slug, 2, begun + timedelta(days=2), "请重点审核第三章各项标准。")
    with scene.acting("reviewer-legal", begun + timedelta(days=6), 14) as act:
        edition = _edition(act, slug, 2)
        head = texts.authentic(act.db, edition)
        changed = [one for one in texts.reviewable(act.db, head) if one.kind == "article"] if head else []
        if head is not None:
            reviewing.comment(act, edition, head, changed[8].key, "标准调整的依据是什么？请写明核定的会议。")
        reviewing.request_changes(
            act,
            edition,
            Capacity.LEGAL,
            "生日慰问标准四百元超过工会委员会核定的上限，请改正后再报。",
            _shown(act, edition),
        )
    _save(scene, slug, 2, "zh", final, begun + timedelta(days=10), 10, "生日慰问标准改为三百元")
    _save(scene, slug, 2, "en", _text(f"{slug}.2.en.txt"), begun + timedelta(days=11), 10, "译文")
    _submit(scene, slug, 2, begun + timedelta(days=12), "已按法务意见修改。")
    _approve(scene, slug, 2, "reviewer-union", begun + timedelta(days=15), "标准与工会委员会核定的一致，同意。")


def _amendment_before_the_congress(scene: Stage, today: date) -> None:
    """Factory transparency, second edition: reviewed, consulted, its papers sent; the session meets today."""
    slug, begun = "factory-transparency", today - timedelta(days=60)
    with scene.acting("drafter", begun, 9) as act:
        drafting.amend(act, act.db.exec(select(Regulation).where(Regulation.slug == slug)).one())
    _save(scene, slug, 2, "zh", _text(f"{slug}.2.zh.txt"), begun, 11, "补充自动化改造和岗位调整的公开内容")
    _save(scene, slug, 2, "en", _text(f"{slug}.2.en.txt"), begun + timedelta(days=1), 11, "译文")
    _submit(scene, slug, 2, begun + timedelta(days=3), "请审核。")
    _approve(scene, slug, 2, "reviewer-legal", begun + timedelta(days=8), "同意。")
    _approve(scene, slug, 2, "reviewer-union", begun + timedelta(days=9), "同意。")
    _consult(scene, slug, 2, begun + timedelta(days=15))
    number = _convene(scene, 3, today, convened=today - timedelta(days=30))
    _table(scene, number, [(slug, 2)], tabled=today - timedelta(days=14), sent=today - timedelta(days=12))
    _freeze(scene, number, today - timedelta(days=1))
