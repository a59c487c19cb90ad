"""Words in the two languages of the product, as values: a reason or a state is said once and shown in either."""

from typing import NamedTuple


class Words(NamedTuple):
    """The same words in Chinese and in English."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """The words in `language` ("zh…" or "en")."""
        return self.en if language.startswith("en") else self.zh
