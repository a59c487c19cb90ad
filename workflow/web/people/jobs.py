"""Jobs that were given up, for the administrator: what each was, why it failed, and a button that has it tried again."""

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, url_for
from werkzeug.wrappers import Response

from workflow.jobs.kinds import KINDS
from workflow.records import job as jobs
from workflow.records.job import Job
from workflow.rules.people.roles import Role
from workflow.web.request import visit
from workflow.web.request.guard import guarded, only
from workflow.web.shapes.showing import page

desk = Blueprint("jobs", __name__)
ADMIN = only(Role.ADMIN)
#: Lines on the page; the newest are those that somebody can still do something about.
MOST = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One job, what it is called, and why it was given up."""

    row: Job
    words: str
    why: str


@desk.get("/people/jobs")
@guarded(ADMIN)
def given_up() -> tuple[str, int]:
    """What was given up, the newest first."""
    found = [
        Line(one, visit.say(KINDS[one.kind].words) if one.kind in KINDS else one.kind, visit.say(one.said))
        for one in jobs.failed(visit.db(), MOST)
    ]
    return page("people/jobs.html", found=found)


@desk.post("/people/jobs/<int:job>/again")
@guarded(ADMIN)
def again(job: int) -> Response:
    """Have a job tried again; 404 for one that was not given up."""
    with visit.acting() as act:
        if not jobs.revive(act.db, job, act.now):
            abort(404)
    return redirect(url_for("jobs.given_up"))
