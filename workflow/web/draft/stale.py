"""The page for a save that came second: what each did stands as that one left it, and only clashes are chosen.

Words of both that came to stand in one sentence are shown before they are saved: nobody has read them as a whole.
"""

from collections.abc import Collection
from dataclasses import dataclass

from workflow.lifecycle.draft import drafting, setting_aside
from workflow.lifecycle.draft.drafting import Stale
from workflow.records.person import Person
from workflow.records.regulation import Edition, Regulation
from workflow.text.comparing.compare import Change, Fate
from workflow.text.comparing.runs import Run, runs
from workflow.text.merging.choosing import differences
from workflow.text.merging.hands import together, touched
from workflow.text.merging.merge import Choice, Merged, merge
from workflow.text.merging.words_of_three import Woven
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.tree import Document, Kind, Provision
from workflow.web.request import visit
from workflow.web.shapes.showing import page
from workflow.words import Language


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where both changed the same words: both ways it could read, each marked against what was there before."""

    choice: Choice
    theirs: list[Run]
    mine: list[Run]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A place where words of both were put together: what each side did to it, and what came of it, marked the same way."""

    woven: Woven
    theirs: list[Run]
    mine: list[Run]
    text: list[Run]


def stale_page(
    regulation: Regulation, edition: Edition, language: Language, stale: Stale, chosen: dict[str, str] | None = None
) -> tuple[str, int]:
    """409: the clashes with their three wordings and a choice, what went together by itself, and the text that comes out.

    chosen  name of the clash → "theirs" or "mine", after a first round; the text is then put together by it
    """
    taken = {name for name, side in (chosen or {}).items() if side == "theirs"}
    mine = parse(stale.text).document
    merged = put_together(parse(stale.base.text).document if stale.base else None, mine, stale.theirs.text, taken)
    return page(
        "draft/stale.html",
        409,
        regulation=regulation,
        edition=edition,
        language=language,
        theirs=stale.theirs,
        base=stale.base,
        mine=stale.text,
        text=merged.settled,
        chosen=chosen is not None,
        mark=_mark(edition, language),
        clashes=[
            Spot(one, runs(one.base, one.with_theirs), runs(one.base, one.with_ours))
            for one in merged.clashes
            if not one.settled
        ],
        taken=taken,
        woven=[
            Sentence(one, runs(one.base, one.theirs), runs(one.base, one.ours), runs(one.base, one.text))
            for one in merged.woven
        ],
        joined=_joined(mine, parse(merged.settled).document),
        author=visit.db().get_one(Person, stale.theirs.author_id),
    )


def put_together(base: Document | None, mine: Document, theirs: str, taken: Collection[str]) -> Merged:
    """Both texts in one; without a text that both began with, provision by provision.

    taken  names of the clashes in which their words stand
    """
    other = parse(theirs).document
    if base is not None:
        return merge(base, mine, other, take_theirs=taken)
    found = touched(Document(mine.language, Provision(Kind.DOCUMENT)), other, mine)
    clashes = [
        Choice(
            one.key,
            "、".join(one.change.new or one.change.old),
            one.before,
            one.change.new_text,
            one.change.old_text,
            False,
        )
        for one in found
        if one.hand == "clash"
    ]
    return Merged(None, settled=write(together(other, mine, found, taken)), clashes=clashes)


def _joined(mine: Document, text: Document) -> list[Change]:
    """What the text to be saved has otherwise than my own, provision by provision: all of it is theirs."""
    return [one for one in differences(mine, text) if set(one.kinds) != {Fate.RENUMBERED}]


def _mark(edition: Edition, language: Language) -> str:
    """What the form goes on from: the words of this save, which were kept, are no other window's."""
    act = visit.reader()
    return setting_aside.mark(drafting.working_copy(act.db, act.person_id, edition, language))
