"""How a change is drawn: no word is lost or told twice, tables keep their cells, seams and marked words stand at their place."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from workflow.text.comparing.risk import phrase, risks_between
from workflow.text.comparing.runs import Mark, runs
from workflow.text.tables import row
from workflow.web.shapes.redlines import Seam, Spot, clean, redline

WORDS = st.text("甲乙丙，。<&\n", max_size=24)
CELL = st.text("甲乙1<&", min_size=1, max_size=3)


def lines(html: str) -> list[str]:
    """The paragraphs as they are read."""
    return [unescape(re.sub(r"<[^>]+>", "", one)) for one in re.findall(r"<p>(.*?)</p>", html, re.S)]


@given(WORDS, WORDS)
def test_each_side_reads_as_its_text(old: str, new: str):
    some = runs(old, new)
    assert lines(redline(some, Mark.CAME)) == [one for one in old.split("\n") if one]
    assert lines(redline(some, Mark.GONE)) == [one for one in new.split("\n") if one]
    assert lines(clean(some)) == [one for one in new.split("\n") if one]
    both = "".join(re.findall(r"<(?:ins|del)>|[^<>]+(?=<)", redline(some)))
    assert both.count("<ins>") >= any(kind is Mark.CAME and words.strip("\n") for kind, words in some)


@given(st.lists(st.lists(CELL, min_size=2, max_size=3), min_size=2, max_size=4), st.data())
def test_each_side_of_a_table_has_its_cells(rows: list[list[str]], data: st.DataObject):
    width = len(rows[0])
    old = [[*one, "乙", "乙"][:width] for one in rows]
    new = [list(one) for one in old]
    at = data.draw(st.integers(0, len(new) - 1))
    new[at][data.draw(st.integers(0, width - 1))] = data.draw(CELL)
    if data.draw(st.booleans()):
        new.append(["丙"] * width)
    if data.draw(st.booleans()):
        new = [[*one, "注"] for one in new]
    texts = ["\n".join(map(row, one)) for one in (old, new)]
    for without, wanted in ((Mark.CAME, old), (Mark.GONE, new)):
        html = redline(runs(*texts), without)
        found = [
            [unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", one)]
            for one in re.findall(r"<tr>(.*?)</tr>", html)
        ]
        assert found == wanted
        assert html.count("<thead>") == 1
        assert "|" not in html


def test_a_changed_cell_is_marked_and_its_neighbours_are_not():
    old, new = (
        "\n".join([row(["餐次", "元"]), row(["早餐", "8"]), row(["午餐", "20"])]).replace("20", one)
        for one in ("20", "22")
    )
    html = redline(runs(old, new))
    assert html.count('class="changed"') == 1
    assert '<td class="changed"><del>20</del><ins>22</ins></td>' in html
    assert '<th scope="col">餐次</th>' in html


def test_a_seam_stands_where_the_second_half_begins():
    old, new = "甲方办理手续。乙方予以协助。", "甲方办理手续。\n乙方予以协助。"
    html = redline(runs(old, new), seams=[Seam(Mark.CAME, 8, "以下为第六条")])
    assert html.index("甲方") < html.index("以下为第六条") < html.index("乙方")
    merged = redline(runs(new, old), seams=[Seam(Mark.GONE, 8, "以下原为第六条")])
    assert merged.index("甲方") < merged.index("以下原为第六条") < merged.index("乙方")


@given(st.text("甲乙不得少于二三家，", max_size=20), st.text("甲乙不得少于二三家，", max_size=20))
def test_every_risky_word_can_be_led_to(old: str, new: str):
    some = runs(old, new)
    found = risks_between(old, new, some)
    spots = [
        Spot(Mark.CAME if one.to else Mark.GONE, *(one.to or one.at or (0, 0)), f"w-{at}")
        for at, one in enumerate(found)
    ]
    html = redline(some, spots=spots)
    for at, one in enumerate(found):
        assert f'id="w-{at}"' in html
        assert not one.to or one.new.strip() == new[slice(*one.to)].strip()
        assert not one.at or one.old.strip() == old[slice(*one.at)].strip()


def test_a_figure_carries_its_must_not():
    old, new = "候选人不得少于二家，应当书面说明。", "候选人不得少于三家，可以书面说明。"
    told = [
        (phrase(old, one.at or (0, 0)), phrase(new, one.to or (0, 0)))
        for one in risks_between(old, new, runs(old, new))
    ]
    assert told == [("不得少于二家", "不得少于三家"), ("应当书面说明", "可以书面说明")]
