"""Word files going out: a text to work on, its changes as tracked changes, the comparison table.

For the colleague who answers only in Word. The official paper is the PDF; a Word file is never one.
"""

from flask import Blueprint, Response, abort

from workflow.lifecycle import texts
from workflow.papers import Press, facts_of, table_lines
from workflow.publishing.facts import PrintFacts
from workflow.publishing.word.redline import write_tracked
from workflow.publishing.word.table import write_table
from workflow.publishing.word.writing import write_document
from workflow.records.regulation import Edition
from workflow.records.snapshot import Snapshot
from workflow.web import visit
from workflow.web.amending import amendment
from workflow.web.guard import PUBLIC, guarded
from workflow.web.library import may_read_or_404, press, send_file, text_language
from workflow.web.showing import called, t

desk = Blueprint("word", __name__)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@desk.get("/regulations/<slug>/editions/<int:number>.docx")
@guarded(PUBLIC)
def text(slug: str, number: int) -> Response:
    """The text of an edition as a Word file, with Word's own numbering."""
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    may_read_or_404(edition)
    snapshot = visit.shown_text(edition, text_language(regulation, edition)) or abort(404)
    database = visit.db()
    content = write_document(texts.tree_of(database, snapshot), _facts(edition, snapshot, press()))
    return _send(content, f"{called(regulation)}.docx", f"{slug}-{number}.docx")


@desk.get("/regulations/<slug>/editions/<int:number>/redline.docx")
@guarded(PUBLIC)
def redline(slug: str, number: int) -> Response:
    """The changes to the text in force as tracked changes, which Word accepts or rejects one by one."""
    found = amendment(slug, number)
    database = visit.db()
    content = write_tracked(
        texts.tree_of(database, found.before),
        texts.tree_of(database, found.after),
        visit.say(press().settings.enterprise_short),
        found.after.at,
        _facts(found.edition, found.after, press()),
    )
    name = f"{called(found.regulation)} {t('修订', 'changes')}.docx"
    return _send(content, name, f"{slug}-{number}-redline.docx")


@desk.get("/regulations/<slug>/editions/<int:number>/table.docx")
@guarded(PUBLIC)
def table(slug: str, number: int) -> Response:
    """The comparison table as a Word file."""
    found = amendment(slug, number)
    database = visit.db()
    content = write_table(
        table_lines(database, found.edition, found.before, found.after),
        texts.tree_of(database, found.after).title,
        _facts(found.edition, found.after, press()),
    )
    name = f"{called(found.regulation)} {t('修订对照表', 'comparison table')}.docx"
    return _send(content, name, f"{slug}-{number}-table.docx")


def _facts(edition: Edition, snapshot: Snapshot, used: Press) -> PrintFacts:
    return facts_of(visit.db(), edition, snapshot, visit.reader().today, used)


def _send(content: bytes, name: str, plain_name: str) -> Response:
    return send_file(content, WORD, name, plain_name, inline=False)
