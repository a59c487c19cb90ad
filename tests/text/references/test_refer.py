"""References: what they name in this text, which point into another, and which name nothing."""

import pytest

from workflow.text.reading.parse import parse
from workflow.text.references.citation import Reference
from workflow.text.references.find import references
from workflow.words import Script

FRAME = """条例
第一编　总则
第一章　一般规定
第一条　甲：
（一）乙；
（二）丙：
1. 丁；
2. 戊。
第二款己。
第二条　庚。
第二章　机构
第三条　{words}
第二款{words}
第三条之一　辛：
（一）壬；
（二）癸。
附件1
名单。
"""


def found(words: str, paragraph: int = 1) -> list[Reference]:
    """The references in the first (or second) paragraph of 第三条."""
    parsed = parse(FRAME.replace("{words}", words))
    article = next(one for one in parsed.document.articles() if one.label == "第三条")
    unit = article.children[paragraph - 1]
    return [one for one in references(parsed.document) if one.unit is unit and one.text != "第二款"]


def named(words: str, paragraph: int = 1) -> list[str]:
    """What the references name: the label and the first character of each target, or the fault, or the law."""
    told: list[str] = []
    for one in found(words, paragraph):
        if one.law:
            told.append(f"《{one.law}》")
        elif one.fault:
            told.append(one.fault)
        else:
            told += [target.label or target.text[:1] or target.kind for target in one.targets]
    return told


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("依照第一条办理", ["第一条"]),
        ("依照本条例第一条办理", ["第一条"]),
        ("依照第一条第二款办理", ["第"]),
        ("依照第一条第一款第二项办理", ["（二）"]),
        ("依照第一条第（二）项办理", ["（二）"]),
        ("依照第一条第二项第一目办理", ["1."]),
        ("依照第一条第一款第一项、第二项办理", ["（一）", "（二）"]),
        ("依照第一条第一款第（一）、（二）项办理", ["（一）", "（二）"]),
        ("依照第一条和第二条办理", ["第一条", "第二条"]),
        ("依照第一条至第三条办理", ["第一条", "第二条", "第三条"]),
        ("依照第三条之一第二项办理", ["（二）"]),
        ("依照第1条办理", ["第一条"]),
        ("依照前条办理", ["第二条"]),
        ("依照前两条办理", ["第一条", "第二条"]),
        ("依照前条第一款办理", ["庚"]),
        ("依照本条办理", ["第三条"]),
        ("依照本章办理", ["第二章"]),
        ("依照第一章办理", ["第一章"]),
        ("依照第一编第二章办理", ["第二章"]),
        ("见附件1", ["附件1"]),
        ("依照第九条办理", ["no-article"]),
        ("依照第一条第五款办理", ["no-paragraph"]),
        ("依照第一条第九项办理", ["no-item"]),
        ("依照第九章办理", ["no-container"]),
        ("见附件三", ["no-annex"]),
        ("依照前款办理", ["nothing-before"]),
        ("依照前三条办理", ["nothing-before"]),
    ],
)
def test_what_a_reference_names(words: str, expected: list[str]):
    assert named(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("依照前款办理", ["依"]),
        ("前款第一项", ["no-item"]),
        ("依照本款办理", ["第"]),
        ("依照本条第一款办理", ["依"]),
        ("依照前两款办理", ["nothing-before"]),
    ],
)
def test_what_a_reference_names_in_the_second_paragraph(words: str, expected: list[str]):
    assert named(words, paragraph=2) == expected


@pytest.mark.parametrize(
    ("words", "laws"),
    [
        ("依照《工会法》第五条办理", ["《工会法》"]),
        ("依照《中华人民共和国工会法》（以下简称工会法）第五条办理", ["《中华人民共和国工会法》"]),
        ("依照民法典第五百条、第五百零一条和第五百零二条第二款办理", ["《民法典》"] * 3),
        ("依照民法典第五百条所称“完成人”、第五百零八条办理", ["《民法典》", "《民法典》"]),
        ("依照《工会法》第五条和本条例第二条办理", ["《工会法》", "第二条"]),
        ("依照本实施细则第二条办理", ["第二条"]),
        ("《条例》第二条", ["第二条"]),
    ],
)
def test_which_text_a_reference_points_into(words: str, laws: list[str]):
    assert named(words) == laws


@pytest.mark.parametrize(
    "words", ["基本条件", "本项目", "目前条件", "本章程", "成本项目", "第一道工序", "第三条件", "以前款项", "本节目"]
)
def test_words_that_only_look_like_a_reference(words: str):
    assert found(words) == []


def test_in_taiwan_the_words_for_paragraph_and_unit_are_exchanged():
    text = "工會法\n第一條\n　　任務：\n　　一、甲：\n　　（一）子。\n　　二、乙。\n　　前項第二款，依第一條第一項第一款第一目規定辦理。\n"
    told = references(parse(text).document)
    assert [(one.text, one.fault, [target.label for target in one.targets]) for one in told] == [
        ("前項第二款", "", ["二、"]),
        ("第一條第一項第一款第一目", "", ["（一）"]),
    ]


def test_where_a_reference_stands():
    one = found("依照第一条第二款办理")[0]
    assert (one.unit.text[one.start : one.end], one.text, one.explicit) == ("第一条第二款", "第一条第二款", False)
    assert found("依照本条例第一条办理")[0].explicit


ENGLISH = """Rules
Chapter 1 Aim
Article 1 The term:
(a) one, being
(1) first; or
(2) second;
(b) two.
It is wide.
Article 2 {words}
"""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("See Article 1.", ["Article 1"]),
        ("See Article 1(a)(2) and Article 1(b).", ["(2)", "(b)"]),
        ("See Articles 1 and 2.", ["Article 1", "Article 2"]),
        ("See the preceding article.", ["Article 1"]),
        ("See Chapter 1 and this Chapter.", ["Chapter 1", "Chapter 1"]),
        ("See Article 1(c).", ["no-item"]),
        ("See Article 7.", ["no-article"]),
        ("See Article 7 of the Trade Union Law.", ["Trade Union Law"]),
        ("See Article 1 of this Regulation.", ["Article 1"]),
        ("See the preceding paragraph.", ["nothing-before"]),
    ],
)
def test_english_references(words: str, expected: list[str]):
    parsed = parse(ENGLISH.replace("{words}", words), Script.ENGLISH)
    told: list[str] = []
    for one in references(parsed.document):
        told += [one.law or one.fault] if one.law or one.fault else [target.label for target in one.targets]
    assert told == expected


def test_sections_of_a_code_and_their_lists():
    text = (
        "Code\n§ 4-1.01. Terms.\n  (a) A:\n    (1) one;\n    (2) two.\n  (b) In subsection (a) of this section and paragraph (2).\n"
        "§ 4-1.02. Use.\nUnder §§ 4-1.01 through 4-1.02, § 4-1.01(a)(1), § 1-204.24a, and § 4-1.09.\n"
    )
    told = [
        (one.text, one.law, one.fault, [target.label for target in one.targets])
        for one in references(parse(text).document)
    ]
    assert told == [
        ("subsection (a)", "", "", ["(a)"]),
        ("paragraph (2)", "", "no-item", []),
        ("§§ 4-1.01", "", "", ["§ 4-1.01"]),
        ("4-1.02", "", "", ["§ 4-1.02"]),
        ("4-1.01(a)(1)", "", "", ["(1)"]),
        ("1-204.24a", "other", "", []),
        ("4-1.09", "", "no-article", []),
    ]
