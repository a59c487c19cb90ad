"""The page for a save that came second: both texts by article, put together where they do not collide, chosen where they do."""

from dataclasses import dataclass

from workflow.lifecycle.drafting import Stale
from workflow.records.person import Person
from workflow.records.regulation import Edition, Regulation
from workflow.text.choosing import choice_key, compose, differences
from workflow.text.compare import Change
from workflow.text.merge import merge
from workflow.text.parse import parse
from workflow.text.write import write
from workflow.web import visit
from workflow.web.showing import page


@dataclass(frozen=True, slots=True)
class Choice:
    """One provision in which the two texts differ: its name in the form, what differs, and whose wording is ticked."""

    key: str
    change: Change
    theirs: bool


def stale_page(
    regulation: Regulation, edition: Edition, language: str, stale: Stale, chosen: dict[str, str] | None = None
) -> tuple[str, int]:
    """409: every provision that differs with both wordings and a choice, and the text that comes out to be saved.

    chosen  name of the difference → "theirs" or "mine", after a first round; the text is then put together by it
    """
    theirs, mine = parse(stale.theirs.text).document, parse(stale.text).document
    base = parse(stale.base.text).document if stale.base else None
    merged = merge(base, mine, theirs) if base is not None else None
    changes = differences(theirs, mine)
    if chosen is None:
        text = merged.text if merged is not None and merged.text is not None else write(mine)
        taken = _only_theirs(stale, changes)
    else:
        taken = {choice_key(one) for one in changes if chosen.get(choice_key(one)) == "theirs"}
        text = write(compose(theirs, mine, taken))
    return page(
        "stale.html",
        409,
        regulation=regulation,
        edition=edition,
        language=language,
        theirs=stale.theirs,
        base=stale.base,
        mine=stale.text,
        text=text,
        merged=merged,
        chosen=chosen is not None,
        choices=[Choice(choice_key(one), one, choice_key(one) in taken) for one in changes],
        author=visit.db().get_one(Person, stale.theirs.author_id),
    )


def _only_theirs(stale: Stale, changes: list[Change]) -> set[str]:
    """The differences that only they made: I left those provisions as they were, so their wording is ticked."""
    if stale.base is None:
        return set()
    own = differences(parse(stale.base.text).document, parse(stale.text).document)
    touched = {(tuple(one.new), one.new_text) for one in own if one.new}
    dropped = {one.old_text for one in own if "deleted" in one.kinds}
    return {
        choice_key(one)
        for one in changes
        if (tuple(one.new), one.new_text) not in touched and not ("deleted" in one.kinds and one.old_text in dropped)
    }
