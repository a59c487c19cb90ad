"""A file on its way into a draft: read, looked over beside the tree it became, corrected, and put before the drafter unsaved."""

from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from workflow.lifecycle.acting import Act, Unusable, ask
from workflow.lifecycle.draft import drafting, importing
from workflow.lifecycle.draft.importing import Settled
from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.records.regulation import Edition, Regulation, edition_at
from workflow.records.text.incoming import Incoming, Purpose
from workflow.records.text.snapshot import Snapshot
from workflow.text.comparing.compare import Change
from workflow.text.comparing.runs import Run
from workflow.text.reading.write import write
from workflow.web.draft.against import Against, against
from workflow.web.draft.drafting import DRAFTER, desk_page, keep_typed, place_of, present_words, typed_words
from workflow.web.draft.stale import stale_page
from workflow.web.request import visit
from workflow.web.request.bounds import counted
from workflow.web.request.fields import row_in
from workflow.web.request.files import read_file, sent_file, too_long
from workflow.web.request.guard import guarded
from workflow.web.request.long import long
from workflow.web.shapes.showing import offer, page, said
from workflow.web.sheet import sheet_words, sheets
from workflow.web.sheet.answers import Turn, answer, number_in
from workflow.web.sheet.imported import Imported
from workflow.words import Language, Words

desk = Blueprint("importing", __name__)
#: Changed provisions that are drawn at once, and characters of one of them.
CARDS, CARD = 60, 6_000


@desk.post("/regulations/<slug>/editions/<int:number>/import")
@counted
@guarded(DRAFTER)
def begin(slug: str, number: int) -> Response | tuple[str, int]:
    """Read a file. The words in the desk's own field travel along and are kept first, whatever becomes of the file."""
    regulation, edition, language = place_of(slug, number)
    with visit.acting() as act:
        ask("save", of_edition(act, edition_at(act.db, edition.id)))
    try:
        _keep_what_was_typed(edition, language)
        sent = sent_file()
        if sent is None:
            raise Unusable({"file": Words("请先选择文件。", "Choose a file first.")})
        read = Imported.of_file(read_file(sent.content))  # no transaction is open while a file is read
        with visit.acting() as act:
            current = edition_at(act.db, edition.id)
            brought = importing.begin(
                act, Purpose.DRAFT, current, language, sent.name, sent.content, read.text(), read.facts()
            )
            found = brought.id
    except Unusable as error:
        words, base, kept = present_words(edition, language)
        if "words" in request.form:
            words, base = request.form["words"], row_in(request.form.get("base", ""))
        return desk_page(
            regulation, edition, language, words, base, kept=kept, problems=said(error.problems), status=422
        )
    return redirect(url_for("importing.show", slug=slug, number=number, file=found))


@desk.get("/regulations/<slug>/editions/<int:number>/import/<int:file>")
@long
@guarded(DRAFTER)
def show(slug: str, number: int, file: int) -> tuple[str, int]:
    """The file as read beside the tree it became, with its guesses, and what it would change."""
    place = _Place.found(slug, number, file)
    line = number_in(request.args.get("line", ""))
    turn = Turn(
        line,
        "edit" in request.args,
        max(1, number_in(request.args.get("sheet", ""))),
        "changes" if request.args.get("shows") == "changes" else "",
    )
    return _page(place, turn)


@desk.post("/regulations/<slug>/editions/<int:number>/import/<int:file>/correct")
@long
@guarded(DRAFTER)
def correct(slug: str, number: int, file: int) -> Response | tuple[str, int]:
    """Answer guesses and correct lines."""
    place = _Place.found(slug, number, file)
    try:
        with visit.acting() as act:
            turn = _answered(act, place)
    except Unusable as error:
        return _page(place, _turn(), problems=said(error.problems), status=422)
    return redirect(_address(place, turn))


@desk.post("/regulations/<slug>/editions/<int:number>/import/<int:file>/settle")
@long
@guarded(DRAFTER)
def settle(slug: str, number: int, file: int) -> Response | tuple[str, int]:
    """Read the file again with its tracked changes taken as accepted, or as rejected; what was corrected is to be done again."""
    place = _Place.found(slug, number, file)
    try:
        way = Settled.called(request.form.get("as"))
        read = read_file(place.file.content, accepted=way is Settled.ACCEPTED)  # no transaction is open meanwhile
        with visit.acting() as act:
            mine = importing.find(act, file, Purpose.DRAFT) or abort(404)
            fresh = Imported.of_file(read)
            importing.correct(act, mine, text=fresh.text(), facts={**importing.facts_of(mine), **fresh.facts()})
    except Unusable as error:
        return _page(place, _turn(), problems=said(error.problems), status=422)
    return redirect(url_for("importing.show", slug=slug, number=number, file=file))


@desk.post("/regulations/<slug>/editions/<int:number>/import/<int:file>/take")
@long
@guarded(DRAFTER)
def take(slug: str, number: int, file: int) -> Response | tuple[str, int]:
    """Put the text before the drafter as words that are not saved yet, once every guess was answered."""
    place = _Place.found(slug, number, file)
    base = row_in(request.form.get("base", ""))
    try:
        with visit.acting() as act:
            _answered(act, place)
        with visit.acting() as act:
            stale = _take(act, place, base)
    except Unusable as error:
        return _page(place, _turn(), problems=said(error.problems), status=422)
    if stale is not None:
        return stale_page(place.regulation, place.edition, place.file.language, stale)
    return redirect(
        url_for("drafting.draft", slug=slug, number=number, text=place.file.language, imported=place.file.id)
    )


@desk.post("/regulations/<slug>/editions/<int:number>/import/<int:file>/drop")
@guarded(DRAFTER)
def drop(slug: str, number: int, file: int) -> Response:
    """Let the file go; the draft stays as it is."""
    place = _Place.found(slug, number, file)
    with visit.acting() as act:
        importing.drop(act, place.file)
    return redirect(url_for("drafting.draft", slug=slug, number=number, text=place.file.language))


@dataclass(frozen=True, slots=True)
class _Place:
    """What an address names: the edition and one file of this person's on its way into it."""

    regulation: Regulation
    edition: Edition
    file: Incoming

    @classmethod
    def found(cls, slug: str, number: int, file: int) -> "_Place":
        regulation = visit.regulation_or_404(slug)
        edition = visit.edition_or_404(regulation, number)
        brought = importing.find(visit.reader(), file, Purpose.DRAFT)
        return cls(regulation, edition, brought) if brought and brought.edition_id == edition.id else abort(404)


def _keep_what_was_typed(edition: Edition, language: Language) -> None:
    """Keep the words of the desk's field as a working copy, unless they are the saved ones, or none at all."""
    if "words" not in request.form:
        return
    words, base = typed_words()
    with visit.acting() as act:
        current = edition_at(act.db, edition.id)
        newest = texts.latest(act.db, current, language)
        copy = drafting.working_copy(act.db, act.person_id, current, language)
        clean = words.replace("\r\n", "\n")
        if clean.strip() and clean != (copy.text if copy else newest.text if newest else ""):
            keep_typed(act, current, language, clean, base)


def _imported(file: Incoming) -> Imported:
    return Imported.of_facts(importing.facts_of(file), file.text)


def _answered(act: Act, place: _Place) -> Turn:
    """Put what the form says into the file, and keep it."""
    file = importing.find(act, place.file.id, Purpose.DRAFT) or abort(404)
    brought = _imported(file)
    turn = answer(brought, request.form, lambda text: sheets.read(text).document)
    text = brought.text()
    limit = visit.house().settings.max_text_bytes
    if len(text.encode("utf-8", "surrogatepass")) > limit:
        raise Unusable({"text": too_long(limit)})
    importing.correct(act, file, text=text, facts={**importing.facts_of(file), **brought.facts()})
    return turn


def _take(act: Act, place: _Place, base: int) -> drafting.Stale | None:
    """Make the text the person's working copy on top of the text it was compared with.

    Raises Unusable while a guess is open, when nothing is left of the text, and when words that were typed and not saved
    would be lost. Gives the two texts when somebody saved meanwhile; the working copy then holds the file's.
    """
    file = importing.find(act, place.file.id, Purpose.DRAFT) or abort(404)
    edition = act.db.get_one(Edition, place.edition.id)
    brought = _imported(file)
    if brought.left():
        raise Unusable({"left": sheet_words.guesses_left(len(brought.left()))})
    if not brought.text().strip():
        raise Unusable({"text": Words("没有留下任何文字。", "No words are left.")})
    text = write(texts.read(brought.text()).document)
    newest = texts.latest(act.db, edition, file.language)
    if _would_be_lost(act, edition, file, newest) not in ("", text):
        raise Unusable({"unsaved": UNSAVED})
    before = act.db.get(Snapshot, base) if base else None
    if before is not None and (before.edition_id != edition.id or before.language != file.language):
        before = None
    drafting.keep(act, edition, file.language, text, before)
    importing.take_over(act, file, text, brought.tracked, Settled.ACCEPTED if brought.taken else Settled.REJECTED)
    if newest is None or (before is not None and before.id == newest.id) or newest.text == text:
        return None
    stale = drafting.Stale(newest, before, text)
    act.db.flush()
    act.db.expunge_all()  # the rows are shown after this transaction has ended
    return stale


def _would_be_lost(act: Act, edition: Edition, file: Incoming, newest: Snapshot | None) -> str:
    """The words that the person typed, did not save, and did not take over from this very file; "" when there are none."""
    copy = drafting.working_copy(act.db, act.person_id, edition, file.language)
    if copy is None or not copy.text.strip() or (newest is not None and copy.text == newest.text):
        return ""
    return "" if importing.is_taken(file, copy.text) else copy.text


UNSAVED = Words(
    "起草页上还有没保存的修改，放进草稿会盖掉它们：请先到起草页保存或者放弃，再回来。",
    "There are unsaved changes on the drafting page, which would be lost: save or discard them there first, then come back.",
)


def _turn() -> Turn:
    """Where a page that answers a form stands: as the form says, with the line open that was open."""
    return Turn(
        number_in(request.form.get("line", "")),
        True,
        max(1, number_in(request.form.get("sheet", ""))),
        "changes" if request.form.get("shows") == "changes" else "",
    )


def _address(place: _Place, turn: Turn) -> str:
    asked: dict[str, Any] = {
        "line": turn.line or None,
        "edit": "1" if turn.opened else None,
        "sheet": turn.sheet if turn.sheet > 1 and not turn.line else None,
        "shows": turn.shows or None,
        # A browser that is sent to a place in the page does not go to the field that asks for the focus.
        "_anchor": f"l-{turn.line}" if turn.line and not turn.opened else None,
    }
    return url_for("importing.show", **_names(place), **asked)


def _names(place: _Place) -> dict[str, Any]:
    return {"slug": place.regulation.slug, "number": place.edition.number, "file": place.file.id}


def _short(change: Change) -> Change:
    """The change with no more words than a card holds."""
    room = CARD
    runs: list[Run] = []
    for kind, words in change.runs:
        runs.append((kind, words if len(words) <= room else words[:room] + "…"))
        room -= len(words)
        if room <= 0:
            break
    return replace(change, runs=runs)


def _page(place: _Place, turn: Turn, *, problems: dict[str, str] | None = None, status: int = 200) -> tuple[str, int]:
    act = visit.reader()
    edition = act.db.get_one(Edition, place.edition.id)
    file = importing.find(act, place.file.id, Purpose.DRAFT) or abort(404)
    brought = _imported(file)
    typed = request.form.get(f"typed:{turn.line}") if request.method == "POST" else None
    drawn = sheets.sheet_of(brought, line=turn.line, opened=turn.opened, sheet=turn.sheet, typed=typed)
    base = texts.latest(act.db, edition, file.language)
    found: Against | None = against(act.db, edition, file.language, base, brought.text()) if base else None
    return page(
        "draft/import.html",
        status,
        regulation=place.regulation,
        edition=edition,
        file=file,
        sheet=drawn,
        turn=turn,
        base=base,
        against=found,
        cards=[_short(one) for one in found.changes[:CARDS]] if found else [],
        unsaved=visit.say(UNSAVED) if _would_be_lost(act, edition, file, base) else "",
        left=visit.say(sheet_words.guesses_left(drawn.left)) if drawn.left else "",
        save=offer("save", of_edition(act, edition)),
        problems=problems or {},
        place=_names(place),
    )
