"""What a decision quotes as pieces of a regulation: articles with their 款 and 项, headings, lines of the frame."""

from __future__ import annotations

import re

from workflow.text import tables
from workflow.text.amending.said.operations import CannotCarry, Quotation
from workflow.text.labels import chinese
from workflow.text.labels import english as english_labels
from workflow.text.labels.numerals import parse_numeral
from workflow.text.reading.parse import parse
from workflow.text.tree import Document, Kind
from workflow.text.workpiece import Workpiece, opened
from workflow.words import Script

_FIRST_INLINE = re.compile("[：:][ \u3000]*[（(]一[）)]")
_INLINE = re.compile("(?<=[；：。:;])[ \u3000]*[（(]([一二三四五六七八九十百零]{1,4})[）)]")
_HEAD = re.compile(
    r"^(第[零〇○一二三四五六七八九十百千万两0-9]{1,12}[条條](?:之[一二三四五六七八九十]{1,4})?)(?:[ \u3000：]|$)"
)
_ENGLISH_HEAD = re.compile(r"^((?:Article|Art\.|Section|Sec\.|§)\s*[0-9A-Za-z.\-]*[0-9A-Za-z])\.?(?:\s|$)")


def head_label(line: str, english: bool = False) -> str:
    """The label of an article that `line` begins with, a blank after it, as canonical texts print it; "" for none."""
    if english:
        match = _ENGLISH_HEAD.match(line)
        return match[1] if match is not None else ""
    match = _HEAD.match(line)
    label = chinese.numbered(line) if match is not None else None
    return label.text if label is not None else ""


def article(lines: Quotation, label: str, language: Script) -> Workpiece:
    """The article that `lines` are the words of; its own label may stand in front of them."""
    lines = spread(lines) if language != Script.ENGLISH else lines
    english = language == Script.ENGLISH
    if english:
        text = "\n".join(lines) if head_label(lines[0], english) == label else f"{label} " + "\n".join(lines)
    else:  # read as the first article, which no parser takes for a reference
        first, rest = ("第一條", "\n") if language == Script.TRADITIONAL else ("第一条", chr(0x3000))
        if head_label(lines[0]) == label:
            match = _HEAD.match(lines[0])
            lines = [lines[0][match.end(1) if match is not None else 0 :], *lines[1:]]
            rest = ""
        text = first + rest + "\n".join(lines)
    blocks = parse(text, language).document.root.children
    found = [block for block in blocks if block.kind == Kind.ARTICLE]
    if len(found) != 1 or len(blocks) != 1:
        raise CannotCarry(f"引用的文字不是一个条文（{label}）", f"the words quoted are not one article ({label})")
    piece = opened(found[0])
    piece.label = label
    return piece


def document(lines: Quotation, language: Script) -> Document:
    """The headings and articles that `lines` are."""
    return parse("\n".join(spread(lines)), language).document


def articles(lines: Quotation, language: Script) -> dict[str, Quotation]:
    """The lines of several articles by label; {} when they do not begin with one."""
    found: dict[str, Quotation] = {}
    current: Quotation | None = None
    for line in lines:
        label = head_label(line, language == Script.ENGLISH)
        if label and label not in found:
            current = found.setdefault(label, [])
        if current is None:
            return {}
        current.append(line)
    return found


def paragraphs(lines: Quotation, language: Script) -> list[Workpiece]:
    """The 款 with their 项 that `lines` are."""
    label = "Article 1" if language == Script.ENGLISH else "第一條" if language == Script.TRADITIONAL else "第一条"
    return article(lines, label, language).children


def units(lines: Quotation, language: Script, kind: Kind) -> list[Workpiece]:
    """The 项 or 目 that `lines` are; a unit without a label is one by itself."""
    found: list[Workpiece] = []
    for line in lines:
        label = chinese.listed(line) if language != Script.ENGLISH else None
        if language == Script.ENGLISH:
            raise CannotCarry("引用的项无法读取", "the list units quoted cannot be read")
        if label is not None and (not found or label.style == _style(found[0]) or not found[0].label):
            found.append(Workpiece(kind, label=label.text, text=line[label.end :].strip()))
        elif label is not None:
            found[-1].children.append(Workpiece(Kind.SUBITEM, label=label.text, text=line[label.end :].strip()))
        elif not found:
            found.append(Workpiece(kind, text=line))
        else:
            raise CannotCarry("引用的项无法读取", "the list units quoted cannot be read")
    return found


def entries(lines: Quotation, language: Script) -> list[Workpiece]:
    """The list units of an English quotation, nested by their indentation."""
    if english_labels.listed(lines[0].strip()) is None:
        return [Workpiece(Kind.ITEM, text=" ".join(line.strip() for line in lines))]
    found = parse("Article 1\n" + "\n".join("  " + line for line in lines), language).document.articles()
    units = [opened(child) for one in found for paragraph in one.children for child in paragraph.children]
    if not units:
        raise CannotCarry("引用的项无法读取", "the list units quoted cannot be read")
    return units


def _style(unit: Workpiece) -> str:
    label = chinese.listed(unit.label)
    return label.style if label is not None else ""


def spread(lines: Quotation) -> Quotation:
    """`lines` with a line for each 项 of a list that was run together: …：（一）…；（二）…。"""
    found: Quotation = []
    for line in lines:
        found += _spread_line(line) if _FIRST_INLINE.search(line) else [line]
    return found


def _spread_line(line: str) -> Quotation:
    pieces: Quotation = []
    start, expected = 0, 1
    for match in _INLINE.finditer(line):
        if parse_numeral(match[1]) == expected:
            pieces.append(line[start : match.start()].strip())
            start, expected = match.start(), expected + 1
        elif parse_numeral(match[1]) == 1 and expected > 2:
            return [line]
    if expected < 3:
        return [line]
    last = line[start:].strip()
    items = pieces[1:]
    stop = last.find("。")
    if stop >= 0 and stop + 1 < len(last) and not any("。" in item for item in items):
        pieces += [last[: stop + 1], last[stop + 1 :].strip()]
    else:
        pieces.append(last)
    return [piece for piece in pieces if piece]


def frame(lines: Quotation, kind: Kind) -> list[Workpiece]:
    """The blocks of a title, a title note or a signature."""
    if kind == Kind.SIGNATURE or kind == Kind.TOC:
        return [Workpiece(kind, text="\n".join(lines))]
    return [Workpiece(kind, text=line) for line in lines]


def body(lines: Quotation, language: Script) -> list[Workpiece]:
    """Paragraphs, lists and tables as they stand in a preamble or an annex."""
    found: list[Workpiece] = []
    plain: Quotation = []
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        if line and tables.is_row(line):
            if not (rows and tables.is_rule(line)):
                rows.append(tables.cells(line))
            continue
        if rows:
            found += paragraphs(plain, language) if plain else []
            found.append(Workpiece(Kind.TABLE, rows=rows))
            plain, rows = [], []
        if line:
            plain.append(line)
    return found + (paragraphs(plain, language) if plain else [])
