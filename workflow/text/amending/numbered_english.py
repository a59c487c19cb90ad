"""English decisions on texts of clauses: Clause 4.2.1 is amended by …, After 3.2.3 insert “3.2.4 …”, Section II.A is deleted.

As in Chinese ones (`amending/numbered.py`) each clause is lent a label that counts through the text, Article 10003; in the
words of a decision the one stands for the other. Nothing is renumbered unless the decision says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from workflow.text.amending.decision.english import BODY, curled
from workflow.text.amending.lending import Address, Group, Lending, Manner, between, printed
from workflow.text.labels.clauses import Form, clause, read
from workflow.text.labels.english import letters, roman, to_roman
from workflow.text.lines import read as read_lines
from workflow.text.reading.clauses import is_english_heading
from workflow.text.tree import HEADED, Document

_LENT = re.compile(r"Article ([1-9][0-9]{4})(?![0-9A-Za-z]|\.[0-9])")
_LENT_ROW = re.compile(r"Articles ([1-9][0-9]{4}(?:(?:, | and )[1-9][0-9]{4})+)(?![0-9A-Za-z])")
_EACH = re.compile("[1-9][0-9]{4}")
#: Clause 3.1, Clause 3.4 and Clause 5.2 are more shortly Clauses 3.1, 3.4 and 5.2; a number without a dot keeps its word.
_OWN_ROW = re.compile(r"Clause [0-9A-Z]+(?:\.[0-9]+)+(?:(?:, | and )Clause [0-9A-Z]+(?:\.[0-9]+)+)+(?![0-9(])")
_QUOTED = re.compile("(“[^”]*”)")
_PRINTED = re.compile(rf"(?<=[“\n]){_LENT.pattern}\.?(?=[ \n”]|$)")
_LEAD = r"(?i:(?:(?:sub-?)?(?:clause|section|paragraph|provision)s?|articles?|secs?\.|cl\.|§§?|chapters?|parts?) ?)"
_DOTTED = re.compile(
    rf"(?:\b(?P<lead>{_LEAD}))?(?<![0-9.A-Za-z/_-])(?P<number>(?:[A-Z]\.)?[0-9]{{1,3}}(?:\.[0-9]{{1,3}})+)(?![0-9A-Za-z/]|\.[0-9])"
    r"(?P<annex> of Annex (?P<letter>[A-Z])\b)?",
    re.I,
)
_WHOLE = re.compile(rf"\b(?P<lead>{_LEAD})(?P<number>[0-9]{{1,3}})(?![0-9A-Za-z/]|\.[0-9])", re.I)
_ROMAN = re.compile(
    rf"(?:\b(?P<lead>{_LEAD}))?(?<![0-9.A-Za-z/_-])(?P<number>[IVX]{{1,6}})(?:\.(?P<capital>[A-Z])(?![A-Za-z])|\((?P<paren>[0-9]{{1,3}})\))?"
    r"(?![0-9A-Za-z/])"
)
#: paragraph A of Section II
_INNER_ROMAN = re.compile(
    r"(?i:(?:the )?(?:sub-?)?(?:paragraph|clause|section|item|point)s? )(?:(?P<capital>[A-Z])|\((?P<paren>[0-9]{1,3})\)) (?:of|in) "
    rf"{_LEAD}(?P<number>[IVX]{{1,6}})(?![0-9A-Za-z/.(])"
)
#: What is numbered and is no clause: Revision 3.1, Table 4.2.
_OTHER = re.compile(r"(?:revision|version|rev\.?|table|figure|fig\.|edition|issue|form|no\.?|order|number) ?$", re.I)
_MEASURE = re.compile(
    r" ?(?:%|per ?cent|tonnes?|million|hours?|days?|months?|years?|times|[kKmMcCdµ]?(?:g|m|L|l|Pa|V|A|W|Hz|s|h|N)\b)"
)
_BESIDE = re.compile(r",? and |, | or |; ")
_TO = re.compile(r" (?:to|through) | ?[–—] ?")
_NEXT = re.compile(r"(?P<number>[0-9]{1,3})(?![0-9A-Za-z/(]|\.[0-9])")
_BECOMES = re.compile(
    r",? (?:(?:is|are|shall be)(?: hereby)? (?:respectively )?(?:renumbered|redesignated|numbered)(?: respectively)?(?: as| to be)?"
    r"|(?:shall )?becomes?|to become)(?: the new)? "
)
_RENUMBERED = "is renumbered as "
_RESPECTIVELY = re.compile(r"(?<=Article [0-9]{5}),? respectively\b")
#: Behind which a quotation says the words of a clause.
_SAYS = re.compile(r"(?:[:—–]|\b(?:read|follows|following|substitute|insert|by|with))\s*$", re.I)


class _Piece(NamedTuple):
    """Some words of a decision, and whether they are quoted or stand as new wording below an item."""

    words: str
    quoted: bool


class EnglishLent:
    """The lent labels in the words of English decisions; `trees` lends them to texts. Raises ValueError as `Lending` does."""

    def __init__(self, documents: Iterable[Document], decision: str = "") -> None:
        documents = list(documents)
        self.trees = Lending(documents, _MANNER)
        if any(_LENT.search(unit.text) for document in documents for unit in document.root.walk()):
            raise ValueError("a number that would be lent is there")
        if any(part and form is not Form.DOTTED for form, part, _ in self.trees.standing):
            raise ValueError("clauses of several parts are not told apart")
        self._heads = {
            unit.label.lower() for document in documents for unit in document.root.walk() if unit.kind in HEADED
        }
        self._titles = {document.title for document in documents if document.title}
        found: set[Address] = set()
        pieces = self._pieces(decision)
        for at, piece in enumerate(pieces):
            if piece.quoted:
                found |= {address for address, _, _ in self._labelled(piece.words, pieces[at - 1].words)}
            else:
                for group in self._groups(piece.words):
                    found |= set(group.clauses)
        self.trees.lend(found)

    # what is said

    def shows(self, text: str) -> bool:
        """Whether a lent label is left in `text`, which nobody may read."""
        return any(found[0] in self.trees.addresses for found in _LENT.finditer(text))

    def said(self, words: str) -> str:
        """`words` of a decision with what a reader finds in the text for every lent label."""

        def own(found: re.Match[str], name: bool) -> str:
            address = self.trees.addresses.get(f"Article {found[1]}")
            if address is None:
                return found[0]
            return cited(address) if name else printed(address)

        words = _LENT_ROW.sub(lambda found: _EACH.sub(r"Article \g<0>", found[1]), words)
        words = _PRINTED.sub(lambda found: own(found, name=False), words) if "“" in words else words
        words = _LENT.sub(lambda found: own(found, name=True), words)
        return "".join(
            piece
            if piece.startswith("“")
            else _OWN_ROW.sub(lambda found: "Clauses " + found[0].replace("Clause ", ""), piece)
            for piece in _QUOTED.split(words)
        )

    def named(self, label: str) -> str:
        """The label of a clause as the text prints it, with the one above it where it stands below one: 3.2.1, II. A."""
        address = self.trees.addresses.get(label)
        if address is None:
            return label
        form, part, path = address
        above = "" if form in (Form.DOTTED, Form.ROMAN) else f"{printed((Form.ROMAN, part, path[:1]))} "
        return above + printed(address)

    # what is understood

    def understood(self, decision: str) -> str:
        """The words of a decision with lent labels where they name clauses, and in front of the words of these."""
        pieces = self._pieces(decision)
        found: list[str] = []
        for at, piece in enumerate(pieces):
            if piece.quoted:
                found.append(self._replaced(piece.words, self._labelled(piece.words, pieces[at - 1].words)))
            else:
                found.append(self._outside(piece.words))
        return "".join(found)

    def _replaced(self, words: str, labels: Iterable[tuple[Address, int, int]]) -> str:
        pieces, at = [], 0
        for address, start, end in labels:
            pieces += [words[at:start], self.trees.labels[address]]
            at = end
        return "".join([*pieces, words[at:]])

    def _outside(self, words: str) -> str:
        pieces, at = [], 0
        for group in self._groups(words):
            between_them = words[at : group.start]
            if at and _BECOMES.fullmatch(between_them):
                between_them = f" {_RENUMBERED}"
            elif at and _BESIDE.fullmatch(between_them):
                between_them = "; "
            pieces += [between_them, _listed([self.trees.labels[one] for one in group.clauses])]
            at = group.end
        return _RESPECTIVELY.sub("", "".join([*pieces, words[at:]]))

    def _groups(self, words: str) -> list[Group]:
        """The clauses that `words` name, each of a range, and those that go with one that gets another number."""
        groups: list[Group] = []
        goal = False  # the last group says what another one becomes
        for address, start, end in self._cited(words):
            last = groups[-1] if groups else None
            link = words[last.end : start] if last is not None else ""
            if last is not None and _TO.fullmatch(link) and address[2] > last.clauses[-1][2]:
                last.clauses += between(last.clauses[-1], address)
                last.end, last.named = end, last.named + 1
            elif last is not None and _BESIDE.fullmatch(link) and not (goal and _BECOMES.match(words, end)):
                last.clauses.append(address)
                last.end, last.named = end, last.named + 1
            else:
                goal = last is not None and _BECOMES.fullmatch(link) is not None
                groups.append(Group(start, end, [address]))
        said = [one for group in groups for one in group.clauses]
        self.trees.with_below(groups, said, lambda start, end: _BECOMES.fullmatch(words, start, end) is not None)
        return groups

    def _cited(self, words: str) -> list[tuple[Address, int, int]]:
        """The addresses that `words` name, and where, in their order."""
        found = list(self._dotted(words) if Form.DOTTED in self.trees.forms else self._romans(words))
        names = [(at, at + len(name)) for name in self._titles for at in _places_of(name, words)]
        free = [one for one in found if not any(start < one[2] and one[1] < end for start, end in names)]
        return sorted(free, key=lambda one: one[1])

    def _dotted(self, words: str) -> Iterator[tuple[Address, int, int]]:
        for match in _DOTTED.finditer(words):
            label = clause(match["number"].upper())
            before = words[: match.start()]
            unsaid = not match["lead"] and (_OTHER.search(before[-20:]) or _MEASURE.match(words, match.end("number")))
            if label is None or label.form is not Form.DOTTED or unsaid:
                continue
            end = match.end() if match["letter"] and match["letter"] == label.letter else match.end("number")
            yield (Form.DOTTED, label.letter, label.path), match.start(), end
        for match in _WHOLE.finditer(words):
            named = f"{match['lead'].strip().lower()} {match['number']}"
            if named in self._heads:
                continue
            yield (Form.DOTTED, "", (int(match["number"]),)), match.start(), match.end()
            end = match.end()
            while (link := _BESIDE.match(words, end) or _TO.match(words, end)) and (
                more := _NEXT.match(words, link.end())
            ):
                yield (Form.DOTTED, "", (int(more[1]),)), more.start(), more.end()
                end = more.end()

    def _romans(self, words: str) -> Iterator[tuple[Address, int, int]]:
        taken: list[tuple[int, int]] = []
        for match in _INNER_ROMAN.finditer(words):
            address = self._roman(match["number"], match["capital"], match["paren"])
            if address is not None and address[0] is not Form.ROMAN:
                taken.append(match.span())
                yield address, match.start(), match.end()
        for match in _ROMAN.finditer(words):
            if any(start <= match.start() < end for start, end in taken):
                continue
            address = self._roman(match["number"], match["capital"], match["paren"])
            if address is None or not (match["lead"] or match["capital"]):
                continue
            inner = address[0] is not Form.ROMAN
            if match["lead"] and not inner and f"{match['lead'].strip()} {match['number']}".lower() in self._heads:
                continue
            yield address, match.start(), match.end() if inner else match.end("number")

    def _roman(self, numeral: str, capital: str | None, paren: str | None) -> Address | None:
        """II, II.A or II(1); (1) is a clause where such ones stand below a heading, else a unit of a list."""
        number = roman(numeral)
        if number is None:
            return None
        if capital and Form.CAPITAL in self.trees.forms:
            return (Form.CAPITAL, "", (number, ord(capital) - ord("A") + 1))
        if paren and Form.PAREN in self.trees.forms and ("", number) in self.trees.above:
            return (Form.PAREN, "", (number, int(paren)))
        return (Form.ROMAN, "", (number,))

    def _labelled(self, words: str, before: str) -> list[tuple[Address, int, int]]:
        """The labels of clauses with which the lines of new wording begin, and where.

        Clause 4.2 is amended to read: “4.3 …” gives the words of another clause than it names, which nobody means.
        """
        if not _SAYS.search(before):
            return []
        named = [one for group in self._groups(before.rpartition("\n")[2] or before) for one in group.clauses]
        found: list[tuple[Address, int, int]] = []
        at = 0
        for number, line in enumerate(words.split("\n")):
            start = at + len(line) - len(line.lstrip(" “"))
            at += len(line) + 1
            for form in (Form.DOTTED, *_BELOW_ROMAN):
                label = read(form, words[start : at - 1]) if form in self.trees.forms else None
                if label is None or not words[start + label.end : start + label.end + 1].isspace():
                    continue
                own = [one for one in named if one[0] is form and (one[1], one[2][-1]) == (label.letter, label.number)]
                own = [one for one in own if form is not Form.DOTTED or one[2] == label.path]
                address = own[0] if own else _stranger(label.form, label.letter, label.path, named)
                if address is not None and (own or number == 0):
                    found.append((address, start, start + label.end))
                    break
        return found

    def _pieces(self, decision: str) -> list[_Piece]:
        """A decision as what it says and what it quotes, in turn, the first piece saying something."""
        lines, _, _ = read_lines(decision)
        pieces: list[_Piece] = []
        plain: list[str] = []
        kept: list[str] = []
        depth, body = 0, -1

        def end(words: list[str], quoted: bool) -> None:
            pieces.append(_Piece("".join(words), quoted))
            words.clear()

        for number, line in enumerate(curled(lines)):
            (kept if depth else plain).extend((["\n"] if number else []) + [" " * line.indent])
            if not depth and body >= 0 and line.indent > body:
                end(plain, quoted=False)
                end([line.text], quoted=True)
                continue
            body = -1
            depth = 0 if depth and line.text.startswith("“") else depth
            for sign in line.text:
                if sign == "“":
                    if not depth and not kept:
                        end(plain, quoted=False)
                    depth += 1
                (kept if depth else plain).append(sign)
                if sign == "”" and depth:
                    depth -= 1
                    if not depth:
                        end(kept, quoted=True)
            if not depth and BODY.search("".join(plain).rpartition("\n")[2]):
                body = line.indent
        end(kept or plain, quoted=bool(kept))
        return pieces


def _stranger(form: Form, letter: str, path: tuple[int, ...], named: list[Address]) -> Address | None:
    """The clause whose label stands in front of words that are said of others, in the numbering of the last of these."""
    if not named:
        return None
    last = named[-1]
    if form is Form.DOTTED:
        return (form, letter, path) if last[0] is form and (len(path) > 1 or letter or len(last[2]) == 1) else None
    if last[0] is form:
        return (form, last[1], (*last[2][:-1], path[-1]))
    return None


def _places_of(name: str, words: str) -> Iterator[int]:
    at = words.find(name)
    while at >= 0:
        yield at
        at = words.find(name, at + 1)


def _listed(labels: list[str]) -> str:
    return labels[0] if len(labels) == 1 else ", ".join(labels[:-1]) + " and " + labels[-1]


def cited(address: Address) -> str:
    """How a decision names a clause: Clause 3.2.1, Section II, Section II.A, Section II(1)."""
    form, _, path = address
    if form is Form.DOTTED:
        return f"Clause {printed(address)}"
    outer = f"Section {to_roman(path[0]).upper()}"
    if form is Form.CAPITAL:
        return f"{outer}.{letters(path[1]).upper()}"
    return f"{outer}({path[1]})" if form is Form.PAREN else outer


_BELOW_ROMAN = (Form.ROMAN, Form.CAPITAL, Form.PAREN)
_MANNER = Manner(
    (Form.DOTTED, *_BELOW_ROMAN), lambda number: f"Article {number}", cited, is_english_heading, folds=False
)
