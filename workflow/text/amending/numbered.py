"""Decisions on texts of clauses: 将4.2.1修改为, 删去第二条第（一）项, 增加一条，作为3.2.4.

The writer and the carrier of decisions know articles that count through a text. A text of clauses is lent such labels, each
clause one that stands in the order of its own number and that no text has (第一万零三条); in the words of a decision the one
stands for the other. Nothing is renumbered unless the decision says so, and what comes out is held against the new text in
its own labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from workflow.text.amending.lending import Address, Group, Lending, Manner, addresses, between, printed
from workflow.text.amending.spelling import ANEW, Known, Spelling, labels_apart, shortened
from workflow.text.labels.clauses import Form, clause, read
from workflow.text.labels.headed import QUOTED, counted
from workflow.text.labels.numerals import chinese, parse_numeral
from workflow.text.labels.sublists import Sublist, named
from workflow.text.reading.clauses import is_heading
from workflow.text.tree import Document, Kind

_NUMERAL = "[一二三四五六七八九十百千零]"
#: A lent label.
LENT = re.compile(f"第((?:[一二三四五六七八九])万(?:{_NUMERAL}{{0,9}}))条")
_DOTTED = re.compile(
    r"(?<![0-9.A-Za-z〔/])第?((?:[A-Z]\.)?[0-9]{1,3}(?:\.[0-9]{1,3})+)(?:条|款)?(?![0-9]|[.．][0-9]|[吨米元万亿倍％%℃])"
)
_CHAPTER = re.compile(
    "(第[一二三四五六七八九十百]{1,5}部分)?第([0-9]{1,3}|[一二三四五六七八九十百]{1,5})(?:章|条)(?:第[（(]([一二三四五六七八九十]{1,5})[）)]项?)?"
)
#: New wording of a clause that is a heading and nothing else, or of the heading in front of its words.
_HEAD_ANEW = re.compile(rf"将({LENT.pattern})(第一款)?修改为：(?=“[^“”\n]*”。?$)", re.MULTILINE)
_BESIDE = re.compile("(?:至|到|、|和|及|以及)(第[（(]([一二三四五六七八九十]{1,5})[）)]项)")
_LABELLED = re.compile("(?<=[“「\n])([^“”「」\n\u3000]{1,24})\u3000")
_BECOMES = re.compile("(?:，|依次|分别|相应地?|顺次|逐条|统一)*(?:修改|改|调整|变更|顺延|改编)为")
_LINE_HEAD = re.compile("(?:(?<=[“「\n]))(（[一二三四五六七八九十]{1,5}）|[一二三四五六七八九十]{1,5}、)")
#: What the engine of articles writes of an item, with its own label again.
_ARTICLE_COMES = re.compile("(增加[一二三四五六七八九十]{1,3})条(，(?:分别)?作为第[一二三四五六七八九十]{1,5}条第（)")


class Lent:
    """The lent labels in the words of Chinese decisions; `trees` lends them to texts.

    Raises ValueError as `Lending` does.
    """

    def __init__(self, documents: Sequence[Document], decision: str = "") -> None:
        self.trees = Lending(documents, _MANNER)
        self._spelling = _spelling(documents[0], self.trees)
        decision = self._spelled(decision)
        found = {address for address, _, _ in self._cited(_unquoted(decision))}
        # A number that no clause has is no clause's words.
        heads = (clause(match[1]) for match in _LABELLED.finditer(decision))
        found |= {(one.form, one.letter, one.path) for one in heads if one and one.form is Form.DOTTED}
        found |= {address for address, _, _ in self._heads(decision)}
        self.trees.lend(found)

    # words

    def shows(self, text: str) -> bool:
        """Whether a lent label is left in `text`, which nobody may read."""
        return any(found[0] in self.trees.addresses for found in LENT.finditer(text))

    def named(self, label: str) -> str:
        """What a decision calls the clause with a lent label."""
        return self.said(label)

    def said(self, words: str) -> str:
        """`words` of a decision with what a reader finds in the text for every lent label."""
        words = counted(_HEAD_ANEW.sub(self._head_anew, words), LENT.pattern, self._has_heading, inward=False)
        words = named(words, LENT.pattern, self._sublist, inward=False)
        return shortened(_ARTICLE_COMES.sub(r"\1项\2", LENT.sub(self._said, words)))

    def _head_anew(self, found: re.Match[str]) -> str:
        address = self.trees.addresses.get(found[1])
        is_head = self._has_heading(found[1]) if found[3] else address is not None and address not in self.trees.wordy
        return f"将{found[1]}的标题修改为：" if is_head else found[0]

    def _sublist(self, label: str) -> Sublist | None:
        address = self.trees.addresses.get(label)
        first = self.trees.lists.get(address, "") if address else ""
        return Sublist(first[:1].isascii() and first[:1].isalpha(), address[0] is Form.BRACKET) if address else None

    def _has_heading(self, label: str) -> bool:
        return self.trees.addresses.get(label) in self.trees.headed

    def _said(self, found: re.Match[str]) -> str:
        address = self.trees.addresses.get(found[0])
        if address is None:
            return found[0]
        before = found.string[found.start() - 1 : found.start()]
        return printed(address) if before in ("“", "「", "\n") else cited(address)

    def understood(self, decision: str) -> str:
        """The words of a decision with lent labels where they name clauses: outside quotations, and before a quoted wording."""
        decision = self._spelled(decision)
        heads = self._heads(decision)
        pieces, at = [], 0
        for quoted in QUOTED.finditer(decision):
            pieces.append(self._outside(decision[at : quoted.start()]))
            at = quoted.start()
            for address, start, end in heads:
                if quoted.start() <= start < quoted.end():
                    pieces += [_LABELLED.sub(self._labelled, decision[at:start]), f"{self.trees.labels[address]}\u3000"]
                    at = end
            pieces.append(_LABELLED.sub(self._labelled, decision[at : quoted.end()]))
            at = quoted.end()
        words = "".join([*pieces, self._outside(decision[at:])])
        words = named(words, LENT.pattern, self._sublist, inward=True)
        return counted(words, LENT.pattern, self._has_heading, inward=True)

    def _spelled(self, decision: str) -> str:
        """`decision` with every clause of a range named, and below a clause that gets another number those that go with it.

        4.3至4.5改为4.4至4.6: what stands below 4.3 bears its number and gets the new one with it, unless the decision speaks
        of it.
        """
        decision = labels_apart(self._spelling.spelled(decision), self._labels_in)
        words = _unquoted(decision)
        self._open(words)
        cited_ones = sorted(self._cited(words), key=lambda one: one[1])
        said = [address for address, _, _ in cited_ones]
        groups = _groups(words, cited_ones)
        self.trees.with_below(groups, said, lambda start, end: _BECOMES.fullmatch(words, start, end) is not None)
        pieces, at = [], 0
        for group in groups:
            if len(group.clauses) > group.named:
                pieces += [decision[at : group.start], "、".join(map(cited, group.clauses))]
                at = group.end
        return "".join([*pieces, decision[at:]])

    def _open(self, words: str) -> None:
        """Notes which 一、 will have （一） below them, because one that has gets its number."""
        for old, new in pairwise(_groups(words, sorted(self._cited(words), key=lambda one: one[1]))):
            if _BECOMES.fullmatch(words, old.end, new.start):
                for (form, part, path), goal in zip(old.clauses, new.clauses, strict=False):
                    below = form is Form.BRACKET and words.startswith("第（", new.end)
                    if goal[0] is not Form.DOTTED and (below or (part, path[0]) in self.trees.above):
                        self.trees.above.add((goal[1], goal[2][0]))

    def _labels_in(self, words: str) -> list[str]:
        """The labels 3.1 and 3 of the clauses that `words` cite."""
        return [printed(address) for address, _, _ in self._cited(words) if address[0] is Form.DOTTED]

    def _heads(self, decision: str) -> list[tuple[Address, int, int]]:
        """The labels 二、 and （二） with which the new words of a clause begin in a quotation, and where.

        将第二条第（一）项修改为：“（二）……” gives the words of another clause than it names, which nobody means.
        """
        found: list[tuple[Address, int, int]] = []
        if Form.DOTTED in self.trees.forms:
            return found
        at = 0
        for quoted in QUOTED.finditer(decision):
            before = decision[at : quoted.start()]
            at = quoted.end()
            places = sorted(self._cited(before), key=lambda one: one[1]) if ANEW.search(before) else []
            if not places or quoted[0][0] not in "“「":
                continue
            form, part, path = places[-1][0]
            for match in _LINE_HEAD.finditer(decision, quoted.start(), quoted.end()):
                label = read(Form.BRACKET, match[1]) or read(Form.COMMA, match[1])
                if label is None or (label.form is not form and (form, label.form) != (Form.COMMA, Form.BRACKET)):
                    continue
                number = (label.number,) if label.form is Form.COMMA else (path[0], label.number)
                if label.form is Form.BRACKET and (part, path[0]) not in self.trees.above:
                    continue
                found.append(((label.form, part, number), match.start(1), match.end(1)))
        return found

    def _outside(self, words: str) -> str:
        pieces, at = [], 0
        for address, start, end in sorted(self._cited(words), key=lambda one: one[1]):
            if address in self.trees.labels:
                pieces += [words[at:start], self.trees.labels[address]]
                at = end
        return "".join([*pieces, words[at:]])

    def _labelled(self, found: re.Match[str]) -> str:
        label = clause(found[1])
        address = (label.form, label.letter, label.path) if label and label.form is Form.DOTTED else None
        return f"{self.trees.labels[address]}\u3000" if address in self.trees.labels else found[0]

    def _cited(self, words: str) -> Iterator[tuple[Address, int, int]]:
        """The addresses that `words` name, and where."""
        if Form.DOTTED in self.trees.forms:
            for match in _DOTTED.finditer(words):
                label = clause(match[1])
                if label is not None and label.text == printed((label.form, label.letter, label.path)):
                    yield (label.form, label.letter, label.path), match.start(), match.end()
        for match in _CHAPTER.finditer(words):
            part, number, inner = match[1] or "", parse_numeral(match[2]), parse_numeral(match[3]) if match[3] else None
            end = match.end(2) + 1
            is_chapter = words[end - 1] == "章"
            if not number or is_chapter != (Form.DOTTED in self.trees.forms):
                continue
            if is_chapter and number in self.trees.chapters:
                continue
            if inner and (part, number) in self.trees.above and not is_chapter:
                yield (Form.BRACKET, part, (number, inner)), match.start(), match.end()
                end = match.end()
                while beside := _BESIDE.match(words, end):  # 第四条第（一）项至第（三）项
                    end, other = beside.end(), parse_numeral(beside[2])
                    if other is not None:
                        yield (Form.BRACKET, part, (number, other)), beside.start(1), end
            else:
                outer = Form.DOTTED if is_chapter else Form.POINT if Form.POINT in self.trees.forms else Form.COMMA
                yield (outer, part, (number,)), match.start(), end


def _spelling(document: Document, trees: Lending) -> Spelling:
    """What offices may call the clauses of `document`."""
    known = [
        Known(cited(address), label, unit.heading, next((child.text for child in unit.children), ""))
        for unit, address in addresses(document)
        if (label := clause(unit.label)) is not None
    ]
    is_parted = any(unit.kind == Kind.PART for unit in document.root.walk())
    above = frozenset(number for part, number in trees.above if not part)
    return Spelling(known, above, trees.chapters, is_parted=is_parted)


def _groups(words: str, found: list[tuple[Address, int, int]]) -> list[Group]:
    groups: list[Group] = []
    for address, start, end in found:
        last = groups[-1] if groups else None
        link = words[last.end : start] if last is not None else ""
        if last is not None and link in ("至", "到"):
            last.clauses += between(last.clauses[-1], address)
            last.end = end  # said one by one, because the lent numbers between are nobody's
        elif last is not None and link in ("、", "和", "及", "以及"):
            last.clauses.append(address)
            last.end, last.named = end, last.named + 1
        else:
            groups.append(Group(start, end, [address]))
    return groups


def _unquoted(decision: str) -> str:
    """`decision` with nothing where it quotes and names papers, each sign in its place."""
    return QUOTED.sub(lambda quoted: "\0" * len(quoted[0]), decision)


def cited(address: Address) -> str:
    """How a decision names a clause: 3.2.1, 第5章, 第二条, 第二条第（一）项."""
    form, part, path = address
    if form is Form.DOTTED:
        return printed(address) if len(path) > 1 or address[1] else f"第{path[0]}章"
    if form is Form.BRACKET:
        return f"{part}第{chinese(path[0])}条第（{chinese(path[1])}）项"
    return f"{part}第{chinese(path[0])}条"


_MANNER = Manner(
    (Form.DOTTED, Form.COMMA, Form.BRACKET, Form.POINT),
    lambda number: f"第{chinese(number)}条",
    cited,
    is_heading,
    folds=True,
)
