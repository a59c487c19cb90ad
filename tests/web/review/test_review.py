"""The review desk in the browser: Enter decides nothing, the usual deputy can decide, and whose turn it is."""

import re
from datetime import timedelta
from html import unescape

from tests.web.house import IN_REVIEW, House, hidden
from workflow.lifecycle.acting import Act
from workflow.lifecycle.people import people
from workflow.lifecycle.review import delegating
from workflow.records.database.session import writing
from workflow.records.person import Entity
from workflow.rules.people.roles import Capacity, Role

ADDRESS = f"/regulations/{IN_REVIEW[0]}/editions/{IN_REVIEW[1]}"


def with_deputy(house: House) -> None:
    """A reviewer without a capacity of their own, for whom legal has delegated theirs."""
    with writing(house.engine) as db:
        legal = people.person_by_code(db, "reviewer-legal")
        act = Act(db, legal, house.clock(), house.settings.time_zone, house.app.extensions["house"].procedure)
        company = db.get(Entity, legal.entity_id if legal else 0)
        assert company is not None
        deputy = people.enrol(
            act,
            code="li",
            name_zh="李明远",
            name_en="Li Mingyuan",
            entity=company,
            roles=frozenset({Role.REVIEWER}),
        )
        delegating.delegate(act, deputy, Capacity.LEGAL, act.today, act.today + timedelta(days=5))


def my_turn(html: str) -> str:
    """The part of the desk that says whose turn it is."""
    return html.partition("轮到我")[2].partition("</section>")[0]


def test_no_key_decides_and_the_first_button_of_the_form_does_nothing(house: House):
    html = house.visitor("reviewer-legal").get(f"{ADDRESS}/review").text
    form = html.partition('class="decide"')[2].partition("</form>")[0]
    assert '<textarea id="opinion"' in form
    assert 'type="text"' not in form
    first = re.search(r"<button[^>]*>", form)
    assert first is not None
    assert " disabled hidden" in first[0]
    assert "data-verb" not in first[0]


def test_the_usual_deputy_decides_and_the_record_names_both(house: House):
    with_deputy(house)
    deputy = house.visitor("li")
    assert "去审核" in my_turn(deputy.get("/desk").text)
    html = deputy.get(f"{ADDRESS}/review").text
    for verb in ("approve", "request-changes"):
        button = re.search(rf'<button[^>]*data-verb="{verb}"[^>]*>', html)
        assert button is not None
        assert "disabled" not in button[0]
    fields = {name: hidden(html, name) for name in ("fingerprint", "on_behalf_of")}
    assert deputy.post(f"{ADDRESS}/approve", {**fields, "opinion": "同意。"}).status_code == 302
    assert "李明远 代 方维正" in deputy.get(f"{ADDRESS}/review").text
    assert "去审核" not in my_turn(deputy.get("/desk").text)


def test_whoever_can_change_nothing_is_not_asked(house: House):
    assert "去审核" in my_turn(house.visitor("reviewer-legal").get("/desk").text)
    assert "去审核" not in my_turn(house.visitor("reviewer-union").get("/desk").text)


def test_a_decision_is_withdrawn_by_its_author_on_the_page(house: House):
    union = house.visitor("reviewer-union")
    html = union.get(f"{ADDRESS}/review").text
    assert 'data-verb="withdraw-decision"' in html
    assert union.post(f"{ADDRESS}/withdraw-decision", {"decision": hidden(html, "decision")}).status_code == 302
    assert "已由本人撤回" in union.get(f"{ADDRESS}/review").text
    assert "去审核" in my_turn(union.get("/desk").text)


def test_the_page_shows_the_translation_that_an_approval_covers(house: House):
    html = house.visitor("reviewer-legal").get(f"{ADDRESS}/review").text
    assert 'id="translation-en"' in html
    assert len(hidden(html, "fingerprint").split()) == 2


def test_the_table_of_the_next_round_is_its_drafters_and_no_paper_is_made_of_it(house: House):
    drafter = house.visitor("drafter")
    page = drafter.get(f"{ADDRESS}/draft").text
    words = unescape(page.partition('<textarea id="words"')[2].partition(">")[2].partition("</textarea>")[0])
    changed = words.replace("三百元", "二百八十元", 1)
    assert changed != words
    saved = {"words": changed, "base": hidden(page, "base"), "language": "zh", "kept": ""}
    assert drafter.post(f"{ADDRESS}/save", saved).status_code == 302
    drafted = drafter.get(f"{ADDRESS}/table?draft=1").text
    assert "二百八十" in drafted
    assert "下一轮草稿" in drafted
    assert "table.pdf" not in drafted
    assert "二百八十" not in drafter.get(f"{ADDRESS}/table").text
    for who in ("reviewer-legal", "secretary", "issuer"):
        other = house.visitor(who).get(f"{ADDRESS}/table?draft=1").text
        assert "二百八十" not in other
        assert "下一轮草稿" not in other, "they see the text of the round, and are told so"
    plain, asked = (drafter.get(f"{ADDRESS}/{one}").text for one in ("decision", "decision?draft=1"))
    assert "二百八十" not in plain + asked


def test_any_two_days_are_compared_by_the_texts_at_their_ends(house: House):
    """A day before the first save is the text before; one after the last is the newest."""
    legal = house.visitor("reviewer-legal")
    newest = f"{ADDRESS}/review"

    def shown(address: str) -> list[str]:
        return re.findall(r'<article class="card[^>]*id="([^"]+)"', legal.get(address).text)

    assert shown(f"{newest}?since=2001-01-01&until=2199-01-01&order=text") == shown(f"{newest}?order=text&show=all")
    same = legal.get(f"{newest}?since=2199-01-01&until=2199-01-01&text=zh").text
    assert not re.search(r"<(ins|del)\b", same), "what carries a remark has its card, and nothing in it changed"
    assert legal.get(f"{newest}?since=2999-13-45&until=x").status_code == 200


def test_whoever_asked_for_changes_is_told_that_approving_lifts_it(house: House):
    legal = house.visitor("reviewer-legal")
    page = legal.get(f"{ADDRESS}/review").text
    assert "您此前要求修改" in page
    assert "您此前要求修改" not in house.visitor("reviewer-union").get(f"{ADDRESS}/review").text
    answer = legal.post(f"{ADDRESS}/approve", {"fingerprint": hidden(page, "fingerprint"), "opinion": ""})
    assert answer.status_code == 302
    assert "您此前要求修改" not in legal.get(f"{ADDRESS}/review").text
