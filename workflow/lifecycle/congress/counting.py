"""Counting: each teller enters a sheet of a site on their own, corrects their own with a reason, and the papers are recounted.

No figure of a sheet goes into an event: site sheets are read by those who entered them, and by the secretary once all are in.
"""

from dataclasses import dataclass

from workflow.lifecycle.acting import Act, Unusable, ask
from workflow.lifecycle.congress.telling import tell
from workflow.lifecycle.facts import ballots
from workflow.lifecycle.facts.situations.motion import of_motion
from workflow.records.ballot import Ballot, Count, Recount
from workflow.records.congress import Motion, Site
from workflow.rules.congress.ballots import problems_of
from workflow.rules.congress.votes import FIGURES, CountSheet
from workflow.words import Words


@dataclass(frozen=True, slots=True)
class Paper:
    """A count sheet as it was filled in; `gap` says why fewer papers came back than were handed out."""

    sheet: CountSheet
    scrutineers: str
    tellers: str
    gap: str = ""


def count(act: Act, motion: Motion, site: Site, paper: Paper) -> Count:
    """Enter a sheet of a site: one a person, and as many people as the site needs; nobody sees another's before that.

    Raises Refused, or Unusable when the figures cannot be the site's, nobody stands for them, a gap is not explained, or this
    person entered one already
    """
    ask("count", of_motion(act, motion))
    ballot = ballots.the_last(act.db, motion)
    found = ballots.sheets(act, motion, ballot)
    mine = _own(act, found, site)
    problems = _problems(act, ballot, site, paper)
    if mine is not None:
        problems["sheet"] = (
            Words("这张计票单您已经录入。", "You have entered this sheet already.")
            if ballots.sheet_of(mine) == paper.sheet
            else Words(
                "您已经录入过本会场的计票单；如有错误，请写明理由更正自己的计票单。",
                "You have entered a sheet of this site; correct your own, with the reason.",
            )
        )
    elif site.id and len(found.last.get(site.id, ())) >= max(found.needed.get(site.id, 0), 1):
        problems["sheet"] = Words("本会场的计票单已经交齐。", "Every sheet of this site is in.")
    if problems:
        raise Unusable(problems)
    return _write(act, motion, site, paper, "count", before=None)


def correct_sheet(act: Act, motion: Motion, site: Site, paper: Paper, reason: str) -> Count:
    """Correct one's own sheet by a further row with the reason; the one before stays. Raises Refused, Unusable"""
    ask("correct_sheet", of_motion(act, motion))
    ballot = ballots.the_last(act.db, motion)
    mine = _own(act, ballots.sheets(act, motion, ballot), site)
    problems = _problems(act, ballot, site, paper)
    if mine is None:
        problems["sheet"] = Words(
            "只能更正自己录入的计票单。", "A person corrects only the sheet that they entered themselves."
        )
    elif ballots.sheet_of(mine) == paper.sheet:
        problems["sheet"] = Words("与您已录入的计票单相同。", "It says what your sheet says already.")
    if not reason.strip():
        problems["reason"] = Words("请写明更正的理由，将载入记录。", "Give the reason; it goes on the record.")
    if problems or mine is None:
        raise Unusable(problems)
    return _write(act, motion, site, paper, "correct_sheet", before=mine, reason=reason.strip())


def recount(act: Act, motion: Motion, scrutineers: str) -> Recount:
    """Record that the scrutineers counted the papers again and found what the sheets say. Raises Refused, Unusable"""
    ask("recount", of_motion(act, motion))
    if not scrutineers.strip():
        raise Unusable({"scrutineers": Words("请写明复核的监票人。", "Name the scrutineers who counted again.")})
    ballot = ballots.the_last(act.db, motion)
    done = Recount(
        ballot_id=ballot.id,
        through=ballots.sheets(act, motion, ballot).newest,
        scrutineers=scrutineers.strip(),
        recorded_by=act.person_id,
        at=act.now,
    )
    act.db.add(done)
    act.db.flush()
    tell(act, motion, ballot, "recount", scrutineers=done.scrutineers)
    return done


def _problems(act: Act, ballot: Ballot, site: Site, paper: Paper) -> dict[str, Words]:
    sheet, scrutineers, tellers = paper.sheet, paper.scrutineers.strip(), paper.tellers.strip()
    present = ballots.present_in(act.db, ballot).get(site.id, 0)
    if not present:
        words = Words(
            "开始投票时本会场没有代表，不需要计票。", "Nobody was at this site at the opening: nothing to count."
        )
        return {"site": words}
    problems = {f"sheet:{number}": words for number, words in enumerate(problems_of(sheet, present))}
    if not scrutineers or not tellers:
        problems["scrutineers"] = Words("请写明监票人和计票人。", "Name the scrutineers and the tellers.")
    elif scrutineers == tellers:
        problems["scrutineers"] = Words("监票人和计票人不能是同一人。", "Scrutineers and tellers are different people.")
    if sheet.issued > sheet.returned and not paper.gap.strip():
        short = sheet.issued - sheet.returned
        problems["gap"] = Words(
            f"发出的表决票有{short}张没有收回，请写明原因。", f"{short} papers did not come back: say why."
        )
    return problems


def _own(act: Act, found: ballots.Sheets, site: Site) -> Count | None:
    """The sheet that this person entered for a site, as last corrected."""
    return next((one for one in found.last.get(site.id, ()) if one.entered_by == act.person_id), None)


def _write(
    act: Act, motion: Motion, site: Site, paper: Paper, verb: str, *, before: Count | None, reason: str = ""
) -> Count:
    ballot, sheet = ballots.the_last(act.db, motion), paper.sheet
    entry = Count(
        ballot_id=ballot.id,
        site_id=site.id,
        entered_by=act.person_id,
        version=before.version + 1 if before else 1,
        at=act.now,
        reason=reason,
        gap=paper.gap.strip() if sheet.issued > sheet.returned else "",
        scrutineers=paper.scrutineers.strip(),
        tellers=paper.tellers.strip(),
        **{name: getattr(sheet, name) for name in FIGURES},
    )
    act.db.add(entry)
    act.db.flush()
    why = {"reason": reason} if reason else {}
    tell(act, motion, ballot, verb, site=site.name_zh, site_en=site.name_en, **why)
    return entry
