"""Decisions on texts of clauses: written, proved and carried out in their own numbers; what does not say all is refused."""

import random
from dataclasses import replace

import pytest

from tests.text.forms.test_forms import NAMES, words
from workflow.text.amending.amend import Amended, Refusal, amend
from workflow.text.amending.apply import apply, canonical
from workflow.text.comparing.compare import Fate, compare
from workflow.text.labels.clauses import clause
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.references.renumber import renumber
from workflow.text.tree import Document, Kind, Provision
from workflow.words import Script

#: An annex that numbers 一、 as the text does is restated whole, and its own list cannot be told from clauses then.
ANNEXED = {"fangan_shuzihua"}


def document(name: str) -> Document:
    """A text in which no number was left out."""
    return parse(write(renumber(parse(words(name)).document).document)).document


def sentences(text: Document) -> list[Provision]:
    return [
        unit
        for unit in text.articles()
        if clause(unit.label) and not unit.heading and [child.kind for child in unit.children] == [Kind.PARAGRAPH]
        if not unit.children[0].children
    ]


def edited(text: Document, rolled: random.Random) -> Document:
    """One to three clauses changed, taken out and put in; the numbers close up."""
    kinds = rolled.sample(["change", "take out", "put in"], rolled.choice([1, 1, 2, 3]))
    one, other, third = rolled.sample(sentences(text), 3)
    own = one.children[0].text
    at = rolled.randrange(len(own) // 2, len(own) - 1)

    def below(parent: Provision) -> Provision:
        children: list[Provision] = []
        for child in parent.children:
            if child is one and "change" in kinds:
                changed = replace(child.children[0], text=f"{own[:at]}（由班组长确认）{own[at:]}")
                children.append(replace(child, children=(changed,)))
            elif not (child is other and "take out" in kinds):
                children.append(below(child))
            if child is third and "put in" in kinds:
                words = Provision(Kind.PARAGRAPH, text="新增的一条规定，应当执行。")
                children.append(Provision(Kind.ARTICLE, child.label, children=(words,)))
        return replace(parent, children=tuple(children))

    return parse(write(renumber(Document(text.language, below(text.root))).document)).document


def papers() -> list[str]:
    found = []
    for name in NAMES:
        text = parse(words(name)).document
        if text.language != Script.ENGLISH and len(sentences(text)) > 3:
            found.append(name)
    return found


@pytest.mark.parametrize("name", papers())
def test_what_was_edited_is_decided_proved_and_carried_out(name: str):
    old, proved = document(name), 0
    for seed in range(8):
        new = edited(old, random.Random(f"{name}{seed}"))
        answer = amend(old, new)
        if isinstance(answer, Refusal):
            assert name in ANNEXED, answer.reason.zh
            continue
        proved += 1
        again = apply(old, answer.decision)
        assert again.undone == []
        assert again.text == canonical(new)
        assert "万" not in "".join(line.split("“")[0] for line in answer.decision.split("\n"))
        assert all(item.labels[0] in item.words for item in answer.items if item.labels)
    assert proved >= (1 if name in ANNEXED else 8)


def carried(item: str, name: str = "caozuo_lengzha") -> tuple[list[tuple[list[Fate], list[str], list[str]]], list[str]]:
    """What an item changes in a text, and why it was not carried out."""
    old = document(name)
    title = old.title.replace("\n", "")
    applied = apply(old, f"关于修改《{title}》的决定\n对《{title}》作如下修改：\n一、{item}\n")
    changes = compare(old, applied.document).changes
    return [(one.kinds, one.old, one.new) for one in changes if not one.is_unchanged], [
        one.reason.zh for one in applied.undone
    ]


@pytest.mark.parametrize(
    ("item", "changes"),
    [
        ("在4.1.2后增加一条，作为4.1.3：“交接班记录保存三年。”", [([Fate.INSERTED], [], ["4.1.3"])]),
        ("将4.2.2修改为：“4.2.2　全文改了。”", [([Fate.MODIFIED], ["4.2.2"], ["4.2.2"])]),
        ("将第4.2.2条中的“应通知设备动力部处理”修改为“应立即停机”。", [([Fate.MODIFIED], ["4.2.2"], ["4.2.2"])]),
        ("删去8.2，将8.3改为8.2。", []),
        (
            "删去第7章、7.1、7.2和7.3，将第8章改为第7章。",
            [([Fate.DELETED], [one], []) for one in ("7", "7.1", "7.2", "7.3")] + [([Fate.RENUMBERED], ["8"], ["7"])],
        ),
    ],
)
def test_decisions_of_an_office_are_carried_out(item: str, changes: list[tuple[list[Fate], list[str], list[str]]]):
    found, undone = carried(item)
    if not changes:
        assert undone
        assert found == []
        return
    assert undone == []
    assert sorted(found) == sorted(changes)


@pytest.mark.parametrize(
    "item",
    [
        "删去4.2。",
        "删去第6章。",
        "删去4.2.1第二句。",
        "删去9.9。",
        "将4.2.1改为4.2.2。",
        "将4.2.2改为4.2.3。",
        "将4.2改为4.3，将4.3改为4.2，4.2.1改为4.2.2。",
        "将5.2.1至5.2.3依次改为5.2.2至5.2.5。",
        "将5.2.1至5.2.3依次改为5.2.2至5.2.4，增加一条，作为5.2.5：“新。”",
        "删去5.2，将5.3改为5.2，5.4改为5.3，5.3.2改为5.2.1。",
        "将5.2至5.4依次改为5.3至5.5。",
        "增加一条，作为5.2：“新。”，5.2至5.3依次改为5.3至5.4。",
        "增加一条，作为4.1.1：“新。”",
        "增加一条，作为4.1.9：“新。”",
        "将第四条修改为：“甲。”",
        "删去4.1.2及其后各条。",
        "将4.2.1、4.2.2合并。",
    ],
)
def test_what_does_not_say_all_that_it_touches_is_refused(item: str):
    changes, undone = carried(item)
    assert undone
    assert changes == []


def moved(*pairs: str) -> list[tuple[list[Fate], list[str], list[str]]]:
    return [([Fate.RENUMBERED], [one], [other]) for one, other in (pair.split(">") for pair in pairs)]


NEW = "先检查油位。"
RANGES = [
    (
        f"将5.1.2至5.1.4依次改为5.1.3至5.1.5，增加一条，作为5.1.2：“{NEW}”",
        [([Fate.INSERTED], [], ["5.1.2"]), *moved("5.1.2>5.1.3", "5.1.3>5.1.4", "5.1.4>5.1.5")],
    ),
    (
        f"增加一条，作为5.3：“{NEW}”，5.3到5.4顺延为5.4到5.5。",
        [
            ([Fate.INSERTED], [], ["5.3"]),
            *moved("5.3>5.4", "5.3.1>5.4.1", "5.3.2>5.4.2", "5.3.3>5.4.3", "5.3.4>5.4.4"),
            *moved("5.4>5.5", "5.4.1>5.5.1", "5.4.2>5.5.2"),
        ],
    ),
    (
        "删去5.2.1，5.2.2至5.2.3分别改为5.2.1至5.2.2。",
        [([Fate.DELETED], ["5.2.1"], []), *moved("5.2.2>5.2.1", "5.2.3>5.2.2")],
    ),
    (
        "将4.2改为4.3，将4.3改为4.2。",
        moved("4.2>4.3", "4.2.1>4.3.1", "4.2.2>4.3.2", "4.3>4.2", "4.3.1>4.2.1", "4.3.2>4.2.2"),
    ),
    ("删去7.1至7.3。", [([Fate.DELETED], [one], []) for one in ("7.1", "7.2", "7.3")]),
]


@pytest.mark.parametrize(("item", "changes"), RANGES, ids=[item for item, _ in RANGES])
def test_a_range_names_each_clause_and_what_stands_below_goes_with_it(
    item: str, changes: list[tuple[list[Fate], list[str], list[str]]]
):
    found, undone = carried(item)
    assert undone == []
    found = [([kind for kind in kinds if kind is not Fate.MOVED], old, new) for kinds, old, new in found]
    assert sorted(found, key=str) == sorted(changes, key=str)


@pytest.mark.parametrize(
    ("item", "changes"),
    [
        ("将第三条第（二）项中的“防汛沙袋”修改为“沙袋”。", [([Fate.MODIFIED], ["三、 （二）"], ["三、 （二）"])]),
        ("删去第一条第（二）项。", [([Fate.DELETED], ["一、 （二）"], [])]),
        ("在第一条中增加一项，作为第一条第（三）项：“（三）加强培训。”", None),
        ("删去第二条。", None),
    ],
)
def test_a_notice_is_decided_upon_as_it_is_cited(
    item: str, changes: list[tuple[list[Fate], list[str], list[str]]] | None
):
    found, undone = carried(item, "tongzhi_fangshu")
    if changes is None:
        assert undone
        assert found == []
    else:
        assert undone == []
        assert found == changes


def test_keys_live_on_through_a_decision():
    old = document("caozuo_lengzha")
    keyed = Document(old.language, with_keys(old.root, iter(range(10_000))))
    answer = amend(keyed, edited(keyed, random.Random(5)))
    assert isinstance(answer, Amended)
    after = apply(keyed, answer.decision).document
    before = {unit.key: unit.children[0].text for unit in sentences(keyed)}
    same = [unit for unit in sentences(after) if unit.key]
    assert len(same) >= len(before) - 2
    assert sum(before[unit.key] == unit.children[0].text for unit in same) >= len(same) - 1
    assert all(unit.key.startswith("k") or not unit.key for unit in after.root.walk())


def with_keys(unit: Provision, numbers: "object") -> Provision:
    return replace(unit, key=f"k{next(numbers)}", children=tuple(with_keys(child, numbers) for child in unit.children))  # type: ignore[call-overload]


def test_the_number_of_a_clause_in_front_of_its_new_words_is_its_number():
    old = document("caozuo_lengzha")
    title = old.title.replace("\n", "")
    decision = f"关于修改《{title}》的决定\n一、将4.2.2修改为：“4.2.2　全文改了。”\n"
    done = apply(old, decision)
    assert done.undone == []
    assert "\n4.2.2　全文改了。\n" in done.text
    for other in ("4.3.1", "4.2.3", "9.9"):
        done = apply(old, decision.replace("“4.2.2", f"“{other}"))
        assert done.undone
        assert done.text == canonical(old)


SCHEME = """节能方案
一、目标
（一）用电下降。
（二）用水下降。
二、措施
（一）每班抄表。
（二）每月公布。
三、附则
本方案自印发之日起执行。
"""


@pytest.mark.parametrize(
    ("item", "gone", "come"),
    [
        ("将第二条第（一）项修改为：“（一）每日抄表。”", "（一）每班抄表。", "（一）每日抄表。"),
        ("第二条增加一项，作为第（三）项：“（三）按季通报。”", "（二）每月公布。\n", "（二）每月公布。\n（三）按季通报。\n"),
        ("第二条增加二项，作为第（三）项、第（四）项：“（三）按季。\n（四）按年评比。”", "公布。\n", "公布。\n（三）按季。\n（四）按年评比。\n"),
        ("增加一项，作为第一条第（三）项：“用气下降。”", "（二）用水下降。\n", "（二）用水下降。\n（三）用气下降。\n"),
        ("将第一条第（一）项、第（二）项中的“下降”修改为“持平”。", "用电下降。\n（二）用水下降。", "用电持平。\n（二）用水持平。"),
    ],
)  # fmt: skip
def test_an_item_of_a_notice_is_a_clause_that_a_decision_calls_an_item(item: str, gone: str, come: str):
    done = apply(parse(SCHEME).document, f"关于修改《节能方案》的决定\n对《节能方案》作如下修改：\n一、{item}\n")
    assert [one.reason.zh for one in done.undone] == []
    assert done.text == canonical(parse(SCHEME.replace(gone, come)).document)


@pytest.mark.parametrize(
    "item",
    [
        "将第二条第（一）项修改为：“（二）每日抄表。”",
        "第二条增加一项，作为第（一）项：“每日抄表。”",
        "第二条增加一项，作为第（四）项：“每日抄表。”",
        "删去第（一）项。",
    ],
)
def test_the_label_of_another_item_is_no_part_of_the_words(item: str):
    done = apply(parse(SCHEME).document, f"关于修改《节能方案》的决定\n对《节能方案》作如下修改：\n一、{item}\n")
    assert len(done.undone) == 1
    assert done.text == canonical(parse(SCHEME).document)


def test_what_comes_into_a_notice_is_written_as_an_item():
    new = SCHEME.replace("（二）每月公布。", "（二）按周通报。\n（三）每月公布。")
    answer = amend(parse(SCHEME).document, parse(new).document)
    assert isinstance(answer, Amended)
    assert "增加一项，作为第二条第（二）项：“按周通报。”" in answer.decision
