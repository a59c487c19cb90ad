"""References that name another provision after numbers moved: each asked about, none asked about for nothing."""

import itertools

import pytest

from workflow.text.comparing.keys import carry
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.references.retargeted import Retargeted, follow, retargeted
from workflow.text.references.rewrite import renumber_and_rewrite
from workflow.text.tree import Document

OLD = """食堂管理办法

第一条　为了办好食堂，制定本办法。
第二条　食堂依照第四条第二款收取餐费，违反的，依照第五条第（二）项处理。
第三条　食堂应当每日公布菜谱。
前款规定的菜谱由班组长审核。
第四条　早餐标准为每人每日十元。
午餐标准为每人每日二十元。
第五条　食堂不得有下列情形：
（一）使用过期食材；
（二）超过标准收取餐费。
第六条　违反前条和第三条之一规定的，限期改正。
第三条之一　食堂应当每月公布账目。
第七条　本办法自2026年5月1日起施行。
""".replace("第三条之一　食堂应当每月公布账目。\n", "").replace(
    "第四条　早餐", "第三条之一　食堂应当每月公布账目。\n第四条　早餐"
)


def read(text: str, old: Document | None = None) -> Document:
    """The tree of `text`, with keys of its own or those of `old`."""
    return carry(old, parse(text).document, lambda: f"k{next(_numbers)}")[0]


_numbers = itertools.count()


def asked(new: str, old: str = OLD) -> list[tuple[str, str]]:
    """Where a question is asked, and about which words."""
    before = read(old)
    return [(one.within, one.printed) for one in retargeted(before, read(new, before))]


def shifted(text: str, first: int) -> str:
    """Labels from `first` on moved along by one, by hand: references stay as they are."""
    numerals = "〇一二三四五六七八九"
    for number in range(8, first - 1, -1):
        text = text.replace(f"\n第{numerals[number]}条　", f"\n第{numerals[number + 1]}条　")
    return text


def test_nothing_is_asked_about_a_text_that_did_not_move():
    assert asked(OLD) == []
    assert asked(OLD.replace("十元", "十二元")) == []


def test_an_article_put_in_and_labels_moved_along_by_hand():
    new = shifted(OLD, 4).replace("\n第五条　早餐", "\n第四条　餐具应当每日消毒。\n第五条　早餐")
    assert asked(new) == [("第二条", "第四条第二款"), ("第二条", "第五条第（二）项")]


def test_numbers_that_followed_are_not_asked_about():
    new = shifted(OLD, 4).replace("\n第五条　早餐", "\n第四条　餐具应当每日消毒。\n第五条　早餐")
    new = new.replace("依照第四条第二款", "依照第五条第二款").replace("第五条第（二）项", "第六条第（二）项")
    assert asked(new) == []


def test_an_article_that_is_gone_says_so():
    before = read(OLD)
    new = read(OLD.replace("第三条之一　食堂应当每月公布账目。\n", ""), before)
    (one,) = retargeted(before, new)
    assert (one.within, one.printed, one.gone, one.names) == ("第六条", "第三条之一", True, ())


def test_what_stands_before_is_another_article():
    new = shifted(OLD, 6).replace("\n第七条　违反", "\n第六条　餐具应当每日消毒。\n第七条　违反")
    assert asked(new) == [("第七条", "前条")]


def test_what_stands_before_is_another_paragraph():
    new = OLD.replace("每日公布菜谱。\n", "每日公布菜谱。\n食堂应当每周公布下周菜谱。\n")
    assert asked(new) == [("第三条", "前款")]


def test_the_paragraph_before_worded_anew_where_it_stands_is_no_question():
    assert asked(OLD.replace("食堂应当每日公布菜谱。", "供餐单位于每周一张贴一周食谱和价目。")) == []


def test_an_item_and_a_paragraph_put_in():
    assert asked(OLD.replace("（一）使用", "（一）无证经营；\n（二）使用").replace("（二）超过", "（三）超过")) == [
        ("第二条", "第五条第（二）项")
    ]
    assert asked(OLD.replace("第四条　早餐", "第四条　餐费由后勤部门收取。\n早餐")) == [("第二条", "第四条第二款")]


def test_a_number_typed_anew_in_words_typed_anew_is_what_its_writer_means():
    assert asked(OLD.replace("违反前条和第三条之一规定的", "违反前条、第三条和第四条关于标准的规定的")) == []


def test_a_number_typed_anew_alone_is_asked_about_once():
    assert asked(OLD.replace("依照第四条第二款", "依照第四条第一款")) == [("第二条", "第四条第一款")]


def test_an_open_question_stays_open_over_the_next_text():
    before = read(OLD)
    second = shifted(OLD, 4).replace("\n第五条　早餐", "\n第四条　餐具应当每日消毒。\n第五条　早餐")
    middle = read(second, before)
    found = retargeted(before, middle)
    again = retargeted(middle, read(second.replace("十元", "八元"), middle), {one.place: one.meant for one in found})
    assert [one.meant for one in again] == [one.meant for one in found]
    assert retargeted(middle, read(second.replace("十元", "八元"), middle)) == []


def test_english():
    old = (
        "Canteen Rules\n\nArticle 1 These Rules are made for the canteen.\nArticle 2 Fees follow Article 3.\n"
        "Article 3 Breakfast costs ten yuan a day.\nArticle 4 These Rules take effect on 1 May 2026.\n"
    )
    new = old.replace("Article 4 These", "Article 5 These").replace(
        "Article 3 Breakfast", "Article 3 Plates are washed every day.\nArticle 4 Breakfast"
    )
    assert asked(new, old) == [("Article 2", "Article 3")]


@pytest.mark.parametrize("by_hand", [True, False], ids=["labels moved along", "labels as they were"])
def test_renumbering_follows_what_was_meant(by_hand: bool):
    before = read(OLD)
    new = shifted(OLD, 4) if by_hand else OLD
    place = "\n第五条　早餐" if by_hand else "\n第四条　早餐"
    after = read(new.replace(place, "\n第四条　餐具应当每日消毒。" + place), before)
    text = write(renumber_and_rewrite(after, found=follow(before, after)).document)
    assert "依照第五条第二款收取餐费，违反的，依照第六条第（二）项处理" in text
    assert "第七条　违反前条和第三条之一规定的" in text
    again = read(text, before)
    assert retargeted(before, again) == []


def test_a_paragraph_s_number_follows_too():
    before = read(OLD)
    after = read(OLD.replace("第四条　早餐", "第四条　餐费由后勤部门收取。\n早餐"), before)
    done = renumber_and_rewrite(after, found=follow(before, after))
    assert "依照第四条第三款收取餐费" in write(done.document)


def test_the_sentence_names_both_targets():
    before = read(OLD)
    new = shifted(OLD, 4).replace("\n第五条　早餐", "\n第四条　餐具应当每日消毒。\n第五条　早餐")
    first: Retargeted = retargeted(before, read(new, before))[0]
    assert (first.was, first.moved_to, first.now, first.line) == ("第四条第二款", "第五条第二款", "", 4)
