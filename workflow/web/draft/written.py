"""Suggestions typed on the review page, at the drafters' desk: accepted one by one or together, declined with a reason."""

from collections.abc import Sequence

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from workflow.lifecycle.acting import Unusable, ask
from workflow.lifecycle.draft import adopting, suggesting
from workflow.lifecycle.draft.adopting import Adopted
from workflow.lifecycle.facts.review import talking
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.records.person import Person
from workflow.records.regulation import Edition, edition_at
from workflow.rules.discussion.threads import Wanting
from workflow.rules.people.roles import Role
from workflow.text.merging.merge import Conflict
from workflow.web.draft.suggestions import READ, list_page, place_of
from workflow.web.request import visit
from workflow.web.request.fields import row_in
from workflow.web.request.guard import guarded, only
from workflow.web.request.long import long
from workflow.web.shapes.showing import called, said, t

desk = Blueprint("written", __name__)
DRAFTER = only(Role.DRAFTER)


@desk.post("/regulations/<slug>/editions/<int:number>/written/accept")
@long
@guarded(DRAFTER)
def accept(slug: str, number: int) -> Response | tuple[str, int]:
    """Put suggestions into the draft. What collides with a later change stays open, and all three wordings are shown."""
    regulation, edition, language = place_of(slug, number)
    ask("accept", of_edition(visit.reader(), edition))
    chosen = _chosen(edition)
    try:
        accepted, clashes = _accept(edition, chosen)
    except Unusable as error:
        return list_page(regulation, edition, language, problems=said(error.problems), status=422)
    if clashes:
        return list_page(regulation, edition, language, collides=clashes, accepted=accepted, status=409)
    if request.form.get("back"):
        return redirect(url_for("review.page_of", slug=slug, number=number, _anchor=f"c-{chosen[0]}"))
    return redirect(url_for("suggestions.of", slug=slug, number=number, text=language, accepted=accepted))


@desk.post("/regulations/<slug>/editions/<int:number>/written/by-hand")
@guarded(DRAFTER)
def by_hand(slug: str, number: int) -> Response | tuple[str, int]:
    """Note that suggestions were written into the text by hand."""
    return _settle(slug, number, by_hand=True)


@desk.post("/regulations/<slug>/editions/<int:number>/written/decline")
@guarded(DRAFTER)
def decline(slug: str, number: int) -> Response | tuple[str, int]:
    """Turn suggestions down, with the reason."""
    return _settle(slug, number, by_hand=False)


def _settle(slug: str, number: int, *, by_hand: bool) -> Response | tuple[str, int]:
    regulation, edition, language = place_of(slug, number)
    ask("accept" if by_hand else "decline", of_edition(visit.reader(), edition))
    chosen, form = _chosen(edition), request.form
    reason = form.get(f"reason:{form['only']}" if form.get("only") else "reason", "")
    try:
        with visit.acting() as act:
            current = edition_at(act.db, edition.id)
            if by_hand:
                adopting.accept_by_hand(act, current, chosen)
            else:
                adopting.decline(act, current, chosen, reason)
    except Unusable as error:
        return list_page(regulation, edition, language, problems=said(error.problems), status=422)
    if form.get("back"):
        return redirect(url_for("review.page_of", slug=slug, number=number, _anchor=f"c-{chosen[0]}"))
    return redirect(url_for("suggestions.of", slug=slug, number=number, text=language))


def _chosen(edition: Edition) -> list[int]:
    """The suggestions a form is about: one by its own button, those ticked, or all of them."""
    form = request.form
    if form.get("only"):
        return [row_in(form["only"])]
    if form.get("all"):
        return [one.comment.id for one in talking.threads_of(visit.db(), edition) if one.wants is Wanting.DECISION]
    return [row_in(value) for value in form.getlist("chosen")]


def _accept(edition: Edition, chosen: list[int]) -> tuple[int, dict[int, Sequence[Conflict]]]:
    """Accept all that can be accepted, in one save a language. How many that were, and what stands against the rest."""
    if not chosen:
        raise Unusable(suggesting.NONE_TICKED)
    read = request.form.getlist(READ)
    accepted, clashes, left = 0, dict[int, Sequence[Conflict]](), set(chosen)
    while left:
        for adopted in adopting.worked_out(visit.db(), edition, left, read):  # what takes long is done before the act
            with visit.acting() as act:
                current = edition_at(act.db, edition.id)
                saved = not adopted.fitting or adopting.accept(act, current, adopted, _note(edition, adopted))
            if saved:
                accepted += len(adopted.fitting)
                clashes |= adopted.clashes
                left -= {*adopted.fitting, *adopted.clashes}
    return accepted, clashes


def _note(edition: Edition, adopted: Adopted) -> str:
    db = visit.db()
    threads = [one for one in talking.threads_of(db, edition) if one.comment.id in adopted.fitting]
    people = (db.get_one(Person, one) for one in dict.fromkeys(one.comment.person_id for one in threads))
    authors, many = "、".join(called(one) for one in people), len(adopted.fitting)
    return t(
        f"采纳{authors}的{many}处修改建议", f"{many} suggestion{'s' if many > 1 else ''} of {authors} accepted"
    )  # fmt: skip
