"""The desk for suggestions: what waits for an answer, accepted one by one or together, or declined with a reason."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from workflow.lifecycle.acting import Unusable, ask
from workflow.lifecycle.draft import suggesting
from workflow.lifecycle.draft.suggesting import Clash, Step
from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.lifecycle.facts.submitted import course_of
from workflow.records.database.families import by_number
from workflow.records.person import Person
from workflow.records.regulation import Edition, Regulation, edition_at
from workflow.records.review import Attachment, Comment
from workflow.records.text.returned import Returned, Suggestion, SuggestionKind, SuggestionStatus
from workflow.records.text.snapshot import Snapshot
from workflow.rules.people.roles import Role
from workflow.rules.visibility import Matter
from workflow.text.comparing.runs import Run
from workflow.text.merging.merge import Conflict
from workflow.web.draft.returning import Reopened
from workflow.web.draft.typed import typed_for
from workflow.web.request import visit
from workflow.web.request.fields import row_in
from workflow.web.request.files import ACCEPTED_WORD
from workflow.web.request.guard import IN_WORKSHOP, guarded, only
from workflow.web.request.long import long
from workflow.web.shapes.entered import made_here_or_404
from workflow.web.shapes.redlines import proposal_runs
from workflow.web.shapes.showing import offer, page, said, t
from workflow.words import Language

#: The field that names the merged sentences which the page has shown.
READ = "read"

desk = Blueprint("suggestions", __name__)
DRAFTER = only(Role.DRAFTER)


@dataclass(frozen=True, slots=True)
class Line:
    """One suggestion as the page shows it, with what it collides with when it could not be accepted.

    now  what its provision is called in the newest text, where that is something else than in the file
    """

    suggestion: Suggestion
    runs: list[Run]
    settled_by: Person | None
    now: str
    conflicts: Sequence[Conflict] = ()


@dataclass(frozen=True, slots=True)
class Pile:
    """The suggestions of one file: those that wait and those that are settled, and the remarks it brought."""

    returned: Returned
    file: Attachment
    base: Snapshot
    brought_by: Person
    waiting: list[Line]
    settled: list[Line]
    remarks: list[tuple[Comment, str]]


@desk.get("/regulations/<slug>/editions/<int:number>/suggestions")
@guarded(IN_WORKSHOP)
def of(slug: str, number: int) -> tuple[str, int]:
    """Every suggestion for an edition, by the file it came in; the field for the next file."""
    regulation, edition, language = place_of(slug, number)
    made_here_or_404(edition)
    return list_page(regulation, edition, language)


@desk.post("/regulations/<slug>/editions/<int:number>/suggestions/accept")
@long
@guarded(DRAFTER)
def accept(slug: str, number: int) -> Response | tuple[str, int]:
    """Put suggestions into the draft. What collides with a later change stays open, and both wordings are shown."""
    regulation, edition, language = place_of(slug, number)
    ask("accept", of_edition(visit.reader(), edition))
    chosen = _chosen(edition)
    try:
        if not chosen:
            raise Unusable(suggesting.NONE_TICKED)
        accepted, clashes = _accept(edition, chosen)
    except Unusable as error:
        return list_page(regulation, edition, language, problems=said(error.problems), status=422)
    if clashes:
        return list_page(regulation, edition, language, clashes=clashes, accepted=accepted, status=409)
    if _is_more_typed(chosen):
        return list_page(regulation, edition, language, accepted=accepted)
    return redirect(url_for("suggestions.of", slug=slug, number=number, text=language, accepted=accepted))


@desk.post("/regulations/<slug>/editions/<int:number>/suggestions/by-hand")
@long
@guarded(DRAFTER)
def by_hand(slug: str, number: int) -> Response | tuple[str, int]:
    """Note that suggestions were written into the text by hand."""
    regulation, edition, language = place_of(slug, number)
    ask("accept", of_edition(visit.reader(), edition))
    chosen = _chosen(edition)
    return _settle(
        regulation, edition, language, chosen, lambda act, current: suggesting.accept_by_hand(act, current, chosen)
    )  # fmt: skip


@desk.post("/regulations/<slug>/editions/<int:number>/suggestions/decline")
@guarded(DRAFTER)
def decline(slug: str, number: int) -> Response | tuple[str, int]:
    """Turn suggestions down, with the reason."""
    regulation, edition, language = place_of(slug, number)
    ask("decline", of_edition(visit.reader(), edition))
    chosen = _chosen(edition)
    reason = request.form.get(f"reason:{request.form['only']}" if request.form.get("only") else "reason", "")
    return _settle(
        regulation, edition, language, chosen, lambda act, current: suggesting.decline(act, current, chosen, reason)
    )  # fmt: skip


def place_of(slug: str, number: int) -> tuple[Regulation, Edition, Language]:
    """The regulation and edition of an address and the language of the text that is meant; 404 when there is none."""
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    language = request.values.get("text") or request.form.get("language") or regulation.authentic_language
    return regulation, edition, Language.called(language) or abort(404)


def list_page(
    regulation: Regulation,
    edition: Edition,
    language: Language,
    *,
    problems: dict[str, str] | None = None,
    clashes: dict[int, Sequence[Conflict]] | None = None,
    accepted: int | None = None,
    collides: dict[int, Sequence[Conflict]] | None = None,
    status: int = 200,
) -> tuple[str, int]:
    """The page of suggestions.

    collides  the same of one typed on the review page, by the number of its thread
    clashes   what a suggestion that was not accepted collides with, by its number
    accepted  how many were put into the draft a moment ago
    """
    act = visit.reader()
    edition = edition_at(act.db, edition.id)
    situation = of_edition(act, edition)
    piles = _piles(edition, clashes or {})
    typed = typed_for(act, edition, collides or {})
    return page(
        "draft/suggestions.html",
        status,
        regulation=regulation,
        edition=edition,
        language=language,
        piles=piles,
        typed=typed,
        waiting=sum(len(pile.waiting) for pile in piles) + sum(one.waits for one in typed),
        clashes=clashes or collides or {},
        accepted=accepted if accepted is not None else row_in(request.args.get("accepted", "")),
        taken=request.args.get("taken", ""),
        bring_back=offer("bring_back", situation),
        accept=offer("accept", situation),
        decline=offer("decline", situation),
        kinds=ACCEPTED_WORD,
        problems=problems or {},
        form=request.form,
        title=t("修改建议", "Suggestions"),
    )


def _chosen(edition: Edition) -> list[int]:
    """The numbers of the suggestions a form is about: one by its own button, those ticked, or all of one file."""
    form = request.form
    if form.get("only"):
        return [row_in(form["only"])]
    if form.get("all"):
        whole = row_in(form["all"])
        return [
            one.id
            for one, returned in suggesting.suggestions_of(visit.db(), edition)
            if returned.id == whole and one.status is SuggestionStatus.OPEN
        ]
    return [row_in(value) for value in form.getlist("chosen")]


def _accept(edition: Edition, chosen: list[int]) -> tuple[int, dict[int, Sequence[Conflict]]]:
    """Accept all that can be accepted, in one save a file. How many that were, and what stands against the rest."""
    rows = [pair for pair in suggesting.suggestions_of(visit.db(), edition) if pair[0].id in chosen]
    if len(rows) != len(set(chosen)) or any(one.status is not SuggestionStatus.OPEN for one, _ in rows):
        raise Unusable(suggesting.SETTLED_MEANWHILE)
    by_file: dict[int, list[Suggestion]] = {}
    for suggestion, returned in rows:
        by_file.setdefault(returned.id, []).append(suggestion)
    clashes: dict[int, Sequence[Conflict]] = {}
    for number, together in by_file.items():
        clashes |= _put_in(edition, number, together)
    return len(rows) - len(clashes), clashes


def _put_in(edition: Edition, number: int, together: list[Suggestion]) -> dict[int, Sequence[Conflict]]:
    """Put suggestions of one file into the newest text. What those collide with that cannot be, by their numbers."""
    read = request.form.getlist(READ)
    while True:
        database = visit.db()
        returned = database.get_one(Returned, number)
        newest = texts.latest(database, edition, returned.language)
        if newest is None:
            raise ValueError("suggestions without a text")
        fitting, steps, clashes = _fitting(Reopened(database, returned, together), newest.text, together, read)
        if not fitting:
            return clashes
        with visit.acting() as act:  # what takes long was done before
            current = edition_at(act.db, edition.id)
            now = texts.latest(act.db, current, newest.language)
            if now is not None and now.id == newest.id:
                suggesting.accept(act, current, [one.id for one in fitting], steps, _note(fitting), read)
                return clashes


def _fitting(
    file: Reopened, text: str, together: list[Suggestion], read: Collection[str]
) -> tuple[list[Suggestion], list[Step], dict[int, Sequence[Conflict]]]:
    """Which suggestions go into `text`, by which steps; and what the others collide with, by their numbers."""
    fitting: list[Suggestion] = []
    steps: list[Step] = []
    clashes: dict[int, Sequence[Conflict]] = {}
    kinds = (SuggestionKind.TRACKED, SuggestionKind.UNTRACKED)  # the last is tried first
    piles = [pile for kind in kinds if (pile := [one for one in together if one.kind is kind])]
    while piles:
        pile = piles.pop()
        step = file.step(fitting, pile)
        try:
            text = suggesting.put_in(text, step, read)
        except Clash as clash:
            if len(pile) == 1:
                clashes[pile[0].id] = clash.conflicts
            else:
                piles += _apart(pile, clash)
        else:
            fitting += pile
            steps.append(step)
    return fitting, steps, clashes


def _apart(pile: list[Suggestion], clash: Clash) -> list[list[Suggestion]]:
    """The suggestions that may collide one by one, after the others together; two halves when nobody can say which do."""
    places = [label for conflict in clash.conflicts for label in conflict.label.split("、")]
    colliding = [one for one in pile if any(_is_within(place, one) for place in places)]
    others = [one for one in pile if one not in colliding]
    if colliding and others:
        return [[one] for one in reversed(colliding)] + [others]
    middle = len(pile) // 2
    return [pile[middle:], pile[:middle]]


def _is_within(place: str, suggestion: Suggestion) -> bool:
    """Whether a place such as 第八条第二款 is in the provision of a suggestion."""
    return any(label and place.startswith(label) for label in suggestion.label.split("、"))


def _note(pile: list[Suggestion]) -> str:
    authors = "、".join(dict.fromkeys(one.author for one in pile if one.author))
    many = len(pile)
    return t(
        f"采纳{authors}的{many}处修改建议" if authors else f"采纳{many}处修改建议",
        f"{many} suggestion{'s' if many > 1 else ''}{f' of {authors}' if authors else ''} accepted",
    )


def _is_more_typed(settled: list[int]) -> bool:
    """Whether the form holds ticks, or reasons, for others than those it settled: they are shown again, not lost."""
    form = request.form
    reasons = {name.removeprefix("reason:") for name, words in form.items() if words and name.startswith("reason:")}
    if form.get("reason") and (form.get("only") or request.endpoint != "suggestions.decline"):
        return True
    return not {*reasons, *form.getlist("chosen")} <= set(map(str, settled))


def _settle(
    regulation: Regulation, edition: Edition, language: Language, chosen: list[int], verb: object
) -> Response | tuple[str, int]:
    try:
        with visit.acting() as act:
            verb(act, edition_at(act.db, edition.id))  # type: ignore[operator]
    except Unusable as error:
        return list_page(regulation, edition, language, problems=said(error.problems), status=422)
    if _is_more_typed(chosen):
        return list_page(regulation, edition, language)
    return redirect(url_for("suggestions.of", slug=regulation.slug, number=edition.number, text=language))


def _piles(edition: Edition, clashes: dict[int, Sequence[Conflict]]) -> list[Pile]:
    database = visit.db()
    by_file: dict[int, tuple[Returned, list[Suggestion]]] = {}
    course, reader = course_of(database, edition), visit.reading_as()
    for suggestion, returned in suggesting.suggestions_of(database, edition):
        by_file.setdefault(returned.id, (returned, []))[1].append(suggestion)
    remarks: dict[int, list[tuple[Comment, str]]] = {}
    for comment_id, origin in suggesting.origins_of(database, edition).items():
        comment = database.get_one(Comment, comment_id)
        remarks.setdefault(origin.returned_id, []).append((comment, origin.author))
    for returned in suggesting.returned_of(database, edition):
        by_file.setdefault(returned.id, (returned, []))
    places: dict[str, int] = {}
    labels: dict[tuple[str, str], str] = {}
    for language in Language:
        head = visit.newest_text(edition, language)
        for place, unit in enumerate(texts.reviewable(database, head) if head else ()):
            places.setdefault(unit.key, place)
            labels[language, unit.key] = unit.label

    def in_order(one: Suggestion) -> tuple[int, bool, int]:
        """By the provision as the text stands now; what is put in behind one comes after what changes it."""
        return places.get(one.key, len(places)), one.is_new, one.order

    files = [returned for returned, _ in by_file.values()]
    by_number(database, Attachment, (one.attachment_id for one in files))
    by_number(database, Snapshot, (one.snapshot_id for one in files))
    by_number(database, Person, (one.brought_by for one in files))
    out = []
    for number, (returned, suggestions) in sorted(by_file.items(), reverse=True):
        if not course.can_read(reader, Matter.SUGGESTION, returned.snapshot_id):
            continue
        lines = [
            _line(one, labels.get((returned.language, one.key), ""), clashes.get(one.id, ()))
            for one in sorted(suggestions, key=in_order)
        ]
        out.append(
            Pile(
                returned,
                database.get_one(Attachment, returned.attachment_id),
                database.get_one(Snapshot, returned.snapshot_id),
                database.get_one(Person, returned.brought_by),
                [one for one in lines if one.suggestion.status is SuggestionStatus.OPEN],
                [one for one in lines if one.suggestion.status is not SuggestionStatus.OPEN],
                remarks.get(number, []),
            )
        )
    return out


def _line(suggestion: Suggestion, label: str, conflicts: Sequence[Conflict]) -> Line:
    database = visit.db()
    renamed = not suggestion.is_new and "、" not in suggestion.label and label != suggestion.label
    return Line(
        suggestion,
        proposal_runs(suggestion, SuggestionKind(suggestion.kind)),
        database.get_one(Person, suggestion.settled_by) if suggestion.settled_by else None,
        label if renamed else "",
        conflicts,
    )
