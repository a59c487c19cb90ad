"""Finds and resolves the references of a Chinese text: 第X条第Y款第Z项, 前款, 前两款, 前条, 前款第三项, 本章, 第X条至第Y条."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflow.text.labels.chinese import NUMERAL
from workflow.text.labels.label import Number
from workflow.text.labels.numerals import chinese, parse_numeral
from workflow.text.references.citation import (
    Apart,
    Index,
    Part,
    Reference,
    Standing,
    Step,
    items,
    number_of,
    paragraphs,
)
from workflow.text.references.other_papers import other_paper
from workflow.text.tree import LISTED, Kind, Provision
from workflow.words import Script

_N = rf"{NUMERAL}{{1,9}}"
_STEP = re.compile(
    rf"第[ \u3000]?[（(]?({_N})[）)]?((?:[、和至或及][（(]?{_N}[）)]?){{0,12}})[ \u3000]?"
    rf"(条|條|款|项|項|目|点(?![钟整半])|章|节|節|分?编|分?編|部分)(?!目|件|道)(?:(?<=[条條章节節])之({NUMERAL}{{1,4}}))?"
    r"|(?<![目以之当當事提此空])前([一二两兩三四五六七八九十])?([条條款项項])(?![件例目])"
    r"|(?<![基根成资資日原样版剧])本([条條款项項章节節编編])(?![件款例目能约程号制（(])"
    rf"|附(?:件|表|录|錄)[ \u3000]?(?:({NUMERAL}{{1,4}})(?![年月日份个])|([A-Z])(?![A-Za-z0-9]))"
)
_EACH = re.compile(_N)
_AND = re.compile("^(?:、|和|及|与|與|或|或者|以及|至|到|－|—|~|～|，|,)$")
_NAMED = re.compile(r"《([^《》]{1,80})》(?:[（(][^（）()]{0,40}[）)])?[的中之]?$")
_LAW = "法|法典|通则|通則|条例|條例|规定|規定|办法|辦法|细则|細則|规则|規則|章程|制度|准则|準則|规程|规范|解释|解釋|决定|決定|意见|公约|宪法|憲法"
_OWN = re.compile(rf"(?:本[\u4e00-\u9fff]{{0,8}}?(?:{_LAW}|方案|合同|协议|守则|文件))[的中之]?$")
_OTHER = re.compile(rf"([\u4e00-\u9fff]{{0,12}}(?:{_LAW}))(?:[（(][^（）()]{{0,40}}[）)])?[的中之]?$")
_VERB = re.compile("^.*(?:依照|按照|根据|根據|依据|違反|违反|适用|適用|参照|符合|执行)")
_NO_LAW = re.compile("(?:依法|合法|违法|非法|方法|做法|办法|的规定|按规定|照规定|之規定)$")
#: Rows of a table, which are no items: 第四条表中第1、2项.
_IN_TABLE = re.compile("(?:表中|表内|上表|下表|表列)的?$")
#: The minutes of another meeting, which has its own 第二条.
_MEETING = re.compile("(第[0-9一二三四五六七八九十百]{1,5}次[^，。；、]{0,12})$")
_ENTERPRISE = re.compile("^[\u4e00-\u9fff（）()]{2,40}(?:公司|集团|厂|院)$")
_BRACKETED = re.compile("[（(]([0-9]{1,2})[）)]")
_LOOK_BACK = 90  # characters before a reference that may name its law
#: In Taiwan a 款 of the mainland is called 項 and a 项 is called 款.
_HANS: dict[str, Step] = {
    "条": Kind.ARTICLE,
    "條": Kind.ARTICLE,
    "款": Kind.PARAGRAPH,
    "项": Kind.ITEM,
    "項": Kind.ITEM,
    "目": Kind.SUBITEM,
    "点": Apart.POINT,
}
_HANT: dict[str, Step] = {
    "条": Kind.ARTICLE,
    "條": Kind.ARTICLE,
    "項": Kind.PARAGRAPH,
    "项": Kind.PARAGRAPH,
    "款": Kind.ITEM,
    "目": Kind.SUBITEM,
    "点": Apart.POINT,
}
_CONTAINER: dict[str, Step] = {
    "章": Kind.CHAPTER, "节": Kind.SECTION, "節": Kind.SECTION, "编": Kind.PART, "編": Kind.PART, "分编": Apart.DIVISION, "分編": Apart.DIVISION,
    "部分": Kind.PART,
}  # fmt: skip
_DEPTH: dict[Step, int] = {
    Kind.ANNEX: -1,
    Kind.PART: 0,
    Apart.DIVISION: 1,
    Kind.CHAPTER: 2,
    Kind.SECTION: 3,
    Kind.ARTICLE: 4,
    Kind.PARAGRAPH: 5,
    Kind.ITEM: 6,
    Kind.SUBITEM: 7,
    Apart.POINT: 7,
}


class ChineseReferences:
    """Reads the references of the texts of one document."""

    def __init__(self, index: Index, language: Script, title: str) -> None:
        self.index = index
        self.kinds: dict[str, Step] = (_HANT if language == Script.TRADITIONAL else _HANS) | _CONTAINER
        self.title = title.replace("\n", "")
        self._rows: Provision | None = None  # the article in which items are rows of a table

    def of(self, unit: Provision, standing: Standing) -> Iterator[Reference]:
        """The references in the text of `unit`, in order, resolved where they point into this text."""
        words = unit.text
        before: Reference | None = None
        for parts in self._groups(words):
            start, end = parts[0].start, parts[-1].end
            found = Reference(unit, standing, start, end, words[start:end], parts=parts)
            gap = words[before.end : start] if before else ""
            if self._is_row(parts[0], words[:start], standing) or (parts[0].kind == Apart.POINT and not gap and before):
                continue
            if before and _AND.match(gap):
                found.law, found.explicit = before.law, before.explicit
                found.through = gap in ("至", "到", "－", "—", "~", "～")
                found.parts = _inherited(before.parts, parts)
            else:
                found.law, found.explicit = self._law(words[max(0, start - _LOOK_BACK) : start], parts[0])
            if standing.scope.kind == Kind.ANNEX and self._names_whole(words[max(0, start - _LOOK_BACK) : start]):
                found.standing = Standing(self.index.root, cell=standing.cell)  # 《…办法》第五条 in an annex to it
            if not found.law:
                self._resolve(found, before)
                if found.fault and not self._is_fault(found):
                    continue
                if found.fault and before and not found.explicit:
                    self._lean_on(found, before)
            yield found
            before = found

    def _groups(self, words: str) -> Iterator[list[Part]]:
        """The steps of every reference: neighbours that go inwards (第三条第二款) belong together."""
        group: list[Part] = []
        end = -1
        for match in _STEP.finditer(words):
            steps = self._steps(match)
            if not steps:
                continue
            if group and (match.start() != end or _DEPTH[steps[0].kind] <= _DEPTH[group[-1].kind]):
                yield group
                group = []
            group += steps[:1]
            inner = _BRACKETED.match(words, match.end()) if steps[0].kind == Apart.POINT else None
            if inner:  # 第2点（1）
                yield [*group, Part(Kind.SUBITEM, Number(int(inner[1])), inner.start(), inner.end())]
                group, end = [], inner.end()
                continue
            for other in steps[
                1:
            ]:  # 第（一）、（二）项: each is a reference of its own that shares the steps before it
                yield group
                group = [*group[:-1], other]
            end = match.end()
        if group:
            yield group

    def _steps(self, match: re.Match[str]) -> list[Part]:
        numeral, more, unit, sub, back, backward, this, annex, letter = match.groups()
        if unit:
            first, after = parse_numeral(numeral), parse_numeral(sub) if sub else 0
            if first is None or after is None:
                return []
            kind = self.kinds[unit]
            steps = [Part(kind, Number(first, after), match.start(), match.end())]
            for place in _EACH.finditer(more):
                value = parse_numeral(place[0])
                if value is not None:
                    steps.append(Part(kind, Number(value), match.start(), match.end()))
            return steps
        if letter:  # 附录A; one that this text has not is another paper's
            known = letter in self.index.lettered
            return [Part(Kind.ANNEX, None, match.start(), match.end(), token=letter)] if known else []
        if annex:
            value = parse_numeral(annex)
            return [] if value is None else [Part(Kind.ANNEX, Number(value), match.start(), match.end())]
        if backward:
            count = parse_numeral(back) if back else 1
            return [Part(self.kinds[backward], None, match.start(), match.end(), back=count)]
        return [Part(self.kinds[this], None, match.start(), match.end(), back=0)]

    def _law(self, before: str, first: Part) -> tuple[str, bool]:
        """The law named before a reference ("" for this text), and whether the words name this text."""
        if first.back is not None:
            return "", True
        if named := _NAMED.search(before):
            return ("", True) if self._is_own(named[1]) else (named[1], False)
        if _OWN.search(before):
            return "", True
        if meeting := _MEETING.search(before):
            return meeting[1], False
        if paper := other_paper(before):
            return paper, False
        if (other := _OTHER.search(before)) and not _NO_LAW.search(other[1]):
            return _VERB.sub("", other[1]), False
        return "", False

    def _is_row(self, first: Part, before: str, standing: Standing) -> bool:
        """Whether 第1项 is a row of a table: the words say so, or said so before in the same article."""
        if first.kind != Kind.ITEM:
            return False
        if _IN_TABLE.search(before):
            self._rows = standing.article
            return True
        return self._rows is not None and self._rows is standing.article

    def _is_fault(self, found: Reference) -> bool:
        """Whether a place that this text has not is a mistake: 第五部分 only where there are parts, 第1点 never."""
        if any(part.kind == Apart.POINT for part in found.parts):
            return False
        known = self.index.containers.get(id(found.standing.scope), {})
        return found.parts[0].kind != Kind.PART or any(kind == Kind.PART for kind, _ in known)

    def _is_own(self, name: str) -> bool:
        """Whether a name is that of this text, which may begin with whose paper it is."""
        return self.title == name or (
            self.title.endswith(name) and _ENTERPRISE.match(self.title.removesuffix(name)) is not None
        )

    def _names_whole(self, before: str) -> bool:
        named = _NAMED.search(before)
        return named is not None and self._is_own(named[1])

    # resolving

    def _resolve(self, found: Reference, before: Reference | None) -> None:
        """Fills in the targets of a reference into this text, or the fault."""
        standing = found.standing
        outer: list[Provision] = []
        found.named = []
        for part in found.parts:
            if part.token and part.kind == Kind.ANNEX:
                outer, fault = [self.index.lettered[part.token]], ""
            elif part.number is not None and part.kind == Kind.ANNEX:
                outer = [self.index.annexes[part.number]] if part.number in self.index.annexes else []
                fault = "no-annex"
            elif _DEPTH[part.kind] < _DEPTH[Kind.ARTICLE]:
                outer = self._container(part, standing, outer)
                fault = "no-container"
            elif part.kind == Kind.ARTICLE:
                outer = self._article(part, standing, outer)
                fault = "no-article" if part.back is None else "nothing-before"
            else:
                outer = self._inside(part, standing, outer, found.parts)
                fault = f"no-{part.kind}" if part.back is None else "nothing-before"
            if not outer:
                found.fault = fault
                return
            found.named.append(outer)
        found.targets = outer
        if found.through and before and before.targets and outer[0].kind == before.targets[0].kind == Kind.ARTICLE:
            found.targets = self.index.between(before.targets[0], outer[-1], standing.scope)[1:] or outer
        elif found.through and before and before.targets and {outer[0].kind, before.targets[0].kind} <= LISTED:
            found.targets = self._up_to(before.targets[0], outer[-1], standing.scope)

    def _up_to(self, first: Provision, last: Provision, scope: Provision) -> list[Provision]:
        """The units of one list behind `first` up to `last`; `last` alone where they stand in two."""
        for article in self.index.order.get(id(scope), []):
            for parent in article.walk():
                at = [place for place, one in enumerate(parent.children) if one is first or one is last]
                if len(at) == 2:
                    return list(parent.children[at[0] + 1 : at[1] + 1])
        return [last]

    def _lean_on(self, found: Reference, before: Reference) -> None:
        """What a bare reference names when it names nothing here: the law, or the article, of the one before it."""
        depth = _DEPTH[found.parts[0].kind]
        if before.law and depth <= _DEPTH[Kind.ARTICLE]:
            found.law, found.fault = before.law, ""
        elif not before.law and depth > _DEPTH[Kind.ARTICLE] and _DEPTH[before.parts[0].kind] <= _DEPTH[Kind.ARTICLE]:
            own, fault = found.parts, found.fault
            found.parts, found.fault = _inherited(before.parts, own), ""
            self._resolve(found, before)
            if found.fault:
                found.parts, found.fault = own, fault

    def _container(self, part: Part, standing: Standing, outer: list[Provision]) -> list[Provision]:
        kind = Kind.PART if part.kind == Apart.DIVISION else part.kind
        if part.number is None:
            return [unit for unit in standing.containers if unit.kind == kind][-1:]
        found = self.index.containers.get(id(standing.scope), {}).get((kind, part.number), [])
        if not found and kind == Kind.CHAPTER:  # 第5章 of a standard
            clause = self.index.labelled(standing.scope, str(part.number.main))
            return [clause] if clause else []
        if not found and kind == Kind.PART and part.kind != Apart.DIVISION:  # 第三部分 of a paper that has 三、
            clause = self.index.labelled(standing.scope, f"{chinese(part.number.main)}、")
            return [clause] if clause else []
        if outer:
            within = {id(unit) for unit in outer[0].walk()}
            found = [unit for unit in found if id(unit) in within]
        near = [unit for unit in found if standing.containers and unit in standing.containers[0].children]
        return (near or found)[:1]

    def _article(self, part: Part, standing: Standing, outer: list[Provision]) -> list[Provision]:
        if part.number is not None:
            scope = outer[0] if outer and outer[0].kind == Kind.ANNEX else standing.scope  # 附件1第三条
            found = self.index.article(scope, part.number)
            return [found] if found else []
        if standing.article is None:
            return []
        return self.index.before(standing.article, standing.scope, part.back) if part.back else [standing.article]

    def _inside(self, part: Part, standing: Standing, outer: list[Provision], parts: list[Part]) -> list[Provision]:
        if part.kind == Kind.PARAGRAPH:
            return self._paragraph(part, standing, outer)
        if part.back is not None:
            return _relative_item(part, standing)
        if outer and outer[0].kind == Kind.PART and part.kind == Kind.ITEM:
            candidates = [unit for unit in outer[0].children if unit.kind == Kind.ARTICLE]  # 第一部分第二项: its 二、
            return [unit for unit in candidates if number_of(unit, english=False) == part.number][:1]
        if outer and outer[0].kind == Kind.ARTICLE and part.kind == Kind.ITEM and id(outer[0]) in self.index.below:
            candidates = self.index.below[id(outer[0])]
        elif outer and outer[0].kind == Kind.ARTICLE:
            candidates = [unit for paragraph in paragraphs(outer[0]) for unit in items(paragraph)]
        elif outer:
            candidates = items(outer[-1])
        elif parts[0] is part and standing.article is not None:
            candidates = [unit for paragraph in paragraphs(standing.article) for unit in items(paragraph)]
            if part.kind == Kind.SUBITEM:
                candidates = [unit for item in candidates for unit in items(item)]
            elif not any(number_of(unit, english=False) == part.number for unit in candidates) and part.number:
                candidates = self.index.beside(standing.scope, standing.article, part.number)
        else:
            candidates = []
        if part.kind == Apart.POINT:  # 第1点 is 1. and never 一、
            candidates = [unit for unit in candidates if unit.label.strip("（(")[:1].isdecimal()]
        return [unit for unit in candidates if number_of(unit, english=False) == part.number][:1]

    def _paragraph(self, part: Part, standing: Standing, outer: list[Provision]) -> list[Provision]:
        article = outer[0] if outer and outer[0].kind == Kind.ARTICLE else standing.article
        if article is None:
            return []
        all_of_them = paragraphs(article)
        if part.number is not None:
            return all_of_them[part.number.main - 1 : part.number.main] if part.number.main > 0 else []
        if part.back == 0:
            return all_of_them[standing.paragraph : standing.paragraph + 1]
        back = part.back or 1
        return all_of_them[standing.paragraph - back : standing.paragraph] if standing.paragraph >= back else []


def _relative_item(part: Part, standing: Standing) -> list[Provision]:
    """本项, 前项, 前两项 from inside a list."""
    if not standing.chain:
        before = paragraphs(standing.article)[: max(standing.paragraph, 0)] if standing.article and part.back else []
        return items(before[-1])[-(part.back or 1) :] if before else []
    here = standing.chain[0] if part.kind == Kind.ITEM else standing.chain[-1]
    if part.back == 0:
        return [here]
    article = standing.article
    parents = [unit for unit in (article.walk() if article else ()) if here in unit.children]
    siblings = items(parents[0]) if parents else []
    place = next((at for at, unit in enumerate(siblings) if unit is here), 0)
    back = part.back or 1
    return siblings[place - back : place] if place >= back else []


def _inherited(before: list[Part], parts: list[Part]) -> list[Part]:
    """第三条第一款、第三款: the second reference stands in the article of the first."""
    depth = _DEPTH[parts[0].kind]
    return [*(part for part in before if _DEPTH[part.kind] < depth), *parts] if depth > _DEPTH[Kind.ARTICLE] else parts
