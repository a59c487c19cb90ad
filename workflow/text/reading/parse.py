"""Text to tree: `parse` reads what people have, never raises on a text, and tells what it changed and what is doubtful."""

from __future__ import annotations

import re
from functools import cached_property

from workflow.text.lines import Normalisation, read
from workflow.text.reading.chinese import Chinese
from workflow.text.reading.doubts.problems import find_problems
from workflow.text.reading.english import English
from workflow.text.reading.paper import without_paper
from workflow.text.reading.printable import Printable, unprintable_problems
from workflow.text.strings.collector import collector_at_rest
from workflow.text.tree import Document, Problem
from workflow.words import Script

_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[A-Za-z]")
_TRADITIONAL = re.compile("[條項會應當規範關於為業員國與這個們務長產權無開發經濟體該節編則總據辦機東動勞]")
_SIMPLIFIED = re.compile("[条项会应当规范关于为业员国与这个们务长产权无开发经济体该节编则总据办机东动劳]")
_LINES = 500
_SAMPLE = 20_000  # characters that are enough to tell the language


class Parsed:
    """What `parse` read.

    document   the tree
    changes    everything but white space in which the canonical text differs from the source
    """

    def __init__(
        self,
        document: Document,
        changes: list[Normalisation],
        controls: list[int],
        printable: Printable | None = None,
    ) -> None:
        self.document = document
        self.changes = changes
        self._controls = controls
        self._printable = printable

    def of_tree(self, document: Document) -> Parsed:
        """This reading, of the same tree with keys: nothing else is told of it."""
        return Parsed(document, self.changes, self._controls, self._printable)

    @cached_property
    def problems(self) -> list[Problem]:
        """What a reader should look at, in the order of the text; found when first asked for."""
        with collector_at_rest():
            found = find_problems(self.document, self._controls)
            if self._printable is not None:
                found += unprintable_problems(self.document, self._printable)
            return sorted(found, key=lambda problem: problem.line)


def parse(
    text: str, language: Script | None = None, *, markup: bool = False, printable: Printable | None = None
) -> Parsed:
    """The tree of `text`, whose `language` is told from its characters unless given.

    printable  what can be printed, to find characters that cannot; None where nothing is known of it
    markup  `text` comes out of a file: markup of hypertext or markdown, page numbers and labels that were printed several
            times over are taken out and told in `changes`; never for what somebody typed or what was stored
    """
    with collector_at_rest():
        lines, changes, controls = read(text, markup=markup)
        if markup:
            lines, taken = without_paper(lines)
            changes += taken
        language = language or language_of("\n".join(line.text for line in lines[:_LINES]))
        reading = English(lines, changes) if language == Script.ENGLISH else Chinese(lines, changes)
        return Parsed(Document(language, reading.read().root.closed()), changes, controls, printable)


def language_of(text: str) -> Script:
    """The language a text is written in; simplified Chinese when nothing tells."""
    sample = text[:_SAMPLE]
    if len(_HAN.findall(sample)) * 4 < len(_LATIN.findall(sample)):
        return Script.ENGLISH
    traditional = len(_TRADITIONAL.findall(sample)) > len(_SIMPLIFIED.findall(sample))
    return Script.TRADITIONAL if traditional else Script.SIMPLIFIED
