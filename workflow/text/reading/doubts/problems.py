"""What a reader should look at in a text before it goes anywhere: every doubt is a value with a line number, never an error."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflow.text.labels.clauses import clause
from workflow.text.reading.doubts.guidance import guidance_left
from workflow.text.reading.doubts.sequence import number_problems
from workflow.text.reading.doubts.unnumbered import proposed
from workflow.text.reading.front import is_contents
from workflow.text.references.citation import Reference
from workflow.text.references.find import references
from workflow.text.tree import HEADED, WITHIN, Document, Kind, Problem, Provision
from workflow.words import Script

_ENDS = frozenset({Kind.ARTICLE, Kind.ANNEX, Kind.SIGNATURE, Kind.TABLE})  # behind which nothing is loose
_IN_CONTENTS = HEADED | {Kind.PREAMBLE, Kind.ANNEX, Kind.ARTICLE}
_EFFECT = re.compile(
    "(?:起|日|后|後)[ \u3000]*(?:正式)?(?:施行|实施|實施|生效|执行|執行)|施行日期|开始(?:施行|实施)|暂行期|(?:自|从)[^。]{0,60}(?:施行|实施|生效)"
)
_EFFECT_EN = re.compile(
    r"\b(?:take[sn]?|took|come[s]?|enter[s]?|shall be|is|becomes?)\b[^.]{0,30}\b(?:effect|effective|force)\b|\beffective\b|\bcommence",
    re.I,
)
_LIKE_ARTICLE = re.compile("^第[ \u3000]*[零〇○一二三四五六七八九十百千0-9０-９]{1,12}[ \u3000]*[条條][ \u3000]")
_PAGE = re.compile("[.…·・\\s]*[0-9]*$")
_FAULTS = {
    "no-article": ("条", "article"),
    "no-paragraph": ("款", "paragraph"),
    "no-item": ("项", "item"),
    "no-subitem": ("目", "sub-item"),
    "no-container": ("编、章或节", "part, chapter or section"),
    "no-annex": ("附件", "annex"),
}
_SHOWN = 24
_NAMED = 3  # of the lines that may be headings


def find_problems(document: Document, controls: list[int]) -> list[Problem]:
    """The problems of `document` in the order of the text; `controls` are source lines that held control characters."""
    if not document.root.children:
        zh, en = "文本是空的，请输入或粘贴规章的内容。", "The text is empty: type or paste the regulation."
        return [*_control_problems(controls), Problem("empty-text", 0, zh, en, blocking=True)]
    found = [*_control_problems(controls), *_whole(document)]
    articles = document.articles()
    if articles:
        found += number_problems(document)
        if clause(articles[0].label) is None:  # in front of clauses stands a foreword, which may list what has changed
            found += _misplaced(document.root)
        found += _articles(articles)
        found += _references(document)
        found += _containers(document.root)
    found += _contents(document)
    found += _labels_not_read(document.root)
    found += guidance_left(document.root)
    return sorted(found, key=lambda problem: problem.line)


def _control_problems(controls: list[int]) -> Iterator[Problem]:
    for line in controls[:20]:
        yield Problem(
            "control-characters",
            line,
            "这一行含有看不见的控制字符，已去掉。",
            "This line held control characters, which were taken out.",
        )


def _whole(document: Document) -> Iterator[Problem]:
    """Problems of the text as a whole."""
    if not document.title:
        yield Problem(
            "title-missing",
            0,
            "没有标题，请在第一行写明规章名称。",
            "There is no title: give the name of the regulation in the first line.",
        )
    articles = document.articles()
    headed = any(unit.kind == Kind.HEADING for unit in document.root.walk())
    if heads := proposed(document):
        named = "、".join(f"“{one.words}”" for one in heads[:_NAMED])
        yield Problem(
            "headings-unnumbered",
            heads[0].line,
            f"{named}{'等' if len(heads) > _NAMED else ''}{len(heads)}行像是没有编号的标题：是标题的，前面加“# ”（下一级“## ”）。",
            f"{len(heads)} lines may be headings without a number ({named}): put “# ” before those that are, “## ” one step below.",
        )
    if not articles and not headed:
        zh = "没有条文：每条以“第一条”这样的编号开头，单独成段。"
        yield Problem(
            "no-article",
            0,
            zh,
            "There is no article: each begins with a label such as “Article 1” on a line of its own.",
            blocking=True,
        )
    elif articles and clause(articles[0].label) is None and not _takes_effect(document, articles):
        zh = "没有施行日期：通常最后一条写明“本条例自×年×月×日起施行”。"
        yield Problem(
            "no-effective-date",
            0,
            zh,
            "There is no effective date: the last article usually says when the text takes effect.",
        )


def _takes_effect(document: Document, articles: list[Provision]) -> bool:
    pattern = _EFFECT_EN if document.language == Script.ENGLISH else _EFFECT
    notes = [unit for unit in document.root.children if unit.kind == Kind.NOTE]
    return any(
        pattern.search(unit.text) for block in [*reversed(articles), *notes] for unit in block.walk() if unit.text
    )


def _misplaced(unit: Provision) -> Iterator[Problem]:
    """List units that stand before the first article or between a heading and its first article."""
    for child in unit.children:
        if child.kind in _ENDS:
            continue
        if child.kind == Kind.ITEM:
            name = child.label + child.text[:_SHOWN]
            yield Problem(
                "item-without-article",
                child.line,
                f"“{name}”不在任何一条之内，请放入条文。",
                f"“{name}” stands in no article: move it into one.",
                blocking=True,
            )
        else:
            yield from _misplaced(child)


def _articles(articles: list[Provision]) -> Iterator[Problem]:
    for article in articles:
        if not article.children:
            if article.heading and clause(article.label):
                continue  # its words are its heading, or stand in the clauses below it
            yield Problem(
                "article-empty",
                article.line,
                f"{article.label}没有内容，请补上；已删去的条文写“（删除）”。",
                f"{article.label} has no words: add them, or say “(repealed)”.",
                blocking=True,
            )
            continue
        opened = closed = 0
        for unit in article.walk():
            opened += unit.text.count("“")
            closed += unit.text.count("”")
        if opened != closed:
            yield Problem(
                "quotation-open",
                article.line,
                f"{article.label}的引号不成对。",
                f"{article.label} opens and closes a different number of quotations.",
            )


def _containers(unit: Provision) -> Iterator[Problem]:
    for child in unit.children:
        if child.kind in HEADED:
            if not child.children:
                name = child.label or child.heading
                yield Problem(
                    "heading-empty", child.line, f"{name}之下没有条文。", f"There is no article under {name}."
                )
            yield from _containers(child)


def _references(document: Document) -> Iterator[Problem]:
    clauses = any(clause(article.label) for article in document.articles())
    for reference in references(document):
        if reference.fault and not (clauses and _may_be_outside(reference, document)):
            yield _unresolved(reference)


def _may_be_outside(reference: Reference, document: Document) -> bool:
    """Whether a reference of a paper without articles may name what is elsewhere: an attachment on the list at its foot, an
    item of whatever was spoken of, a section of another paper."""
    first = reference.parts[0].kind
    if first == Kind.ANNEX:
        return any(unit.kind == Kind.SIGNATURE and unit.text.startswith("附") for unit in document.root.children)
    return first in WITHIN or (not reference.explicit and not reference.parts[0].token)


def _unresolved(reference: Reference) -> Problem:
    line, words = reference.unit.line, reference.text
    place = reference.standing.article.label if reference.standing.article else ""
    if reference.fault == "nothing-before":
        zh = f"{place}说“{words}”，但它前面没有可以指的内容。"
        en = f"{place or 'The text'} says “{words}”, but nothing stands before it that this could mean."
        return Problem("nothing-before", line, zh, en, blocking=True)
    unit_zh, unit_en = _FAULTS[reference.fault]
    zh = f"{place}提到“{words}”，但本文没有这一{unit_zh}。"
    en = f"{place or 'The text'} refers to “{words}”, but this text has no such {unit_en}."
    return Problem("unresolved-reference", line, zh, en, blocking=True)


def _contents(document: Document) -> Iterator[Problem]:
    """A table of contents that does not list the headings as they are."""
    for unit in document.root.children:
        if unit.kind != Kind.TOC:
            continue
        listed = [_PAGE.sub("", line) for line in unit.text.split("\n") if not is_contents(line)]
        headings = {
            "".join((other.label + other.heading).split())
            for other in document.root.walk()
            if other.kind in _IN_CONTENTS
        }
        missing = [entry for entry in listed if entry and "".join(entry.split()) not in headings]
        if missing:
            zh = f"目录与正文不一致：正文没有“{missing[0][:_SHOWN]}”。"
            en = f"The table of contents differs from the text: there is no heading “{missing[0][:_SHOWN]}”."
            yield Problem("contents-differ", unit.line, zh, en)


def _labels_not_read(root: Provision) -> Iterator[Problem]:
    """Words that look like the label of an article and were not read as one, being quoted or no number."""
    for unit in root.walk():
        if unit.kind == Kind.PARAGRAPH and unit.text[:1] == "第" and (match := _LIKE_ARTICLE.match(unit.text)):
            label = "".join(match[0].split())
            zh = f"“{label}”看似条文编号，但没有作为一条读入；请检查编号。"
            en = f"“{label}” looks like the label of an article but was not read as one: check the number."
            yield Problem("label-doubtful", unit.line, zh, en)
