"""Words in the two languages of the product, as values: a reason or a state is said once and shown in either."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Vocabulary(StrEnum):
    """Words that are stored, hashed, printed and sent as they read: no spelling of a member differs from its value's."""

    __repr__ = str.__repr__


class Language(Vocabulary):
    """The languages of the product: of its pages, of the texts of an edition, of names and of papers."""

    ZH = "zh"
    EN = "en"

    @classmethod
    def called(cls, asked: str | None) -> Language | None:
        """The language that an address, a form or a cookie asks for; None when there is no such language here."""
        return next((one for one in cls if one.value == asked), None)

    @property
    def other(self) -> Language:
        """The language that a page offers beside its own."""
        return Language.ZH if self is Language.EN else Language.EN

    @property
    def script(self) -> Script:
        """How words in this language are tagged on a page or a paper of ours, whose Chinese is simplified."""
        return Script.ENGLISH if self is Language.EN else Script.SIMPLIFIED


class Script(Vocabulary):
    """A language as it is written, by its tag (BCP 47): what a text is in, whoever wrote it."""

    SIMPLIFIED = "zh-Hans"
    TRADITIONAL = "zh-Hant"
    ENGLISH = "en"

    @property
    def language(self) -> Language:
        """The language of the product whose words stand beside such a text."""
        return Language.EN if self is Script.ENGLISH else Language.ZH


class Words(NamedTuple):
    """The same words in Chinese and in English."""

    zh: str
    en: str

    def in_language(self, language: Language | Script) -> str:
        """The words in `language`; those beside a text in traditional characters are simplified Chinese."""
        return self.en if language in _ENGLISH else self.zh


_ENGLISH = frozenset({Language.EN, Script.ENGLISH})
