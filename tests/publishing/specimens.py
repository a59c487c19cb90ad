"""Texts for printing, of our own writing: everything a regulation can hold, and plain measures of type."""

from collections.abc import Iterable
from dataclasses import replace

from workflow.text.reading.parse import parse
from workflow.text.tree import Document, Kind, Provision
from workflow.words import Script

#: 26 characters, so that a first line indented by two is full.
FULL = "职工代表大会是职工行使民主管理权力的机构应当依法办事"

REGULATION = """某某新材料股份有限公司职工代表大会工作条例
（2025年4月22日第一届职工代表大会第二次会议通过）

第一章　总则

第一条　为了保障职工的民主权利，规范职工代表大会的工作，根据《中华人民共和国工会法》等法律、法规，结合公司实际，制定本条例。
第二条　本条例适用于公司总部和南方基地。
南方基地是独立法人的，其工会与公司工会签订协议后适用本条例。

第二章　职权

第一节　审议和通过

第三条　职工代表大会行使下列职权：
（一）听取和审议年度经营情况报告，提出意见和建议；
（二）审议通过涉及职工切身利益的规章制度，包括下列事项：
1. 劳动报酬、工作时间和休息休假；
2. 劳动安全卫生、保险福利和职工培训；
（三）审查监督2025年度职工教育经费、ABC类物资采购和EVA项目的使用情况——每季度至少公布一次，比例为3.5％～7.5％。
第四条　职工代表大会每年至少召开一次，每次会议应当有三分之二以上的职工代表出席；经三分之一以上的职工代表提议，可以临时召开会议。

第二节　选举和监督

第五条　职工代表的名额、比例和产生办法见附件1，计票办法见附件2。代表喆堃、旻玥和犇翀由选举单位直接选举产生。

第三章　附则

第六条　本条例由公司工会负责解释。
第七条　本条例自2025年5月1日起施行。2021年3月1日施行的《某某新材料股份有限公司职工代表大会暂行办法》同时废止。

附件1　代表名额分配表

| 选举单位 | 名额 | 其中一线职工 | 说明 |
| --- | --- | --- | --- |
{rows}

附件2　计票办法

收回的表决票多于发出的表决票的，表决无效，应当重新表决。
"""

ENGLISH = """Regulations on the Work of the Workers' Congress of Example New Materials Co., Ltd.
(Adopted at the Second Session of the First Workers' Congress on 22 April 2025)

Chapter 1 General Provisions

Article 1 These Regulations are formulated in accordance with the Trade Union Law of the People's Republic of China and
other laws and regulations, in the light of the Company's circumstances, to protect the democratic rights of employees.

Article 2 The workers' congress shall:
(a) hear and deliberate the annual report;
(b) adopt rules that touch the vital interests of employees; and
(c) oversee the use of funds — at least once a quarter.

Chapter 2 Supplementary Provisions

Article 3 These Regulations shall take effect on 1 May 2025.
"""


def regulation() -> Document:
    """A regulation with chapters, sections, lists, rare names, a table over two pages, annexes and a signature."""
    rows = "\n".join(
        f"| 第{number}车间 | {number % 4 + 1} | {number % 3} | 含倒班职工和女职工代表，由全体职工直接选举 |"
        for number in range(1, 46)
    )
    return parse(REGULATION.format(rows=rows)).document


def english() -> Document:
    """A short English regulation."""
    return parse(ENGLISH).document


def full_page() -> Document:
    """Three pages of paragraphs, each of exactly three full lines."""
    paragraph = Provision(Kind.PARAGRAPH, text=FULL + (FULL + "规章") * 2)
    article = Provision(Kind.ARTICLE, label="第一条", children=(paragraph,) * 20)
    return Document(Script.SIMPLIFIED, Provision(Kind.DOCUMENT, children=(article,)))


def one_paragraph(words: str, language: Script = Script.SIMPLIFIED) -> Document:
    """A document of one paragraph."""
    return paragraphs([words], language)


def paragraphs(words: Iterable[str], language: Script = Script.SIMPLIFIED) -> Document:
    """A document of these paragraphs."""
    children = tuple(Provision(Kind.PARAGRAPH, text=one) for one in words)
    return Document(language, Provision(Kind.DOCUMENT, children=children))


def between(before: Iterable[Provision], document: Document, after: Iterable[Provision]) -> Document:
    """The same document with more units at its beginning and at its end."""
    root = document.root
    return Document(document.language, replace(root, children=(*before, *root.children, *after)))


#: Twenty characters of names that a simplified 仿宋 of GB 2312 lacks.
RARE_NAMES = "喆堃旻玥犇翀祎璟镕㼆甪珺珅琎玚垚骉燚昇晞"
HARD = f"""第九十八条　代表{RARE_NAMES}出席。电解二氧化锰（MnO₂，按GB/T 9704-2012号）每m²不超过5×10⁻³kg，水分H₂O≤1.5‰，温度25℃±0.5℃，“m³/h”以内。
第九十九条　联系电话0731-8888 8888，网址https://example.com/a_b，①Ⅱ㎡α β Ω，Ca²⁺、SO₄²⁻。
"""
HARD_ENGLISH = """Article 98 Manganese dioxide (MnO₂) is kept below 25 °C, at most 5 × 10³ kg a m²; H₂O ≤ 1.5 ‰.

Article 99 The names of delegates such as 喆堃 and 㼆 are printed as they are; é, ß, Ω, “quotes” and – dashes as well.
"""
#: A text before and after its amendment, by language.
AMENDED = {
    "zh": (
        """职工食堂管理办法

第一条　为了办好食堂，制定本办法。
第二条　每餐补贴五元，由犇翀核对。
第三条　食堂由工会监督。
第四条　本办法自2025年5月1日起施行。
""",
        """职工食堂管理办法

第一条　为了办好食堂，制定本办法。
第二条　每餐补贴八元，由喆堃核对（CO₂不超过1000 mg/m³）。
第三条　每月公布一次账目。
第四条　食堂由工会监督。
第五条　本办法自2025年5月1日起施行。
""",
    ),
    Script.ENGLISH: (
        """Canteen Rules

Article 1 These Rules are made for a good canteen.

Article 2 Each meal is subsidised by five yuan.

Article 3 These Rules shall take effect on 1 May 2025.
""",
        """Canteen Rules

Article 1 These Rules are made for a good canteen.

Article 2 Each meal is subsidised by eight yuan (CO₂ at most 1000 mg/m³).

Article 3 These Rules shall take effect on 1 May 2025.
""",
    ),
}
