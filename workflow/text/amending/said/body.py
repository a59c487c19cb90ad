"""A regulation as a flat row of blocks, as an amending decision sees it: headings, articles and the parts of the frame.

A heading holds everything up to the next heading of its rank or above, so that putting in, taking out or moving a
block needs no thought about the tree; `tree` builds it again.
"""

from __future__ import annotations

from workflow.text.fingerprint import normalised
from workflow.text.labels.chinese import is_division
from workflow.text.tree import CONTAINERS, Document, Kind, Provision
from workflow.text.workpiece import Workpiece, opened
from workflow.words import Script

_RANKS = {Kind.ANNEX: 0, Kind.PART: 1, Kind.CHAPTER: 3, Kind.SECTION: 4}
_LOWEST = 9


def rank(block: Workpiece | Provision) -> int:
    """How high a heading stands, small ones hold great ones; 9 for a block that is no heading."""
    if block.kind == Kind.HEADING:
        return 5 if block.label else 1
    if block.kind == Kind.PART and (is_division(block.label) or block.label.startswith("Division")):
        return 2
    return _RANKS.get(block.kind, _LOWEST)


def flat(document: Document) -> list[Workpiece]:
    """The blocks of `document` as workpieces, in the order of the text; headings have no children."""
    blocks: list[Workpiece] = []
    _flatten(document.root, blocks)
    return blocks


def _flatten(parent: Provision, blocks: list[Workpiece]) -> None:
    for child in parent.children:
        if child.kind in CONTAINERS:
            head = Workpiece(child.kind, child.label, child.heading, child.text, [], [], child.key, child.line)
            blocks.append(head)
            _flatten(child, blocks)
        else:
            blocks.append(opened(child))


def tree(blocks: list[Workpiece], language: Script, key: str = "") -> Document:
    """The document that `blocks` make up. The headings among them are given what stands under them."""
    root = Workpiece(Kind.DOCUMENT, key=key)
    open_heads: list[tuple[int, Workpiece]] = [(-1, root)]
    for block in blocks:
        if block.kind in CONTAINERS:
            block.children = []
            while open_heads[-1][0] >= rank(block):
                open_heads.pop()
            open_heads[-1][1].children.append(block)
            open_heads.append((rank(block), block))
            continue
        if block.kind == Kind.SIGNATURE:
            while len(open_heads) > 1 and open_heads[-1][1].kind != Kind.ANNEX:
                open_heads.pop()
        open_heads[-1][1].children.append(block)
    return Document(language, root.closed())


def head_words(block: Workpiece | Provision) -> str:
    """A heading as it is read aloud: its label and its words."""
    return normalised(f"{block.label}{block.heading}")
