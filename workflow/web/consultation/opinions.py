"""Where employees read what they are asked about, write what they think, and find what became of it: on a phone, by the link.

Whoever writes without a name is nobody here: the act has no person, even where a browser is signed in.
"""

import secrets

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from workflow.lifecycle.acting import Unusable
from workflow.lifecycle.consultation import writing
from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.hearing import audience
from workflow.lifecycle.facts.hearing.heard import heap_of
from workflow.records.consultation import EmployeeConsultation, by_token
from workflow.rules.asking import leads_from
from workflow.rules.consultation.words import LONGEST, NAME, Course, Manner
from workflow.rules.people.roles import Role
from workflow.text.fingerprint import short
from workflow.web.consultation import papers, rate, shown
from workflow.web.request import visit
from workflow.web.request.guard import PUBLIC, guarded
from workflow.web.request.long import long
from workflow.web.shapes.showing import page, said
from workflow.words import Words

desk = Blueprint("opinions", __name__)
#: Who reads every consultation: the union and the drafters.
ASKING = frozenset({Role.SECRETARY, Role.DRAFTER})
TOO_MUCH = Words(
    "提交得太频繁，这一条还没有收下。您写的内容还在下面，请过几分钟再提交。",
    "Too many opinions at once; this one was not taken yet. Your words are still below: send them in a few minutes.",
)


@desk.get("/opinions/<token>")
@long
@guarded(PUBLIC)
def read(token: str) -> AnyResponse | tuple[str, int]:
    """The text with its changes, a form to write, and what became of the opinions once that is posted."""
    found = _found(token)
    if found is None:
        return redirect(url_for("account.sign_in", next=request.full_path.rstrip("?")))
    return _page(found)


@desk.post("/opinions/<token>/write-opinion")
@guarded(PUBLIC)
def write_opinion(token: str) -> AnyResponse | tuple[str, int]:
    """Take an opinion in; whatever is wrong with it, the words stay on the page."""
    found = _found(token)
    if found is None:
        return redirect(url_for("account.sign_in", next=url_for("opinions.read", token=token)))
    if rate.is_too_much(request.remote_addr or "", token, visit.now()):
        return _page(found, {"text": visit.say(TOO_MUCH)}, 429)
    form = request.form
    take_part = visit.acting if found.manner is Manner.ACCOUNT else visit.acting_as_nobody
    try:
        with take_part() as act:
            writing.write_opinion(
                act,
                act.db.get_one(EmployeeConsultation, found.id),
                provision=form.get("about", ""),
                text=form.get("text", ""),
                mark=form.get("mark", "")[:64],
                number=form.get("number", "")[:80],
                name=form.get("name", "")[: 2 * NAME],
            )
    except Unusable as error:
        return _page(by_token(visit.db(), token) or abort(404), said(error.problems), 422)
    return redirect(url_for("opinions.read", token=token, sent="yes", _anchor="sent"))


@desk.get("/opinions/<token>/report.pdf")
@long
@guarded(PUBLIC)
def report_pdf(token: str) -> Response:
    """The report once it is posted: what was said, by nobody's name, and how it was answered."""
    found = _found(token) or abort(404)
    if found.closed_at is None:
        abort(404)
    return papers.report(visit.reader(), found)


def _found(token: str) -> EmployeeConsultation | None:
    """The consultation at this address; None where one must sign in first. 404 for whoever is not asked."""
    found = by_token(visit.db(), token) or abort(404)
    if found.manner is not Manner.ACCOUNT or not ASKING.isdisjoint(visit.roles()):
        return found
    if visit.person() is None or visit.must_choose():
        return None
    act = visit.reader()
    return found if audience.is_addressed(act.db, found, act.person, act.today) else abort(404)


def _page(
    found: EmployeeConsultation, problems: dict[str, str] | None = None, status: int = 200
) -> tuple[str, int]:  # fmt: skip
    act = visit.reader()
    found = act.db.get_one(EmployeeConsultation, found.id)
    one = shown.asked(act, found)
    document = texts.tree_of(act.db, one.text)
    posted = one.course is Course.CLOSED
    heap = heap_of(act.db, found) if posted else None
    form = request.form
    return page(
        "consultation/opinions.html",
        status,
        asked=one,
        document=document,
        changes=one.changes(),
        fingerprint=short(one.text.fingerprint),
        language=one.text.language,
        takes=leads_from("write_opinion", one.edition.state),
        groups=shown.groups(act, one, heap.groups, names=False) if heap else [],
        many=heap.opinions if heap else 0,
        people=heap.people if heap else 0,
        problems=problems or {},
        form=form,
        about=form.get("about", ""),
        mark=form.get("mark") or secrets.token_urlsafe(16),
        sent=request.args.get("sent") == "yes",
        longest=LONGEST,
        is_asking=not ASKING.isdisjoint(visit.roles()),
    )
