"""Numbers are computed from the order of the text, and references follow the provision they named."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.manuscript import manuscript
from tests.text.regulations import ENGLISH, TIDY, regulations
from workflow.text.given import keyed
from workflow.text.labels.label import Number
from workflow.text.labels.numerals import chinese
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.references.find import references
from workflow.text.references.renumber import relabel, relabel_item, renumber, value_of
from workflow.text.references.rewrite import renumber_and_rewrite, rewrite
from workflow.text.tree import Document, Kind
from workflow.text.workpiece import Workpiece
from workflow.words import Script


def article(words: str) -> Workpiece:
    """A new article, not yet numbered."""
    return Workpiece(Kind.ARTICLE, children=[Workpiece(Kind.PARAGRAPH, text=words)])


def labels(document: Document) -> list[str]:
    return [one.label for one in document.articles()]


@pytest.mark.parametrize("text", [TIDY, ENGLISH])
def test_a_sound_text_keeps_its_numbers(text: str):
    document = parse(text).document
    done = renumber(document)
    assert all(old == new for old, new in done.labels.items())
    assert write(done.document) == text


@given(regulations())
def test_any_sound_text_keeps_its_numbers(text: str):
    assert write(renumber(parse(text).document).document) == text


@given(regulations(), st.data())
def test_renumbering_after_a_deletion_counts_from_one(text: str, data: st.DataObject):
    draft = manuscript(parse(text).document)
    holders = [unit for unit in draft.root.walk() if any(child.kind == "article" for child in unit.children)]
    holder = data.draw(st.sampled_from(holders))
    articles = [place for place, child in enumerate(holder.children) if child.kind == "article"]
    del holder.children[data.draw(st.sampled_from(articles))]
    document = renumber(draft.closed()).document
    assert labels(document) == [f"第{chinese(number + 1)}条" for number in range(len(document.articles()))]


def test_the_mapping_says_where_every_number_went():
    draft = manuscript(
        parse("条例\n第一章　甲\n第一条　甲。\n第二章　乙\n第二条　乙：\n（一）丙；\n（三）丁。\n").document
    )
    draft.root.children[1].children.insert(0, article("新。"))
    assert renumber(draft.closed()).labels == {
        "第一章": "第一章", "第二章": "第二章", "第一条": "第二条", "第二条": "第三条",
        "第二条第一款第三项": "第三条第一款第二项", "第二条第三项": "第三条第二项",
    }  # fmt: skip


def test_an_inserted_article_stays_behind_the_one_before_it():
    text = "法\n第二条　甲。\n第二条之一　乙。\n第二条之三　丙。\n第五条　丁。\n"
    document = parse(text).document
    assert labels(renumber(document).document) == ["第一条", "第一条之一", "第一条之二", "第二条"]
    assert labels(renumber(document, keep_inserted=False).document) == ["第一条", "第二条", "第三条", "第四条"]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("辦法\n第三條\n　　甲。\n第四條之一\n　　乙。\n", ["第一條", "第一條之一"]),
        ("办法\n第3条 甲。\n第5条 乙。\n", ["第1条", "第2条"]),
        ("Rules\nArticle III One.\nArticle V Two.\n", ["Article I", "Article II"]),
        ("Rules\nSection 3. One is.\nSection 5. Two is.\n", ["Section 1", "Section 2"]),
        ("Code\n§ 4-1.03. One.\n§ 4-1.07. Two.\n", ["§ 4-1.03", "§ 4-1.07"]),
    ],
)
def test_the_style_of_the_document_is_kept(text: str, after: list[str]):
    document = renumber(parse(text).document).document
    assert labels(document) == after


def test_lists_of_every_style():
    text = "法\n第一条　甲：\n（二）乙：\n3. 丙；\n5. 丁：\n（4）戊；\n②己；\n④庚。\n（五）辛。\n"
    document = renumber(parse(text).document).document
    units = [unit.label for unit in document.root.walk() if unit.kind in ("item", "subitem")]
    assert units == ["（一）", "1.", "2.", "（1）", "①", "②", "（二）"]


def test_english_lists():
    text = "Rules\nArticle 1 The:\n(b) x:\n(2) x:\n(B) x:\n(i) x;\n(iii) x.\n(d) x.\n"
    document = renumber(parse(text, Script.ENGLISH).document).document
    units = [unit.label for unit in document.root.walk() if unit.kind in ("item", "subitem")]
    assert units == ["(a)", "(1)", "(A)", "(i)", "(ii)", "(b)"]


def test_a_list_that_continues_below_a_paragraph_goes_on_counting():
    text = "法\n第一条　甲：\n（一）乙；\n（二）丙。\n丙是指丁。\n（三）戊。\n"
    document = renumber(parse(text).document).document
    assert write(document) == write(parse(text).document)


def test_chapters_begin_anew_in_each_part_only_where_they_did():
    anew = "法\n第一编　甲\n第一章　甲\n第一条　甲。\n第二编　乙\n第一章　乙\n第二条　乙。\n"
    through = anew.replace("第一章　乙", "第二章　乙")
    for text in (anew, through):
        document = renumber(parse(text).document).document
        assert write(document) == write(parse(text).document)


def test_numbered_headings_above_articles():
    document = renumber(parse("解释\n三、甲\n第一条　甲。\n五、乙\n第二条　乙。\n").document).document
    assert [unit.label for unit in document.root.children[1:]] == ["一、", "二、"]


def test_annexes_count_for_themselves():
    document = renumber(parse("条例\n第一条　甲。\n附件\n第三条　乙。\n").document).document
    assert labels(document) == ["第一条", "第一条"]


REFERRING = """条例
第一条　甲：
（一）乙；
（二）丙。
第二条　依照第一条第二项、本条例第三条至第四条和《工会法》第三条办理。
第三条　依照第一条第一款第（一）、（二）项，前条，第四条之一办理。
第四条　丁。
第四条之一　戊。
"""


def test_references_follow_what_they_named():
    draft = manuscript(parse(REFERRING).document)
    draft.root.children.insert(1, article("新。"))
    draft.root.children[2].children[0].children.insert(1, Workpiece(Kind.ITEM, text="新；"))
    done = renumber_and_rewrite(draft.closed())
    assert [unit.after for unit in done.changed] == [
        "依照第二条第三项、本条例第四条至第五条和《工会法》第三条办理。",
        "依照第二条第一款第（一）、（三）项，前条，第五条之一办理。",
    ]
    assert done.unresolved == []
    assert done.labels["第四条之一"] == "第五条之一"
    assert not any(one.fault for one in references(done.document))


def test_a_reference_to_what_was_deleted_is_told_and_left():
    draft = manuscript(parse(REFERRING).document)
    del draft.root.children[1]
    done = renumber_and_rewrite(draft.closed())
    assert [one.text for one in done.unresolved][:1] == ["第一条第二项"]
    assert done.document.articles()[0].children[0].text.startswith("依照第一条第二项、本条例第二条至第三条")


@given(regulations(), st.data())
def test_inserting_an_article_never_changes_what_a_reference_names(text: str, data: st.DataObject):
    base = parse(text).document
    base = keyed(base, {id(unit): f"k{number}" for number, unit in enumerate(base.root.walk())})
    before = _named(base)
    draft = manuscript(base)
    holder = data.draw(
        st.sampled_from([unit for unit in draft.root.walk() if any(c.kind == "article" for c in unit.children)])
    )
    first = next(place for place, child in enumerate(holder.children) if child.kind == "article")
    holder.children.insert(data.draw(st.integers(first, len(holder.children))), article("新设一条。"))
    longer = draft.closed()
    sound = {one.unit.key for one in references(longer) if not one.fault}
    after = _named(renumber_and_rewrite(longer).document)
    assert [pair for pair in before if pair[0] in sound and pair[1]] == [
        pair for pair in after if pair[0] in sound and pair[1]
    ]


def _named(document: Document) -> list[tuple[str, list[str]]]:
    """Of each reference by number the key of the unit that holds it, and the keys of what it names."""
    return [
        (one.unit.key, [target.key for target in one.targets]) for one in references(document) if one.parts[0].number
    ]


def test_references_are_written_by_a_mapping_too():
    draft = manuscript(parse(REFERRING).document)
    draft.root.children.insert(1, article("新。"))
    anew = renumber(draft.closed())
    done = rewrite(anew.document, anew.labels)
    assert [unit.after for unit in done.changed] == [
        "依照第二条第二项、本条例第四条至第五条和《工会法》第三条办理。",
        "依照第二条第一款第（一）、（二）项，前条，第五条之一办理。",
    ]


def test_a_mapping_moves_the_units_of_a_list():
    document = parse("条例\n第一条　甲：\n（一）乙；\n（二）丙。\n第二条　依照第一条第二项办理。\n").document
    done = rewrite(document, {"第一条": "第一条", "第二条": "第二条", "第一条第二项": "第一条第三项"})
    assert [unit.after for unit in done.changed] == ["依照第一条第三项办理。"]


def test_a_reference_the_mapping_does_not_know_is_told():
    done = rewrite(parse("条例\n第一条　依照第五条办理。\n").document, {"第一条": "第一条"})
    assert [one.text for one in done.unresolved] == ["第五条"]
    assert done.changed == []


def test_english_references_follow():
    draft = manuscript(
        parse(
            "Rules\nArticle 1 The:\n(a) x;\n(b) y.\nArticle 2 See Article 1(b) and Article 2.\n", Script.ENGLISH
        ).document
    )
    draft.root.children.insert(1, article("New."))
    draft.root.children[2].children[0].children.insert(0, Workpiece(Kind.ITEM, label="(a)", text="new;"))
    done = renumber_and_rewrite(draft.closed())
    assert [unit.after for unit in done.changed] == ["See Article 2(c) and Article 3."]


@pytest.mark.parametrize(
    ("label", "number", "after"),
    [("第五条", Number(101), "第一百零一条"), ("第5条", Number(6, 2), "第6条之2"), ("第一分编", Number(2), "第二分编"),
     ("Chapter IV", Number(5), "Chapter V"), ("§ 5", Number(6), "§ 6"), ("附则", Number(1), "附则")],
)  # fmt: skip
def test_a_label_with_another_number(label: str, number: Number, after: str):
    assert relabel(label, number) == after


@pytest.mark.parametrize(
    ("label", "style", "value", "after"),
    [("（三）", "（一）", 3, "（四）"), ("3.", "1.", 3, "4."), ("三、", "一、", 3, "四、"), ("（3）", "（1）", 3, "（4）"), ("③", "①", 3, "④"),
     ("(c)", "(a)", 3, "(d)"), ("(C)", "(A)", 3, "(D)"), ("(iii)", "(i)", 3, "(iv)"), ("(III)", "(I)", 3, "(IV)"), ("3）", "1）", 3, "4）")],
)  # fmt: skip
def test_the_next_label_of_a_list(label: str, style: str, value: int, after: str):
    assert value_of(label, style) == value
    assert relabel_item(label, value + 1, style) == after


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("Article 1, Article 2, Article 2A, Article 2B, Article 3", "Article 1, Article 2, Article 3, Article 3A, Article 3B, Article 4"),
        ("Article 1, Article 2, Article 2.01, Article 3", "Article 1, Article 2, Article 3, Article 3.01, Article 4"),
        ("§ 9-101, § 9-102, § 9-102.01, § 9-103", ""),
        ("Section 1.01, Section 1.02, Section 2.01", ""),
    ],
)  # fmt: skip
def test_what_came_in_between_goes_with_the_article_it_stands_behind(before: str, expected: str):
    labels = before.split(", ")
    text = "Rules\n" + "".join(f"{label}. Words of {label.lower()}.\nMore words.\n" for label in labels)
    document = parse(text).document
    assert [one.label for one in document.articles()] == labels
    assert [one.label for one in renumber(document).document.articles()] == labels
    if not expected:
        return
    children = document.root.children
    new = replace(children[1], label="")  # a copy of Article 1 without a number
    root = replace(document.root, children=(*children[:2], new, *children[2:]))
    assert [one.label for one in renumber(Document(document.language, root)).document.articles()] == expected.split(
        ", "
    )
