"""What of a text an opinion can be about: its articles, annexes and preamble; where it has no articles, its headings."""

from workflow.text.tree import HEADED, Document, Kind

_PLACES = frozenset({Kind.ARTICLE, Kind.ANNEX, Kind.PREAMBLE})
#: What a place without a label and a heading is called by: its first words.
_WORDS = 16


def places_of(tree: Document) -> dict[str, str]:
    """Permanent key → what it is called in the text, in the order of the text."""
    units = list(tree.root.walk())
    kinds = _PLACES if any(one.kind == Kind.ARTICLE for one in units) else _PLACES | HEADED
    out = {}
    for one in units:
        if one.kind in kinds and one.key:
            words = next((part.text for part in one.walk() if part.text), "")
            out[one.key] = one.label or one.heading or words[:_WORDS]
    return out
