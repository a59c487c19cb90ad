"""The review desk: the changes of any two texts by article, remarks on provisions, decisions bound to what was shown."""

from collections.abc import Callable

from flask import Blueprint, abort, redirect, request, url_for
from sqlmodel import Session, col, select
from werkzeug.wrappers import Response

from workflow.lifecycle.acting import Act, Unusable
from workflow.lifecycle.draft import suggesting
from workflow.lifecycle.facts import approvals, texts
from workflow.lifecycle.facts.review import turns
from workflow.lifecycle.facts.situations.actor import offices_of
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.lifecycle.facts.submitted import Course, course_of
from workflow.lifecycle.review import reviewing
from workflow.records.person import Person
from workflow.records.regulation import Edition, Regulation, edition_at
from workflow.records.review import Approval, Round
from workflow.records.text.returned import SuggestionStatus
from workflow.records.text.snapshot import Snapshot
from workflow.rules import visibility
from workflow.rules.approvals import Key
from workflow.rules.asking import leads_from
from workflow.rules.people.roles import Capacity, Role
from workflow.rules.review import Decision
from workflow.rules.visibility import Matter, Piece, Stage
from workflow.text.comparing.compare import Change
from workflow.web.request import visit
from workflow.web.request.fields import row_in
from workflow.web.request.guard import IN_WORKSHOP, guarded, only
from workflow.web.review.called import calls_of
from workflow.web.review.cards import Translation, cards_of, items_ticked, translations_of, unlisted
from workflow.web.review.decided import best_of, chance_of, decided
from workflow.web.shapes.entered import made_here_or_404
from workflow.web.shapes.showing import offer, page, said
from workflow.web.shapes.shown_texts import compared, outline
from workflow.words import Language

desk = Blueprint("review", __name__)
COMMENTERS = only(Role.REVIEWER, Role.DRAFTER, Role.SECRETARY)


@desk.get("/regulations/<slug>/editions/<int:number>/review")
@guarded(IN_WORKSHOP)
def page_of(slug: str, number: int) -> tuple[str, int]:
    """The change list with its remarks, and the decision at the foot."""
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    made_here_or_404(edition)
    return review_page(regulation, edition)


@desk.post("/regulations/<slug>/editions/<int:number>/approve")
@guarded(only(Role.REVIEWER))
def approve(slug: str, number: int) -> Response | tuple[str, int]:
    """Approve exactly the text shown, or chosen articles of it."""
    return _decide(slug, number, Decision.APPROVE)


@desk.post("/regulations/<slug>/editions/<int:number>/request-changes")
@guarded(only(Role.REVIEWER))
def request_changes(slug: str, number: int) -> Response | tuple[str, int]:
    """Say what should be changed in the text shown, or in chosen articles of it."""
    return _decide(slug, number, Decision.REQUEST_CHANGES)


@desk.post("/regulations/<slug>/editions/<int:number>/keep-reservation")
@guarded(only(Role.REVIEWER))
def keep_reservation(slug: str, number: int) -> Response | tuple[str, int]:
    """Let the text shown pass, with a reservation that is printed."""
    return _decide(slug, number, Decision.RESERVATION)


@desk.post("/regulations/<slug>/editions/<int:number>/mark-seen")
@guarded(only(Role.REVIEWER))
def mark_seen(slug: str, number: int) -> Response | tuple[str, int]:
    """Say that the text shown was read, which decides nothing."""
    return _decide(slug, number, Decision.SEEN)


@desk.post("/regulations/<slug>/editions/<int:number>/comment")
@guarded(COMMENTERS)
def comment(slug: str, number: int) -> Response | tuple[str, int]:
    """Hang a remark on a provision."""
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    key = request.form.get("key", "")
    try:
        with visit.acting() as act:
            current = edition_at(act.db, edition.id)
            snapshot = act.db.get(Snapshot, _whole("snapshot")) or abort(404)
            if snapshot.edition_id != current.id or not _is_open(act, current, snapshot, Matter.TEXT):
                abort(404)
            reviewing.comment(act, current, snapshot, key, request.form.get("comment", ""))
    except Unusable as error:
        return review_page(regulation, edition, problems=said(error.problems), status=422)
    return redirect(url_for("review.page_of", slug=slug, number=number, _anchor=f"p-{key}"))


@desk.post("/regulations/<slug>/editions/<int:number>/withdraw-decision")
@guarded(only(Role.REVIEWER))
def withdraw_decision(slug: str, number: int) -> Response | tuple[str, int]:
    """Take one's own decision back."""
    return _ended(slug, number, reviewing.withdraw_decision)


@desk.post("/regulations/<slug>/editions/<int:number>/dismiss-request")
@guarded(only(Role.ISSUER))
def dismiss_request(slug: str, number: int) -> Response | tuple[str, int]:
    """As chair, lift the block of a request for changes."""
    return _ended(slug, number, reviewing.dismiss_request)


def _ended(slug: str, number: int, verb: Callable[[Act, Edition, Approval, str], None]) -> Response | tuple[str, int]:
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    try:
        with visit.acting() as act:
            current = edition_at(act.db, edition.id)
            decision = act.db.get(Approval, _whole("decision")) or abort(404)
            if act.db.get_one(Round, decision.round_id).edition_id != current.id:
                abort(404)
            verb(act, current, decision, request.form.get("reason", ""))
    except Unusable as error:
        return review_page(regulation, edition, problems=said(error.problems), status=422)
    return redirect(url_for("review.page_of", slug=slug, number=number))


def _decide(slug: str, number: int, decision: Decision) -> Response | tuple[str, int]:
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    form = request.form
    try:
        with visit.acting() as act:
            current = edition_at(act.db, edition.id)
            opinion, shown = form.get("opinion", ""), form.get("fingerprint", "")
            reviewing.decide(act, current, decision, _capacity(act), opinion, shown, items_ticked(form.getlist("item")))
    except Unusable as error:
        return review_page(regulation, edition, problems=said(error.problems), status=422)
    return redirect(url_for("review.page_of", slug=slug, number=number))


def _capacity(act: Act) -> Capacity:
    """The capacity that a delegation names, else the one named in the form; with only one at hand, that one."""
    _, delegated = visit.on_behalf(act.db, act.person)
    if delegated is not None:
        return delegated
    held = sorted(offices_of(act))
    wanted = request.form.get("capacity", "")
    chosen = [one for one in held if one.value == wanted]
    if chosen:
        return chosen[0]
    if len(held) == 1 and not wanted:
        return held[0]
    return Capacity(wanted) if wanted in set(Capacity) else held[0] if held else Capacity.DEPARTMENT


def _whole(name: str) -> int:
    return row_in(request.values.get(name, ""))


def review_page(
    regulation: Regulation, edition: Edition, *, problems: dict[str, str] | None = None, status: int = 200
) -> tuple[str, int]:
    """The page, with what was wrong in a form that was sent from it."""
    act = visit.reader()
    edition = edition_at(act.db, edition.id)
    rounds = approvals.rounds_of(act.db, edition)
    head = visit.shown_text(edition, regulation.authentic_language) or abort(404)
    shown_base, shown_head = _pair(act.db, regulation, edition, head)
    comparison = compared(act.db, shown_base, shown_head) if shown_base else None
    course, reader = course_of(act.db, edition), visit.reading_as()
    comments = [
        (one, act.db.get_one(Person, one.person_id))
        for one in reviewing.comments_of(act.db, edition)
        if course.can_read(reader, Matter.REMARK, one.snapshot_id)
    ]
    waiting = [
        one
        for one, returned in suggesting.suggestions_of(act.db, edition)
        if one.status is SuggestionStatus.OPEN and course.can_read(reader, Matter.SUGGESTION, returned.snapshot_id)
    ]
    drafts = visibility.can_read(reader, Piece(Matter.TEXT, Stage.DRAFT))
    review = approvals.review_of(act.db, edition, act.procedure, act.today, on_draft=None if drafts else False)
    hats = turns.hats_of(act.db, act.person, act.today)
    changes = comparison.changes if comparison else []
    cards, folded = cards_of(changes, comments, review, hats, head.language)
    placed = {id(one) for card in cards for one, _ in card.comments}
    in_review = leads_from("approve", edition.state)
    deciding = in_review and shown_head.id == head.id
    translations = _translations(act.db, edition, review, hats) if deciding else []
    shown = " ".join([shown_head.fingerprint, *(one.snapshot.fingerprint for one in translations)])
    chances = [chance_of(act, edition, review, hat, shown) for hat in hats]
    situation = of_edition(act, edition, shown=shown)
    document = texts.tree_of(act.db, shown_head)
    return page(
        "review/review.html",
        status,
        regulation=regulation,
        edition=edition,
        rounds=rounds,
        snapshots=_snapshots(act.db, course, head.language),
        amended=approvals.base_of(act.db, edition),
        base=shown_base,
        head=shown_head,
        newest=head,
        document=document,
        places={mark: (depth, heading) for depth, mark, _, heading in outline(document)},
        cards=cards,
        folded=folded,
        translations=translations,
        unlisted=unlisted(review, hats, _listed(head.language, changes, translations)) if deciding else [],
        shown=shown,
        orphans=[(one, who) for one, who in comments if id(one) not in placed],
        origins=suggesting.origins_of(act.db, edition),
        reviewable=texts.reviewable(act.db, shown_head),
        decisions=decided(act, edition, review),
        standings=review.standings,
        suggested=len(waiting),
        approve=best_of(chances, "approve") or offer("approve", situation),
        changes_offer=best_of(chances, "request_changes") or offer("request_changes", situation),
        reservation=best_of(chances, "keep_reservation"),
        seen=best_of(chances, "mark_seen"),
        ticked=set(request.form.getlist("item")),
        can_choose=deciding and bool(chances),
        **calls_of(act, edition),
        chances=chances,
        own_words=_own_words(act, review),
        may_comment=offer("comment", situation),
        problems=problems or {},
        form=request.form,
        in_review=in_review,
        tree_of=lambda one: texts.tree_of(act.db, one),
    )


def _translations(db: Session, edition: Edition, review: approvals.Review, hats: list[turns.Hat]) -> list[Translation]:
    newest = {one: visit.shown_text(edition, one) for one in review.languages}
    bases = {one: approvals.base_of(db, edition, one) for one in review.languages}
    return translations_of(
        db,
        review,
        hats,
        {language: one for language, one in newest.items() if one},
        {language: one for language, one in bases.items() if one},
    )


def _listed(authentic: Language, changes: list[Change], translations: list[Translation]) -> list[Key]:
    """What is to be seen on the page: each item by its language and key."""
    cards = [(one.snapshot.language, card.change) for one in translations for card in one.cards]
    return [
        (language, key)
        for language, change in [*((authentic, one) for one in changes), *cards]
        for key in (*change.old_keys, *change.new_keys)
    ]


def _own_words(act: Act, review: approvals.Review) -> list[str]:
    """Labels of what the visitor wrote of the authentic text, for which their approval will not count."""
    own = review.own(turns.hands_of(act.person, None))
    cards = (card for one in review.standings for card in one.open)
    return list(dict.fromkeys(card.label for card in cards if card.label and (card.language, card.key) in own))


def _pair(db: Session, regulation: Regulation, edition: Edition, head: Snapshot) -> tuple[Snapshot | None, Snapshot]:
    """The two texts to show: those asked for, else the text amended (or nothing) against the newest one."""
    language = regulation.authentic_language
    chosen: dict[str, Snapshot | None] = {"base": approvals.base_of(db, edition), "head": head}
    for name in chosen:
        number = _whole(name)
        found = db.get(Snapshot, number) if number else None
        owner = db.get_one(Edition, found.edition_id) if found is not None and found.language == language else None
        if found is None or owner is None or owner.regulation_id != regulation.id:
            continue
        if course_of(db, owner).can_read(visit.reading_as(), Matter.TEXT, found.id):
            chosen[name] = found
    if request.args.get("base") == "none":
        chosen["base"] = None
    return chosen["base"], chosen["head"] or head


def _is_open(act: Act, edition: Edition, snapshot: Snapshot, matter: Matter) -> bool:
    return course_of(act.db, edition).can_read(visit.reading_as(), matter, snapshot.id)


def _snapshots(db: Session, course: Course, language: Language) -> list[tuple[Snapshot, Person]]:
    """The saves that this visitor may read, the newest first."""
    seen = [one.id for one in course.readable(visit.reading_as(), language)]
    own = select(Snapshot).where(col(Snapshot.id).in_(seen))
    return [
        (one, db.get_one(Person, one.author_id))
        for one in db.exec(own.order_by(col(Snapshot.number).desc()).limit(200))
    ]
