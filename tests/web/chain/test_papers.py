"""Papers for the file of a review, as they are fetched: each name, opinion and figure on them is one of the record."""

import io
import os
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.web.chain.test_steps import asked_for, sent
from tests.web.house import House, Visitor, hidden, in_language
from workflow.rules.chain.words import Step

STANDS, UNDER_REVIEW = "/regulations/factory-transparency/editions/2", "/regulations/member-welfare/editions/2"
PICTURES = os.environ.get("PICTURES", "")


def words_of(visitor: Visitor, path: str) -> str:
    answer = visitor.get(path)
    assert answer.status_code == 200, answer.text[:300]
    assert answer.data.startswith(b"%PDF-")
    if PICTURES:
        name = path.strip("/").replace("/", "-").replace("?", "-").replace("&", "-")
        (Path(PICTURES) / f"{name}.pdf").write_bytes(answer.data)
    pages = PdfReader(io.BytesIO(answer.data)).pages
    return "".join("".join(page.extract_text() for page in pages).split())


def reviewed(house: House) -> None:
    """Both reviewers speak of a text under review: a remark, a request, a reservation."""
    legal, union = house.visitor("reviewer-legal"), house.visitor("reviewer-union")
    shown = legal.get(f"{UNDER_REVIEW}/review").text
    mark = hidden(shown, "fingerprint")
    said = {"fingerprint": mark, "opinion": "第五条的标准应当写明依据。\n第六条的程序再简化。"}
    assert legal.post(f"{UNDER_REVIEW}/request-changes", said).status_code == 302
    kept = {"fingerprint": mark, "opinion": "发放时间宜再商议，先予通过。"}
    assert union.post(f"{UNDER_REVIEW}/keep-reservation", kept).status_code == 302


def discussed(house: House) -> None:
    """A question is answered with the provision that the answer names; other words are suggested, and not taken."""
    legal, drafter = house.visitor("reviewer-legal"), house.visitor("drafter")
    shown = legal.get(f"{UNDER_REVIEW}/review?show=all").text
    text = hidden(shown, "snapshot")
    key = re.findall(r'id="p-([^"]+)" ?[^>]*data-card', shown)[0]
    asked = {"snapshot": text, "key": key, "comment": "经费从哪里来？", "disposition": "question"}
    assert legal.post(f"{UNDER_REVIEW}/comment", asked).status_code == 302
    thread = max(map(int, re.findall(r'id="c-(\d+)" data-thread', legal.get(f"{UNDER_REVIEW}/review?show=all").text)))
    said = {"thread": thread, "reply": "从福利费列支。", "points_to": key}
    assert drafter.post(f"{UNDER_REVIEW}/answer", said).status_code == 302


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_was_said_is_on_the_papers(house: House, language: str):
    discussed(house)
    reviewed(house)
    secretary = house.visitor("secretary")
    english = language == "en"
    sheet = words_of(secretary, in_language(f"{UNDER_REVIEW}/countersigned.pdf", language))
    for words in (
        "FangWeizheng" if english else "方维正",
        "第五条的标准应当写明依据。",
        "Changesrequested" if english else "要求修改",
        "Onrecord" if english else "记录在案",
        "notpassedyet" if english else "尚未通过",
    ):
        assert words in sheet, words
    listed = words_of(secretary, in_language(f"{UNDER_REVIEW}/opinions.pdf", language))
    assert "发放时间宜再商议，先予通过。" in listed
    answer = "AnswerofShenRuolin:从福利费列支。(see" if english else "沈若琳答复：从福利费列支。（见第"
    for words in (
        "经费从哪里来？",
        answer,
        "Answered;" if english else "已答复；",
        "(needs" if english else "（须答复）",
    ):
        assert words in listed, words
    assert ("Countersigning" if english else "会签单") not in listed
    table = words_of(secretary, in_language(f"{UNDER_REVIEW}/opinions-table.pdf", language))
    assert "第六条的程序再简化。" in table
    assert answer in table


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_opinion_on_legality_is_numbered_and_bound_to_its_text(house: House, language: str):
    asked_for(house, Step.LEGALITY)
    legal = house.visitor("reviewer-legal")
    assert sent(legal, Step.LEGALITY, who="方维正", opinion="未发现抵触。").status_code == 302
    shown = legal.get(f"{STANDS}/steps").text
    path = f"{STANDS}/legality.pdf?record=1"
    assert path in shown
    words = words_of(legal, f"{path}&lang={language}")
    mark = hidden(legal.get(f"{STANDS}/steps?record=legality").text, "fingerprint")
    assert mark in words
    assert ("Legalopinion[2026]No.1" if language == "en" else "法审〔2026〕1号") in words
    assert "未发现抵触。" in words
    assert legal.get(f"{STANDS}/legality.pdf?record=2").status_code == 404
    sheet = words_of(legal, in_language(f"{STANDS}/countersigned.pdf", language))
    assert ("II.Internalsteps" if language == "en" else "二、内部审批") in sheet


def test_papers_of_the_workshop_are_read_there_alone(house: House):
    for who in ("delegate", "employee"):
        for name in ("countersigned", "opinions", "opinions-table", "legality"):
            assert house.visitor(who).get(f"{STANDS}/{name}.pdf").status_code == 403
    assert house.visitor("issuer").get("/regulations/work-report-2024/editions/1/opinions-table.pdf").status_code == 404
