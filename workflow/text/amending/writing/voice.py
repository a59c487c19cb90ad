"""What a language must be able to say for a decision to be written in it; the plan of a decision knows nothing else of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from workflow.text.amending.said.operations import Quotation
from workflow.text.amending.writing.quoting import Exchange
from workflow.text.tree import Kind


class CannotSay(Exception):
    """The words cannot be quoted so that a reader finds where they end."""


class Lists(Protocol):
    """Says what happens to the 款 and 项 of an article."""

    def paragraph(self, article: str, number: int, section: bool = False) -> str:
        """第九条第一款."""

    def item(self, place: str, number: int) -> str:
        """第九条第一款第二项."""

    def add_inside(self, place: str, unit: Kind, first: int, lines: Quotation, count: int = 1) -> str:
        """第二十七条增加一款，作为第三款：“…”."""

    def shift(self, place: str, unit: Kind, first: int, last: int, by: int) -> str:
        """第七项至第十五项相应改为第八项至第十六项."""


class Voice(Protocol):
    """Says each operation. Every method gives a clause without its stop; quotations are already inside.

    full_stop  what ends a clause that has no stop of its own
    lists      None for a language that does not speak of the 款 and 项 of an article: it is restated
    quoted     characters quoted so far
    about      the place that is spoken of, for a refusal
    """

    full_stop: str
    quoted: int
    about: str

    @property
    def lists(self) -> Lists | None: ...

    def say(self, words: str) -> str:
        """`words` in the script, or the language, of the text."""

    def quote(self, lines: Quotation) -> str:
        """`lines` in quotation marks. CannotSay when nobody could read them back."""

    def number(self, value: int) -> str:
        """The number of an item of the decision."""

    def order(self, articles: bool, heads: bool) -> str:
        """What the closing has renumbered: 章节和条文; "" for nothing."""

    def also_restated(self, lines: Quotation) -> str:
        """After a number or a move: ，修改为：“…”."""

    def also_changed(self, clauses: Sequence[str]) -> str:
        """After a number or a move: what changes inside."""

    def sentences(self, clauses: Sequence[str]) -> str:
        """Clauses one after the other, each with its stop."""

    def words_under(self, place: str) -> str:
        """Words right under a heading that belong to no article."""

    def can_exchange(self, some: Sequence[Exchange]) -> bool:
        """Whether the words of all exchanges can be quoted in the usual marks."""

    def restate(self, place: str, lines: Quotation) -> str:
        """将第九条修改为：“…”."""

    def exchange(self, place: str, some: Sequence[Exchange]) -> str:
        """将第九条第一款中的“甲”修改为“乙”，在“丙”后增加“丁”，删去“戊”."""

    def worded(self, groups: Sequence[tuple[str, Sequence[Exchange]]]) -> str:
        """将第一款中的“甲”修改为“乙”，第二款中的“丙”修改为“丁”: exchanges in several places, one sentence."""

    def gathered(self, place: str, one: Exchange) -> str:
        """One exchange in several articles: 将第三条、第五条中的“甲”修改为“乙”."""

    def places(self, names: Sequence[str]) -> str:
        """第一款、第二款和第四款."""

    def everywhere(self) -> str:
        """全文."""

    def divide(self, place: str, lines: Quotation) -> str:
        """将第一款分为两款，修改为：“…”. Only a language that speaks of 款 is asked to."""

    def join(self, places: Sequence[str], lines: Quotation) -> str:
        """将第一款和第二款合并为一款，修改为：“…”. Only a language that speaks of 款 is asked to."""

    def delete(self, places: Sequence[str]) -> str:
        """删去第九条."""

    def renumber(self, olds: Sequence[str], news: Sequence[str]) -> str:
        """将第五条改为第十条."""

    def move(self, label: str, head: str, new: str) -> str:
        """将第五条移至第二章，作为第七条."""

    def new(self, label: str) -> str:
        """新增的第九条, the place of an article that the decision adds."""

    def place_after(self, label: str, other: str, new: str) -> str:
        """将第五条移至第九条之后，作为第五条, where the new number is the old one."""

    def add_articles(self, labels: Sequence[str], lines: Quotation, within: str = "") -> str:
        """在第二章中增加一条，作为第七条：“…”."""

    def add_heading(self, unit: Kind, label: str, lines: Quotation, before: str = "") -> str:
        """在第七条之前增加一章，作为第三章：“…”."""

    def merge(self, olds: Sequence[str], new: str, lines: Quotation, under: str = "") -> str:
        """将第六条和第七条合并，作为第六条，修改为：“…”."""

    def split(self, old: str, news: Sequence[str], lines: Quotation) -> str:
        """将第六条分为两条，作为第六条、第七条，修改为：“…”."""

    def heading(self, place: str, words: str) -> str:
        """将第三章章名修改为：“…”."""

    def delete_heading(self, place: str) -> str:
        """删去第三章章名."""

    def swap_heading(self, old: str, new: str) -> str:
        """将“甲”修改为：“乙”, of a heading without a number."""

    def drop_heading(self, old: str) -> str:
        """删去标题“甲”."""

    def frame(self, name: str, lines: Quotation, present: bool) -> str:
        """The title, the note, the contents, the signature: restated where they are `present`, else added."""

    def decision(
        self, title: str, clauses: Sequence[str], order: str, heading: str | None, effective: date | None
    ) -> str:
        """The decision: heading, opening, numbered items, from when it holds, closing. `order`: what is renumbered, "" for nothing."""
