"""What is found in the words on the desk while they are typed: structure, counts, problems, references that changed their meaning."""

from workflow.lifecycle import storing
from workflow.lifecycle.acting import Act, Unusable
from workflow.lifecycle.draft import referring
from workflow.lifecycle.facts import approvals, references, texts
from workflow.records.regulation import Edition
from workflow.records.text.snapshot import Snapshot
from workflow.text.comparing.compare import Change, compare
from workflow.text.reading.parse import Parsed
from workflow.web.request import visit
from workflow.web.shapes.shown_texts import compared, outline
from workflow.words import Language

#: Where otherwise the number of a question stands: it can be answered once the text is saved.
LATER = -1


def found_in(act: Act, edition: Edition, language: Language, text: str, newest: Snapshot | None) -> dict[str, object]:
    """What the desk says of `text`, saved or not: see the templates draft/live_*.html.

    newest  the newest saved text in that language
    """
    parsed = _parsed(text)
    unsaved = parsed is not None and (newest is None or text != newest.text)
    changes = _changes(act, edition, language, text, newest, unsaved=unsaved) if parsed else None
    return {
        "parsed": parsed,
        "outline": outline(parsed.document) if parsed else [],
        "articles": len(parsed.document.articles()) if parsed else 0,
        "characters": sum(not one.isspace() for one in text),
        "changes": changes,
        "differing": sum(one.is_listed for one in changes) if changes is not None else None,
        "doubts": _doubts(act, edition, language, text if unsaved else None, newest),
    }


def _changes(
    act: Act, edition: Edition, language: Language, text: str, newest: Snapshot | None, *, unsaved: bool
) -> list[Change] | None:
    """What the comparison table would list, and what only changed its number; None for a text that amends nothing."""
    amended = approvals.base_of(act.db, edition, language)
    if amended is None:
        return None
    if not unsaved and newest is not None:
        return compared(act.db, amended, newest).changes
    return compare(texts.tree_of(act.db, amended), storing.would_be(act.db, edition, language, text, newest)).changes


def _doubts(
    act: Act, edition: Edition, language: Language, typed: str | None, newest: Snapshot | None
) -> list[tuple[str, int, int]]:
    """References that name something else than they did: the sentence, the line, and the question one can answer.

    The question is 0 where the reference names nothing and its words must change, and LATER before the text is saved.

    typed  words that are not saved, which nobody can confirm before they are
    """
    if typed is not None:
        asked = referring.unsaved_questions(act, edition, language, typed, newest)
        return [(visit.say(references.question_words(one)), one.line, LATER if one.names else 0) for one in asked]
    return [
        (visit.say(references.question_words(one)), one.line, (one.id) if one.names else 0)
        for one in references.open_questions(act.db, newest)
    ]


def _parsed(text: str) -> Parsed | None:
    if not text.strip():
        return None
    try:
        return texts.read(text, visit.house().faces.printable)
    except Unusable:
        return None
