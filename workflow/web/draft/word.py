"""Word files going out: a text to work on, its changes to any other text as tracked changes, the comparison table.

For the colleague who answers only in Word. The official paper is the PDF; a Word file is never one.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from flask import Blueprint, Response, abort, request

from workflow.lifecycle.draft.versions import Version, versions, writers
from workflow.lifecycle.facts import entries, standing, texts
from workflow.lifecycle.facts.entries import entered, entered_words
from workflow.lifecycle.facts.submitted import course_of
from workflow.papers import DRAFT, facts_of, shown_state, table_facts, table_lines
from workflow.publishing.values.facts import Paper, PrintFacts
from workflow.publishing.word.writing.document import write_document
from workflow.publishing.word.writing.redline import write_tracked
from workflow.publishing.word.writing.table import write_table
from workflow.records.enterprise import called_on
from workflow.records.person import Person, name_on
from workflow.records.regulation import Edition, Regulation
from workflow.records.text.snapshot import Snapshot
from workflow.rules.states import STATE_WORDS, is_published
from workflow.rules.visibility import Matter
from workflow.web.request import visit
from workflow.web.request.fields import row_in
from workflow.web.request.guard import PUBLIC, guarded
from workflow.web.request.long import long
from workflow.web.request.sending import send_file
from workflow.web.shapes.drawing import press
from workflow.web.shapes.paper_names import CHANGES, NO_WORDS, TABLE, name_of
from workflow.web.shapes.showing import day, moment, t
from workflow.web.shapes.shown_texts import amendment, readable_editions, readable_reasons, text_language
from workflow.words import Language, Words

desk = Blueprint("word", __name__)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: What words call themselves that stood in an entry until it was corrected.
CORRECTED = Words("更正前的文字", "Before correction")


@dataclass(frozen=True, slots=True)
class Choice:
    """A text that another one may be set against: the number of its row, what it is called, whether it is the usual one."""

    id: int
    words: str
    usual: bool


@dataclass(frozen=True, slots=True)
class Box:
    """What the box of Word files on a page offers for one text.

    against  edition → the other texts this person may see, the newest first
    amends   True when the edition has a comparison table
    """

    text: Snapshot
    against: dict[int, list[Choice]]
    amends: bool


@desk.get("/regulations/<slug>/editions/<int:number>.docx")
@long
@guarded(PUBLIC)
def text(slug: str, number: int) -> Response:
    """The text of an edition as a Word file, with Word's own numbering; `to` names an earlier save."""
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    chosen = _asked(regulation, "to") or visit.shown_text(edition, text_language(regulation, edition)) or abort(404)
    facts = _facts(chosen)
    content = write_document(texts.tree_of(visit.db(), chosen), facts)
    return _send(content, _name(chosen, facts), f"{slug}-{number}.docx")


@desk.get("/regulations/<slug>/editions/<int:number>/redline.docx")
@long
@guarded(PUBLIC)
def redline(slug: str, number: int) -> Response:
    """The changes from one text to another as tracked changes, which Word accepts or rejects one by one.

    `from` and `to` name any two texts of the regulation in one language that this person may see; without them they are
    the text the edition amends and its own.
    """
    regulation = visit.regulation_or_404(slug)
    edition = visit.edition_or_404(regulation, number)
    before, after = _pair(regulation, edition)
    database, facts = visit.db(), _facts(after)
    content = write_tracked(
        texts.tree_of(database, before),
        texts.tree_of(database, after),
        _hand(before, after),
        after.at,
        replace(facts, entered_before=_entered_before(before)),
        before.fingerprint,
    )
    return _send(content, _name(after, facts, CHANGES), f"{slug}-{number}-redline.docx")


@desk.get("/regulations/<slug>/editions/<int:number>/table.docx")
@long
@guarded(PUBLIC)
def table(slug: str, number: int) -> Response:
    """The comparison table as a Word file."""
    found = amendment(slug, number)
    database = visit.db()
    content = write_table(
        table_lines(database, found.before, found.after, readable_reasons(found)),
        texts.tree_of(database, found.after).title,
        table_facts(database, found.before, found.after, visit.reader().today, press()),
    )
    return _send(content, name_of(found.after, ".docx", what=TABLE), f"{slug}-{number}-table.docx")


@desk.app_context_processor
def _values() -> dict[str, Callable[..., Box]]:
    return {"word_box": box}


def box(regulation: Regulation, edition: Edition, snapshot: Snapshot) -> Box:
    """What the page of `snapshot`, a text of `edition`, offers as Word files."""
    database = visit.db()
    base = entries.base_of(database, edition)
    against: dict[int, list[Choice]] = {}
    usual = _usual(base, snapshot)
    for one in _seen(regulation, snapshot.language):
        if one.id != snapshot.id:
            against.setdefault(one.edition.number, []).append(Choice(one.id, _words(one), one.id == usual))
    return Box(snapshot, against, base is not None)


def _usual(base: Snapshot | None, snapshot: Snapshot) -> int | None:
    """The text that `snapshot` is usually set against: the one its edition amends (`base`), in its own language."""
    if base is None or base.language == snapshot.language:
        return base.id if base else None
    found = visit.shown_text(visit.db().get_one(Edition, base.edition_id), snapshot.language)
    return found.id if found else None


def _words(one: Version) -> str:
    """What a text is called where one is chosen."""
    if one.newest and is_published(one.edition.state):
        shown = STATE_WORDS[shown_state(visit.db(), one.edition, visit.reader().today)]
        since = day(one.edition.effective)
        return t(f"{shown.zh}的文本", f"Text {shown.en[0].lower()}{shown.en[1:]}") + (
            (t(f"（{since}起施行）", f" (effective {since})") if since else "")
            + (t("，补录", ", entered afterwards") if standing.entry_of(visit.db(), one.edition) else "")
        )
    what = (
        t(f"第{one.round}轮送审稿", f"Review round {one.round}")
        if one.round
        else t(f"第{one.number}次保存", f"Save {one.number}")
    )
    return f"{what}{t('，', ', ')}{moment(one.at)}"


def _seen(regulation: Regulation, language: Language) -> list[Version]:
    return versions(visit.db(), readable_editions(regulation), language, visit.reading_as())


def _asked(regulation: Regulation, name: str) -> Snapshot | None:
    """The text that the address names; None when it names none, 404 when this person may not see it."""
    given = request.args.get(name)
    if given is None:
        return None
    found = visit.db().get(Snapshot, row_in(given))
    if found is None or found.id not in {one.id for one in _seen(regulation, found.language)}:
        abort(404)
    return found


def _pair(regulation: Regulation, edition: Edition) -> tuple[Snapshot, Snapshot]:
    """The two texts to set against one another."""
    before, after = _asked(regulation, "from"), _asked(regulation, "to")
    if before is None and after is None:
        found = amendment(regulation.slug, edition.number)
        return found.before, found.after
    if after is None and before is not None:
        after = visit.shown_text(edition, before.language)
    if before is None and after is not None:
        number = _usual(entries.base_of(visit.db(), edition), after)
        before = visit.db().get(Snapshot, number) if number else None
    if before is None or after is None or before.language != after.language:
        abort(404)
    return before, after


def _hand(before: Snapshot, after: Snapshot) -> str:
    """Whose the changes are: the one person's who wrote them all, to those who work here; else the enterprise's."""
    people = writers(visit.db(), before.id, after.id)
    edition = visit.db().get_one(Edition, after.edition_id)
    if len(people) == 1 and course_of(visit.db(), edition).can_read(visit.reading_as(), Matter.HAND, after.id):
        person = visit.db().get_one(Person, next(iter(people)))
        day = visit.day_of(after.at)
        return name_on(visit.db(), person, day).in_language(after.language)
    today = visit.reader().today
    return called_on(visit.db(), press().settings, today).short.in_language(after.language)


def _facts(snapshot: Snapshot) -> PrintFacts:
    """What the file says about its text; a text that is not the one to read any more is a draft, whatever became of it."""
    database = visit.db()
    edition = database.get_one(Edition, snapshot.edition_id)
    facts = facts_of(database, edition, snapshot, visit.reader().today, press())
    current = visit.shown_text(edition, snapshot.language)
    if current is not None and current.id == snapshot.id:
        return facts
    return PrintFacts(
        language=facts.language,
        kind=Paper.DRAFT,
        state_words=(CORRECTED if facts.entered else DRAFT).in_language(snapshot.language),
        enterprise=facts.enterprise,
        fingerprint=facts.fingerprint,
        demonstration=facts.demonstration,
        entered=facts.entered,
        corrected=facts.corrected,
    )


def _name(snapshot: Snapshot, facts: PrintFacts, what: Words = NO_WORDS) -> str:
    """The name of a Word file; of a text that is not the one to read any more it says which save it was."""
    current = visit.shown_text(visit.db().get_one(Edition, snapshot.edition_id), snapshot.language)
    if current is not None and current.id == snapshot.id:
        return name_of(snapshot, ".docx", number=facts.document_number, what=what)
    save = Words(f"第{snapshot.number}次保存", f"save {snapshot.number}")
    state = Words(f"{facts.state_words} {save.zh}", f"{facts.state_words}, {save.en}")
    return name_of(snapshot, ".docx", what=what, state=state)


def _entered_before(before: Snapshot) -> str:
    """Who entered the old text afterwards and when; "" for one that was made here."""
    database = visit.db()
    found = entered(database, database.get_one(Edition, before.edition_id))
    return entered_words(database, found, press().settings.time_zone).in_language(before.language) if found else ""


def _send(content: bytes, name: str, plain_name: str) -> Response:
    return send_file(content, WORD, name, plain_name, inline=False)
