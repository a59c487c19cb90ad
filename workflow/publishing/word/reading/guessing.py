"""What was guessed in reading a Word file and a person should confirm: one sentence each, in both languages."""

from __future__ import annotations

from typing import Literal, NamedTuple

from workflow.text.labels import chinese
from workflow.text.reading.front import is_plain_heading
from workflow.words import Vocabulary
from workflow.words import Words as Said

__all__ = ["Guess", "Guessed", "Said"]

_LONGEST_HEADING = 40
_SENTENCE_END = "。；：，、！？;:,.!?"
_SHOWN = 30  # characters of the words that a guess quotes
_ENGLISH_UNIT = ("article ", "chapter ", "section ", "part ", "annex ", "schedule ")


class Guessed(Vocabulary):
    """What was guessed, or left out."""

    NUMBER = "number"
    BULLET = "bullet"
    HEADING = "heading"
    NOTE = "note"
    PICTURE = "picture"
    EQUATION = "equation"
    SYMBOL = "symbol"
    BOX = "box"
    MERGED = "merged"
    CONTENTS = "contents"
    HIDDEN = "hidden"
    PROMPT = "prompt"
    CHUNK = "chunk"
    STRUCK = "struck"
    MARKUP = "markup"
    PAGE = "page"
    OVERPRINTED = "overprinted"
    LETTERHEAD = "letterhead"
    PART = "part"
    UNNUMBERED = "unnumbered"
    REFERENCE = "reference"
    FORMAT = "format"


class Guess(NamedTuple):
    """A guess: the line of the text it concerns, from 1, what was assumed, and its kind."""

    line: int
    zh: str
    en: str
    kind: Guessed | Literal[""] = ""

    @property
    def about(self) -> str:
        """The words of the file that the sentence quotes: a number, a placeholder, the beginning of a heading; or ""."""
        return self.zh.partition("“")[2].partition("”")[0]


def is_labelled(text: str) -> bool:
    """Whether a line says by itself what unit it is."""
    if not text:
        return False
    if chinese.numbered(text) or chinese.listed(text) or is_plain_heading(text) or text.startswith("|"):
        return True
    return (text[0] == "附" and chinese.annex(text) is not None) or text.lower().startswith(_ENGLISH_UNIT)


def may_head(text: str) -> bool:
    """Whether a line is short enough for a heading and no sentence."""
    return (
        len(text) <= _LONGEST_HEADING and text[-1] not in _SENTENCE_END and "。" not in text and text[0] not in "（(【"
    )


def markup() -> Said:
    """Tags, entities or marks of emphasis that were taken out of a line of a text file."""
    return Said(
        "这一行带有网页或者Markdown标记，标记已去掉，文字保留。",
        "This line had marks of a web page or of Markdown: the marks were taken out, the words kept.",
    )


def page_number(words: str) -> Said:
    """A number of a page that was taken out from among the words."""
    return Said(
        f"此处的页码“{words}”没有读入；被它断开的一段已经接上。",
        f"The page number “{words}” here was left out; a paragraph that it cut in two is one again.",
    )


def overprinted(words: str, kept: str) -> Said:
    """A label that was printed several times over."""
    return Said(f"“{_short(words)}”重复，只读入一次“{kept}”。", f"“{_short(words)}” repeats: “{kept}” was read once.")


def letterhead(words: str) -> Said:
    """A line above the title."""
    return Said(
        f"“{_short(words)}”在标题上方，作为版头读入，印在标题上方。印发时系统另编文号。",
        f"“{_short(words)}” stands above the title; it was read as letterhead and prints there. Issuing gives a number of its own.",
    )


def part(name: str, many: int) -> Said:
    """The first line of one of several papers in a file."""
    return Said(
        f"这个文件里像是有{many}件文件，这里是其中一件：“{_short(name)}”。",
        f"This file seems to hold {many} papers; one of them begins here: “{_short(name)}”.",
    )


def unnumbered(words: str) -> Said:
    """A short line that may be a heading, in a text where nothing has a number."""
    return Said(
        f"“{_short(words)}”独立成行，像是没有编号的标题。",
        f"“{_short(words)}” stands alone in its line and may be a heading without a number.",
    )


def number(label: str) -> Said:
    """An automatic number that was rebuilt."""
    return Said(
        f"自动编号“{label}”由文件的编号定义推出。",
        f"The automatic number “{label}” was rebuilt from the file's numbering definitions.",
    )


def unknown_format(label: str) -> Said:
    """An automatic number in a format that this reader does not know, which was printed in digits."""
    return Said(
        f"自动编号“{label}”的格式无法识别，按数字读入。",
        f"The automatic number “{label}” has a format that is not known; it was read in digits.",
    )


def heading_by_style(text: str, style: str) -> Said:
    """A heading by its style that carries no number."""
    return Said(
        f"“{_short(text)}”按样式“{style}”是标题，但没有编号。",
        f"“{_short(text)}” is a heading by its style “{style}” but has no number.",
    )


def heading_by_look(text: str) -> Said:
    """A heading by its look."""
    return Said(
        f"“{_short(text)}”看上去是标题（居中或加粗），但没有编号。",
        f"“{_short(text)}” looks like a heading (centred or bold) but has no number.",
    )


def note(text: str) -> Said:
    """A footnote or endnote that was put behind its paragraph."""
    return Said(
        f"脚注或尾注“{_short(text)}”放在引用它的段落之后。",
        f"The footnote or endnote “{_short(text)}” stands behind the paragraph that cites it.",
    )


def box() -> Said:
    """A text box that was put behind its paragraph."""
    return Said("文本框中的文字放在所在段落之后。", "The words of a text box stand behind the paragraph it belongs to.")


def merged() -> Said:
    """A table with merged cells."""
    return Said(
        "表格中有合并的单元格：文字放在第一格，其余留空。",
        "The table has merged cells: their words stand in the first, the others are empty.",
    )


def strange(kind: Guessed, text: str, about: str, left_out: bool) -> Said:
    """Something that is no text: a placeholder stands for it, or it was left out."""
    if kind is Guessed.REFERENCE:
        return Said(
            f"此处的交叉引用显示“{text}”，它指向的段落现在编号为“{about}”，已按后者读入。",
            f"The cross-reference here shows “{text}”, but the paragraph it points at is numbered “{about}”; the latter was read.",
        )
    if kind in _NAMES:
        zh, en = (f"（{about}）", f" ({about})") if about else ("", "")
        if left_out:
            return Said(f"标题之前的{text[1:-1]}{zh}没有读入。", f"{text}{en} above the title was left out.")
        return Said(f"原处为{_NAMES[kind].zh}{zh}，以“{text}”代替。", f"“{text}” stands for {_NAMES[kind].en}{en}.")
    return _LEFT_OUT[kind]


_NAMES = {
    Guessed.PICTURE: Said("图片", "a picture"),
    Guessed.EQUATION: Said("公式", "an equation"),
    Guessed.SYMBOL: Said("无法识别的符号", "a symbol that is not known"),
}
_LEFT_OUT = {
    Guessed.CONTENTS: Said("目录没有读入。", "The table of contents was left out."),
    Guessed.HIDDEN: Said("此处有隐藏文字，没有读入。", "Hidden words here were left out."),
    Guessed.PROMPT: Said(
        "此处有尚未填写的控件，其提示文字没有读入。", "A form field here is empty; what it asks for was left out."
    ),
    Guessed.STRUCK: Said(
        "此处有加删除线而没有用修订删去的文字，已照原样读入。",
        "Words here are struck through but not deleted as a tracked change; they were read as they stand.",
    ),
    Guessed.CHUNK: Said("此处嵌有另一个文件，没有读入。", "Another file is embedded here and was left out."),
}


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
