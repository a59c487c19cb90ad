"""The figures of the procedure in the browser: set by a sentence of an own regulation, refused with what was typed kept."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from tests.cast import PROCEDURE
from tests.web.house import House, in_language
from workflow.records.database import commitments
from workflow.records.database.session import writing
from workflow.records.enterprise import OwnFigure
from workflow.records.regulation import Regulation
from workflow.rules.procedure import IN_USE

PRODUCT = Path(__file__).resolve().parents[3] / "workflow"
QUORUM = "/enterprise/figures/quorum.present"
#: A sentence of the demonstration's own regulation, which has the law's share.
SAID = "职工代表大会会议应当有全体职工代表三分之二以上出席，方可召开"


def test_every_figure_that_may_be_set_has_its_page(house: House):
    admin = house.visitor("admin")
    shown = admin.get("/enterprise/figures").text
    for name in PROCEDURE.figures:
        law = PROCEDURE.figures[name][0]
        assert (f'href="/enterprise/figures/{name}"' in shown) == law.can_be_set, name
        assert admin.get(f"/enterprise/figures/{name}").status_code == (200 if law.can_be_set else 404), name
    assert admin.get("/enterprise/figures/no.such").status_code == 404


def test_the_figures_in_use_are_those_that_the_program_asks_for():
    """By the source: no threshold is taken from the file past the enterprise's own, and none in use is called recorded only."""
    asked, past = set(), []
    for path in sorted(PRODUCT.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        asked |= set(re.findall(r'figures\.(?:on|at_session|on_item)\([^"]*?"([a-z_.]+)"', source))
        asked |= set(re.findall(r'"((?:quorum|adoption)\.[a-z_]+)"', source))
        if path.name not in ("figures.py", "procedure.py") and re.search(r"procedure\.figure\(", source):
            past.append(path.as_posix())
    settable = {name for name, several in PROCEDURE.figures.items() if several[0].can_be_set}
    assert asked & settable == IN_USE
    assert not past, f"{past}: ask lifecycle.figures, which knows what the enterprise set"


def test_the_sentence_finds_its_clause_and_the_page_cites_it(house: House):
    admin, today = house.visitor("admin"), house.clock().date().isoformat()
    sent = {"numerator": "2", "denominator": "3", "comparison": ">=", "since": today, "words": SAID}
    assert admin.post(QUORUM, sent).status_code == 302
    shown = admin.get(QUORUM).text
    assert "第三十七条第一款" in shown
    assert "现行" in shown
    assert "art. 37, para. 1" in admin.get(in_language("/enterprise/figures", "en")).text


def test_what_is_refused_keeps_what_was_typed(house: House):
    admin, today = house.visitor("admin"), house.clock().date()
    answer = admin.post(
        QUORUM,
        {
            "numerator": "1",
            "denominator": "2",
            "comparison": ">=",
            "since": today.isoformat(),
            "words": "半数以上出席即可",
        },
    )
    assert answer.status_code == 422
    for words in ("企业只能规定得更严", 'value="1"', 'value="2"', "半数以上出席即可", "三分之二以上"):
        assert words in answer.text
    answer = admin.post(QUORUM, {"numerator": "三", "since": "", "words": ""})
    assert answer.status_code == 422
    for words in ("请填写分数", "从今天或者以后的日期起", "请抄录本企业规章制度中"):
        assert words in answer.text


def test_it_ends_and_the_general_rule_holds_again(house: House):
    admin, today = house.visitor("admin"), house.clock().date()
    admin.post(QUORUM, {"numerator": "2", "denominator": "3", "comparison": ">=", "since": today, "words": SAID})
    assert admin.post(f"{QUORUM}/end", {"end": ""}).status_code == 422
    assert admin.post(f"{QUORUM}/end", {"end": today + timedelta(days=1)}).status_code == 302
    assert "待生效" in admin.get(QUORUM).text
    house.clock.forward(days=1)
    assert "按通用的规定" in house.visitor("admin").get(QUORUM).text


def test_a_clause_that_is_gone_is_told_and_the_figure_stays(house: House):
    """The provision with that key is in no text: as after an amendment that took it away."""
    with writing(house.engine) as db:
        regulation = db.exec(select(Regulation.id).where(Regulation.slug == "representative-assembly")).one()
        db.add(
            OwnFigure(
                name="quorum.present",
                numerator=3,
                denominator=4,
                comparison=">=",
                since=house.clock().date(),
                regulation_id=regulation,
                provision_key="gone",
                words=SAID,
                set_by=1,
                at=house.clock(),
            )
        )
        db.flush()
        commitments.told(db, "00")
    admin = house.visitor("admin")
    assert "条款已不在" in admin.get("/enterprise/figures").text
    shown = admin.get(QUORUM).text
    assert "四分之三以上" in shown
    assert "规定仍然有效，但是不再引用该条款" in shown


@pytest.mark.parametrize("who", ["drafter", "reviewer-legal", "secretary", "issuer", "delegate", "employee"])
def test_the_pages_are_the_administrators(house: House, who: str):
    for path in ("/enterprise/figures", QUORUM):
        assert house.visitor(who).get(path).status_code == 403
    assert house.visitor(who).post(QUORUM, {}).status_code == 403
    assert house.visitor(who).post(f"{QUORUM}/end", {}).status_code == 403
