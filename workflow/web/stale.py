"""The page for a save that came second: both texts by article, put together where they do not collide."""

from workflow.lifecycle.drafting import Stale
from workflow.records.person import Person
from workflow.records.regulation import Edition, Regulation
from workflow.text.compare import Change, compare
from workflow.text.merge import merge
from workflow.text.parse import parse
from workflow.web import visit
from workflow.web.showing import page


def stale_page(regulation: Regulation, edition: Edition, language: str, stale: Stale) -> tuple[str, int]:
    """409: what the other person changed, what I changed, and the merged text to save when nothing collides.

    Whatever collides is shown with both wordings; the person settles it in the text field, which holds their own text.
    """
    theirs = parse(stale.theirs.text).document
    mine = parse(stale.text).document
    base = parse(stale.base.text).document if stale.base else None
    merged = merge(base, mine, theirs) if base is not None else None
    return page(
        "stale.html",
        409,
        regulation=regulation,
        edition=edition,
        language=language,
        theirs=stale.theirs,
        mine=stale.text,
        merged=merged,
        by_me=_changed(compare(base, mine).changes) if base else [],
        by_them=_changed(compare(base, theirs).changes) if base else [],
        between=_changed(compare(theirs, mine).changes),
        author=visit.db().get_one(Person, stale.theirs.author_id),
    )


def _changed(changes: list[Change]) -> list[Change]:
    """Without what stayed, and without what was only renumbered."""
    return [one for one in changes if not set(one.kinds) <= {"unchanged", "renumbered"}]
