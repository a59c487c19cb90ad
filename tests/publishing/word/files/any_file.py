"""Word files that nobody would write: everything in everything, by chance but repeatably."""

from __future__ import annotations

import random

from tests.publishing.word.files.lists import CHAPTERS
from tests.publishing.word.ooxml import docx, gone, ins, mark, p, r, said

_BOX = "<w:r><w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></w:r>"
_WORDS = ("甲", "乙丙", " 丁 ", "\t", "100元", "|", "第五条")
_ENDS = (
    "",
    "",
    "",
    mark("ins"),
    mark("del"),
    "<w:rPr><w:specVanish/></w:rPr>",
    f"<w:rPr><w:ins {said()}/><w:del {said()}/></w:rPr>",
)
_ROWS = ("", "", f"<w:ins {said()}/>", f"<w:del {said()}/>")
_CELLS = ("", '<w:gridSpan w:val="2"/>', "<w:vMerge/>", f"<w:cellIns {said()}/>")
_DEEPEST = 3


def any_file(seed: int) -> bytes:
    """The file of that seed."""
    chance = random.Random(seed)
    notes = "".join(f'<w:footnote w:id="{at}">{_blocks(chance, 2)}</w:footnote>' for at in range(3))
    remarks = "".join(f"<w:comment {said('李四', at)}>{p('话')}</w:comment>" for at in range(4))
    return docx(_blocks(chance, 0) + _blocks(chance, 0), numbering=CHAPTERS, footnotes=notes, comments=remarks)


def _blocks(chance: random.Random, depth: int) -> str:
    made = ""
    for _ in range(chance.randint(0, 4)):
        kind = chance.randrange(8)
        if kind < 5 or depth >= _DEEPEST:
            listed = chance.choice([None, None, (1, chance.randrange(4))])
            made += p(_inline(chance, depth), listed=listed, properties=chance.choice(_ENDS))
        elif kind == 5:
            made += f"<w:tbl>{''.join(_row(chance, depth) for _ in range(chance.randint(0, 3)))}</w:tbl>"
        elif kind == 6:
            made += f'<w:commentRangeStart w:id="{chance.randrange(4)}"/>'
        else:
            made += f"<w:sdt><w:sdtContent>{_blocks(chance, depth + 1)}</w:sdtContent></w:sdt>"
    return made


def _row(chance: random.Random, depth: int) -> str:
    cells = "".join(
        f"<w:tc><w:tcPr>{chance.choice(_CELLS)}</w:tcPr>{_blocks(chance, depth + 1)}</w:tc>"
        for _ in range(chance.randint(0, 3))
    )
    return f"<w:tr><w:trPr>{chance.choice(_ROWS)}</w:trPr>{cells}</w:tr>"


def _inline(chance: random.Random, depth: int) -> str:
    made = "<w:bookmarkStart/>"
    for _ in range(chance.randint(0, 5)):
        words, at = chance.choice(_WORDS), chance.randrange(4)
        box = _BOX.format(_blocks(chance, depth + 1)) if depth < _DEEPEST else ""
        made += chance.choice(
            (
                *(r(words), r(words), ins(words, "张三"), ins(words, "李四"), gone(words, "张三"), gone(words, "李四")),
                f'<w:commentRangeStart w:id="{at}"/>',
                f'<w:commentRangeEnd w:id="{at}"/><w:r><w:commentReference w:id="{at}"/></w:r>',
                "<w:r><w:br/></w:r>",
                f'<w:r><w:footnoteReference w:id="{at}"/></w:r>',
                f"<w:ins {said()}>{gone(words)}</w:ins>",
                r(words) + box,
            )
        )
    return made
