"""A colleague's tracked changes: each on the provision it was made in, each accepted without the others."""

from __future__ import annotations

import random
from itertools import count
from pathlib import Path

import pytest

from tests.publishing.word.files.any_file import any_file
from tests.publishing.word.files.colleague import Colleague
from tests.publishing.word.ooxml import definition, docx, gone, ins, level, mark, num, p, r, said, table
from workflow import paths
from workflow.publishing.word.reading.document import Here, read_document
from workflow.publishing.word.reading.flow import Taken
from workflow.publishing.word.reading.suggested import suggested
from workflow.publishing.word.writing.document import write_document
from workflow.text.comparing.keys import carry
from workflow.text.fingerprint import fingerprint
from workflow.text.merging.proposing import moved_untracked, taken_over, untracked
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.tree import Document
from workflow.text.units import units

NAMES = ("representative-assembly.zh", "member-welfare.zh", "factory-transparency.2.zh", "member-welfare.2.zh")
ONE = definition(1, level(0, "chineseCountingThousand", "第%1条", suffix="space")) + num(1, 1)


def keyed(text: str) -> Document:
    """The tree of a text with permanent keys."""
    numbers = count(1)
    return carry(None, parse(text).document, lambda: f"k{next(numbers)}")[0]


def regulation(name: str) -> Document:
    return keyed((paths.policies() / "texts" / f"{name}.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", range(6))
def test_every_change_is_on_its_provision_and_goes_in_alone(name: str, seed: int):
    placed_and_taken(name, seed)


@pytest.mark.soak
@pytest.mark.parametrize("name", NAMES)
def test_many_colleagues(name: str):
    changes = sum(placed_and_taken(name, seed) for seed in range(6, 120))
    assert changes > 2_000


def placed_and_taken(name: str, seed: int) -> int:
    """Send a text out, get it back with 25 edits: nothing lost, nothing on another provision, any part of it by itself."""
    sent = regulation(name)
    rows = units(sent)
    colleague = Colleague(write_document(sent), seed, 25)
    read = read_document(colleague.sends())
    assert write(parse(read.rejected).document) == write(sent)
    assert not read.unlisted
    by_author = {edit.author: edit for edit in colleague.edits}
    proposals = suggested(read, sent)
    assert sorted(one.author for one in proposals) == sorted(by_author), "one suggestion for each edit"
    for one in proposals:
        edit = by_author[one.author]
        assert (one.key, one.is_new) == (rows[edit.unit].key, edit.is_new), (edit, one)
    assert sorted(at for one in proposals for at in one.changes) == list(range(len(read.changes)))
    chance = random.Random(seed)
    some = [at for at in range(len(colleague.edits)) if chance.random() < 0.5]
    authors = {colleague.edits[at].author for at in some}
    alone = read_document(colleague.sends(some))
    taken = read.taking([at for one in proposals if one.author in authors for at in one.changes])
    assert write(parse(taken).document) == write(parse(alone.taking(range(len(alone.changes)))).document)
    return len(read.changes)


def test_references_in_untouched_words_follow_and_those_just_typed_stay():
    """An article comes in behind the first: 第二条 in old words becomes 第三条, in the colleague's own words it stays."""
    body = p("甲。", listed=(1, 0)) + p(ins("乙，依照第二条。"), listed=(1, 0), properties=mark("ins"))
    body += p("丙。", listed=(1, 0)) + p(r("依照第二条") + ins("和第二条") + r("办理。"), listed=(1, 0))
    read = read_document(docx(body, numbering=ONE))
    assert read.taking([0]).splitlines() == [
        "第一条　甲。",
        "第二条　乙，依照第二条。",
        "第三条　丙。",
        "第四条　依照第三条办理。",
    ]
    assert read.taking([1]).splitlines() == ["第一条　甲。", "第二条　丙。", "第三条　依照第二条和第二条办理。"]


def test_a_number_in_a_label_may_be_changed_by_itself():
    read = read_document(docx(p("第一条　甲。") + p(r("第") + gone("二") + ins("三") + r("条　乙。"))))
    assert read.taking([0]) == "第一条　甲。\n第三条　乙。\n"
    assert read.taking([]) == read.rejected


def test_a_list_number_given_or_taken_away_is_a_change_of_its_own():
    given = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins {said("李四")}/></w:numPr>'
    read = read_document(docx(p("甲。", listed=(1, 0)) + p("乙。", properties=given), numbering=ONE))
    (change,) = read.changes
    assert (change.kind, change.old, change.new, change.author) == ("list", "", "第二条", "李四")
    assert read.taking([0]) == "第一条　甲。\n第二条　乙。\n"
    assert read.taking([]) == "第一条　甲。\n乙。\n"


def test_an_inserted_row_is_one_insertion_even_with_an_empty_cell():
    """An empty cell has nothing but its end, which was inserted with the row."""
    row = f"<w:tr><w:trPr><w:ins {said()}/></w:trPr><w:tc>{p(ins('乙'), properties=mark('ins'))}</w:tc>"
    row += f"<w:tc>{p(properties=mark('ins'))}</w:tc></w:tr>"
    body = p("第一条　标准如下：") + table(("项目", "标准"), ("甲", "1")).replace("</w:tbl>", row + "</w:tbl>")
    read = read_document(docx(body))
    sent = keyed("第一条　标准如下：\n| 项目 | 标准 |\n| 甲 | 1 |\n")
    assert [(one.act, one.old, one.new) for one in suggested(read, sent)] == [("insert", "", "| 乙 |  |")]


def test_cells_of_one_row_and_halves_of_one_move_belong_together():
    row = f"<w:tr><w:trPr><w:ins {said()}/></w:trPr><w:tc>{p('乙')}</w:tc><w:tc>{p('2')}</w:tc></w:tr>"
    tabled = table(("项目", "标准"), ("甲", "1")).replace("</w:tbl>", row + "</w:tbl>")
    start, end = '<w:moveFromRangeStart w:id="1" w:name="m7"/>', '<w:moveFromRangeEnd w:id="1"/>'
    begin, stop = '<w:moveToRangeStart w:id="2" w:name="m7"/>', '<w:moveToRangeEnd w:id="2"/>'
    away = start + p(gone("甲款。", tag="moveFrom"), properties=mark("moveFrom")) + end
    back = begin + p(ins("甲款。", tag="moveTo")) + stop
    content = docx(p("第一条　总的规定。") + away + p("第二条　乙。") + back + tabled)
    read = read_document(content)
    proposals = suggested(read, keyed(read.rejected))
    assert [(one.act, one.label, len(one.changes)) for one in proposals] == [
        ("move", "第一条", 2),
        ("insert", "第二条", 2),
    ]
    assert read.taking(proposals[1].changes).endswith("| 甲 | 1 |\n| 乙 | 2 |\n")
    assert "第一条　总的规定。\n甲款。" in read.taking(proposals[1].changes)


def test_changes_that_were_ours_are_settled_and_leave_only_the_others():
    body = p(r("第一条　") + gone("甲", "我们") + ins("乙", "我们") + r("应当") + ins("及时", "李四") + r("办理。"))
    body += p(gone("第二条　丙。", "我们"), properties=mark("del", "我们")) + p("第三条　丁。")
    row = f"<w:tr><w:trPr><w:del {said('我们')}/></w:trPr><w:tc>{p('旧')}</w:tc></w:tr>"
    content = docx(body + table(("项目",)).replace("</w:tbl>", row + "</w:tbl>"))
    read = read_document(content, lambda change: change.author == "我们")
    assert read.rejected == "第一条　乙应当办理。\n第三条　丁。\n项目\n"
    assert [(one.author, one.new) for one in read.changes] == [("李四", "及时")]
    assert read.taking([0]) == "第一条　乙应当及时办理。\n第三条　丁。\n项目\n"


def test_what_was_ours_beneath_a_deletion_leaves_the_deletion():
    """Our redline went out, and the colleague deleted words and a paragraph that we had inserted."""
    beneath = f"<w:ins {said('我们')}>{gone('及时', '李四')}</w:ins>"
    ends = f"<w:rPr><w:ins {said('我们')}/><w:del {said('李四')}/></w:rPr>"
    body = p(r("第一条　应当") + beneath + r("办理。"))
    body += p(f"<w:ins {said('我们')}>{gone('第二款。', '李四')}</w:ins>", properties=ends) + p("第二条　丁。")
    read = read_document(docx(body), lambda mark: mark.author == "我们")
    assert read.rejected == "第一条　应当及时办理。\n第二款。\n第二条　丁。\n"
    assert [(one.author, one.kind, one.old) for one in read.changes] == [
        ("李四", "delete", "及时"),
        ("李四", "delete", "第二款。"),
    ]
    assert not read.unlisted


def test_words_that_one_inserted_and_another_deleted_are_told_of():
    body = p(r("第一条　甲") + f"<w:ins {said('张三')}>{gone('乙', '李四')}</w:ins>" + r("。"))
    assert read_document(docx(body)).unlisted
    assert not read_document(docx(body.replace("李四", "张三"))).unlisted, "whoever took it back wants it gone"


def test_a_new_article_with_another_authors_words_in_it_is_one_suggestion_of_each():
    inside = ins("公司应当", "甲") + ins("及时", "乙") + ins("办理。", "甲")
    body = p("一。", listed=(1, 0)) + p(inside, listed=(1, 0), properties=mark("ins", "甲")) + p("二。", listed=(1, 0))
    read = read_document(docx(body, numbering=ONE))
    first, second = suggested(read, keyed(read.rejected))
    assert [(one.author, one.label, one.is_new, one.new) for one in (first, second)] == [
        ("甲", "第二条", True, "第二条　公司应当 … 办理。"),
        ("乙", "第二条", True, "第二条　及时"),
    ]
    assert read.taking(first.changes).splitlines()[1:] == ["第二条　公司应当办理。", "第三条　二。"]


def test_paragraphs_typed_behind_keep_together_around_words_that_somebody_struck():
    struck = f"<w:ins {said('甲')}>{gone('另行', '乙')}</w:ins>"
    body = p(r("第一条　一。"), properties=mark("ins", "甲")) + p(ins("新款", "甲") + struck + ins("规定。", "甲"))
    read = read_document(docx(body + p("第二条　二。")))
    (one,) = suggested(read, keyed(read.rejected))
    assert (one.act, one.author, one.label, one.new) == ("insert", "甲", "第一条", "新款规定。")


def test_a_paragraph_that_two_deleted_is_not_pulled_into_the_next_by_the_first():
    body = p(gone("第一条　公司应当", "甲") + gone("办理。", "乙"), properties=mark("del", "乙")) + p("第二条　二。")
    read = read_document(docx(p("标题") + body))
    first, second = suggested(read, keyed(read.rejected))
    assert (first.author, first.old) == ("甲", "第一条　公司应当")
    assert read.taking(first.changes).split() == ["标题", "办理。", "第二条", "二。"]
    assert (second.author, second.old) == ("乙", "办理。")
    assert read.taking([*first.changes, *second.changes]).split() == ["标题", "第二条", "二。"]


def test_a_row_with_another_authors_words_is_one_suggestion_of_each():
    cells = f"<w:tc>{p(ins('乙', '甲'))}</w:tc><w:tc>{p(ins('2', '甲') + ins('00', '乙'))}</w:tc>"
    row = f"<w:tr><w:trPr><w:ins {said('甲')}/></w:trPr>{cells}</w:tr>"
    read = read_document(docx(p("第一条　表。") + table(("项目", "标准")).replace("</w:tbl>", row + "</w:tbl>")))
    found = suggested(read, keyed(read.rejected))
    assert [(one.author, one.new) for one in found] == [("甲", "| 乙 … 2"), ("乙", "| 00")]


@pytest.mark.parametrize("start", range(0, 300, 50))
def test_whatever_a_file_holds_some_of_it_can_be_taken(start: int):
    for seed in range(start, start + 50):
        read = read_document(any_file(seed))
        everything = Taken(everything=True)
        assert isinstance(read.tracked, Here)
        assert read.tracked.view(everything, masked=False).text == read.text
        assert read.tracked.view(Taken(), masked=False).text == read.rejected
        for at in range(min(3, len(read.changes))):
            read.taking([at])
        suggested(read, keyed(read.rejected))


def test_untracked_edits_are_found_and_come_in_one_by_one():
    sent = regulation("member-welfare.zh")
    before = write(sent)
    came_back = before.replace("三十日内办理", "二十日内办理").replace("会员不分岗位、职务", "会员不分岗位、职务、年龄")
    came_back = came_back.replace("第五条　", "第五条　福利委员会由工会和职工代表组成。\n第六条　", 1)
    found = untracked(sent, came_back)
    by_key = {one.key: one for one in units(sent)}
    assert [(one.act, one.label) for one in found] == [
        ("replace", "第二条"),
        ("replace", "第四条"),
        ("insert", "第五条"),
    ]
    assert [by_key[one.key].label for one in found] == ["第二条", "第四条", "第四条"]
    alone = taken_over(before, came_back, found[1].changes)
    assert "年龄" in alone and "三十日内办理" in alone and "福利委员会" not in alone  # noqa: PT018
    assert "福利委员会" in taken_over(before, came_back, found[2].changes)
    assert taken_over(before, came_back, []) == before


def test_the_note_that_only_the_file_carried_is_no_difference():
    sent = keyed("甲制度\n\n第一条　甲。\n")
    came_back = "甲制度\n（2025年4月22日第一届职工代表大会第二次会议通过）\n第一条　甲。\n"
    note = "（2025年4月22日第一届职工代表大会第二次会议通过）"
    assert untracked(sent, came_back, note) == []
    assert [one.act for one in untracked(sent, came_back)] == ["insert"]


def test_a_provision_put_elsewhere_without_tracking_is_named():
    before = "".join(
        f"第{n}条　这是关于{w}的规定，应当遵守。\n"
        for n, w in zip("一二三四", ("考勤", "休假", "安全", "培训"), strict=True)
    )
    lines = before.splitlines()
    after = (
        "\n".join(
            line.replace(f"第{old}条", f"第{new}条")
            for line, old, new in zip([lines[1], lines[2], lines[3], lines[0]], "二三四一", "一二三四", strict=True)
        )
        + "\n"
    )
    assert moved_untracked(before, after) == ["第一条"]
    assert moved_untracked(before, before) == []


def test_a_file_that_was_really_edited_in_libreoffice():
    """Our export of the welfare system, edited with tracking in LibreOffice 7.4: words, paragraphs, an article, a cell."""
    sent = regulation("member-welfare.zh")
    content = (Path(__file__).parent / "libreoffice" / "edited.docx").read_bytes()
    read = read_document(content)
    assert write(parse(read.rejected).document) == write(sent)
    assert untracked(sent, read.rejected) == []
    assert read.made_from == fingerprint(write(sent))
    assert [(one.act, one.label, one.is_new, one.old[:8], one.new[:8]) for one in suggested(read, sent)] == [
        ("replace", "第二条", False, "三十日内", "二十日内"),
        ("delete", "第三条", False, "第三条　本制度所", ""),
        ("insert", "第五条", False, "", "（以下简称委员会"),
        ("split", "第五条", False, "", "\n"),
        ("insert", "第八条", True, "", "第八条　节日慰问"),
        ("delete", "第八条", False, "经国家批准的少数", ""),
        ("delete", "第八条", False, "，可以采取便捷灵", ""),
        ("replace", "附件1", False, "每人150元", "每人每年1600"),
    ]
    (remark,) = read.comments
    assert (remark.author, remark.quote, remark.text) == ("李审核", "省总工会降低上限的", "上限由谁核定？")
