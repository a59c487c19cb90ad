"""Why a document was not printed: refusals in both languages, never a page that is silently wrong."""

from __future__ import annotations

from workflow.text.reading.printable import named
from workflow.words import Words


class PrintingRefused(Exception):
    """A document cannot be printed as it is; `words` say why and what to do."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words

    def __reduce__(self) -> tuple[object, ...]:
        """So that it says the same in the process that asked for the paper."""
        return PrintingRefused, (self.words,)


class DrawingFailed(Exception):
    """A paper was not drawn, for no reason that lies in its text; `words` say so in one sentence.

    trace    where our fault came from, without a word of any text; "" when it was none
    seconds  until it is worth asking again
    """

    seconds = 10

    def __init__(self, words: Words, trace: str = "") -> None:
        super().__init__(words.en)
        self.words = words
        self.trace = trace

    def __reduce__(self) -> tuple[object, ...]:
        """As above."""
        return type(self), (self.words, self.trace)


class Busy(DrawingFailed):
    """So many papers wait already that this one was not taken."""

    seconds = 5


class MissingGlyph(PrintingRefused):
    """No installed face has this character, or the character would print differently from what is stored.

    character   the character itself
    """

    def __init__(self, character: str) -> None:
        self.character = character
        told = named(character)
        super().__init__(
            Words(
                f"已安装的字体中没有字符{told.zh}，不能排印；请改用其他字符或安装含有该字的字体。",
                f"No installed typeface has the character {told.en}, so the text cannot be printed; "
                "replace the character or install a typeface that has it.",
            )
        )

    def __reduce__(self) -> tuple[object, ...]:
        """As above."""
        return MissingGlyph, (self.character,)
