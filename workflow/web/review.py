"""The review desk: the changes of any two texts by article, remarks on provisions, decisions bound to what was shown."""

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, request, url_for
from sqlmodel import Session, col, select
from werkzeug.wrappers import Response

from workflow.lifecycle import reviewing, standing, suggesting, texts
from workflow.lifecycle.acting import Act, Unusable, delegations_to
from workflow.lifecycle.versions import versions
from workflow.records.person import Delegation, Person
from workflow.records.regulation import Edition, Regulation
from workflow.records.review import Approval, Comment, Round
from workflow.records.snapshot import Snapshot
from workflow.rules.roles import Capacity, Role
from workflow.rules.states import State
from workflow.text.compare import Change
from workflow.text.risk import Risk, risks
from workflow.web import visit
from workflow.web.entered import made_here_or_404
from workflow.web.fields import row_in
from workflow.web.guard import IN_WORKSHOP, guarded, only
from workflow.web.library import compared
from workflow.web.showing import offer, page, said, t

desk = Blueprint("review", __name__)
COMMENTERS = only(Role.REVIEWER, Role.DRAFTER, Role.SECRETARY)


@dataclass(frozen=True, slots=True)
class Card:
    """One provision on the review page: what happened to it and what was said about it."""

    change: Change
    comments: list[tuple[Comment, Person]]
    mine: bool
    #: The changed numbers, amounts, dates, deadlines, percentages and modals, each in a few words.
    risk: list[str]


@desk.get("/regulations/<slug>/editions/<int:number>/review")
@guarded(IN_WORKSHOP)
def page_of(slug: str, number: int) -> tuple[str, int]:
    """The change list with its remarks, and the decision at the foot."""
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    made_here_or_404(edition)
    return _page(regulation, edition)


@desk.post("/regulations/<slug>/editions/<int:number>/approve")
@guarded(only(Role.REVIEWER))
def approve(slug: str, number: int) -> Response | tuple[str, int]:
    """Approve exactly the text shown."""
    return _decide(slug, number, reviewing.approve)


@desk.post("/regulations/<slug>/editions/<int:number>/request-changes")
@guarded(only(Role.REVIEWER))
def request_changes(slug: str, number: int) -> Response | tuple[str, int]:
    """Send the text back with what should be changed."""
    return _decide(slug, number, reviewing.request_changes)


@desk.post("/regulations/<slug>/editions/<int:number>/comment")
@guarded(COMMENTERS)
def comment(slug: str, number: int) -> Response | tuple[str, int]:
    """Hang a remark on a provision."""
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    key = request.form.get("key", "")
    try:
        with visit.acting() as act:
            current = act.db.get_one(Edition, edition.id)
            snapshot = act.db.get(Snapshot, _whole("snapshot")) or abort(404)
            if snapshot.edition_id != current.id:
                abort(404)
            reviewing.comment(act, current, snapshot, key, request.form.get("comment", ""))
    except Unusable as error:
        return _page(regulation, edition, problems=said(error.problems), status=422)
    return redirect(url_for("review.page_of", slug=slug, number=number, _anchor=f"p-{key}"))


def _decide(slug: str, number: int, verb: object) -> Response | tuple[str, int]:
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    form = request.form
    try:
        with visit.acting() as act:
            current = act.db.get_one(Edition, edition.id)
            verb(act, current, _capacity(act), form.get("opinion", ""), form.get("fingerprint", ""))  # type: ignore[operator]
    except Unusable as error:
        return _page(regulation, edition, problems=said(error.problems), status=422)
    return redirect(url_for("review.page_of", slug=slug, number=number))


def _capacity(act: Act) -> Capacity:
    """The capacity named in the form; with only one at hand, that one."""
    held = sorted(standing.of_actor(act).capacities)
    wanted = request.form.get("capacity", "")
    chosen = [one for one in held if one.value == wanted]
    if chosen:
        return chosen[0]
    if len(held) == 1 and not wanted:
        return held[0]
    return Capacity(wanted) if wanted in set(Capacity) else held[0] if held else Capacity.DEPARTMENT


def _whole(name: str) -> int:
    return row_in(request.values.get(name, ""))


def _page(
    regulation: Regulation, edition: Edition, *, problems: dict[str, str] | None = None, status: int = 200
) -> tuple[str, int]:
    act = visit.reader()
    edition = act.db.get_one(Edition, edition.id)
    rounds = standing.rounds_of(act.db, edition)
    head = visit.shown_text(edition, regulation.authentic_language) or abort(404)
    shown_base, shown_head = _pair(act.db, regulation, edition, head)
    comparison = compared(act.db, shown_base, shown_head) if shown_base else None
    comments = [(one, act.db.get_one(Person, one.person_id)) for one in reviewing.comments_of(act.db, edition)]
    cards, folded = _cards(act.db, edition, comparison.changes if comparison else [], comments)
    placed = {id(one) for card in cards for one, _ in card.comments}
    situation = standing.of_edition(act, edition, shown=shown_head.fingerprint)
    return page(
        "review.html",
        status,
        regulation=regulation,
        edition=edition,
        rounds=rounds,
        snapshots=_snapshots(act.db, head),
        amended=standing.base_of(act.db, edition),
        base=shown_base,
        head=shown_head,
        newest=head,
        document=texts.tree_of(act.db, shown_head),
        cards=cards,
        folded=folded,
        orphans=[(one, who) for one, who in comments if id(one) not in placed],
        origins=suggesting.origins_of(act.db, edition),
        reviewable=texts.reviewable(act.db, shown_head),
        decisions=_decisions(act.db, edition),
        standings=situation.standings,
        situation=situation,
        approve=offer("approve", situation),
        changes_offer=offer("request_changes", situation),
        may_comment=offer("comment", situation),
        capacities=sorted(situation.capacities),
        delegations=_delegations(act),
        problems=problems or {},
        form=request.form,
        in_review=edition.state is State.IN_REVIEW,
    )


def _pair(db: Session, regulation: Regulation, edition: Edition, head: Snapshot) -> tuple[Snapshot | None, Snapshot]:
    """The two texts to show: those asked for, else the text amended (or nothing) against the newest one."""
    language = regulation.authentic_language
    chosen: dict[str, Snapshot | None] = {"base": standing.base_of(db, edition), "head": head}
    for name in chosen:
        number = _whole(name)
        found = db.get(Snapshot, number) if number else None
        if found is not None and found.language == language:
            owner = db.get_one(Edition, found.edition_id)
            if found.edition_id == edition.id:
                seen = found.number <= head.number
            else:  # a later edition may hold a draft that nobody has submitted
                seen = found.id in {one.id for one in versions(db, [owner], language, visit.roles())}
            if owner.regulation_id == regulation.id and seen:
                chosen[name] = found
    if request.args.get("base") == "none":
        chosen["base"] = None
    return chosen["base"], chosen["head"] or head


def _cards(
    db: Session, edition: Edition, changes: list[Change], comments: list[tuple[Comment, Person]]
) -> tuple[list[Card], list[Change]]:
    """The changed provisions as cards, and those only renumbered, folded away."""
    me = visit.person()
    writers = standing.contributions(db, edition)
    cards, folded = [], []
    for change in changes:
        keys = {key for key in (*change.old_keys, *change.new_keys) if key}
        about = [pair for pair in comments if pair[0].key in keys]
        if change.is_unchanged and not about:
            continue
        if set(change.kinds) <= {"renumbered"} and not about:
            folded.append(change)
            continue
        mine = me is not None and any(me.id in writers.get(key, frozenset()) for key in keys)
        cards.append(Card(change, about, mine, [_told(one) for one in risks(change)]))
    return cards, folded


def _told(risk: Risk) -> str:
    """One risky change in a few words: 二百元 → 三百元, “不超过”删去."""
    if risk.old and risk.new:
        return f"{risk.old} → {risk.new}"
    if risk.old:
        return t(f"“{risk.old}”删去", f"“{risk.old}” deleted")
    return t(f"新增“{risk.new}”", f"“{risk.new}” added")


def _snapshots(db: Session, head: Snapshot) -> list[tuple[Snapshot, Person]]:
    """The saves up to the newest one that may be seen, the newest first."""
    own = select(Snapshot).where(
        Snapshot.edition_id == head.edition_id, Snapshot.language == head.language, Snapshot.number <= head.number
    )
    return [
        (one, db.get_one(Person, one.author_id))
        for one in db.exec(own.order_by(col(Snapshot.number).desc()).limit(200))
    ]


def _decisions(db: Session, edition: Edition) -> list[tuple[Approval, Round, Person, Person | None]]:
    return [
        (one, within, db.get_one(Person, one.person_id), db.get(Person, one.on_behalf_of) if one.on_behalf_of else None)
        for one, within in reviewing.approvals_of(db, edition)
    ]


def _delegations(act: Act) -> list[tuple[Delegation, Person]]:
    given = delegations_to(act.db, act.person, act.today)
    return [(one, act.db.get_one(Person, one.from_id)) for one in given]
