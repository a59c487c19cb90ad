"""Word files that are small and cost much: each kind at a size, which is about how often its costly thing stands in it."""

from __future__ import annotations

from collections.abc import Callable

from tests.publishing.word.ooxml import (
    definition,
    docx,
    field,
    gone,
    ins,
    level,
    mark,
    num,
    p,
    r,
    said,
    style,
    table,
)

#: As many as fit into a file of about two megabytes.
FULL = 100_000


def paragraphs(size: int) -> bytes:
    """Short articles, all alike."""
    return docx("".join(p(f"第{at}条 甲。") for at in range(size)))


def one_paragraph(size: int) -> bytes:
    """All words in one paragraph."""
    return docx(p("第一条 " + "甲乙丙丁，戊己；" * size))


def digits(size: int) -> bytes:
    """One paragraph of nothing but marks and numbers, that whoever looks for numbers tries again at each place."""
    size //= 4
    return docx(p("（" * size) + p("第" * size) + p("1." * size) + p("一" * size) + p(" " * size + "甲"))


def runs(size: int) -> bytes:
    """A paragraph in which each letter is a run."""
    return docx(p("第一条 " + "") + p("".join(r("甲", "<w:b/>") for _ in range(size))))


def properties(size: int) -> bytes:
    """A paragraph whose look is said very often."""
    return docx(p("甲", properties='<w:ind w:left="10"/>' * size))


def numbered(size: int) -> bytes:
    """Paragraphs of one list, nine levels deep."""
    levels = (level(at, "chineseCountingThousand", f"第%{at + 1}条") for at in range(9))
    body = "".join(p("甲。", listed=(1, at % 9)) for at in range(size))
    return docx(body, numbering=definition(1, *levels) + num(1, 1))


def lists(size: int) -> bytes:
    """Each paragraph in a list of its own."""
    definitions = "".join(definition(at, level(0, "decimal", "%1.")) for at in range(size // 2))
    return docx(
        "".join(p("甲。", listed=(at, 0)) for at in range(size // 2)),
        numbering=definitions + "".join(num(at, at, {0: at}) for at in range(size // 2)),
    )


def styles(size: int) -> bytes:
    """Styles based on each other in one chain, each used."""
    size //= 4
    chain = "".join(style(f"s{at}", f"样{at}", based_on=f"s{at - 1}") for at in range(size))
    return docx("".join(p("甲。", f"s{at}") for at in range(size)), styles=chain)


def tracked(size: int) -> bytes:
    """Tracked changes one after the other in one paragraph."""
    return docx(p("<w:r><w:t>第一条</w:t></w:r>" + (ins("甲") + gone("乙") + r("丙")) * (size // 6)))


def tracked_apart(size: int) -> bytes:
    """Tracked changes by many people, each in a paragraph of its own, whose ends are tracked too."""
    one = (
        p(
            r("第一条") + ins("甲", f"甲{at}") + gone("乙", f"乙{at}"),
            properties=mark(("ins", "del")[at % 2], f"丙{at}"),
        )
        for at in range(size // 8)
    )
    return docx("".join(one))


def moved(size: int) -> bytes:
    """Ranges of moves that are opened and never closed."""
    opened = "".join(f'<w:moveFromRangeStart {said("甲", at)} w:name="m{at}"/>' for at in range(size // 2))
    return docx(p(r("甲") + opened + "".join(ins("乙", "丙", "moveFrom") for _ in range(size // 8))))


def remarks(size: int) -> bytes:
    """Remarks that all begin before the first word and end behind the last."""
    size //= 10
    starts = "".join(f'<w:commentRangeStart w:id="{at}"/>' for at in range(size))
    ends = "".join(f'<w:commentRangeEnd w:id="{at}"/>' for at in range(size))
    body = "".join(p("甲乙丙丁。") for _ in range(size))
    said_ = "".join(f"<w:comment {said('李四', at)}>{p('不妥')}</w:comment>" for at in range(size))
    return docx(p(starts + r("第一条")) + body + p(r("完") + ends), comments=said_)


def tables(size: int) -> bytes:
    """Tables in tables, as deep as they are read, again and again."""
    deep = p("甲")
    for _ in range(15):
        deep = f"<w:tbl><w:tr><w:tc>{deep}{p('乙')}</w:tc></w:tr></w:tbl>"
    return docx(deep * (size // 100))


def wide_table(size: int) -> bytes:
    """A table of very many cells, each as wide as it says."""
    side = int((size // 4) ** 0.5)
    return docx(table(*(tuple("甲" for _ in range(side)) for _ in range(side))))


def spanned(size: int) -> bytes:
    """Cells that say they are thousands of columns wide, and go on from row to row."""
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="60"/><w:vMerge/></w:tcPr><w:p/></w:tc>'
    return docx("<w:tbl>" + f"<w:tr>{cell * 20}</w:tr>" * (size // 100) + "</w:tbl>")


def fields(size: int) -> bytes:
    """Fields in fields."""
    inner = r("甲")
    for _ in range(min(size // 20, 400)):
        inner = field("REF 甲", inner)
    return docx(p(inner) + p("".join(field("PAGE", r("1")) for _ in range(size // 8))))


def never_ending_fields(size: int) -> bytes:
    """Fields that begin and never end: the file is read twice."""
    return docx("".join(p(f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{r("甲")}') for _ in range(size // 3)))


def notes(size: int) -> bytes:
    """Footnotes that cite footnotes."""
    size //= 6
    inside = "".join(
        f'<w:footnote w:id="{at}">{p(r("注") + f"<w:r><w:footnoteReference w:id={chr(34)}{at + 1}{chr(34)}/></w:r>")}</w:footnote>'
        for at in range(size)
    )
    body = "".join(p(r("甲") + f'<w:r><w:footnoteReference w:id="{at}"/></w:r>') for at in range(0, size, 50))
    return docx(body, footnotes=inside)


def attributes(size: int) -> bytes:
    """An element with very many attributes, and one with a very long one."""
    many = " ".join(f'w:a{at}="1"' for at in range(size))
    return docx(p("第一条 甲。") + f"<w:p {many}/>" + f'<w:p w:rsidR="{"9" * size * 50}"/>' + p("乙"))


def names(size: int) -> bytes:
    """Elements that nobody knows, each called otherwise."""
    return docx(p("甲") + "".join(f"<w:e{at}/>" for at in range(size)))


def alternatives(size: int) -> bytes:
    """Drawings with text boxes, each in two forms."""
    box = f"<w:txbxContent>{p('框内文字。')}</w:txbxContent>"
    one = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    return docx(p("甲") + p(one * (size // 12)))


def references(size: int) -> bytes:
    """Words that cite articles, and hardly anything else."""
    return docx(
        "".join(
            p(f"第{at}条 依照第{at + 1}条、第{at}条第二款、本办法第{at}条至第{at + 9}条。") for at in range(size // 8)
        )
    )


def breaks(size: int) -> bytes:
    """A paragraph of nothing but line ends and tabs."""
    return docx(p("<w:r><w:t>第一条</w:t>" + "<w:br/><w:tab/><w:t>甲</w:t>" * size + "</w:r>"))


KINDS: dict[str, Callable[[int], bytes]] = {
    one.__name__: one
    for one in (
        paragraphs,
        one_paragraph,
        digits,
        runs,
        properties,
        numbered,
        lists,
        styles,
        tracked,
        tracked_apart,
        moved,
        remarks,
        tables,
        wide_table,
        spanned,
        fields,
        never_ending_fields,
        notes,
        attributes,
        names,
        alternatives,
        references,
        breaks,
    )
}
