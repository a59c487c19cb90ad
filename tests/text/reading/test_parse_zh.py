"""Chinese texts as people have them become the tree that a reader sees."""

import pytest

from tests.text.regulations import TIDY, UNTIDY
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.tree import Kind, Provision
from workflow.words import Script


def shape(text: str, language: Script | None = None) -> list[str]:
    """The tree of `text`, one line a unit: indent, kind, label, heading or words."""
    lines: list[str] = []

    def visit(unit: Provision, depth: int) -> None:
        words = unit.heading or unit.text or "/".join("|".join(row) for row in unit.rows)
        lines.append("  " * depth + " ".join(part for part in (unit.kind, unit.label, words) if part))
        for child in unit.children:
            visit(child, depth + 1)

    for unit in parse(text, language).document.root.children:
        visit(unit, 0)
    return lines


def labels(text: str) -> list[str]:
    return [article.label for article in parse(text).document.articles()]


def test_an_untidy_text_is_read_and_set_in_order():
    parsed = parse(UNTIDY)
    assert write(parsed.document) == TIDY
    assert {(change.before, change.after) for change in parsed.changes} == {
        ("\ufeff", ""), ("(一)", "（一）"), ("(二)", "（二）"), ("(三)", "（三）"), ("1、", "1."), ("2．", "2."),
        ("第四条：", "第四条"), ("|---|---|", ""), ("附件1：", "附件1"),
    }  # fmt: skip


def test_the_tree_of_an_untidy_text():
    assert shape(UNTIDY) == [
        "title 衡锰新材料股份有限公司",
        "title 厂务公开条例（草案）",
        "note （2025年4月22日第一届职工代表大会第二次会议通过",
        "note 根据2025年6月1日第一届职工代表大会第三次会议决定修正）",
        "toc 目  录\n第一章  总则……………1\n第二章  公开的内容……2\n附则",
        "chapter 第一章 总则",
        "  article 第一条",
        "    paragraph 为了规范厂务公开，保障职工的民主权利，制定本条例。",
        "    paragraph 第五条规定的情形除外。",
        "  article 第二条 【适用范围】",
        "    paragraph 本条例适用于公司各单位：",
        "      item （一） 总部；",
        "      item （二） 分公司：",
        "        subitem 1. 靖西基地；",
        "        subitem 2. 锰矿；",
        "          subitem （1） 露天矿；",
        "          subitem （2） 井下矿。",
        "      item （三） 子公司。",
        "    paragraph 前款第二项第一目所列单位按第六条执行。",
        "  article 第三条 （原则）",
        "    paragraph 厂务公开应当坚持下列原则。",
        "chapter 第二章 公开的内容",
        "  section 第一节 一般规定",
        "    article 第四条",
        "      paragraph 厂务公开的内容见下表：",
        "      table 项目|标准/工资|甲|乙",
        "    article 第五条",
        "      paragraph （删除）",
        "    article 第五条之一",
        "      paragraph 公司工会负责监督。",
        "heading 附则",
        "  article 第六条",
        "    paragraph 本条例自2025年5月1日起施行。",
        "signature 衡锰新材料股份有限公司\n二〇二五年四月二十二日",
        "annex 附件1 公开目录",
        "  article 第一条",
        "    paragraph 附件自有条文。",
    ]


def test_lines_of_the_source_are_kept():
    parsed = parse("条例\r\n\r\n第一条 甲。\r\n乙：\r\n（一）丙。\r\n")
    assert [(unit.kind, unit.line) for unit in parsed.document.root.walk()][1:] == [
        ("title", 1), ("article", 3), ("paragraph", 3), ("paragraph", 4), ("item", 5),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        "第五条规定的程序适用。", "第五条、第六条规定的程序适用。", "第五条和第六条的程序适用。", "第五条第二款的程序适用。",
        "第五条 第二款的程序适用。", "第五条至第七条的程序适用。", "第五条所称程序适用。", "第五条中的程序适用。",
    ],
)  # fmt: skip
def test_a_citation_at_the_beginning_of_a_line_is_no_article(words: str):
    assert labels(f"条例\n第四条　甲。\n{words}\n第五条　乙。\n") == ["第四条", "第五条"]


def test_labels_without_a_blank_are_read():
    assert labels("条例\n第一条为了规范。\n第二条本条例适用。\n第二条之一工会负责。\n") == [
        "第一条",
        "第二条",
        "第二条之一",
    ]


def test_a_label_without_a_blank_far_out_of_sequence_is_a_citation_where_labels_have_blanks():
    assert labels("条例\n第一条　甲。\n第九十九条乙应当执行。\n第二条　丙。\n") == ["第一条", "第二条"]


def test_a_number_that_stands_twice_is_still_an_article():
    assert labels("条例\n第一条　甲。\n第一条　乙。\n") == ["第一条", "第一条"]


def test_an_article_may_begin_with_a_word_that_connects_citations():
    assert labels("法\n第一条　甲。\n第二条 与走私罪犯通谋的，以共犯论处。\n") == ["第一条", "第二条"]


def test_articles_quoted_in_a_decision_stay_in_the_quotation():
    text = "条例\n第一条　将第五条修改为：“第五条　公司：\n（一）公开。\n第六条　前款规定的。”\n第二条　乙。\n"
    assert labels(text) == ["第一条", "第二条"]


def test_an_open_quotation_does_not_swallow_the_rest():
    assert labels("条例\n第一条　所称“工会。\n第二条　乙。\n第三条　丙。\n") == ["第一条", "第二条", "第三条"]


def test_numbers_may_be_arabic_wide_or_spread():
    assert labels("条例\n第1条　甲。\n第２条　乙。\n第 3 条 丙。\n") == ["第1条", "第2条", "第3条"]


def test_a_caption_on_its_own_line():
    assert shape("辦法\n第一條 (定義)\n　　本辦法所稱工會。\n第二條\n（範圍）\n本辦法適用。\n")[1:] == [
        "article 第一條 (定義)",
        "  paragraph 本辦法所稱工會。",
        "article 第二條 （範圍）",
        "  paragraph 本辦法適用。",
    ]


@pytest.mark.parametrize("words", ["（删除）", "（刪除）", "(略)"])
def test_a_placeholder_is_the_words_of_its_article(words: str):
    assert shape(f"条例\n第一条　{words}\n第二条　乙。\n")[1:3] == ["article 第一条", f"  paragraph {words}"]


def test_traditional_lists_count_with_commas():
    text = "工會法\n第一章　總則\n第一條\n　　任務如下：\n　　一、甲\n　　二、乙\n第二條\n　　丙。\n"
    assert parse(text).document.language == Script.TRADITIONAL
    assert shape(text)[2:6] == [
        "  article 第一條",
        "    paragraph 任務如下：",
        "      item 一、 甲",
        "      item 二、 乙",
    ]


def test_numbered_headings_above_articles():
    text = "解释\n为了正确审理案件，制定本解释。\n一、成立\n第一条　甲。\n二、 效力\n第二条　乙。\n"
    assert shape(text)[1:] == [
        "preamble",
        "  paragraph 为了正确审理案件，制定本解释。",
        "heading 一、 成立",
        "  article 第一条",
        "    paragraph 甲。",
        "heading 二、 效力",
        "  article 第二条",
        "    paragraph 乙。",
    ]


def test_two_three_is_no_list_label():
    assert shape("条例\n第一条　甲。\n二、三类疫病暴发时，按照一类处理。\n")[1:] == [
        "article 第一条",
        "  paragraph 甲。",
        "  paragraph 二、三类疫病暴发时，按照一类处理。",
    ]


def test_a_lone_circled_number_is_a_footnote_and_a_list_is_a_list():
    assert shape("法\n第一条　甲。\n① 施行日期见公告。\n第二条　乙：\n①丙\n②丁\n")[1:] == [
        "article 第一条",
        "  paragraph 甲。",
        "  note ① 施行日期见公告。",
        "article 第二条",
        "  paragraph 乙：",
        "    item ① 丙",
        "    item ② 丁",
    ]


def test_the_first_unit_of_a_list_left_on_the_line_above_is_found():
    assert shape("法\n第一条　包括：（一）甲；\n（二）乙。\n")[1:] == [
        "article 第一条",
        "  paragraph 包括：",
        "    item （一） 甲；",
        "    item （二） 乙。",
    ]


def test_a_text_on_one_line_is_cut_where_its_labels_stand():
    text = (
        "票据规定 2000年2月24日通过，自2000年11月21日起施行。 为了正确适用法律，规定如下： 第一章 受理 第一条 因行使权利引起的纠纷，"
        "应当受理。 第二条 依照第一条的规定，有下列情形的： （一）甲； （二）乙。 丙除外。 第二章 附则第三条 自公布之日起施行。"
    )
    assert labels(text) == ["第一条", "第二条", "第三条"]
    assert shape(text)[-8:] == [
        "  article 第二条",
        "    paragraph 依照第一条的规定，有下列情形的：",
        "      item （一） 甲；",
        "      item （二） 乙。",
        "    paragraph 丙除外。",
        "chapter 第二章 附则",
        "  article 第三条",
        "    paragraph 自公布之日起施行。",
    ]


def test_a_table_of_contents_without_its_name():
    text = "条例\n第一章　总则\n第二章　附则\n第一章　总则\n第一条　甲。\n第二章　附则\n第二条　乙。\n"
    assert shape(text)[1] == "toc 第一章　总则\n第二章　附则"
    assert labels(text) == ["第一条", "第二条"]


def test_parts_hold_chapters_and_an_unnumbered_heading_closes_them():
    text = (
        "刑法\n第一编　总则\n第一章　任务\n第一条　甲。\n第二编　分则\n第一章　罪\n第二条　乙。\n附则\n第三条　丙。\n"
    )
    kinds = [(unit.kind, len(unit.children)) for unit in parse(text).document.root.children]
    assert kinds == [("title", 0), ("part", 1), ("part", 1), ("heading", 1)]


def test_a_preamble_under_its_own_heading():
    assert shape("宪法\n序　言\n中国历史悠久。\n第一章　总纲\n第一条　甲。\n")[1:3] == [
        "preamble 序　言",
        "  paragraph 中国历史悠久。",
    ]


def test_a_sentence_about_an_annex_is_no_annex():
    assert shape("法\n第一条　甲。\n附件一所列的决定，予以废止。\n附件一\n1．乙\n2．丙\n")[1:] == [
        "article 第一条",
        "  paragraph 甲。",
        "  paragraph 附件一所列的决定，予以废止。",
        "annex 附件一",
        "  paragraph",
        "    item 1. 乙",
        "    item 2. 丙",
    ]


def test_a_notice_without_articles_keeps_its_headings():
    assert shape("通知\n现通知如下：\n一、总体要求\n坚持公开。\n二、主要任务\n落实责任。\n公司工会\n2025年5月1日\n")[
        1:
    ] == [
        "preamble",
        "  paragraph 现通知如下：",
        "article 一、 总体要求",
        "  paragraph 坚持公开。",
        "article 二、 主要任务",
        "  paragraph 落实责任。",
        "signature 公司工会\n2025年5月1日",
    ]


def test_a_title_over_several_lines_and_an_office_note():
    text = "国务院关于修改《全国年节\n放假办法》的决定\n法释〔2020〕17号\n2020年12月23日\n国务院决定作如下修改：\n第一条　甲。\n"
    assert shape(text)[:4] == [
        "title 国务院关于修改《全国年节",
        "title 放假办法》的决定",
        "note 法释〔2020〕17号",
        "note 2020年12月23日",
    ]
    assert parse(text).document.title == "国务院关于修改《全国年节\n放假办法》的决定"


def test_a_table_between_tabs_becomes_rows():
    parsed = parse("条例\n第一条\t标准见下表：\n项目\t标准|上限\n工资\t每季度\n第二条\t甲。\n")
    table = parsed.document.articles()[0].children[1]
    assert table.rows == (("项目", "标准|上限"), ("工资", "每季度"))
    assert [(change.line, change.after, change.why) for change in parsed.changes] == [
        (3, "| 项目 | 标准\\|上限 |", "table"),
        (4, "| 工资 | 每季度 |", "table"),
    ]


def test_a_lone_tab_in_a_sentence_is_white_space():
    assert shape("条例\n第一条　甲\t乙。\n丙\t丁。\n")[1:] == [
        "article 第一条",
        "  paragraph 甲\t乙。",
        "  paragraph 丙\t丁。",
    ]


def test_a_caption_of_plain_words_above_a_sentence():
    text = "制度\n第一条 目的\n为了规范厂务公开，制定本制度。\n第二条\n适用范围\n本制度适用于公司各单位。\n第三条 公司工会负责解释\n"
    assert shape(text)[1:] == [
        "article 第一条 目的",
        "  paragraph 为了规范厂务公开，制定本制度。",
        "article 第二条 适用范围",
        "  paragraph 本制度适用于公司各单位。",
        "article 第三条",
        "  paragraph 公司工会负责解释",
    ]
    assert write(parse(text).document).startswith("制度\n\n第一条 目的\n为了规范")


def test_a_heading_without_a_number_between_two_articles():
    text = "制度\n第一条　为了规范，制定本制度。\n职工代表\n第二条　甲。\n会议、表决\n第三条　乙：\n丙\n第四条　丁。\n"
    assert shape(text)[3:] == [
        "heading 职工代表",
        "  article 第二条",
        "    paragraph 甲。",
        "heading 会议、表决",
        "  article 第三条",
        "    paragraph 乙：",
        "    paragraph 丙",
        "  article 第四条",
        "    paragraph 丁。",
    ]


def test_a_list_of_attachments_stands_with_who_signs():
    """GB/T 9704-2012, 7.3.4: 附件：… below the words and above who signs is no annex, and keeps its colon."""
    text = "通知\n第一条　甲。\n附件：1.名单\n2.样表\n公司工会\n2025年5月1日\n附件1\n名单\n甲、乙。\n"
    assert shape(text)[3:] == [
        "signature 附件：1.名单\n2.样表\n公司工会\n2025年5月1日",
        "annex 附件1",
        *shape(text)[5:],
    ]
    assert [line for line in shape(text)[5:] if "名单" in line]


def test_a_text_of_nothing_is_an_empty_tree():
    parsed = parse(" \n\u3000\n")
    assert parsed.document.root.children == ()
    assert write(parsed.document) == "\n"


@pytest.mark.parametrize(
    "note",
    [
        "根据2018年4月12日职工代表大会通过的《修正案》、\n2020年3月29日职工代表大会通过的《修正案》修正",
        "（根据2018年4月12日第一届职工代表大会第二次会议《关于修改\n〈试验办法〉的决定》第一次修正\n根据2020年3月29日第二届职工代表大会决定第二次修正）",
        "（2010年1月1日通过\n根据2018年4月12日的决定第一次修订）",
    ],
)
def test_a_note_of_several_lines_stands_before_the_preamble(note: str):
    text = f"试验办法\n{note}\n序言\n公司历史悠久。\n工会成立于一九五〇年。\n第一条　甲。\n"
    root = parse(text).document.root
    notes = [unit.text for unit in root.children if unit.kind == Kind.NOTE]
    assert "\n".join(notes) == note
    preamble = next(unit for unit in root.children if unit.kind == Kind.PREAMBLE)
    assert [child.text for child in preamble.children] == ["公司历史悠久。", "工会成立于一九五〇年。"]


def test_what_a_text_is_made_by_is_no_note():
    text = "试验办法\n根据2018年4月12日的决定，\n制定本办法，望遵照执行。\n第一条　甲。\n"
    assert not [unit for unit in parse(text).document.root.children if unit.kind == Kind.NOTE]
