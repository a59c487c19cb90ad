"""Finds the references to clauses by their numbers: 见3.2, 按本标准4.1.2的规定, 4.2.1 e), see 5.2, 3.1(a)(iii).

A number with dots is a reference when the text has a clause of that number, the words beside it cite, and no other paper is
named before it. One that the text has no clause for is a reference only where the words on both sides say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflow.text.labels.clauses import Form, clause
from workflow.text.references.citation import Index, Part, Reference, Standing, items, paragraphs
from workflow.text.references.other_papers import is_of_another, other_paper
from workflow.text.tree import Kind, Provision

_NUMBER = re.compile(
    r"(?<![0-9.．A-Za-z〔/×])([A-Z]\.[0-9]{1,3}(?:\.[0-9]{1,3})*|[0-9]{1,3}(?:\.[0-9]{1,3})+)(?![0-9]|[.．][0-9])"
)
_LETTER = re.compile(r"[ \u3000]?(?:([a-z])[)）]|[（(]([a-z]{1,5}|[0-9]{1,3})[）)])")
_ALSO = re.compile(r"[、和及与]|\s?and\s")
_BEFORE = re.compile(
    r"(?:见|按|照|据|合|行|反|述|除|在|于|由|对|依|用|受|第|规定|要求|达到|满足|本[\u4e00-\u9fff]{1,6}的?|[、和及与或至到～~（(，,])[ \u3000]?$"
    r"|(?:see|under|in|of|by|with|to|and|or|from|clauses?|sections?|paragraphs?|[,(])\s?$",
    re.I,
)
_BEHIND = re.compile(
    r"[ \u3000]?(?:的|规定|条|款|项|所|中|第|要求|进行|执行|确定|处理|办理|[、和及与或至到～~）)，。；,.;]|[a-z][)）]|[（(][a-z0-9]{1,3}[）)])"
    r"|\s?(?:and|or|to|is|are|has|have|shall)\b"
)
_STRONG_BEFORE = re.compile(
    r"(?:见|按|按照|依照|根据|符合|执行|违反|本[\u4e00-\u9fff]{1,6}的?)[ \u3000]?$|(?:see|under|clause)\s$", re.I
)
_STRONG_BEHIND = re.compile(r"[ \u3000]?(?:的?规定|条|款|的要求)|\s?\([a-z]\)")
_MEASURE = re.compile(
    r"[ \u3000]?(?:[吨米元万亿倍克升秒度伏瓦兆帕毫厘岁％%‰℃°]|千[克瓦]|公[里斤]|分钟|小时|安培|[天年个](?![度人])"
    r"|[kKmMcCdµμ]?(?:g|m|L|l|Pa|V|A|W|Hz|s|h|N)(?![A-Za-z)）]))|\s?(?:per ?cent|tonnes?|million|hours?|days?)\b"
)
#: A number of something else: 编号1.1, 表4.2, V2.1.4.
_NUMBERED = re.compile(
    "(?:编号|序号|版本|[图表式])[ \u3000]?[（(]?$|[…·. \u3000]{2}[（(]$"
    r"|\b(?:[Vv]ersion|[Rr]evision|[Rr]ev\.|[Ee]dition|[Ii]ssue|[Ff]igure|[Ff]ig\.|[Tt]able|[Ff]orm|No\.) $"
)
#: 《…》5.3 is a place in that paper.
_TITLED = re.compile("》(?:[（(][^（）()]{0,20}[）)])?[^，。；]{0,8}$")
_OWN = re.compile(r"本[\u4e00-\u9fff]{1,8}的?[ \u3000]?$|\bthis [a-z]+,? ?(?:clause |section )?$", re.I)
_LOOK_BACK = 40


class DottedReferences:
    """Reads them in the texts of one document; finds nothing in a text without such clauses."""

    def __init__(self, index: Index) -> None:
        self.index = index
        labels = [label for known in index.by_label.values() for label in known]
        self.has_any = any((one := clause(label)) and one.form is Form.DOTTED for label in labels)

    def of(self, unit: Provision, standing: Standing) -> Iterator[Reference]:
        """The references in the text of `unit`, in order."""
        words = unit.text
        for match in _NUMBER.finditer(words) if self.has_any else ():
            before = words[max(0, match.start() - _LOOK_BACK) : match.start()]
            if _MEASURE.match(words, match.end()) or _NUMBERED.search(before):
                continue
            named = self._clause(match[1], standing)
            other = "" if _OWN.search(before) else other_paper(before) or ("《》" if _TITLED.search(before) else "")
            if self.index.english and is_of_another(words, match.end(), self.index.root):
                other = other or "other"
            cites = _BEFORE.search(before) is not None, _BEHIND.match(words, match.end()) is not None
            strong = _STRONG_BEFORE.search(before) is not None and _STRONG_BEHIND.match(words, match.end()) is not None
            alone = unit.kind == Kind.TABLE  # what stands above its column says whether it cites
            if not (any(cites) or alone if named and not other else strong):
                continue
            reference = Reference(unit, standing, match.start(), match.end(), match[0], law=other)
            reference.parts = [Part(Kind.ARTICLE, None, match.start(), match.end(), token=match[1])]
            if named and not other:
                reference.named, reference.targets = [[named]], [named]
                self._list_units(reference, named, words)
            elif not other:
                reference.fault = "no-article"
            yield reference
            yield from self._more(reference, words)

    def _clause(self, label: str, standing: Standing) -> Provision | None:
        found = self.index.labelled(standing.scope, label)
        if found is None:
            scopes = [known[label] for known in self.index.by_label.values() if label in known]
            found = scopes[0] if scopes else None
        return found

    def _more(self, before: Reference, words: str) -> Iterator[Reference]:
        """6.2 m)、n): each further letter is a reference of its own into the same clause."""
        while len(before.parts) == 2 and (link := _ALSO.match(words, before.end)) is not None:
            if _LETTER.match(words, link.end()) is None:
                return
            after = Reference(before.unit, before.standing, link.end(), link.end(), "", parts=before.parts[:1])
            after.named, after.targets = before.named[:1], before.named[0]
            self._list_units(after, before.named[0][0], words)
            if len(after.parts) == 1:
                return
            yield after
            before = after

    def _list_units(self, reference: Reference, named: Provision, words: str) -> None:
        """4.2.1 e), 3.1(a)(iii): the units of the clause's lists."""
        candidates = [one for paragraph in paragraphs(named) for one in items(paragraph)]
        while (match := _LETTER.match(words, reference.end)) is not None:
            token = match[1] or match[2]
            found = next((one for one in candidates if one.label.strip("（）().") == token), None)
            if found is None:
                return
            group = 1 if match[1] else 2
            kind = Kind.ITEM if len(reference.parts) == 1 else Kind.SUBITEM
            reference.parts.append(Part(kind, None, match.start(group), match.end(group), token=token))
            reference.named.append([found])
            reference.targets, reference.end = [found], match.end()
            reference.text = words[reference.start : reference.end]
            candidates = items(found)
