"""The page for a save that came second: what each did stands as that one left it, and only clashes are chosen."""

from workflow.lifecycle.draft import drafting, setting_aside
from workflow.lifecycle.draft.drafting import Stale
from workflow.records.person import Person
from workflow.records.regulation import Edition, Regulation
from workflow.text.merging.hands import Touched, together, touched
from workflow.text.merging.merge import merge
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.tree import Document, Kind, Provision
from workflow.web.request import visit
from workflow.web.shapes.showing import page
from workflow.words import Language


def stale_page(
    regulation: Regulation, edition: Edition, language: Language, stale: Stale, chosen: dict[str, str] | None = None
) -> tuple[str, int]:
    """409: the clashes with their three wordings and a choice, what went together by itself, and the text that comes out.

    chosen  name of the clash → "theirs" or "mine", after a first round; the text is then put together by it
    """
    theirs, mine = parse(stale.theirs.text).document, parse(stale.text).document
    base = parse(stale.base.text).document if stale.base else Document(mine.language, Provision(Kind.DOCUMENT))
    found = touched(base, theirs, mine)
    clashes = [one for one in found if one.hand == "clash"]
    taken = {one.key for one in clashes if (chosen or {}).get(one.key) == "theirs"}
    return page(
        "draft/stale.html",
        409,
        regulation=regulation,
        edition=edition,
        language=language,
        theirs=stale.theirs,
        base=stale.base,
        mine=stale.text,
        text=_text(base, theirs, mine, found, taken),
        chosen=chosen is not None,
        mark=_mark(edition, language),
        clashes=clashes,
        taken=taken,
        joined=[one for one in found if one.hand in ("theirs", "apart")],
        author=visit.db().get_one(Person, stale.theirs.author_id),
    )


def _mark(edition: Edition, language: Language) -> str:
    """What the form goes on from: the words of this save, which were kept, are no other window's."""
    act = visit.reader()
    return setting_aside.mark(drafting.working_copy(act.db, act.person_id, edition, language))


def _text(base: Document, theirs: Document, mine: Document, found: list[Touched], taken: set[str]) -> str:
    """What is to be saved. Where nothing clashes the merge of the engine decides, which goes inside a provision too."""
    if not taken:
        merged = merge(base, mine, theirs).text if base.root.children else None
        if merged is not None:
            return merged
    return write(together(theirs, mine, found, taken))
