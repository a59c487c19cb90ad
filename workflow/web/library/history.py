"""The history of one article: how it came to read as it does, in the texts that the visitor may read."""

from dataclasses import dataclass

from flask import Blueprint, abort, request

from workflow.lifecycle.facts import kept_papers, texts
from workflow.lifecycle.facts.adoptions import Adoption, own_adoption
from workflow.lifecycle.facts.submitted import course_of
from workflow.lifecycle.provenance import Step, history
from workflow.records.paper import Paper
from workflow.records.person import Person
from workflow.records.text.snapshot import Snapshot
from workflow.rules.visibility import Matter, Stage
from workflow.text.tree import Kind
from workflow.web.request import visit
from workflow.web.request.guard import PUBLIC, guarded
from workflow.web.request.long import long
from workflow.web.shapes.showing import page
from workflow.web.shapes.shown_texts import readable_editions, text_language

desk = Blueprint("history", __name__)


@dataclass(frozen=True, slots=True)
class Told:
    """A step with what may be told of its text: by whom, with which note; and of the text that stands, what it came to."""

    step: Step
    hand: Person | None
    note: str
    adoption: Adoption | None
    paper: Paper | None


@desk.get("/regulations/<slug>/history")
@long
@guarded(PUBLIC)
def of_article(slug: str) -> tuple[str, int]:
    """What became of the article `at`, by its key, from text to text; without one, the articles there are to choose from."""
    regulation = visit.regulation_or_404(slug)
    editions = readable_editions(regulation) or abort(404)
    language = text_language(regulation, editions[-1])
    key = request.args.get("at", "")[:40]
    steps = history(visit.db(), regulation, language, key, visit.reading_as())
    if key and not steps:
        abort(404)
    newest = visit.shown_text(editions[-1], language)
    document = texts.tree_of(visit.db(), newest) if newest else None
    return page(
        "library/history.html",
        regulation=regulation,
        language=language,
        key=key,
        told=[_told(one) for one in steps],
        articles=[(one.key, one.label) for one in document.root.walk() if one.kind is Kind.ARTICLE] if document else [],
    )


def _told(step: Step) -> Told:
    db, reader = visit.db(), visit.reading_as()
    course = course_of(db, step.edition)
    snapshot = db.get_one(Snapshot, step.save.id)
    stands = step.stage is Stage.STANDING
    return Told(
        step,
        db.get_one(Person, snapshot.author_id) if course.can_read(reader, Matter.HAND, snapshot.id) else None,
        snapshot.note if course.can_read(reader, Matter.NOTE, snapshot.id) else "",
        own_adoption(db, step.edition) if stands else None,
        kept_papers.official(db, step.edition, step.save.language) if stands else None,
    )
