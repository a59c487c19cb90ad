"""A session of the demonstration, from convening to its votes."""

from datetime import date
from functools import partial

from sqlmodel import select

from workflow import archive, paths
from workflow.demonstration.cast import (
    CAST,
    CONGRESS,
    FIRST_SESSION,
    HEADQUARTERS,
    SOUTH,
    TEXTS,
)
from workflow.demonstration.scene import Stage, authentic_of, edition_of
from workflow.lifecycle.acting import Act
from workflow.lifecycle.congress import balloting, convening, counting, declaring, tabling, voting
from workflow.lifecycle.facts import sitting
from workflow.papers import Press
from workflow.records.congress import Motion, Site
from workflow.records.congress import Session as CongressSession
from workflow.rules.congress.votes import CountSheet
from workflow.rules.congress.words import SessionKind


def convene(scene: Stage, session_number: int, held_on: date, *, convened: date) -> int:
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
            observers=(("贺景行", "副总经理"), ("任海川", "财务总监")),
        )
        number = session.id
    with scene.acting("secretary", convened, 10) as act:
        table = (paths.policies() / "demo" / "roll-1.csv").read_text(encoding="utf-8")
        convening.load_roll(act, act.db.get_one(CongressSession, number), CONGRESS, with_account(table))
    return number


def with_account(table: str) -> str:
    """The roll with the account of the one delegate who has one."""
    lines = table.strip().split("\n")
    delegate = next(name for code, name, *_ in CAST if code == "delegate")
    rows = [line + (",delegate" if line.startswith(f"{delegate},") else ",") for line in lines[1:]]
    return "\n".join([lines[0] + ",account", *rows]) + "\n"


def table(scene: Stage, number: int, editions: list[tuple[str, int]], *, tabled: date) -> None:
    for slug, edition_number in editions:
        with scene.acting("secretary", tabled, 9) as act:
            tabling.table(
                act, act.db.get_one(CongressSession, number), edition_of(act, slug, edition_number), body=CONGRESS
            )


def send(scene: Stage, number: int, sent: date) -> None:
    with scene.acting("secretary", sent, 17) as act:
        tabling.send_papers(act, act.db.get_one(CongressSession, number), sent)


def freeze(scene: Stage, number: int, day: date) -> None:
    with scene.acting("secretary", day, 8) as act:
        convening.freeze_roll(act, act.db.get_one(CongressSession, number), CONGRESS)


def sign_in(scene: Stage, number: int, day: date, present: dict[str, int]) -> None:
    for minute, (code, wanted) in enumerate(present.items()):
        with scene.acting("secretary", day, 8, 20 + minute) as act:
            session = act.db.get_one(CongressSession, number)
            site = act.db.exec(select(Site).where(Site.session_id == number, Site.code == code)).one()
            entries = sitting.entries_of(act.db, sitting.roll_of(act.db, number, CONGRESS))
            here = [one.id for one in entries if one.site_id == site.id][:wanted]
            voting.attend(act, session, CONGRESS, site, here)


def vote(
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
        edition = edition_of(act, slug, 1)
        return act.db.exec(select(Motion).where(Motion.edition_id == edition.id)).one()

    with at(minute) as act:
        voting.lock(act, motion(act), authentic_of(act, edition_of(act, slug, 1)))
    with at(minute + 2) as act:
        balloting.open_ballot(act, motion(act))
    with at(minute + 8) as act:
        balloting.close_ballot(act, motion(act))
    for later, who in enumerate(("secretary", "delegate")):  # the delegate is the teller, and counts on their own
        for place, code in enumerate((HEADQUARTERS, SOUTH)):
            with scene.acting(who, FIRST_SESSION, hour, minute + 10 + 2 * later + place) as act:
                site = act.db.exec(select(Site).where(Site.session_id == number, Site.code == code)).one()
                counting.count(act, motion(act), site, sheet_of(paper[code], sites[code]))
    with at(minute + 15) as act:
        declare = declaring.deliberate if slug == TEXTS[0][0] else declaring.adopt
        press = Press(scene.settings, scene.faces, demonstration=True)
        declare(act, motion(act), lambda result: archive.freeze(act, result, press))


def sheet_of(figures: dict[str, int], people: dict[str, list[str]]) -> counting.Paper:
    """A count sheet as the demonstration's files have it."""
    return counting.Paper(
        CountSheet(
            figures["issued"],
            figures["returned"],
            figures["valid"],
            figures["spoiled"],
            figures["for"],
            figures["against"],
            figures["abstain"],
        ),
        "、".join(people["scrutineers"]),
        "、".join(people["tellers"]),
        "有代表未将表决票投入票箱。" if figures["issued"] > figures["returned"] else "",
    )
