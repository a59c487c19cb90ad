"""Made-up regulations for tests: untidy ones by hand, and any number of tidy ones by rule."""

from __future__ import annotations

from hypothesis import strategies as st

from workflow.text.labels.numerals import chinese

UNTIDY = """\ufeff衡锰新材料股份有限公司
厂务公开条例（草案）
（2025年4月22日第一届职工代表大会第二次会议通过
根据2025年6月1日第一届职工代表大会第三次会议决定修正）

目  录
第一章  总则……………1
第二章  公开的内容……2
附则

第一章
总　则
第一条为了规范厂务公开，保障职工的民主权利，制定本条例。
第五条规定的情形除外。
第二条【适用范围】本条例适用于公司各单位：
(一)总部；
(二) 分公司：
1、靖西基地；
2．锰矿；
（1）露天矿；
（2）井下矿。
(三)子公司。
前款第二项第一目所列单位按第六条执行。
第三条　（原则）厂务公开应当坚持下列原则。
第二章　公开的内容
第一节　一般规定
第四条：厂务公开的内容见下表：
| 项目 | 标准 |
|---|---|
| 工资 | 甲\\|乙 |
第五条　（删除）
第五条之一　公司工会负责监督。
附 则
第六条　本条例自2025年5月1日起施行。
衡锰新材料股份有限公司
二〇二五年四月二十二日
附件1：公开目录
第一条　附件自有条文。
"""

TIDY = """衡锰新材料股份有限公司
厂务公开条例（草案）
（2025年4月22日第一届职工代表大会第二次会议通过
根据2025年6月1日第一届职工代表大会第三次会议决定修正）

目  录
第一章  总则……………1
第二章  公开的内容……2
附则

第一章　总则
第一条　为了规范厂务公开，保障职工的民主权利，制定本条例。
第五条规定的情形除外。
第二条 【适用范围】
本条例适用于公司各单位：
（一）总部；
（二）分公司：
1. 靖西基地；
2. 锰矿；
（1）露天矿；
（2）井下矿。
（三）子公司。
前款第二项第一目所列单位按第六条执行。
第三条 （原则）
厂务公开应当坚持下列原则。

第二章　公开的内容
第一节　一般规定
第四条　厂务公开的内容见下表：
| 项目 | 标准 |
| 工资 | 甲\\|乙 |
第五条　（删除）
第五条之一　公司工会负责监督。

附则
第六条　本条例自2025年5月1日起施行。

衡锰新材料股份有限公司
二〇二五年四月二十二日

附件1　公开目录
第一条　附件自有条文。
"""

ENGLISH = """Heng Meng New Materials Co., Ltd.
Regulation on Factory Transparency
(Adopted by the Second Session of the First Workers' Congress on 22 April 2025)

Contents
Chapter 1 General Provisions
Chapter 2 Disclosure

Chapter 1 General Provisions
Article 1 This Regulation is made to protect the rights of employees.
It applies to all units.
Article 2. Definitions.
In this Regulation:
  (a) "unit" means
    (1) a department;
    (2) a base, being
      (i) Jingxi; or
      (ii) another;
  (b) "union" means the company union.
  It does not mean a branch.

Chapter 2 Disclosure
Article 3 The units referred to in Article 2(a)(2) shall disclose. The preceding article applies.
Article 4 This Regulation takes effect on May 1, 2025.

Heng Meng Co.
April 22, 2025

Annex A Forms
  1. Form one
  2. Form two
"""

_SENTENCES = (
    "职工代表大会每年至少召开一次",
    "公司工会应当在三日内公布结果",
    "单位负责人不得拒绝职工的查询",
    "依照前条规定办理",
    "第二条规定的事项由工会决定",
    "“厂务公开”，是指公开与职工利益有关的事项",
    "具体办法（含标准）另行规定",
)


@st.composite
def sentences(draw: st.DrawFn, end: str = "。") -> str:
    """A sentence of a regulation."""
    return draw(st.sampled_from(_SENTENCES)) + draw(st.sampled_from(["", "，但是另有规定的除外"])) + end


@st.composite
def articles(draw: st.DrawFn, label: str) -> list[str]:
    """The lines of an article: one to three paragraphs, some with a list."""
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 3))):
        count = draw(st.sampled_from([0, 0, 0, 2, 3, 11]))
        lines.append(draw(sentences("：" if count else "。")))
        for number in range(1, count + 1):
            lines.append(f"（{chinese(number)}）{draw(sentences('；' if number < count else '。'))}")
            if draw(st.integers(0, 5)) == 0:
                lines += [f"{place}. {draw(sentences())}" for place in (1, 2)]
    lines[0] = label + "\u3000" + lines[0]
    return lines


@st.composite
def regulations(draw: st.DrawFn) -> str:
    """A tidy Chinese regulation in canonical form, without its table of contents."""
    lines = ["职工代表大会条例"]
    if draw(st.booleans()):
        lines.append("（2025年4月22日第一届职工代表大会第二次会议通过）")
    lines.append("")
    number = 0
    chapters = draw(st.integers(0, 3))
    for chapter in range(1, max(chapters, 1) + 1):
        if chapters:
            lines += [""] if number else []
            lines.append(f"第{chinese(chapter)}章\u3000{draw(st.sampled_from(['总则', '职工代表', '会议制度']))}")
        for _ in range(draw(st.integers(1, 5))):
            number += 1
            lines += draw(articles(f"第{chinese(number)}条"))
    return "\n".join(lines) + "\n"


#: Pieces that texts are made of, to be thrown together in any order.
PIECES = (
    *(
        [
            "第一条",
            "第二条\u3000",
            "第五条之一",
            "第十條",
            "第3条",
            "第零条",
            "第九九九九九九九九九条",
            "第9999999条",
            "（零）",
            "0.",
            "第一章",
            "第二章\u3000总则",
            "第一节",
            "附则",
            "目录",
            "序言",
            "条例",
        ]
    ),
    *(
        [
            "（一）",
            "(二)",
            "（三）甲；",
            "1.",
            "2、乙",
            "（1）",
            "①",
            "一、",
            "二、总体",
            "㈠",
            "附件",
            "附件1：名单",
            "“",
            "”",
            "“第五条",
            "《",
            "》",
        ]
    ),
    *(
        [
            "【适用范围】",
            "（删除）",
            ">",
            "|a|b|",
            "|---|---|",
            "2025年4月22日",
            "衡锰公司",
            "（2025年4月22日通过）",
            "甲\t乙",
        ]
    ),
    *(
        [
            "为了规范，制定本条例。",
            "本条例自2025年起施行。",
            "。",
            "；",
            "：",
            "，",
            "的规定",
            "前款",
            "第一款",
            "本条例第九条",
            "第",
            "条",
            "之一",
        ]
    ),
    *(["#", "---", "&nbsp;", "&lt;", "<p>", "</p>", "<br>", "**", "<td>", "</td>", "Article", "§", "(a)", "Chapter"]),
    *("\n", "\n", "\n", "\r\n", "\x0c", "\u2028", "\u200b", "\ufeff", "\x00", "\t", "　", " "),
)
