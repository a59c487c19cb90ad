"""补录: an entry from its first page to its last: which regulation, the text as read, what its papers say, a last look.

Nothing is in the library before the last step; until then it is one person's, kept as typed, and waits for them.
"""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from workflow.lifecycle.acting import Unusable, ask
from workflow.lifecycle.beginning import NO_LANGUAGE
from workflow.lifecycle.draft import importing
from workflow.lifecycle.entry import entering
from workflow.lifecycle.facts import entries
from workflow.lifecycle.facts.situations.beginning import of_place
from workflow.records.regulation import Regulation
from workflow.records.text.incoming import Incoming, Purpose
from workflow.rules.entry.paper_facts import FACT_WORDS
from workflow.rules.moves import MOVES
from workflow.web.entry.entry_file import (
    FACT,
    LONGEST_FIELD,
    found_or_404,
    guessed,
    heading_of,
    imported_text,
    name_of,
    names_in,
    pasted,
    ready,
    regulation_at,
    typed_in_so_far,
    waiting,
)
from workflow.web.entry.paper_form import facts_of, typed_in
from workflow.web.request import visit
from workflow.web.request.bounds import counted
from workflow.web.request.files import FileText, read_file, sent_file, too_long
from workflow.web.request.guard import guarded, only
from workflow.web.request.long import long
from workflow.web.shapes.entered import in_words
from workflow.web.shapes.showing import page, said
from workflow.web.shapes.shown_texts import outline
from workflow.web.sheet import sheet_words, sheets
from workflow.web.sheet.answers import Turn, answer, number_in
from workflow.web.sheet.imported import Imported
from workflow.words import Language, Words

desk = Blueprint("entering", __name__)
KEEPERS = only(*MOVES["enter"].roles)
NAMES = ("which", "slug", "name_zh", "name_en", "language")
#: What a field is called when a sentence stands apart from it.
ELSEWHERE = {
    "which": Words("哪项制度", "Which regulation"),
    "slug": Words("网址名", "Address name"),
    "name_zh": Words("中文名称", "Name in Chinese"),
    "name_en": Words("英文名称", "Name in English"),
    "text": Words("正文", "Text"),
}


@desk.get("/past")
@guarded(KEEPERS)
def start() -> tuple[str, int]:
    """Which regulation, and its text; and what was begun and not finished."""
    slug = request.args.get("of", "")
    return _start_page({"which": slug, "language": Language.ZH})


@desk.post("/past")
@counted
@guarded(KEEPERS)
def begin() -> Response | tuple[str, int]:
    """Read the file, or the words that were pasted, and keep them."""
    form = {name: request.form.get(name, "").strip()[:LONGEST_FIELD] for name in NAMES}
    words = request.form.get("words", "").replace("\r\n", "\n")
    try:
        with visit.acting() as act:
            ask("enter", of_place(act, None))
        sent = sent_file()
        if sent is None and not words.strip():
            raise Unusable(
                {"file": Words("请选择文件，或者把正文粘贴在下面。", "Choose a file, or paste the text below.")}
            )
        read = read_file(sent.content) if sent else FileText(pasted(words))
        brought = Imported.of_file(read)
        text = brought.text()
        with visit.acting() as act:
            regulation = regulation_at(act.db, form["which"])
            language = regulation.authentic_language if regulation else _language(form["language"])
            typed = {**form, **guessed(act.db, regulation, text)}
            typed["name_zh"] = typed["name_zh"] or sheets.read(text).document.title.replace("\n", "")
            kept = {**brought.facts(), FACT: typed}
            name, content = (sent.name, sent.content) if sent else ("", b"")
            found = importing.begin(act, Purpose.ENTRY, None, language, name, content, text, kept).id
    except Unusable as error:
        return _start_page(form, words=words, problems=said(error.problems), status=422)
    return redirect(url_for("entering.text", file=found))


@desk.get("/past/<int:file>/text")
@long
@guarded(KEEPERS)
def text(file: int) -> tuple[str, int]:
    """The text as read beside the tree it became, with its guesses."""
    turn = Turn(
        number_in(request.args.get("line", "")), "edit" in request.args, number_in(request.args.get("sheet", "1"))
    )
    return _text_page(found_or_404(visit.reader(), file), turn)


@desk.post("/past/<int:file>/text")
@long
@guarded(KEEPERS)
def read(file: int) -> Response | tuple[str, int]:
    """Answer guesses and correct lines; go on to the facts once every guess was answered."""
    try:
        with visit.acting() as act:
            found = found_or_404(act, file)
            brought = imported_text(found)
            turn = answer(brought, request.form, lambda words: sheets.read(words).document)
            words = brought.text()
            if len(words.encode("utf-8", "surrogatepass")) > visit.house().settings.max_text_bytes:
                raise Unusable({"text": too_long(visit.house().settings.max_text_bytes)})
            importing.correct(act, found, text=words, facts={**importing.facts_of(found), **brought.facts()})
            left = len(brought.left())
        if request.form.get("then") == "facts":
            if left:
                raise Unusable({"left": sheet_words.guesses_left(left)})
            return redirect(url_for("entering.facts", file=file))
    except Unusable as error:
        turn = Turn(number_in(request.form.get("line", "")), True, number_in(request.form.get("sheet", "1")))
        return _text_page(found_or_404(visit.reader(), file), turn, problems=said(error.problems), status=422)
    asked = {"line": turn.line or None, "edit": "1" if turn.opened else None}
    sheet = turn.sheet if turn.sheet > 1 and not turn.line else None
    anchor = f"l-{turn.line}" if turn.line else None
    return redirect(url_for("entering.text", file=file, sheet=sheet, _anchor=anchor, **asked))  # type: ignore[arg-type]


@desk.get("/past/<int:file>/facts")
@long
@guarded(KEEPERS)
def facts(file: int) -> tuple[str, int]:
    """What the papers say."""
    found = found_or_404(visit.reader(), file)
    return _facts_page(found, typed_in_so_far(found))


@desk.post("/past/<int:file>/facts")
@counted
@guarded(KEEPERS)
def keep(file: int) -> Response | tuple[str, int]:
    """Keep what was typed, whether it makes sense yet or not; then show what would be entered."""
    try:
        with visit.acting() as act:
            found = found_or_404(act, file)
            typed = {**typed_in_so_far(found), **names_in(request.form), **typed_in(request.form)}
            importing.correct(act, found, facts={**importing.facts_of(found), FACT: typed})
        sent = sent_file("decision_file")
        if sent is not None:
            typed["decision"] = read_file(sent.content, "decision_file").text
            with visit.acting() as act:
                found = found_or_404(act, file)
                importing.correct(act, found, facts={**importing.facts_of(found), FACT: typed})
        with visit.acting() as act:
            found = found_or_404(act, file)
            ready(act, found)
    except Unusable as error:
        found = found_or_404(visit.reader(), file)
        return _facts_page(found, typed_in_so_far(found), problems=said(error.problems), status=422)
    if request.form.get("then") == "stay":
        return redirect(url_for("entering.facts", file=file))
    return redirect(url_for("entering.preview", file=file))


@desk.get("/past/<int:file>")
@long
@guarded(KEEPERS)
def preview(file: int) -> tuple[str, int]:
    """What would be entered: the text as printed, the facts, what the decision comes to, what looks odd."""
    return _preview_page(found_or_404(visit.reader(), file))


@desk.post("/past/<int:file>/enter")
@long
@guarded(KEEPERS)
def enter(file: int) -> Response | tuple[str, int]:
    """Enter exactly what was shown."""
    try:
        with visit.acting() as act:
            found = found_or_404(act, file)
            if request.form.get("shown") != name_of(act, found):
                raise Unusable({"": MEANWHILE})
            place, told = ready(act, found)
            edition = entering.enter(act, place, found.text, told)
            slug, number = act.db.get_one(Regulation, edition.regulation_id).slug, edition.number
            importing.drop(act, found)
    except Unusable as error:
        return _preview_page(found_or_404(visit.reader(), file), problems=error.problems, status=422)
    return redirect(url_for("library.edition", slug=slug, number=number, entered=1))


@desk.post("/past/<int:file>/drop")
@guarded(KEEPERS)
def drop(file: int) -> Response:
    """Give it up."""
    with visit.acting() as act:
        importing.drop(act, found_or_404(act, file))
    return redirect(url_for("entering.start"))


MEANWHILE = Words(
    "内容在别处改过了，请再看一遍下面的内容，然后补录。",
    "This was changed elsewhere meanwhile. Look at it again below, then enter it.",
)


def _language(asked: str) -> Language:
    """The language that the form asks for, Chinese when it says nothing. Raises Unusable."""
    language = Language.called(asked or Language.ZH)
    if language is None:
        raise Unusable({"language": NO_LANGUAGE})
    return language


def _start_page(
    form: Mapping[str, str], *, words: str = "", problems: dict[str, str] | None = None, status: int = 200
) -> tuple[str, int]:
    act = visit.reader()
    return page(
        "entry/start.html",
        status,
        form=form,
        words=words,
        problems=problems or {},
        regulations=entries.open_regulations(act.db),
        waiting=waiting(act),
    )


def _shared(found: Incoming) -> dict[str, Any]:
    """What every step shows at its head."""
    act = visit.reader()
    typed = typed_in_so_far(found)
    regulation = regulation_at(act.db, typed.get("which", ""))
    return {
        "file": found,
        "regulation": regulation,
        "heading": heading_of(regulation, typed, found.name),
        "before": entries.last_edition(act.db, regulation) if regulation else None,
        "left": len(imported_text(found).left()),
    }


def _text_page(
    found: Incoming, turn: Turn, *, problems: dict[str, str] | None = None, status: int = 200
) -> tuple[str, int]:
    typed = request.form.get(f"typed:{turn.line}") if request.method == "POST" else None
    drawn = sheets.sheet_of(
        imported_text(found), line=turn.line, opened=turn.opened, sheet=max(1, turn.sheet), typed=typed
    )
    return page("entry/text.html", status, sheet=drawn, turn=turn, problems=problems or {}, **_shared(found))


def _facts_page(
    found: Incoming, typed: Mapping[str, str], *, problems: dict[str, str] | None = None, status: int = 200
) -> tuple[str, int]:
    return page(
        "entry/facts.html",
        status,
        form=typed,
        problems=problems or {},
        today=visit.reader().today.isoformat(),
        **_shared(found),
    )


def _preview_page(found: Incoming, *, problems: dict[str, Words] | None = None, status: int = 200) -> tuple[str, int]:
    act = visit.reader()
    typed = typed_in_so_far(found)
    told, _ = facts_of(typed)
    problems = dict(problems or {})
    try:
        ready(act, found)
    except Unusable as error:
        problems |= error.problems
    words, note = entries.without_note(found.text)
    parsed = sheets.read(words)
    shared = _shared(found)
    return page(
        "entry/preview.html",
        status,
        problems=_with_names(problems),
        facts=in_words(told),
        document=parsed.document,
        outline=outline(parsed.document),
        wrong=[one for one in parsed.problems if one.blocking],
        note=told.note or note,
        doubts=[visit.say(one) for one in entries.doubts_of(act, told, words)],
        fit=entries.fit_of_draft(act.db, shared["regulation"], told.decision, words),
        decision=told.decision,
        shown=name_of(act, found),
        **shared,
    )


def _with_names(problems: Mapping[str, Words]) -> list[str]:
    """Each problem with the field it concerns, for a page that does not show the fields."""
    names = {**FACT_WORDS, **ELSEWHERE}
    return [
        f"{visit.say(names[field])} · {visit.say(words)}" if field in names else visit.say(words)
        for field, words in problems.items()
    ]
