"""Steps of the chain in the browser: asked for by the administrator, recorded, looked up, struck out, and named at every door."""

import re
from datetime import timedelta

import pytest

from tests.canteen import SCAN
from tests.databases import planting
from tests.web.house import House, Visitor, hidden, in_language, spoken
from workflow.records.enterprise import RequiredStep
from workflow.records.regulation import RegulationKind
from workflow.rules.chain.words import Step

RULES, EDITION = "/enterprise/steps", "/regulations/factory-transparency/editions/2"
PAGE = f"{EDITION}/steps"


def asked_for(house: House, *steps: Step) -> None:
    """These steps were asked for before the texts of this house were put before their reviewers."""
    with planting(house.engine) as db:
        for step in steps:
            db.add(
                RequiredStep(
                    kind=RegulationKind.REGULATION, step=step, ended=False, since=house.clock().date() - timedelta(days=400),
                    basis="", set_by=1, at=house.clock() - timedelta(days=400),
                )
            )  # fmt: skip


def sent(visitor: Visitor, step: Step, **more: object):
    shown = visitor.get(PAGE).text
    mark = hidden(shown, "fingerprint") if 'name="fingerprint"' in shown else "0" * 64
    form = {
        "step": step.value, "fingerprint": mark, "held_on": "2026-03-16", "verdict": "agreed",
        "who": "陈某", "minutes": "总办纪要〔2026〕5号", "opinion": "", **more,
    }  # fmt: skip
    return visitor.post(f"{PAGE}/record", form, {"scan": (SCAN, "纪要.pdf")})


def test_steps_are_asked_for_and_ended_by_the_administrator(house: House):
    admin, today = house.visitor("admin"), house.clock().date()
    form = {"kind": "regulation", "step": "legality", "since": today.isoformat(), "basis": "《规章制度管理办法》"}
    assert admin.post(RULES, form).status_code == 302
    shown = admin.get(RULES).text
    assert "《规章制度管理办法》" in shown
    assert admin.post(RULES, form).status_code == 422, "twice"
    assert admin.post(f"{RULES}/end", {**form, "since": (today + timedelta(days=3)).isoformat()}).status_code == 302
    assert "待生效" in admin.get(RULES).text
    assert "Legality review" in admin.get(in_language(RULES, "en")).text


@pytest.mark.parametrize("who", ["drafter", "secretary", "issuer", "employee"])
def test_what_is_asked_for_is_the_administrators_to_say(house: House, who: str):
    assert house.visitor(who).get(RULES).status_code == 403
    assert house.visitor(who).post(RULES, {}).status_code == 403


def test_a_step_is_recorded_and_told_everywhere(house: House):
    asked_for(house, Step.PARTY, Step.BOARD)
    secretary, issuer = house.visitor("secretary"), house.visitor("issuer")
    assert "登记党委前置研究" in secretary.get("/desk").text
    assert "还没有登记“党委前置研究”" in spoken(secretary.get(PAGE).text), "the board says what it waits for"
    assert sent(secretary, Step.PARTY).status_code == 302
    shown = spoken(issuer.get(PAGE).text)
    assert "总办纪要〔2026〕5号" in shown
    assert "登记董事会" in shown
    record = secretary.get("/regulations/factory-transparency/record").text
    assert "“党委前置研究”：同意" in record
    english = spoken(issuer.get(in_language(PAGE, "en")).text)
    assert "Prior study by the Party committee" in english
    scan = re.search(r'href="(/evidence/\d+)"', issuer.get(PAGE).text)
    assert scan is not None
    assert issuer.get(scan[1]).data == SCAN
    assert house.visitor("delegate").get(scan[1]).status_code in (403, 404)
    assert house.visitor("delegate").get(PAGE).status_code == 403


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(house: House):
    asked_for(house, Step.PARTY)
    secretary = house.visitor("secretary")
    answer = sent(secretary, Step.PARTY, verdict="refused", who="陈某某", opinion="")
    assert answer.status_code == 422
    assert "请写明要修改什么" in answer.text
    assert "陈某某" in answer.text
    assert sent(secretary, Step.PARTY, opinion="不", verdict="refused", number="7").status_code == 422
    assert sent(secretary, Step.PARTY, fingerprint="0" * 64).status_code == 409
    assert sent(secretary, Step.LEGALITY).status_code == 409
    assert secretary.post(f"{PAGE}/record", {"step": "novel"}).status_code == 404
    assert secretary.post(f"{PAGE}/strike", {"row": "99"}).status_code == 404


def test_a_record_is_struck_out_by_somebody_else(house: House):
    asked_for(house, Step.PARTY)
    secretary, issuer = house.visitor("secretary"), house.visitor("issuer")
    assert sent(secretary, Step.PARTY).status_code == 302
    strike = re.search(r"strike=(\d+)", issuer.get(PAGE).text)
    assert strike is not None
    assert "strike=" not in secretary.get(PAGE).text, "whoever recorded it records it once more"
    row = strike[1]
    assert hidden(issuer.get(f"{PAGE}?strike={row}").text, "row") == row
    assert issuer.post(f"{PAGE}/strike", {"row": row, "reason": ""}).status_code == 422
    assert secretary.post(f"{PAGE}/strike", {"row": row, "reason": "错"}).status_code == 409
    assert issuer.post(f"{PAGE}/strike", {"row": row, "reason": "日期录错"}).status_code == 302
    assert "日期录错" in issuer.get(PAGE).text
    assert "登记党委前置研究" in secretary.get("/desk").text
