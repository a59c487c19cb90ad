"""A standard and a notice under review: approved clause by clause, and asked again only about the clause that changed."""

import re

import pytest

from tests.text.forms.test_forms import FOLDER
from tests.web.desk import DESK, begun, save
from tests.web.house import House, Visitor, hidden, spoken


def words(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def submitted(visitor: Visitor) -> None:
    html = visitor.get(f"{DESK}/draft").text
    fields = {"fingerprint": hidden(html, "fingerprint"), "language": "zh"}
    answer = visitor.post(f"{DESK}/submit", fields)
    assert answer.status_code == 302, spoken(answer.text)


def decided(visitor: Visitor, verb: str) -> None:
    html = visitor.get(f"{DESK}/review").text
    fields = {name: hidden(html, name) for name in ("fingerprint", "on_behalf_of") if f'name="{name}"' in html}
    answer = visitor.post(f"{DESK}/{verb}", {**fields, "opinion": "见意见。"})
    assert answer.status_code == 302, spoken(answer.text)


def missing(visitor: Visitor) -> str:
    """What legal has not approved yet, as the page says."""
    found = re.search(r"法务尚未通过：([^。]*)。", spoken(visitor.get(f"{DESK}/review").text))
    return found[1] if found else ""


@pytest.mark.parametrize(
    ("name", "old", "new", "label"),
    [
        ("caozuo_lengzha", "未签字的，交班人员不应离岗。", "未签字的，交班人员不得离岗。", "4.1.2"),
        ("tongzhi_fangshu", "应于6月10日前召开专题会议部署", "应于6月8日前召开专题会议部署", "一、 （一）"),
    ],
)
def test_only_the_clause_that_changed_is_asked_about_again(house: House, name: str, old: str, new: str, label: str):
    drafter, legal, union = begun(house), house.visitor("reviewer-legal"), house.visitor("reviewer-union")
    text = words(name)
    assert text.count(old) == 1
    assert save(drafter, text, "0").status_code == 302
    submitted(drafter)
    assert "等" in missing(legal)
    decided(legal, "approve")
    decided(union, "request-changes")
    assert save(drafter, text.replace(old, new)).status_code == 302
    submitted(drafter)
    assert missing(legal) == label
    decided(legal, "approve")
    assert missing(legal) == ""
    english = spoken(legal.get(f"{DESK}/review?lang=en").text)
    assert label in english
