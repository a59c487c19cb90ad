"""The drafting desk: the text as it is typed, its outline and problems, saving without losing a word."""

from typing import Any

from flask import Blueprint, abort, redirect, request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from workflow.lifecycle import beginning, pinning
from workflow.lifecycle.acting import Act, Unusable
from workflow.lifecycle.draft import drafting, importing, keying, precedents, setting_aside
from workflow.lifecycle.facts import standing, texts
from workflow.lifecycle.facts.situations.edition import of_draft, of_edition
from workflow.lifecycle.facts.submitted import Course, course_of
from workflow.records.enterprise import called_on
from workflow.records.regulation import Edition, Regulation, RegulationKind, edition_at
from workflow.records.text.incoming import Purpose
from workflow.records.text.snapshot import Snapshot, WorkingCopy
from workflow.rules import visibility
from workflow.rules.asking import leads_from, reasons
from workflow.rules.people.roles import Role
from workflow.rules.visibility import Matter, Piece, Stage
from workflow.text.comparing.runs import runs
from workflow.text.references.rewrite import Rewriting
from workflow.web.draft.beside import round_under_way
from workflow.web.draft.live import found_in
from workflow.web.draft.remarked import remarks_of
from workflow.web.draft.rows import sent_row
from workflow.web.draft.stale import stale_page
from workflow.web.request import visit
from workflow.web.request.bounds import counted
from workflow.web.request.fields import day_in, row_in
from workflow.web.request.files import ACCEPTED, read_file, sent_file, too_long
from workflow.web.request.guard import guarded, only
from workflow.web.shapes.dress import editor_script
from workflow.web.shapes.entered import made_here_or_404
from workflow.web.shapes.review.scoped import wanted_in
from workflow.web.shapes.showing import offer, page, said, t
from workflow.web.sheet.imported import Imported
from workflow.words import Language, Words

desk = Blueprint("drafting", __name__)
DRAFTER = only(Role.DRAFTER)
#: Prefix of the fields that say whose wording stands.
CHOICE = "choice:"
#: The number in a form whose text was begun from no save.
NO_SAVE = 0
ONE_BEGINNING = Words(
    "文件和范本只能选一个：请去掉一个。",
    "The text begins from a file or from a precedent, not from both: take one away.",
)
#: What is done at this desk while the text is drafted; afterwards the page shows the text and offers none of it.
WHILE_DRAFTED = ("save", "submit", "confirm_reference")
#: Passages shown after a renumbering; the rest are in the text.
SHOWN_REWRITTEN = 40


@desk.get("/regulations/new")
@guarded(DRAFTER)
def new() -> tuple[str, int]:
    """The form for a new regulation."""
    return page(
        "draft/new_regulation.html",
        form={"language": Language.ZH, "kind": "regulation"},
        problems={},
        **_beginnings(),
    )


@desk.post("/regulations/new")
@counted
@guarded(DRAFTER)
def create() -> Response | tuple[str, int]:
    """Begin a regulation, with the file its text lies in or from a precedent. What may be left out follows from what was typed."""
    form = request.form
    name_zh, name_en = form.get("name_zh", "").strip(), form.get("name_en", "").strip()
    language = Language.called(form.get("language", Language.ZH))
    precedent = precedents.called(form.get("precedent", ""))
    try:
        sent = sent_file()
        if sent and precedent:
            raise Unusable({"precedent": ONE_BEGINNING})
        read = (
            Imported.of_file(read_file(sent.content)) if sent else None
        )  # no transaction is open while a file is read
        with visit.acting() as act:
            slug = form.get("slug", "").strip() or beginning.free_slug(act.db, name_en, name_zh)
            edition = drafting.create(
                act,
                slug=slug,
                kind=RegulationKind.REPORT if form.get("kind") == "report" else RegulationKind.REGULATION,
                name_zh=name_zh,
                name_en=name_en or (name_zh if language is Language.ZH else ""),
                language=language,
            )
            file = None
            if sent and read and language:
                file = importing.begin(
                    act, Purpose.DRAFT, edition, language, sent.name, sent.content, read.text(), read.facts()
                ).id
            elif precedent and language:
                ours = called_on(act.db, visit.house().settings, act.today).name.in_language(language)
                named = name_zh if language is Language.ZH else name_en
                drafting.keep(act, edition, language, precedents.text_of(precedent, language, ours, named), None)
    except Unusable as error:
        return page("draft/new_regulation.html", 422, form=form, problems=said(error.problems), **_beginnings())
    if file is not None:
        return redirect(url_for("importing.show", slug=slug, number=1, file=file))
    return redirect(url_for("drafting.draft", slug=slug, number=1))


def _beginnings() -> dict[str, Any]:
    """What a text may begin from."""
    return {"accepted": ACCEPTED, "precedents": precedents.PRECEDENT_WORDS.items()}


@desk.post("/regulations/<slug>/amend")
@guarded(DRAFTER)
def amend(slug: str) -> Response:
    """Begin the next edition from the text in force, at the article that was being read where one is named."""
    regulation = visit.regulation_or_404(slug)
    with visit.acting() as act:
        number = drafting.amend(act, act.db.get_one(Regulation, regulation.id)).number
    return redirect(url_for("drafting.draft", slug=slug, number=number, at=request.form.get("at", "")[:40] or None))


@desk.get("/regulations/<slug>/editions/<int:number>/draft")
@guarded(DRAFTER)
def draft(slug: str, number: int) -> tuple[str, int]:
    """The desk: the working copy when there is one, else the newest text."""
    regulation, edition, language = place_of(slug, number)
    made_here_or_404(edition)
    text, base, kept = present_words(edition, language)
    return desk_page(regulation, edition, language, text, base, kept=kept)


def present_words(edition: Edition, language: Language) -> tuple[str, int, bool]:
    """What the desk opens with: the words, the number of the snapshot they were begun from, whether they are a working copy."""
    act = visit.reader()
    newest = visit.newest_text(edition, language)
    mine = (one for one in drafting.working_copies(act.db, edition, language) if is_mine(one.person_id))
    copy = next(mine, None)
    text = copy.text if copy else newest.text if newest else ""
    begun = copy.base_snapshot_id if copy else newest.id if newest else None
    return text, NO_SAVE if begun is None else begun, copy is not None


def is_mine(owner: int) -> bool:
    """True when this visitor may read what lies on the desk of `owner`: typed and not saved, or set aside."""
    piece = Piece(Matter.WORKING_COPY, Stage.OWN, owner=owner)
    return visibility.can_read(visit.reading_as(), piece)


@desk.post("/regulations/<slug>/editions/<int:number>/preview")
@guarded(DRAFTER)
def preview(slug: str, number: int) -> tuple[str, int]:
    """Keep what was typed and show its outline and problems, without making a snapshot."""
    regulation, edition, language = place_of(slug, number)
    text, base = typed_words()
    with visit.acting() as act:
        apart = keep_typed(act, edition_at(act.db, edition.id), language, text, base)
    return desk_page(regulation, edition, language, text, base, kept=True, apart=apart)


@desk.post("/regulations/<slug>/editions/<int:number>/save")
@guarded(DRAFTER)
def save(slug: str, number: int) -> Response | tuple[str, int]:
    """Make a snapshot. When somebody was quicker, nothing is lost: both texts are shown and the person chooses."""
    regulation, edition, language = place_of(slug, number)
    text, base = typed_words()
    try:
        with visit.acting() as act:
            current = texts.at_the_desk(act.db, edition.id, language)
            setting_aside.before_saving(act, current, language, text, known=request.form.get("kept", ""))
            begun, note, row = act.db.get(Snapshot, base), request.form.get("note", "")[:500], sent_row()
            if row is None:
                drafting.save(act, current, language, text, begun, note)
            else:
                keying.save(act, current, language, row[1], begun, note)
            importing.let_go(act, current, language, saved=True)
    except drafting.Stale as error:
        with visit.acting() as act:
            keep_typed(act, edition_at(act.db, edition.id), language, text, base)
        return stale_page(regulation, edition, language, error)
    except Unusable as error:
        return desk_page(
            regulation, edition, language, text, base, kept=False, problems=said(error.problems), status=422
        )
    if request.form.get("then") == "submit":
        return submit(slug, number)
    return redirect(url_for("drafting.draft", slug=slug, number=number, text=language, saved=1))


@desk.post("/regulations/<slug>/editions/<int:number>/choose")
@guarded(DRAFTER)
def choose(slug: str, number: int) -> Response | tuple[str, int]:
    """Put two texts together as chosen, provision by provision, and show what comes out before it is saved."""
    regulation, edition, language = place_of(slug, number)
    database = visit.db()
    theirs = texts.latest(database, edition, language)
    if theirs is None:
        abort(404)
    base = database.get(Snapshot, row_in(request.form.get("before", "")))
    if base is not None and base.edition_id != edition.id:
        base = None
    typed = request.form.get("mine", "")
    texts.read(typed)
    chosen = {key.removeprefix(CHOICE): value for key, value in request.form.items() if key.startswith(CHOICE)}
    return stale_page(regulation, edition, language, drafting.Stale(theirs, base, typed), chosen)


@desk.post("/regulations/<slug>/editions/<int:number>/discard")
@guarded(DRAFTER)
def discard(slug: str, number: int) -> Response:
    """Give up what was typed and not saved, and go back to the newest saved text; it can be taken back."""
    _, edition, language = place_of(slug, number)
    with visit.acting() as act:
        current = edition_at(act.db, edition.id)
        setting_aside.discard(act, current, language)
        importing.let_go(act, current, language, saved=False)
    return redirect(url_for("drafting.draft", slug=slug, number=number, text=language))


@desk.post("/regulations/<slug>/editions/<int:number>/submit")
@guarded(DRAFTER)
def submit(slug: str, number: int) -> Response:
    """Open a review round on the newest saved text."""
    _, edition, _ = place_of(slug, number)
    note, shown, due = (request.form.get(one, "") for one in ("note", "fingerprint", "due"))
    with visit.acting() as act:
        current = edition_at(act.db, edition.id)
        _nothing_unsaved(act, current)
        drafting.submit(act, current, note.strip()[:2000], shown, day_in(due), wanted_in(request.form))
    return redirect(url_for("library.edition", slug=slug, number=number))


@desk.post("/regulations/<slug>/editions/<int:number>/conclude-as-read")
@guarded(DRAFTER)
def conclude_as_read(slug: str, number: int) -> Response:
    """End the review on the text that was read; the draft beside it stays with its drafters."""
    _, edition, _ = place_of(slug, number)
    with visit.acting() as act:
        drafting.conclude_as_read(act, edition_at(act.db, edition.id), request.form.get("fingerprint", ""))
    return redirect(url_for("library.edition", slug=slug, number=number))


@desk.post("/regulations/<slug>/editions/<int:number>/revise")
@guarded(DRAFTER)
def revise(slug: str, number: int) -> Response:
    """Take an edition back into drafting."""
    _, edition, _ = place_of(slug, number)
    with visit.acting() as act:
        drafting.revise(act, edition_at(act.db, edition.id), request.form.get("reason", "").strip()[:2000])
    return redirect(url_for("drafting.draft", slug=slug, number=number))


@desk.post("/regulations/<slug>/editions/<int:number>/withdraw")
@guarded(DRAFTER)
def withdraw(slug: str, number: int) -> Response:
    """End an edition."""
    _, edition, _ = place_of(slug, number)
    with visit.acting() as act:
        drafting.withdraw(act, edition_at(act.db, edition.id), request.form.get("reason", "").strip()[:2000])
    return redirect(url_for("library.edition", slug=slug, number=number))


def _nothing_unsaved(act: Act, edition: Edition) -> None:
    """A working copy beside the saved text would be left out of what is submitted; say so first."""
    regulation = act.db.get_one(Regulation, edition.regulation_id)
    language = regulation.authentic_language
    copy = drafting.working_copy(act.db, act.person_id, edition, language)
    newest = texts.latest(act.db, edition, language)
    if copy is not None and (newest is None or copy.text != newest.text):
        raise Unusable(
            {"": Words("还有没保存的修改，请先保存再提交。", "There are changes that were not saved. Save them first.")}
        )


def place_of(slug: str, number: int) -> tuple[Regulation, Edition, Language]:
    """The regulation, the edition and the language that an address and its form name; 404 when there is none."""
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    language = request.values.get("text") or regulation.authentic_language
    if request.method == "POST":
        language = request.form.get("language") or regulation.authentic_language
    return regulation, edition, Language.called(language) or abort(404)


def _ahead(db: Session, course: Course) -> None:
    """Read in two statements the newest texts and those that they amend: whatever the desk says is said of these."""
    newest = {one.language: one.id for one in course.saves}
    texts.trees_ahead(db, [*newest.values(), *(one.parent_id for one in course.saves if one.number == 1)])


def keep_typed(act: Act, edition: Edition, language: Language, text: str, base: int) -> bool:
    """Keep what a form of the desk held, as every such form does; True when it went aside for another window's words."""
    return kept_words(act, edition, language, text, base, window="")[1]


def kept_words(
    act: Act, edition: Edition, language: Language, text: str, base: int, *, window: str
) -> tuple[WorkingCopy | None, bool]:  # fmt: skip
    """Keep `text`, and the row it was sent as if it was; the working copy, and whether `text` went aside."""
    known, begun, row = request.form.get("kept", ""), act.db.get(Snapshot, base), sent_row()
    if row is None or row[1].text != text:
        return setting_aside.keep(act, edition, language, text, begun, known=known, window=window)
    return keying.keep(act, edition, language, *row, begun, known=known, window=window)


def typed_words() -> tuple[str, int]:
    """The text as typed and the number of the snapshot it was begun from. Raises Unusable for none, or one beyond the bound."""
    row = sent_row()
    if row is None and "words" not in request.form:  # a form that was cut off would take the place of what is kept
        raise Unusable(
            {"text": Words("没有收到正文，请重新打开本页再试。", "No text was received: open the page again.")}
        )
    text = request.form["words"] if row is None else row[1].text
    limit = visit.house().settings.max_text_bytes
    if len(text.encode("utf-8", "surrogatepass")) > limit:
        raise Unusable({"text": too_long(limit)})
    return text, row_in(request.form.get("base", ""))


def desk_page(
    regulation: Regulation,
    edition: Edition,
    language: Language,
    text: str,
    base: int,
    *,
    kept: bool,
    problems: dict[str, str] | None = None,
    status: int = 200,
    rewriting: Rewriting | None = None,
    apart: bool = False,
) -> tuple[str, int]:
    """The desk with `text` in its field, begun from snapshot `base`; `kept` when it stands as a working copy.

    rewriting  what renumbering has just changed in it
    apart      another window's words are the working copy; these went aside
    """
    act = visit.reader()
    edition = edition_at(act.db, edition.id)
    _ahead(act.db, course_of(act.db, edition))
    newest = visit.newest_text(edition, language)
    original = visit.newest_text(edition, regulation.authentic_language)
    situation, on_draft = of_edition(act, edition), of_draft(act, edition, wanted=pinning.as_proposed(act, edition))
    arrived = [one for one in importing.waiting(act, Purpose.DRAFT, edition) if one.language == language]
    brought = next((one for one in arrived if one.id == row_in(request.values.get("imported", ""))), None)
    unsaved = kept and (newest is None or text != newest.text)
    return page(
        "draft/draft.html",
        status,
        **found_in(act, edition, language, text, newest),
        apart=apart,
        mark=setting_aside.mark(drafting.working_copy(act.db, act.person_id, edition, language)) if not apart else "",
        asides=[one for one in setting_aside.asides(act.db, act.person_id, edition, language) if one.text != text],
        rewriting=rewriting,
        rewritten=[runs(one.before, one.after) for one in rewriting.changed[:SHOWN_REWRITTEN]] if rewriting else [],
        regulation=regulation,
        edition=edition,
        language=language,
        text=text,
        pen=editor_script(),
        first="words",
        base=base,
        newest=newest,
        original=original,
        unsaved=unsaved,
        behind=newest is not None and base != newest.id,
        problems=problems or {},
        suggested=standing.open_suggestions(act.db, edition),
        **{verb: offer(verb, on_draft) if leads_from(verb, edition.state) else None for verb in WHILE_DRAFTED},
        **round_under_way(act, edition, situation, original),
        closed=[visit.say(one) for one in reasons("save", situation)],
        revise=offer("revise", situation),
        withdraw=offer("withdraw", situation),
        remarks=remarks_of(act, edition),
        arrived=arrived,
        imported=brought,
        imported_from=visit.say(importing.came_from(act, brought.id)) if brought else "",
        note=request.form.get("note"),
        accepted=ACCEPTED,
        just_saved=request.args.get("saved") == "1",
        left_behind=texts.left_behind(act.db, edition, lambda one: visit.newest_text(edition, one)),
        title=t("起草", "Drafting"),
    )
