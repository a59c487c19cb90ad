"""What was entered afterwards, and its papers: attach scans, correct the facts or the text, strike the entry out.

The scans hold names, signatures and how a meeting went: whoever may see the papers of a session may open them, and everybody
who reads the text learns that they are there.
"""

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from workflow.lifecycle.acting import Act, Unusable
from workflow.lifecycle.attaching import Sent
from workflow.lifecycle.entry import entering
from workflow.lifecycle.facts import entries
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.lifecycle.facts.submitted import standing_text
from workflow.records.entry import ScanKind
from workflow.records.person import Person
from workflow.records.regulation import Edition, Regulation, edition_at
from workflow.web.entry.entering import KEEPERS
from workflow.web.entry.paper_form import facts_of, typed_in, typed_of
from workflow.web.request import visit
from workflow.web.request.bounds import counted
from workflow.web.request.files import too_large
from workflow.web.request.guard import IN_CONGRESS, guarded
from workflow.web.request.kept_files import send_kept
from workflow.web.request.long import long
from workflow.web.shapes.entered import SCAN_WORDS, may_open_scans, shown
from workflow.web.shapes.showing import offer, page, said
from workflow.words import Words

desk = Blueprint("correcting", __name__)
#: Files that are taken in one go.
AT_ONCE = 20


@desk.get("/regulations/<slug>/editions/<int:number>/entry")
@long
@guarded(KEEPERS)
def entry(slug: str, number: int) -> tuple[str, int]:
    """The entry with its scans and everything that was ever said in it."""
    regulation = visit.regulation_or_404(slug)
    return _page(regulation, visit.edition_or_404(regulation, number))


@desk.post("/regulations/<slug>/editions/<int:number>/attach")
@counted
@guarded(KEEPERS)
def attach(slug: str, number: int) -> Response | tuple[str, int]:
    """Attach scans: all of them, or none when one cannot be kept."""
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    try:
        with visit.acting() as act:
            current = edition_at(act.db, edition.id)
            for sent in _sent_scans():
                entering.attach(
                    act,
                    current,
                    sent,
                    _kind(),
                    request.form.get("about", ""),
                    largest=visit.house().settings.max_upload_bytes,
                )
    except Unusable as error:
        return _page(regulation, edition, problems=said(error.problems), at="scans", status=422)
    return redirect(url_for("correcting.entry", slug=slug, number=number, _anchor="scans"))


@desk.post("/regulations/<slug>/editions/<int:number>/correct")
@long
@guarded(KEEPERS)
def correct(slug: str, number: int) -> Response | tuple[str, int]:
    """Correct the facts, and the text where a new one was typed."""
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    facts, problems = facts_of(typed_in(request.form))
    text = request.form.get("words")
    try:
        with visit.acting() as act:
            if problems:
                raise Unusable(problems)
            current = edition_at(act.db, edition.id)
            if request.form.get("shown", _name(act, current)) != _name(act, current):
                raise Unusable({"": MEANWHILE})
            entering.correct(act, current, facts, request.form.get("reason", ""), text)
    except Unusable as error:
        return _page(regulation, edition, problems=said(error.problems), at="correct", status=422)
    return redirect(url_for("library.edition", slug=slug, number=number))


@desk.post("/regulations/<slug>/editions/<int:number>/strike")
@guarded(KEEPERS)
def strike(slug: str, number: int) -> Response | tuple[str, int]:
    """Strike the entry out."""
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    try:
        with visit.acting() as act:
            entering.strike(act, edition_at(act.db, edition.id), request.form.get("reason", ""))
    except Unusable as error:
        return _page(regulation, edition, problems=said(error.problems), at="strike", status=422)
    return redirect(url_for("library.edition", slug=slug, number=number))


@desk.get("/regulations/<slug>/editions/<int:number>/scans/<int:scan>")
@guarded(IN_CONGRESS)
def scan(slug: str, number: int, scan: int) -> Response:
    """A scan, to download; never shown inside our pages."""
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    found = entries.scan_file(visit.db(), edition, scan)
    if found is None or not may_open_scans(edition):
        abort(404)
    return send_kept(found.kept, found.name, f"scan-{scan}")


def _sent_scans() -> list[Sent]:
    """The files of the form; one empty one when there is none, so that the verb says what is missing."""
    most = visit.house().settings.max_upload_bytes
    files = [one for one in request.files.getlist("scan") if one.filename]
    if len(files) > AT_ONCE:
        raise Unusable(
            {"scan": Words(f"一次最多附{AT_ONCE}个文件。", f"At most {AT_ONCE} files can be attached at once.")}
        )
    out = []
    for one in files:
        content = one.stream.read(most + 1)
        if len(content) > most:
            raise Unusable({"scan": too_large(most)})
        out.append(Sent(one.filename or "", content))
    return out or [Sent("", b"")]


MEANWHILE = Words(
    "这一版刚刚被更正过：上面是现在的内容，下面还是您填写的。核对以后再提交。",
    "This edition was corrected a moment ago: above is what it says now, below still what you typed. Compare, then send it.",
)


def _name(act: Act, edition: Edition) -> str:
    """A name of what the form of a correction began with: which facts, and which text."""
    rows, head = entries.entries_of(act.db, edition), standing_text(act.db, edition)
    return f"{len(rows)}-{head.id if head else 0}"


def _kind() -> ScanKind:
    try:
        return ScanKind(request.form.get("kind", ""))
    except ValueError:
        return ScanKind.OTHER


def _page(
    regulation: Regulation,
    edition: Edition,
    *,
    problems: dict[str, str] | None = None,
    at: str = "",
    status: int = 200,
) -> tuple[str, int]:
    act = visit.reader()
    edition = edition_at(act.db, edition.id)
    rows = entries.entries_of(act.db, edition)
    head = standing_text(act.db, edition)
    if not rows or head is None:
        abort(404)
    situation = of_edition(act, edition)
    typed = typed_in(request.form) if at == "correct" else typed_of(entries.facts_in(rows[-1]))
    return page(
        "entry/entry.html",
        status,
        regulation=regulation,
        edition=edition,
        entered=shown(act.db, regulation, edition),
        rows=[(one, act.db.get_one(Person, one.entered_by)) for one in rows],
        head=head,
        form=typed,
        words=request.form.get("words", head.text) if at == "correct" else head.text,
        typed=request.form,
        kinds=[(kind.value, visit.say(words)) for kind, words in SCAN_WORDS.items()],
        chosen=request.form.get("kind", ""),
        attach=offer("attach", situation),
        correct=offer("correct", situation),
        strike=offer("strike", situation),
        problems=problems or {},
        at=at,
        before=None,
        shown=_name(act, edition),
        today=act.today.isoformat(),
    )
