"""The demonstration enterprise: invented people and papers, brought to where they stand by the same verbs as real ones.

Made once, in an empty database, by `workflow serve`. The acts carry the moments at which they are said to have happened;
the clock is a parameter of the verbs and out of reach of the browser.
"""

import tomllib
from collections.abc import Callable
from datetime import date, timedelta

import sqlalchemy as sa
from sqlmodel import Session, select

from workflow import paths
from workflow.config import Settings
from workflow.demonstration.cast import (
    CAST,
    FIRST_SESSION,
    HEADQUARTERS,
    IN_FORCE,
    SIGNED_PAPER,
    SOUTH,
    TEXTS,
    named,
)
from workflow.demonstration.entries import enter_editions
from workflow.demonstration.hall import convene, freeze, send, sign_in, table, vote
from workflow.demonstration.scene import Stage, authentic_of, drafted_of, edition_of, shown_of, text_of
from workflow.lifecycle import numbering
from workflow.lifecycle.attaching import Sent
from workflow.lifecycle.congress import voting
from workflow.lifecycle.draft import drafting
from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.situations.actor import offices_of
from workflow.lifecycle.issue import issuing
from workflow.lifecycle.people import people
from workflow.lifecycle.review import consulting, discussing, reviewing
from workflow.papers import Press, draw, issue_facts
from workflow.publishing.faces.fonts import Faces
from workflow.records.congress import Session as CongressSession
from workflow.records.database.session import reading, writing
from workflow.records.person import Entity, Mark, Person
from workflow.records.regulation import Regulation, RegulationKind
from workflow.rules.people.roles import Capacity
from workflow.rules.procedure import Procedure
from workflow.text.tree import Kind
from workflow.words import Language, Words


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
            _play(Stage(db, named(settings), procedure, faces, tell), today)


def _play(scene: Stage, today: date) -> None:
    tell = scene.tell
    tell("演示企业：人员和单位 People and entities")
    _enrol(scene)
    tell("演示企业：四份文件的起草和审核 Four texts drafted and reviewed")
    _first_editions(scene)
    tell("演示企业：第一届职工代表大会第二次会议 The second session of the first congress")
    _first_session(scene)
    for slug, kind, _, _ in TEXTS:
        if kind is RegulationKind.REGULATION:
            tell(f"演示企业：印发 {slug} Issuing it, PDF included")
            _issue(scene, slug, date(2025, 4, 24), IN_FORCE)
    enter_editions(scene)
    tell("演示企业：正在办理的修改 Amendments on their way")
    _amendments(scene, today)
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


def _first_editions(scene: Stage) -> None:
    """Four texts side by side, each step on its day: no event is dated before the one before it."""
    day = date(2025, 2, 17)
    slugs = [slug for slug, *_ in TEXTS]
    regulations = [slug for slug, kind, *_ in TEXTS if kind is RegulationKind.REGULATION]
    for slug, kind, name_zh, name_en in TEXTS:
        with scene.acting("drafter", day, 9) as act:
            drafting.create(act, slug=slug, kind=kind, name_zh=name_zh, name_en=name_en)
    for language, saved, note in ((Language.ZH, day, "第一稿"), (Language.EN, day + timedelta(days=9), "译文")):
        for slug in slugs:
            _save(scene, slug, 1, language, text_of(f"{slug}.{language}.txt"), saved, 10, note)
    for slug in slugs:
        _submit(scene, slug, 1, date(2025, 3, 3), "请法务、工会审核。")
    for slug in slugs:
        _approve(scene, slug, 1, "reviewer-legal", date(2025, 3, 12), "合法性审核通过。")
    for slug in regulations:
        _approve(scene, slug, 1, "reviewer-union", date(2025, 3, 14), "工会同意提交职工代表大会审议。")
    for slug in regulations:
        _consult(scene, slug, 1, date(2025, 3, 28))


def _save(scene: Stage, slug: str, number: int, language: Language, text: str, day: date, hour: int, note: str) -> None:
    with scene.acting("drafter", day, hour) as act:
        edition = edition_of(act, slug, number)
        drafting.save(act, edition, language, text, texts.latest(act.db, edition, language), note)


def _submit(scene: Stage, slug: str, number: int, day: date, note: str) -> None:
    with scene.acting("drafter", day, 9, 30) as act:
        edition = edition_of(act, slug, number)
        drafting.submit(act, edition, note, drafted_of(act, edition))


def _approve(scene: Stage, slug: str, number: int, who: str, day: date, opinion: str) -> None:
    with scene.acting(who, day, 15) as act:
        edition = edition_of(act, slug, number)
        capacity = next(iter(offices_of(act)))
        reviewing.approve(act, edition, capacity, opinion, shown_of(act, edition))


def _consult(scene: Stage, slug: str, number: int, day: date) -> None:
    with scene.acting("secretary", day, 16) as act:
        edition = edition_of(act, slug, number)
        consulting.consult(
            act,
            edition,
            held_on=day,
            enterprise_side="副总经理 贺景行",
            union_side="工会主席 罗秀芝",
            outcome="双方协商一致，同意提交职工代表大会审议。",
            paper=Sent("平等协商记录.pdf", SIGNED_PAPER),
            shown=authentic_of(act, edition),
        )


def _first_session(scene: Stage) -> None:
    counts = tomllib.loads((paths.policies() / "demo" / "counts.toml").read_text(encoding="utf-8"))
    number = convene(scene, 2, FIRST_SESSION, convened=date(2025, 3, 31))
    slugs = [slug for slug, *_ in TEXTS]
    table(scene, number, [(slug, 1) for slug in slugs], tabled=date(2025, 4, 8))
    send(scene, number, date(2025, 4, 10))
    freeze(scene, number, FIRST_SESSION)
    sign_in(scene, number, FIRST_SESSION, counts["session"]["present"])
    for order, paper in enumerate(counts["papers"]):
        vote(scene, number, paper, counts["sites"], hour=10 + order // 2, minute=(order % 2) * 25)
    with scene.acting("secretary", FIRST_SESSION, 12) as act:
        voting.close(act, act.db.get_one(CongressSession, number))


def _issue(scene: Stage, slug: str, day: date, effective: date) -> None:
    press = Press(scene.settings, scene.faces, demonstration=True)
    edition = edition_of(scene.at(None, day, 9), slug, 1)
    with scene.acting("issuer", day, 9, 30) as act:
        number = numbering.reserve(act, edition_of(act, slug, 1), scene.settings.document_code).words
    files = {}
    for language in Language:
        snapshot = texts.latest(scene.db, edition, language)
        if snapshot is not None:
            facts = issue_facts(scene.db, edition, snapshot, effective, number, day, press)
            files[language] = (snapshot, draw(scene.db, snapshot, facts, press, official=True))
    with scene.acting("issuer", day, 9, 30) as act:
        edition = edition_of(act, slug, 1)
        for code, basis in (
            (HEADQUARTERS, Words("本公司职工代表大会通过", "Adopted by the company's own workers' congress")),
            (SOUTH, Words("南方基地职工代表参加表决", "Delegates of the south base took part in the vote")),
        ):
            drafting.bind(act, edition, act.db.exec(select(Entity).where(Entity.code == code)).one(), basis)
        issuing.issue(act, edition, effective=effective, number=number, files=files)


def _amendments(scene: Stage, today: date) -> None:
    """Two second editions on their way, told by the days on which something was done about either."""
    _transparency_consulted(scene, today - timedelta(days=60))
    number = convene(scene, 3, today, convened=today - timedelta(days=30))
    begun = today - timedelta(days=24)
    _welfare_returned(scene, begun)
    tabled, sent = today - timedelta(days=14), today - timedelta(days=12)
    table(scene, number, [("factory-transparency", 2)], tabled=tabled)
    _welfare_mended(scene, begun)
    send(scene, number, sent)
    _approve(
        scene, "member-welfare", 2, "reviewer-union", begun + timedelta(days=15), "标准与工会委员会核定的一致，同意。"
    )
    freeze(scene, number, today - timedelta(days=1))


def _welfare_returned(scene: Stage, begun: date) -> None:
    """The welfare system, second edition: returned once by Legal."""
    slug = "member-welfare"
    with scene.acting("drafter", begun, 9) as act:
        drafting.amend(act, act.db.exec(select(Regulation).where(Regulation.slug == slug)).one())
    early = text_of(f"{slug}.2.zh.txt").replace("三百元", "四百元", 1)
    _save(scene, slug, 2, Language.ZH, early, begun, 11, "按职工代表提案调整生日、结婚、生育慰问标准，增加住院慰问")
    _submit(scene, slug, 2, begun + timedelta(days=2), "请重点审核第三章各项标准。")
    with scene.acting("reviewer-legal", begun + timedelta(days=6), 14) as act:
        edition = edition_of(act, slug, 2)
        head = texts.authentic(act.db, edition)
        changed = [one for one in texts.reviewable(act.db, head) if one.kind == Kind.ARTICLE] if head else []
        if head is not None:
            discussing.comment(act, edition, head, changed[8].key, "标准调整的依据是什么？请写明核定的会议。")
        reviewing.request_changes(
            act,
            edition,
            Capacity.LEGAL,
            "生日慰问标准四百元超过工会委员会核定的上限，请改正后再报。",
            shown_of(act, edition),
        )


def _welfare_mended(scene: Stage, begun: date) -> None:
    """It is in its second round."""
    slug = "member-welfare"
    final = text_of(f"{slug}.2.zh.txt")
    _save(scene, slug, 2, Language.ZH, final, begun + timedelta(days=10), 10, "生日慰问标准改为三百元")
    _save(scene, slug, 2, Language.EN, text_of(f"{slug}.2.en.txt"), begun + timedelta(days=11), 10, "译文")
    _submit(scene, slug, 2, begun + timedelta(days=12), "已按法务意见修改。")


def _transparency_consulted(scene: Stage, begun: date) -> None:
    """Factory transparency, second edition: reviewed and consulted, for the session that meets today."""
    slug = "factory-transparency"
    with scene.acting("drafter", begun, 9) as act:
        drafting.amend(act, act.db.exec(select(Regulation).where(Regulation.slug == slug)).one())
    _save(scene, slug, 2, Language.ZH, text_of(f"{slug}.2.zh.txt"), begun, 11, "补充自动化改造和岗位调整的公开内容")
    _save(scene, slug, 2, Language.EN, text_of(f"{slug}.2.en.txt"), begun + timedelta(days=1), 11, "译文")
    _submit(scene, slug, 2, begun + timedelta(days=3), "请审核。")
    _approve(scene, slug, 2, "reviewer-legal", begun + timedelta(days=8), "同意。")
    _approve(scene, slug, 2, "reviewer-union", begun + timedelta(days=9), "同意。")
    _consult(scene, slug, 2, begun + timedelta(days=15))
