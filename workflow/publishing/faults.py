"""Why a document was not printed: refusals in both languages, never a page that is silently wrong."""

from __future__ import annotations

import unicodedata

from workflow.words import Words


class PrintingRefused(Exception):
    """A document cannot be printed as it is; `words` say why and what to do."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


class MissingGlyph(PrintingRefused):
    """No installed face has this character, or the character would print differently from what is stored.

    character   the character itself
    """

    def __init__(self, character: str) -> None:
        self.character = character
        code = f"U+{ord(character):04X}"
        name = unicodedata.name(character, code)
        shown = f"“{character}”" if unicodedata.category(character)[0] not in "CMZ" else name
        super().__init__(
            Words(
                f"已安装的字体中没有字符{shown}（{code}），不能排印；请改用其他字符或安装含有该字的字体。",
                f"No installed typeface has the character {shown} ({code}), so the text cannot be printed; "
                "replace the character or install a typeface that has it.",
            )
        )
