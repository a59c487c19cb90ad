"""What a text is about: ticked where it is submitted, told with its rule where it is reviewed, corrected by legal."""

import json
import re

from tests.web.house import IN_REVIEW, House, hidden
from workflow.records.database import triggers
from workflow.records.database.columns import settled_json

ADDRESS = f"/regulations/{IN_REVIEW[0]}/editions/{IN_REVIEW[1]}"


def section(html: str) -> str:
    """The part of the review page that says who must approve."""
    return html.partition('id="required-by"')[2].partition("</section>")[0]


def ticked(html: str) -> set[str]:
    """The topics that stand ticked in a form."""
    return set(re.findall(r'name="topic" value="(\w+)" checked', html))


def test_each_seat_is_told_with_its_rule_and_where_that_comes_from(house: House):
    told = section(house.visitor("reviewer-union").get(f"{ADDRESS}/review").text)
    for words in ("法务", "工会", "规章制度：《劳动合同法》第四条，自2024年1月1日起", "涉及：", "保险福利"):
        assert words in told
    english = section(house.visitor("reviewer-union").get(f"{ADDRESS}/review?lang=en").text)
    assert "Trade union" in english
    assert "since 1 January 2024" in english
    assert "correct-scope" not in told, "only legal corrects it"


def test_legal_corrects_it_with_a_reason_and_who_comes_later_hears_so(house: House):
    legal = house.visitor("reviewer-legal")
    html = legal.get(f"{ADDRESS}/review").text
    known = re.search(r'name="known" value="(\d+)"', html)
    assert known is not None
    assert ticked(section(html)) >= {"insurance_welfare"}
    form = {"scope": "1", "known": known[1], "topic": ["leave", "insurance_welfare"], "reason": ""}
    refused = legal.post(f"{ADDRESS}/correct-scope", form)
    assert refused.status_code == 422
    assert "请写明更正的理由" in refused.text
    assert legal.post(f"{ADDRESS}/correct-scope", {**form, "reason": "第八条涉及休假。"}).status_code == 302
    told = section(legal.get(f"{ADDRESS}/review").text)
    assert "休息休假、保险福利" in told
    assert "法务更正：第八条涉及休假。" in told
    late = legal.post(f"{ADDRESS}/correct-scope", {**form, "topic": ["pay"], "reason": "再改。"})
    assert late.status_code == 422
    assert "涉及事项刚刚有变动" in late.text
    assert "再改。" in late.text, "nothing typed is lost"
    union = house.visitor("reviewer-union")
    assert union.post(f"{ADDRESS}/correct-scope", {**form, "known": "", "reason": "我来改。"}).status_code == 409
    record = legal.get(f"/regulations/{IN_REVIEW[0]}/record").text
    assert "更正" in record
    assert "涉及休息休假、保险福利" in record


def test_whoever_submits_ticks_what_it_is_about(house: House):
    drafter = house.visitor("drafter")
    drafter.post(f"{ADDRESS}/revise", {"reason": "再改一处。"})
    html = drafter.get(f"{ADDRESS}/draft").text
    form = html.partition('class="submit-box"')[2].partition("</form>")[0]
    assert "insurance_welfare" in ticked(form), "as it was said last"
    sent = {"fingerprint": hidden(form, "fingerprint"), "scope": "1", "topic": ["leave", "training"]}
    assert drafter.post(f"{ADDRESS}/submit", sent).status_code == 302
    told = section(drafter.get(f"{ADDRESS}/review").text)
    assert "休息休假、职工培训" in told
    assert "保险福利" not in told


def test_the_record_says_whom_each_round_needed_and_of_an_older_one_that_it_was_judged_as_then(house: House):
    record = f"/regulations/{IN_REVIEW[0]}/record"
    assert "；须审核：法务、工会" in house.visitor("reviewer-legal").get(record).text
    assert "; to be approved by: Legal, Trade union" in house.visitor("reviewer-legal").get(f"{record}?lang=en").text
    with house.engine.begin() as connection:
        triggers.remove(connection)
        for number, told in connection.exec_driver_sql("SELECT event_seq, json FROM payload").all():
            said = {key: words for key, words in json.loads(told).items() if not key.startswith("required")}
            connection.exec_driver_sql("UPDATE payload SET json = ? WHERE event_seq = ?", (settled_json(said), number))
        triggers.install(connection)
    assert "；按当时的审核办法判断" in house.visitor("reviewer-legal").get(record).text
