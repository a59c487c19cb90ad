"""Odd values, faults of ours and a silent database: a page with a sentence every time, never a trace."""

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from tests.web.desk import TEXT
from tests.web.house import AWAITING, IN_FORCE, IN_REVIEW, OPEN_ITEM, OPEN_SESSION, House, hidden, in_language
from workflow.lifecycle.acting import Act

HEAD = "name,employer,unit,delegation,category,front_line,mid_level,site\n"


@pytest.mark.parametrize("path", ["/regulations/new", "/people", "/sessions/new", "/sign-in"])
@pytest.mark.parametrize("value", ["a\0b", "x" * 5_000, "\ud800", "−1", "  ", "\r\n\r\n"])
def test_odd_values_in_any_field_are_a_sentence_and_never_a_fault(either_house: House, path: str, value: str):
    """Also on PostgreSQL, which keeps no NUL and enforces the length of its columns."""
    visitor = either_house.visitor({"/regulations/new": "drafter", "/people": "admin"}.get(path, "secretary"))
    value = value.encode("utf-8", "replace").decode()
    fields = {"slug": value, "name_zh": value, "name_en": value, "language": value, "kind": value, "code": value}
    fields |= {"entity": value, "role": value, "password": value, "body": value, "term": value, "number": "7"}
    fields |= {"held_on": "2026-06-01", "site_1_zh": value, "site_1_code": value, "going_to": value}
    answer = visitor.post(path, fields)
    assert answer.status_code in (400, 401, 422), answer.status_code
    fields |= {"term": "1"}
    assert visitor.post("/sessions/new", fields).status_code in (302, 400, 403, 422)


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%ED%A0%80", "from=99999999999999999999", "text=%00", "lang=%00", "item=-1"]
)
def test_odd_addresses_are_a_page_and_never_a_fault(either_house: House, query: str):
    for path, person in (
        ("/", None),
        (f"/regulations/{IN_FORCE[0]}", None),
        (f"/regulations/{IN_FORCE[0]}/compare", None),
        ("/regulations/%00", None),
        (f"/regulations/{IN_REVIEW[0]}/editions/2/review", "reviewer-legal"),
        (f"/sessions/{OPEN_SESSION}", "secretary"),
    ):
        answer = either_house.visitor(person).get(f"{path}?{query}&base=99999999999&head=4000000000")
        assert answer.status_code in (200, 404), (path, answer.status_code)


def test_a_fault_of_ours_is_a_number_and_no_trace(house: House, monkeypatch: pytest.MonkeyPatch, caplog):
    """What was typed comes back; the trace goes to the log under the number on the page."""

    def broken(*_arguments: object, **_options: object) -> None:
        raise RuntimeError("the secret inside")

    monkeypatch.setattr("workflow.lifecycle.draft.drafting.create", broken)
    visitor = house.visitor("drafter")
    for language, sentence in (("zh", "程序出了故障"), ("en", "A fault of ours")):
        answer = visitor.post(in_language("/regulations/new", language), {"name_zh": "写好的名称", "slug": "x"})
        assert answer.status_code == 500
        assert sentence in answer.text
        assert "写好的名称" in answer.text
        assert "secret inside" not in answer.text
        assert "Traceback" not in answer.text
        number = re.search(r"(?:编号|number) ([0-9a-f]{8})", answer.text)
        assert number
        assert number[1] in caplog.text


def test_a_database_that_does_not_answer_is_a_sentence(house: House, monkeypatch: pytest.MonkeyPatch, caplog):
    """Even the page that says so needs the database for the name at its head; it then does without."""
    visitor = house.visitor("drafter")

    def gone(*_arguments: object, **_options: object) -> None:
        raise OperationalError("select", {}, Exception("disk I/O error at /a/secret/place"))

    monkeypatch.setattr("workflow.web.request.visit.reading", gone)
    answer = visitor.get("/desk")
    assert answer.status_code == 503
    assert "系统正忙，没有保存。请稍候再试。" in answer.text
    assert "secret" not in answer.text


def test_an_awaiting_text_cannot_be_issued_or_changed_by_hand(house: House):
    """Forms sent without their page change nothing: not the state, not the text, not the roll."""
    slug, number = AWAITING
    before = house.rows()
    address = f"/regulations/{slug}/editions/{number}"
    forms = [
        ("issuer", f"{address}/issue", {"effective": "2026-05-01"}),
        ("drafter", f"{address}/save", {"words": TEXT, "base": "0"}),
        ("drafter", f"{address}/revise", {"reason": "x"}),
        ("drafter", f"{address}/withdraw", {"reason": "x"}),
        ("secretary", f"{address}/consult", {"outcome": "x"}),
        ("secretary", f"/items/{OPEN_ITEM}/adopt", {}),
        ("secretary", f"/items/{OPEN_ITEM}/lock", {"fingerprint": "x"}),
        ("secretary", f"/sessions/{OPEN_SESSION}/roll", {"lines": HEAD}),
        ("secretary", f"/sessions/{OPEN_SESSION}/close", {}),
    ]
    for person, path, fields in forms:
        assert house.visitor(person).post(path, fields).status_code == 409, path
    assert house.rows() == before


def failing(statement: str) -> Callable[..., None]:
    """A verb whose statement the database refuses for what is in it."""

    def verb(act: Act, **typed: str) -> None:
        for _ in range(2):
            act.db.execute(sa.text(statement), {"value": typed["name_zh"]})

    return verb


TYPED = {"name_zh": "张三的私事", "name_en": "x", "slug": "own-affairs", "kind": "regulation"}
TWICE = "INSERT INTO entity (code, name_zh, name_en) VALUES ('one-code', :value, 'b')"
INCOMPLETE = "INSERT INTO entity (code, name_zh) VALUES ('one-code', :value)"


@pytest.mark.parametrize(
    ("statement", "status"), [(TWICE, 409), (INCOMPLETE, 500)], ids=["two people met", "our own fault"]
)
def test_only_a_constraint_at_which_people_meet_is_told_as_somebody_elses_act(
    either_house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, statement: str, status: int
):
    """Whatever else a database refuses is our fault: a number, a line in the log, the typed words given back."""
    monkeypatch.setattr("workflow.lifecycle.draft.drafting.create", failing(statement))
    visitor = either_house.visitor("drafter")
    for language in ("zh", "en"):
        answer = visitor.post(in_language("/regulations/new", language), TYPED)
        assert answer.status_code == status
        assert "张三的私事" in answer.text
        told = {409: ("同样的操作刚刚已经做过", "The same thing was done"), 500: ("程序出了故障", "A fault of ours")}
        assert told[status][language == "en"] in answer.text
    # What was typed is on the page and nowhere else.
    assert "张三的私事" not in caplog.text
    assert caplog.records or status == 409


@pytest.mark.parametrize(
    "address",
    [
        "/desk\r\nSet-Cookie: a=b",
        "/desk\n",
        "/\t/elsewhere.example",
        "/\r/elsewhere.example",
        "/a\x7fb",
        "//elsewhere.example",
    ],
)
def test_an_address_to_go_on_to_holds_no_control_characters(house: House, address: str):
    """They would break the answer, and a browser that leaves them out reads another site's address."""
    for kept in ({}, {"kept:words": "写好的", "sent": "1"}):
        answer = house.visitor().post("/demonstration/sign-in", {"person": "drafter", "going_to": address, **kept})
        assert answer.status_code == 302
        assert answer.headers["Location"] == "/desk"
        assert "elsewhere" not in answer.text
        shown = house.visitor().get("/sign-in", query_string={"next": address})
        assert shown.status_code == 200
        assert hidden(shown.text, "going_to") == ""
