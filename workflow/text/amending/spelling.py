"""How offices name the clauses of a paper without 第X条, turned into one spelling before a decision is read.

“三、考核程序”中的, 第三部分, 二、（二）, “3.2”修改为：“3.2 …” and 第（三）项 behind 第二条 all come to 第三条, 第二条第（二）项, 3.2.
What is not sure stays as it stands, and is refused where nobody can read it. Works on words and on what stands where.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from workflow.text.labels.clauses import Clause, Form, read
from workflow.text.labels.headed import QUOTED
from workflow.text.labels.numerals import parse_numeral
from workflow.text.reading.clauses import FIGURE, is_heading

_N = "[一二三四五六七八九十]{1,5}"
#: What may stand before a label that is a place: the beginning of an item, or a word that governs places.
_GOVERNED = re.compile("(?:^|[将在对把于和至到、，。；：\n]|删去|删除|以及)$")
_BELONGS = re.compile("的?标题(?=修改为|中的)|(?:部分|一条|一节|一项)?(?:之?中|里)的?|的(?=“)")
_SAYS_ANEW = re.compile("(?:的?内容)?(?:修改|改|调整|变更)为[：:]?(?=“)")
_GROWS = re.compile("(?:之?[前后]|中)?(?:增加|新增|增设)|(?:依次|相应)?(?:修改|改|调整)为(?=“[^“”]{1,12}”)")
_PARTS = re.compile(f"第({_N})(?:大?部分|大点)")
_LISTED = re.compile(
    f"(?<=[将在对把和至到去除、])第?({_N})、(?:第?[（(]({_N})[）)]项?|(?=中|的标题|修改为|[前后]增加))"
)
_WITHOUT = re.compile(f"(第{_N}条)(?:之?中|里)?的?[（(]({_N})[）)]项?")
#: 第二条中的 before 第二条第（一）项 says nothing more.
_TWICE = re.compile(rf"(?P<one>第{_N}条)(?:之?中|里)?的?(?=(?P=one)第（)")
_COMES = re.compile(
    f"在?(第({_N})条)(?:中|里)?(?:后)?((?:增加|新增|增设)[一二两三四五六七八九十]{{1,2}}项，?(?:分别)?作为)(?=第?[（(])"
)
_ITEM_COMES = re.compile(
    f"((?:增加|新增|增设)[一二两三四五六七八九十]{{1,2}})(项)(，?(?:分别)?作为)(?=第({_N})条第[（(])"
)
#: A clause that a decision names, or an item of the one named before it.
_CITED = re.compile(rf"(第({_N})条)(?:第[（(]{_N}[）)]项?)?|\n(?={_N}、)|第?([（(]{_N}[）)])项?")
#: A dotted label in front of new words, whatever stands between the two.
_DOTTED_HEAD = re.compile(
    r"(?<=[“\n])(“?)((?:[A-Z]\.)?[0-9]{1,3}(?:\.[0-9]{1,3})*)([ \u3000]*)(?=[^ \u3000.．0-9、）)“”\n])"
)
#: Behind which a quotation says the words of a clause anew.
ANEW = re.compile("(?:[：:]|(?:修改|改|调整|变更)为)$")
_GOES_ON = re.compile("(?:之?中|里)的?$|[前后](?:增加|$)|(?:修改|改)为")
#: The clause is not named twice side by side.
_AGAIN = re.compile(rf"(第{_N}条)((?:第（{_N}）项[、和至])+)\1(?=第（)")
_FIRST = re.compile(
    r"(?<![前后中])(?:增加|新增|增设)(?:[一二两三四五六七八九十]{1,2}条)?，?(?:分别)?(?:作为)?(?P<chapter>[0-9]{1,3})\.1(?![0-9.])"
)
_BEHIND = re.compile("[条款至到、和及与目项]$|以及$")


@dataclass(frozen=True, slots=True)
class Known:
    """One clause of the text as it is: how a decision names it, its label, its heading, its first words."""

    cited: str
    label: Clause
    heading: str
    words: str


class Spelling:
    """Turns the words of decisions on one text.

    known     its clauses
    above     the numbers of those 一、 that have （一） below them
    chapters  the chapters 第5章 above clauses 5.1, by their number
    is_parted whether it has 第一部分 of its own
    """

    def __init__(
        self, known: Sequence[Known], above: frozenset[int], chapters: Mapping[int, str], *, is_parted: bool
    ) -> None:
        self.chapters = chapters
        self.known = known
        self.above = above
        self.is_parted = is_parted
        self.outer = {one.label.number for one in known if one.label.form is Form.COMMA}

    def spelled(self, decision: str) -> str:
        """`decision` with each place in the one spelling."""
        if not self.outer:
            return _turned(self._labels_quoted(decision), self._first_of_chapter)
        decision = _turned(self._labels_quoted(decision), self._places)
        decision = _turned(decision, self._coming)
        decision = self._items(decision)
        return _turned(decision, self._coming_items)

    # “三、考核程序”中的

    def _labels_quoted(self, decision: str) -> str:
        pieces, at = [], 0
        quotations = list(QUOTED.finditer(decision))
        for number, quoted in enumerate(quotations):
            if quoted.start() < at or quoted[0][0] != "“":
                continue
            before, behind = decision[: quoted.start()], decision[quoted.end() :]
            if not (_GOVERNED.search(before[-2:]) or _BELONGS.search(before[-3:])):
                continue
            found = self._label(quoted[0][1:-1])
            if found is None:
                continue
            label, words = found
            told = [one for one in self.known if one.label.text == label.text and _is_told(one, words)]
            if not told and not words and label.form is Form.DOTTED and _SAYS_ANEW.match(behind):
                told = [Known(label.text, label, "", "")]  # a number that no clause has is no clause's words
            if len(told) != 1:
                continue
            said, end = self._said(told[0], words, behind, quotations[number + 1 : number + 2], quoted.end())
            if said:
                pieces += [decision[at : quoted.start()], said]
                at = end
        return "".join([*pieces, decision[at:]])

    def _label(self, quoted: str) -> tuple[Clause, str] | None:
        """The label at the beginning of a quotation, and the words behind it."""
        if "\n" in quoted:
            return None
        forms = dict.fromkeys(one.label.form for one in self.known)
        for form in forms:
            label = read(form, quoted) or (read(form, f"{quoted}、") if form is Form.COMMA else None)
            if label is not None and (form is not Form.DOTTED or len(label.path) > 1):
                return label, quoted[label.end :].strip(" \u3000")
        return None

    @staticmethod
    def _said(one: Known, words: str, behind: str, following: Sequence[re.Match[str]], at: int) -> tuple[str, int]:
        """What is said of the clause instead, and where the decision goes on; nothing where it is not its place."""
        if _BELONGS.match(behind) or (not words and _GROWS.match(behind) is not None and "为" not in behind[:6]):
            return one.cited, at
        anew = _SAYS_ANEW.match(behind)
        if anew is None or not following or following[0].start() != at + anew.end():
            return "", at
        wording = following[0][0][1:-1]
        label = read(one.label.form, wording)
        if label is None or label.text != one.label.text:
            return "", at
        rest = wording[label.end :].strip(" \u3000")
        if not rest:
            return "", at
        if not words:  # “四、”修改为：“四、附则” may mean the heading, or all of it
            return ("" if one.heading and is_heading(rest) else one.cited), at
        end = following[0].end()
        if "\n" in rest:
            return "", at
        if words == one.heading:
            return (f"{one.cited}的标题修改为“{rest}”", end) if is_heading(rest) else ("", at)
        return f"{one.cited}中的“{words}”修改为“{rest}”", end

    def _first_of_chapter(self, words: str) -> str:
        """增加一条，作为5.1 with the chapter that its number says, in front of which it would stand otherwise."""

        def within(found: re.Match[str]) -> str:
            chapter = self.chapters.get(int(found["chapter"]))
            return f"在{chapter}中{found[0]}" if chapter else found[0]

        return _FIRST.sub(within, words)

    # 第三部分, 二、（二）, 第二条（二）

    def _places(self, words: str) -> str:
        if not self.is_parted:
            words = _PARTS.sub(lambda found: self._outer(found[1], found[0]), words)
        words = _LISTED.sub(self._listed, words)
        words = _WITHOUT.sub(self._inner, words)
        return _TWICE.sub("", words)

    def _outer(self, numeral: str, otherwise: str) -> str:
        return f"第{numeral}条" if parse_numeral(numeral) in self.outer else otherwise

    def _listed(self, found: re.Match[str]) -> str:
        if parse_numeral(found[1]) not in self.outer:
            return found[0]
        if not found[2]:
            return f"第{found[1]}条"
        return f"第{found[1]}条第（{found[2]}）项" if parse_numeral(found[1]) in self.above else found[0]

    def _inner(self, found: re.Match[str]) -> str:
        number = parse_numeral(found[1][1:-1])
        return f"{found[1]}第（{found[2]}）项" if number in self.above else found[0]

    # 第二条增加一项，作为第（三）项

    def _coming(self, words: str) -> str:
        words = _COMES.sub(lambda at: f"{at[3]}{at[1]}" if parse_numeral(at[2]) in self.above else at[0], words)
        return _WITHOUT.sub(self._inner, words)

    def _coming_items(self, words: str) -> str:
        """What comes below 一、 is a clause like the others, lent a label of its own."""
        return _ITEM_COMES.sub(
            lambda found: f"{found[1]}条{found[3]}" if parse_numeral(found[4]) in self.above else found[0], words
        )

    def _items(self, decision: str) -> str:
        """第（三）项 and （三） with the clause that was named before them in the same item."""
        last = ""

        def owned(found: re.Match[str]) -> str:
            nonlocal last
            if found[1]:
                last = found[1] if parse_numeral(found[2]) in self.above else ""
                return found[0]
            if not found[3]:
                last = ""
                return found[0]
            before = found.string[max(0, found.start() - 2) : found.start()]
            item = f"第（{found[3][1:-1]}）项"
            is_said = (
                found[0].startswith("第")
                or found[0].endswith("项")
                or before.endswith(("作为", "改为"))
                or _GOES_ON.match(found.string, found.end()) is not None
            )
            if not last or not is_said:
                return found[0]
            return item if _BEHIND.search(before) else last + item

        return _turned(decision, lambda words: _CITED.sub(owned, words))


def labels_apart(decision: str, named: Callable[[str], Sequence[str]]) -> str:
    """`decision` with a wide blank behind each dotted label that heads the new words of a clause: “3.1 本标准…”.

    named  the dotted labels that some words cite
    """
    pieces, at = [], 0
    for quoted in QUOTED.finditer(decision):
        before = decision[at : quoted.start()]
        places = named(before) if ANEW.search(before) else ()

        def apart(found: re.Match[str], places: Sequence[str] = places) -> str:
            opening, label, blank = found.groups()
            below = any(label.startswith(f"{one}.") for one in places)
            is_label = label in places or (bool(blank) and "." in label) or below
            is_figure = label not in places and FIGURE.match(found.string, found.end(2)) is not None
            return f"{opening}{label}\u3000" if is_label and not is_figure else found[0]

        pieces += [before, _DOTTED_HEAD.sub(apart, quoted[0]) if places else quoted[0]]
        at = quoted.end()
    return "".join([*pieces, decision[at:]])


def shortened(words: str) -> str:
    """第二条第（三）项至第二条第（五）项 as 第二条第（三）项至第（五）项."""

    def short(outside: str) -> str:
        while (fewer := _AGAIN.sub(r"\1\2", outside)) != outside:
            outside = fewer
        return outside

    return _turned(words, short)


def _is_told(one: Known, words: str) -> bool:
    """Whether words quoted behind a label are those of the clause: its heading, or what it begins with."""
    return not words or words == one.heading or (not one.heading and one.words.startswith(words))


def _turned(decision: str, turn: Callable[[str], str]) -> str:
    """`decision` with `turn` done to what stands outside quotations."""
    pieces, at = [], 0
    for quoted in QUOTED.finditer(decision):
        pieces += [turn(decision[at : quoted.start()]), quoted[0]]
        at = quoted.end()
    return "".join([*pieces, turn(decision[at:])])
