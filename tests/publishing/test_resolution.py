"""The resolution of the congress (决议) in the plain form of GB/T 9704-2012: title, note, body, name over date."""

from dataclasses import replace
from datetime import date

import pytest

from tests.publishing.sheets import CHARACTER, LEFT, LINE, RIGHT, frame_words, text_lines
from workflow.publishing.faces.fonts import Faces
from workflow.publishing.pdf import render_resolution
from workflow.publishing.values.facts import ResolutionFacts
from workflow.words import Script

FACTS = ResolutionFacts(
    congress="某某新材料股份有限公司第一届职工代表大会第二次会议",
    regulation="厂务公开条例",
    note="2025年4月22日第一届职工代表大会第二次会议通过",
    body=(
        "会议应到职工代表91人，实到职工代表88人，符合法定人数。",
        "会议以无记名投票方式表决：赞成85票，反对1票，弃权2票，超过全体职工代表的半数。",
        "会议决定：通过《厂务公开条例》，自2025年5月1日起施行。",
    ),
    signature="第一届职工代表大会主席团",
    signed_on=date(2025, 4, 22),
    enterprise="某某新材料股份有限公司",
    fingerprint="7c41e09b52da1f8803be96a7d4f02b6e" * 2,
    demonstration=True,
)


def test_a_resolution_has_its_parts_in_order(installed: Faces):
    [page] = text_lines(render_resolution(FACTS, installed))
    title = [line for line in page if line.size == 21]
    assert (
        "".join(line.text for line in title)
        == "某某新材料股份有限公司第一届职工代表大会第二次会议关于《厂务公开条例》的决议"
    )
    assert all((line.left + line.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.6) for line in title)
    note, *body, name, day = page[len(title) :]
    assert note.text == "（2025年4月22日第一届职工代表大会第二次会议通过）"
    assert "".join(line.text for line in body) == "".join(FACTS.body)
    assert (name.text, day.text) == ("第一届职工代表大会主席团", "2025年4月22日")


def test_the_date_stands_four_characters_in_and_the_name_over_it(installed: Faces):
    short = replace(FACTS, signature="主席团")
    *_, name, day = text_lines(render_resolution(short, installed))[0]
    assert RIGHT - day.right == pytest.approx(4 * CHARACTER, abs=1)
    assert (name.left + name.right) / 2 == pytest.approx((day.left + day.right) / 2, abs=0.6)
    assert day.baseline - name.baseline == pytest.approx(LINE, abs=0.2)


def test_a_long_name_reaches_beyond_the_date_but_not_the_edge(installed: Faces):
    long = replace(FACTS, signature="某某新材料股份有限公司第一届职工代表大会主席团")
    *_, name, _day = text_lines(render_resolution(long, installed))[0]
    assert RIGHT - name.right == pytest.approx(2 * CHARACTER, abs=1)
    assert name.left > LEFT


def test_marks_and_fingerprint_stand_around_it(installed: Faces):
    [words] = frame_words(render_resolution(replace(FACTS, state_words="草案"), installed))
    assert "演示" in words.replace(" ", "")
    assert "草案" in words.replace(" ", "")
    assert "7c41e09b52da1f88" in words.replace(" ", "")


def test_an_english_resolution(installed: Faces):
    english = ResolutionFacts(
        language=Script.ENGLISH,
        congress="Second Session of the First Workers’ Congress of Example Co., Ltd.",
        regulation="Regulations on Factory Transparency",
        note="Passed on 22 April 2025",
        body=("Of 91 delegates 88 were present.", "The congress adopts the Regulations."),
        signature="Workers’ Congress",
        signed_on=date(2025, 4, 22),
    )
    [page] = text_lines(render_resolution(english, installed))
    words = " ".join(line.text for line in page)
    title = "Resolution of the Second Session of the First Workers’ Congress of Example Co., Ltd. on the Regulations on Factory Transparency"
    assert "".join(title.split()) in "".join(words.split())
    assert "(Passed on 22 April 2025)" in words
    assert page[-1].text == "22 April 2025"


def test_the_title_may_be_given(installed: Faces):
    assert replace(FACTS, title="关于补选职工监事的决议").title_words == "关于补选职工监事的决议"
