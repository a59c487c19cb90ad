"""The drafting desk: the text as it is typed, its outline and problems, saving without losing a word."""

from flask import Blueprint, abort, g, redirect, request, url_for
from werkzeug.wrappers import Response

from workflow.lifecycle import drafting, standing, texts
from workflow.lifecycle.acting import Act, Unusable
from workflow.publishing.word.reading import read_document
from workflow.publishing.word.unreadable import WordUnreadable
from workflow.records.regulation import Edition, Regulation, RegulationKind
from workflow.records.snapshot import Snapshot
from workflow.rules.roles import Role
from workflow.text.parse import Parsed
from workflow.web import visit
from workflow.web.fields import row_in, whole_in
from workflow.web.guard import guarded, only
from workflow.web.library import compared, outline
from workflow.web.showing import offer, page, said, t
from workflow.web.stale import stale_page
from workflow.words import Words

desk = Blueprint("drafting", __name__)
DRAFTER = only(Role.DRAFTER)
#: Prefix of the fields that say whose wording stands.
CHOICE = "choice:"


@desk.get("/regulations/new")
@guarded(DRAFTER)
def new() -> tuple[str, int]:
    """The form for a new regulation."""
    return page("new_regulation.html", form={"language": "zh", "kind": "regulation"}, problems={}, kinds=RegulationKind)


@desk.post("/regulations/new")
@guarded(DRAFTER)
def create() -> Response | tuple[str, int]:
    """Begin a regulation."""
    form = request.form
    try:
        with visit.acting() as act:
            kind = RegulationKind.REPORT if form.get("kind") == "report" else RegulationKind.REGULATION
            drafting.create(
                act,
                slug=form.get("slug", "").strip(),
                kind=kind,
                name_zh=form.get("name_zh", "").strip(),
                name_en=form.get("name_en", "").strip(),
                language=form.get("language", "zh"),
            )
    except Unusable as error:
        return page("new_regulation.html", 422, form=form, problems=said(error.problems), kinds=RegulationKind)
    return redirect(url_for("drafting.draft", slug=form["slug"].strip(), number=1))


@desk.post("/regulations/<slug>/amend")
@guarded(DRAFTER)
def amend(slug: str) -> Response:
    """Begin the next edition from the text in force."""
    regulation = visit.regulation_or_404(slug)
    with visit.acting() as act:
        number = drafting.amend(act, act.db.get_one(Regulation, regulation.id)).number
    return redirect(url_for("drafting.draft", slug=slug, number=number))


@desk.get("/regulations/<slug>/editions/<int:number>/draft")
@guarded(DRAFTER)
def draft(slug: str, number: int) -> tuple[str, int]:
    """The desk: the working copy when there is one, else the newest text."""
    regulation, edition, language = _place(slug, number)
    act = visit.reader()
    newest = texts.latest(act.db, edition, language)
    copy = drafting.working_copy(act.db, act.person_id, edition, language)
    text = copy.text if copy else newest.text if newest else ""
    base = (copy.base_snapshot_id if copy else newest.id if newest else None) or 0
    return _desk(regulation, edition, language, text, base, kept=copy is not None)


@desk.post("/regulations/<slug>/editions/<int:number>/preview")
@guarded(DRAFTER)
def preview(slug: str, number: int) -> tuple[str, int]:
    """Keep what was typed and show its outline and problems, without making a snapshot."""
    regulation, edition, language = _place(slug, number)
    text, base = _typed()
    with visit.acting() as act:
        current = act.db.get_one(Edition, edition.id)
        drafting.keep(act, current, language, text, act.db.get(Snapshot, base))
    return _desk(regulation, edition, language, text, base, kept=True)


@desk.post("/regulations/<slug>/editions/<int:number>/save")
@guarded(DRAFTER)
def save(slug: str, number: int) -> Response | tuple[str, int]:
    """Make a snapshot. When somebody was quicker, nothing is lost: both texts are shown and the person chooses."""
    regulation, edition, language = _place(slug, number)
    text, base = _typed()
    try:
        with visit.acting() as act:
            current = act.db.get_one(Edition, edition.id)
            drafting.save(act, current, language, text, act.db.get(Snapshot, base), request.form.get("note", "")[:500])
    except drafting.Stale as error:
        with visit.acting() as act:
            drafting.keep(act, act.db.get_one(Edition, edition.id), language, text, act.db.get(Snapshot, base))
        return stale_page(regulation, edition, language, error)
    except Unusable as error:
        return _desk(regulation, edition, language, text, base, kept=False, problems=said(error.problems), status=422)
    if request.form.get("then") == "submit":
        return submit(slug, number)
    return redirect(url_for("drafting.draft", slug=slug, number=number, text=language, saved=1))


@desk.post("/regulations/<slug>/editions/<int:number>/choose")
@guarded(DRAFTER)
def choose(slug: str, number: int) -> Response | tuple[str, int]:
    """Put two texts together as chosen, provision by provision, and show what comes out before it is saved."""
    regulation, edition, language = _place(slug, number)
    database = visit.db()
    theirs = texts.latest(database, edition, language)
    if theirs is None:
        abort(404)
    base = database.get(Snapshot, whole_in(request.form.get("before", "")) or 0)
    if base is not None and base.edition_id != edition.id:
        base = None
    typed = request.form.get("mine", "")
    texts.read(typed)
    chosen = {key.removeprefix(CHOICE): value for key, value in request.form.items() if key.startswith(CHOICE)}
    return stale_page(regulation, edition, language, drafting.Stale(theirs, base, typed), chosen)


@desk.post("/regulations/<slug>/editions/<int:number>/discard")
@guarded(DRAFTER)
def discard(slug: str, number: int) -> Response:
    """Give up what was typed and not saved, and go back to the newest saved text."""
    _, edition, language = _place(slug, number)
    with visit.acting() as act:
        copy = drafting.working_copy(act.db, act.person_id, act.db.get_one(Edition, edition.id), language)
        if copy is not None:
            act.db.delete(copy)
    return redirect(url_for("drafting.draft", slug=slug, number=number, text=language))


@desk.post("/regulations/<slug>/editions/<int:number>/submit")
@guarded(DRAFTER)
def submit(slug: str, number: int) -> Response:
    """Open a review round on the newest saved text."""
    _, edition, _ = _place(slug, number)
    shown = request.form.get("fingerprint", "")
    with visit.acting() as act:
        current = act.db.get_one(Edition, edition.id)
        _nothing_unsaved(act, current)
        drafting.submit(act, current, request.form.get("note", "").strip()[:2000], shown)
    return redirect(url_for("library.edition", slug=slug, number=number))


@desk.post("/regulations/<slug>/editions/<int:number>/revise")
@guarded(DRAFTER)
def revise(slug: str, number: int) -> Response:
    """Take an edition back into drafting."""
    _, edition, _ = _place(slug, number)
    with visit.acting() as act:
        drafting.revise(act, act.db.get_one(Edition, edition.id), request.form.get("reason", "").strip()[:2000])
    return redirect(url_for("drafting.draft", slug=slug, number=number))


@desk.post("/regulations/<slug>/editions/<int:number>/withdraw")
@guarded(DRAFTER)
def withdraw(slug: str, number: int) -> Response:
    """End an edition."""
    _, edition, _ = _place(slug, number)
    with visit.acting() as act:
        drafting.withdraw(act, act.db.get_one(Edition, edition.id), request.form.get("reason", "").strip()[:2000])
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


def _place(slug: str, number: int) -> tuple[Regulation, Edition, str]:
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    language = request.values.get("text") or regulation.authentic_language
    if request.method == "POST":
        language = request.form.get("language") or regulation.authentic_language
    return regulation, edition, language if language in drafting.LANGUAGES else abort(404)


def _typed() -> tuple[str, int]:
    """The text as typed (or as uploaded) and the number of the snapshot it was begun from."""
    upload = request.files.get("file")
    text = request.form.get("words", "")
    if upload is not None and upload.filename:
        text = _from_file(upload.read())
    if len(text.encode("utf-8", "surrogatepass")) > visit.house().settings.max_text_bytes:
        limit = visit.house().settings.max_text_bytes
        raise Unusable(
            {
                "text": Words(
                    f"正文超过上限（{limit // 1000} KB）。", f"The text is beyond the limit of {limit // 1000} kB."
                )
            }
        )
    return text, row_in(request.form.get("base", ""))


def _from_file(content: bytes) -> str:
    """The text of an uploaded text or Word file; what the Word reader had to guess is noted for the page."""
    if not content.startswith((b"PK", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")):
        return decoded(content)
    try:
        found = read_document(content)
    except WordUnreadable as error:
        raise Unusable({"text": error.words}) from error
    g.guesses = found.guesses
    return found.text


def decoded(content: bytes) -> str:
    """The text of an uploaded file: UTF-8, UTF-16 with its mark, or GB18030. Raises Unusable for anything else."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ["utf-16"] if marked else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if any(ord(letter) < 32 and letter not in "\t\n\r\f\v" for letter in text):
            continue
        if encoding != "gb18030" or _reads_like_chinese(text):
            return text
    raise Unusable(
        {
            "text": Words(
                "这个文件不是文本文件，或者编码无法识别。请另存为UTF-8文本后再上传。",
                "This file is no text, or its encoding is unknown. Save it as UTF-8 text and upload it again.",
            )
        }
    )


def _reads_like_chinese(text: str) -> bool:
    """GB18030 gives a meaning to almost any bytes; real Chinese keeps, nearly always, to the characters of GB 2312."""
    foreign = [letter for letter in text if not letter.isascii()]
    usual = sum(1 for letter in foreign if letter in "—…·〔〕" or _in_gb2312(letter))
    return usual >= 0.9 * len(foreign)


def _in_gb2312(letter: str) -> bool:
    try:
        return bool(letter.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def _desk(
    regulation: Regulation,
    edition: Edition,
    language: str,
    text: str,
    base: int,
    *,
    kept: bool,
    problems: dict[str, str] | None = None,
    status: int = 200,
) -> tuple[str, int]:
    act = visit.reader()
    edition = act.db.get_one(Edition, edition.id)
    newest = texts.latest(act.db, edition, language)
    original = texts.authentic(act.db, edition)
    parsed = _parsed(text)
    amended = standing.base_of(act.db, edition)
    changes = (
        compared(act.db, amended, original)
        if amended and original and language == regulation.authentic_language
        else None
    )
    situation = standing.of_edition(act, edition)
    return page(
        "draft.html",
        status,
        regulation=regulation,
        edition=edition,
        language=language,
        text=text,
        base=base,
        newest=newest,
        original=original,
        unsaved=kept and (newest is None or text != newest.text),
        behind=newest is not None and base != newest.id,
        problems=problems or {},
        parsed=parsed,
        outline=outline(parsed.document) if parsed else [],
        changes=changes,
        save=offer("save", situation),
        submit=offer("submit", situation),
        revise=offer("revise", situation),
        withdraw=offer("withdraw", situation),
        remarks=_remarks(act, edition),
        guesses=g.get("guesses", []),
        just_saved=request.args.get("saved") == "1",
        left_behind=texts.left_behind(act.db, edition),
        title=t("起草", "Drafting"),
    )


def _parsed(text: str) -> Parsed | None:
    if not text.strip():
        return None
    try:
        return texts.read(text)
    except Unusable:
        return None


def _remarks(act: Act, edition: Edition) -> list[tuple[str, str]]:
    """The standing requests for changes and the remarks of the reviewers, with whom they come from."""
    from workflow.lifecycle.reviewing import approvals_of, comments_of
    from workflow.records.person import Person
    from workflow.rules.review import Decision
    from workflow.web.showing import called

    out = []
    for approval, _ in approvals_of(act.db, edition):
        if approval.decision is Decision.REQUEST_CHANGES:
            out.append((called(act.db.get_one(Person, approval.person_id)), approval.opinion))
    for comment in comments_of(act.db, edition):
        out.append((f"{called(act.db.get_one(Person, comment.person_id))} · {comment.label}", comment.text))
    return out
