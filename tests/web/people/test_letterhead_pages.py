"""The mark above issued papers: put down by the administrator; on what is issued from then on, never on what was."""

from datetime import timedelta

import pytest
from sqlmodel import select

from tests.web.house import IN_FORCE, TODAY, House, in_language
from workflow.lifecycle.facts.submitted import standing_text
from workflow.papers import Press, decision_order, facts_of, issue_facts
from workflow.records.regulation import Edition, Regulation
from workflow.words import Language

PATH = "/enterprise/letterhead"


def test_it_is_above_what_is_issued_from_then_on(house: House):
    admin = house.visitor("admin")
    assert admin.post(PATH, {"name": "某某矿业", "with_word": "yes", "since": str(TODAY)}).status_code == 302
    assert admin.post(PATH, {"name": "某某集团", "since": str(TODAY + timedelta(days=9))}).status_code == 302
    press = Press(house.settings, house.app.extensions["house"].faces, demonstration=True)
    with house.records() as db:
        edition = db.exec(
            select(Edition).join(Regulation).where(Regulation.slug == IN_FORCE[0], Edition.number == IN_FORCE[1])
        ).one()
        texts = {language: standing_text(db, edition, language) for language in Language}
        chinese, english = texts[Language.ZH], texts[Language.EN]
        assert chinese is not None
        assert english is not None
        for day, mark in ((-1, ""), (0, "某某矿业文件"), (8, "某某矿业文件"), (9, "某某集团")):
            today = TODAY + timedelta(days=day)
            # In force later than it is issued: what counts is the day on which it leaves the house.
            facts = issue_facts(db, edition, chinese, today + timedelta(days=30), "1", today, press)
            assert facts.mark == mark
            assert issue_facts(db, edition, english, today, "1", today, press).mark == ""
        assert facts_of(db, edition, chinese, TODAY, press).mark == "", "the paper had none when it was issued"
        order = decision_order(db, edition, chinese, chinese, TODAY, press)
        assert order is None or not getattr(order.facts, "mark", "")


def test_the_page_says_what_stands_and_what_is_to_come(house: House):
    admin = house.visitor("admin")
    admin.post(PATH, {"name": "某某矿业", "with_word": "yes", "since": str(TODAY + timedelta(days=3))})
    shown = admin.get(in_language(PATH, "en")).text
    assert "某某矿业文件" in shown
    assert "To come" in shown
    assert admin.post(f"{PATH}/end", {"since": str(TODAY + timedelta(days=5))}).status_code == 302
    assert "<b>No red head</b>" in admin.get(PATH).text


def test_what_is_refused_is_said_and_kept(house: House):
    answer = house.visitor("admin").post(PATH, {"name": "某某公司文件", "with_word": "yes", "since": "2020-01-01"})
    assert answer.status_code == 422
    assert "已经有“文件”两字" in answer.text
    assert "今天或者以后" in answer.text
    assert 'value="某某公司文件"' in answer.text


@pytest.mark.parametrize("who", ["drafter", "reviewer-legal", "secretary", "issuer", "delegate", "employee"])
def test_the_page_is_the_administrators(house: House, who: str):
    assert house.visitor(who).get(PATH).status_code == 403
    assert house.visitor(who).post(PATH, {}).status_code == 403
    assert house.visitor(who).post(f"{PATH}/end", {}).status_code == 403
