"""References in tables and to tables: what cites there, what only looks like it, and what follows when numbers move."""

from itertools import count

import pytest

from workflow.text.comparing.items import worded
from workflow.text.comparing.keys import carry
from workflow.text.given import keyed
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.references.find import references
from workflow.text.references.retargeted import follow, retargeted
from workflow.text.references.rewrite import renumber_and_rewrite
from workflow.text.tree import Document, Kind, Provision

STANDARD = """粉末涂料技术条件
1　范围
1.1　本标准规定粉末涂料的要求。
4　要求
4.1　性能应符合表1。
表1 性能
| 项目 | 指标 | {head} |
| --- | --- | --- |
| 密度 | {value} | {first} |
| 粒度 | ≤5.3 | {second} |
5　试验方法
5.1　一般规定。
5.2　密度的测定。
5.3　粒度的测定。
"""


def standard(head: str = "试验方法", value: str = "1.3", first: str = "5.2", second: str = "5.3") -> Document:
    text = STANDARD.replace("{head}", head).replace("{value}", value)
    return parse(text.replace("{first}", first).replace("{second}", second)).document


def told(document: Document) -> list[tuple[str, list[str]]]:
    return [(one.text, [unit.label or unit.kind for unit in one.targets]) for one in references(document)]


def test_a_column_of_clause_numbers_cites_them_and_a_table_is_cited_by_its_name():
    assert told(standard()) == [("表1", ["table"]), ("5.2", ["5.2"]), ("5.3", ["5.3"])]


def test_words_in_a_cell_may_cite_whatever_stands_above():
    assert told(standard("备注", first="见5.2、5.3", second="符合5.1"))[1:] == [
        ("5.2", ["5.2"]),
        ("5.3", ["5.3"]),
        ("5.1", ["5.1"]),
    ]


@pytest.mark.parametrize(
    ("head", "first"),
    [
        ("编号", "5.2"),
        ("指标", "5.2"),
        ("试验方法", "5.2 mm"),
        ("试验方法", "GB/T 1033 中5.2"),
        ("试验方法", "《试验规程》5.2"),
        ("GB/T 1033的试验方法", "5.2"),
        ("试验方法", "9.9"),
        ("备注", "第1、2项"),
    ],
)
def test_a_figure_in_a_table_is_none(head: str, first: str):
    assert told(standard(head, first=first, second="—"))[1:] == []


def test_cells_follow_when_a_clause_comes_in():
    document = standard(first="5.2、5.3")
    first = next(unit for unit in document.articles() if unit.label == "5.1")
    fresh = Provision(Kind.ARTICLE, "5.1", children=(Provision(Kind.PARAGRAPH, text="新的一条。"),))

    def beside(parent: Provision) -> Provision:
        children = [two for one in parent.children for two in ((fresh, one) if one is first else (one,))]
        return Provision(parent.kind, parent.label, parent.heading, parent.text, tuple(children), parent.rows)

    wider = renumber_and_rewrite(Document(document.language, beside(document.root)))
    table = next(unit for unit in wider.document.root.walk() if unit.kind == Kind.TABLE)
    assert [cells[2] for cells in table.rows[1:]] == ["3.3、3.4", "3.4"]
    assert [cells[1] for cells in table.rows[1:]] == ["1.3", "≤5.3"]
    assert [(one.before, one.after) for one in wider.changed] == [("5.2、5.3", "3.3、3.4"), ("5.3", "3.4")]


def test_a_cell_that_only_follows_is_approved_as_it_was():
    """The clause that holds the table has the same value: nobody is asked again for a number that moved."""
    before = standard()
    moved = parse(
        STANDARD.format(head="试验方法", value="1.3", first="5.3", second="5.4").replace(
            "5.3　粒度的测定。", "5.4　粒度的测定。"
        ).replace("5.2　密度的测定。", "5.2　新的一条。\n5.3　密度的测定。")
    ).document  # fmt: skip
    keys = {}
    for document in (before, moved):
        for at, one in enumerate(document.root.walk()):
            own = one.heading or (one.children[0].text if one.children else one.text) or one.kind
            keys[id(one)] = f"{one.kind}:{own}" if one.kind == Kind.ARTICLE else f"{one.kind}:{own}:{at}"
    values = []
    for document in (before, moved):
        with_keys = keyed(document, keys)
        holder = next(one for one in with_keys.articles() if one.label == "4.1")
        values.append(worded(with_keys).items[holder.key].value)
    assert values[0] == values[1]


def test_two_tables_of_one_name_are_nobodys():
    twice = "通知\n一、按表1执行。\n表1 甲\n| a | b |\n| 1 | 2 |\n表1 乙\n| a | b |\n| 1 | 2 |\n二、职工代表1人参加。\n"
    assert told(parse(twice).document) == []


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        (
            "纪要\n一、议定事项\n（一）甲\n（二）乙\n1．先做好准备；\n2．再分别实施。\n（三）参照（二）2．执行。\n二、其他\n",
            "参照（三）2．执行。",
        ),
        (
            "Notice\nI. Shutdown\nA. Before\n1. check the boiler;\n2. check the pump.\nB. After\nII. Restart\nA. Restart follows I.A.2.\n",
            "Restart follows II.A.2.",
        ),
    ],
)
def test_a_path_of_labels_follows(text: str, moved: str):
    document = parse(text).document
    cites = [one for one in references(document) if len(one.parts) > 1]
    assert [one.targets[0].label for one in cites] == ["2."]
    first = next(one for one in document.articles() if one.label in ("（一）", "I."))
    english = first.label == "I."
    fresh = Provision(Kind.ARTICLE, "" if english else first.label, "New" if english else "新的一项")
    children = tuple(two for one in document.root.children for two in ((fresh, one) if one is first else (one,)))
    wider = renumber_and_rewrite(Document(document.language, Provision(Kind.DOCUMENT, children=children)))
    assert [one.after for one in wider.changed] == [moved]


MOVED = {"5.3　": "5.4　", "5.2　密度": "5.2　水分的测定。\n5.3　密度"}


def test_a_cell_that_names_another_clause_after_labels_moved_by_hand_is_asked_about():
    numbers = count()
    before = carry(None, standard(), lambda: f"k{next(numbers)}")[0]
    text = write(before)
    for one, other in MOVED.items():
        assert text.count(one) == 1
        text = text.replace(one, other)
    after = carry(before, parse(text).document, lambda: f"k{next(numbers)}")[0]
    found = [(one.printed, one.moved_to, one.now) for one in retargeted(before, after)]
    assert found == [("5.2", "5.3", "水分的测定。"), ("5.3", "5.4", "密度的测定。")]
    again = renumber_and_rewrite(after, found=follow(before, after)).document
    assert [cells[2] for cells in next(one for one in again.root.walk() if one.rows).rows[1:]] == ["3.3", "3.4"]


def test_a_cell_whose_clause_is_gone_is_asked_about():
    numbers = count()
    before = carry(None, standard(), lambda: f"k{next(numbers)}")[0]
    text = write(before).replace("5.3　粒度的测定。\n", "")
    after = carry(before, parse(text).document, lambda: f"k{next(numbers)}")[0]
    asked = retargeted(before, after)
    assert [(one.printed, one.gone, one.names) for one in asked] == [("5.3", True, ())]
    later = carry(after, parse(write(after).replace("一般", "通用")).document, lambda: f"k{next(numbers)}")[0]
    again = retargeted(after, later, {one.place: one.meant for one in asked})
    assert [(one.printed, one.gone, one.names) for one in again] == [("5.3", True, ())]
    mended = carry(after, parse(write(after).replace("| 5.3 |", "| 5.1 |")).document, lambda: f"k{next(numbers)}")[0]
    assert retargeted(after, mended, {one.place: one.meant for one in asked}) == []
    assert retargeted(before, before) == []
