"""A canteen's rules as a drafter's Word file: numbered by Word's own list, with what has to be guessed in it."""

from __future__ import annotations

from tests.publishing.word.ooxml import definition, docx, level, num, p, r, style, table

_LISTS = definition(
    1,
    level(0, "chineseCounting", "第%1条", suffix="space"),
    level(1, "chineseCounting", "（%2）", suffix="nothing"),
) + num(1, 1)
_HEADING = style("h1", "heading 1", inside='<w:outlineLvl w:val="0"/>')
_PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="图片 1" descr="食堂平面图"/><a:blip r:embed="x"/>'
    "</wp:inline></w:drawing></w:r>"
)
_NOTE = f'<w:footnote w:id="1">{p(r("以门禁打卡的时间为准。"))}</w:footnote>'
_CITED = '<w:r><w:footnoteReference w:id="1"/></w:r>'

#: What is read from it, line by line.
LINES = """职工食堂管理办法
第一章 总则
第一条　为了办好职工食堂，制定本办法。
第二条　本办法适用于公司各食堂和送餐点。
供餐
第三条　早餐标准为每人每日十元，午餐标准为每人每日二十元。
【注：以门禁打卡的时间为准。】
第四条　食堂应当做到下列各项：
（一）每日公布菜谱；
（二）每月公布账目。
第五条　食堂的位置如下图：（图片1）
| 餐别 | 标准 |
| 早餐 | 十元 |
第六条　本办法自2026年5月1日起施行。
""".splitlines()
#: A text of the same regulation as it was saved before: one article says something else, one is not there any more.
SAVED = """职工食堂管理办法

第一章　总则
第一条　为了办好职工食堂，制定本办法。
第二条　本办法适用于公司各食堂和送餐点。
第三条　早餐标准为每人每日八元，午餐标准为每人每日二十元。
第四条　职工餐卡由行政部统一发放和回收。
第五条　本办法自2026年5月1日起施行。
"""


def canteen() -> bytes:
    """The file: eight automatic numbers, a heading without a number, a footnote and a picture."""
    body = p(r("职工食堂管理办法"), properties='<w:jc w:val="center"/>')
    body += p(r("第一章 总则"), "h1")
    body += p(r("为了办好职工食堂，制定本办法。"), listed=(1, 0)) + p(
        r("本办法适用于公司各食堂和送餐点。"), listed=(1, 0)
    )
    body += p(r("供餐"), "h1")
    body += p(r("早餐标准为每人每日十元，午餐标准为每人每日二十元。") + _CITED, listed=(1, 0))
    body += p(r("食堂应当做到下列各项："), listed=(1, 0))
    body += p(r("每日公布菜谱；"), listed=(1, 1)) + p(r("每月公布账目。"), listed=(1, 1))
    body += p(r("食堂的位置如下图：") + _PICTURE, listed=(1, 0)) + table(("餐别", "标准"), ("早餐", "十元"))
    body += p(r("本办法自2026年5月1日起施行。"), listed=(1, 0))
    return docx(body, styles=_HEADING, numbering=_LISTS, footnotes=_NOTE)
