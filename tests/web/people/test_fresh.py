"""The fresh sign-in: asked where a text is issued and, once a session, where a result is declared; no word is lost."""

import ast
import dataclasses
import re

import pytest
import sqlalchemy as sa

from tests.house.product import trees
from tests.web.congress.test_meetings import in_the_hall, sheet, sheets
from tests.web.everywhere.test_safety import PASSWORD, give_password, sign_in
from tests.web.house import AWAITING, OPEN_ITEM, OPEN_SESSION, House, Opening, hidden
from tests.web.people.test_sign_ins import cookies_of, is_in, rows, thief
from workflow.lifecycle.acting import Unusable
from workflow.records.tables import metadata
from workflow.rules.people.sign_ins import EACH_TIME, ONCE_A_SESSION
from workflow.web.request import visit
from workflow.words import Words


def issue_path() -> str:
    return f"/regulations/{AWAITING[0]}/editions/{AWAITING[1]}/issue"


def test_the_fresh_sign_in_is_asked_where_the_verb_stands_and_the_words_are_kept(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
):
    """A password, not older than fifteen minutes; a wrong one is slowed; the form goes on with what was typed."""
    house = opening()
    give_password(house, "issuer")
    monkeypatch.setattr("workflow.lifecycle.issue.issuing.ask", lambda *_: None)  # as if the text were adopted
    shared: visit.House = house.app.extensions["house"]
    house.app.extensions["house"] = dataclasses.replace(shared, known={"demonstration": False})  # an enterprise's own
    visitor = house.visitor()
    sign_in(visitor, "issuer")
    house.clock.forward(minutes=15, seconds=1)
    before = house.rows()
    fields = {"effective": "2026-05-01", "basis-1": "董事会决议"}
    asked = visitor.post(issue_path(), fields)
    assert asked.status_code == 401
    assert "请再次确认身份" in asked.text
    assert "董事会决议" in asked.text
    assert 'name="password"' in asked.text
    assert house.rows() == before
    kept = {"going_to": hidden(asked.text, "going_to"), "sent": "yes", "kept:effective": "2026-05-01"}
    old = cookies_of(visitor)
    for status in (401, 401, 401, 401, 401, 429):
        wrong = visitor.post("/sign-in/prove", {**kept, "password": "wrong"})
        assert wrong.status_code == status
        assert "2026-05-01" in wrong.text
        assert visitor.post(issue_path(), fields).status_code == 401, "still not fresh"
    house.clock.forward(seconds=30)
    assert visitor.post("/sign-in/prove", {**kept, "chosen": "yes"}).status_code == 401, "only the demonstration"
    house.clock.forward(minutes=1)
    went = visitor.post("/sign-in/prove", {**kept, "password": PASSWORD})
    assert went.status_code == 200
    assert f'action="{issue_path()}"' in went.text
    assert "2026-05-01" in went.text
    assert not is_in(thief(house, old)), "it goes on under a new token"
    house.clock.forward(minutes=15)
    assert visitor.post(issue_path(), fields).status_code != 401
    house.clock.forward(seconds=1)
    assert visitor.post(issue_path(), fields).status_code == 401


def test_the_demonstration_says_once_more_who_acts_with_one_click(opening: Opening, monkeypatch: pytest.MonkeyPatch):
    house = opening()
    monkeypatch.setattr("workflow.lifecycle.issue.issuing.ask", lambda *_: None)
    visitor = house.visitor("issuer")
    house.clock.forward(minutes=16)
    asked = visitor.post(issue_path(), {"effective": "2026-05-01"})
    assert asked.status_code == 401
    assert "演示系统中的人没有密码" in asked.text
    assert 'name="password"' not in asked.text
    going_to = hidden(asked.text, "going_to")
    assert visitor.post("/sign-in/prove", {"going_to": going_to, "sent": "yes", "chosen": "yes"}).status_code == 200
    assert visitor.post(issue_path(), {"effective": "2026-05-01"}).status_code != 401


@pytest.mark.parametrize("verb", ["adopt", "deliberate"])
def test_declaring_asks_once_for_each_session_of_the_congress(
    opening: Opening, monkeypatch: pytest.MonkeyPatch, verb: str
):
    """The first result of a session needs a fresh sign-in; those after it go through, in this browser alone."""
    house = opening()
    monkeypatch.setattr("workflow.lifecycle.congress.declaring.ask", lambda *_: None)

    def declared(*_: object) -> None:
        raise Unusable({"": Words("到此为止。", "So far.")})  # the rule was passed; nothing is declared here

    monkeypatch.setattr("workflow.lifecycle.congress.declaring.verdict_of", declared)
    early, late = house.visitor("secretary"), house.visitor("secretary")
    path = f"/items/{OPEN_ITEM}/{verb}"
    assert early.post(path).status_code == 422, "fresh"
    house.clock.forward(minutes=16)
    assert early.post(path).status_code == 401, "what was undone counts for nothing: not declared yet"
    assert late.post(path).status_code == 401
    with house.engine.begin() as connection:
        first = rows(house)[0].id
        connection.execute(sa.insert(metadata.tables["presiding"]), {"sign_in_id": first, "session_id": OPEN_SESSION})
    assert early.post(path).status_code == 422, "not again for this session"
    assert late.post(path).status_code == 401, "another browser proves itself"
    early.post("/sign-out")
    assert house.rows()["presiding"] == 0


def test_a_meeting_and_an_issue_with_nothing_but_real_forms(either_house: House):
    """Counted and left alone for a while: the result is declared, and the text issued, after one more proof each."""
    house = either_house
    secretary, teller = in_the_hall(house), house.visitor("delegate")
    for site, present in sheets(secretary):
        for person in (secretary, teller):
            assert person.post(f"/items/{OPEN_ITEM}/count", sheet(site, present)).status_code == 302
    house.clock.forward(minutes=16)
    declare = f"/items/{OPEN_ITEM}/adopt"
    before = house.rows()
    asked = secretary.post(declare)
    assert asked.status_code == 401
    assert house.rows() == before
    again = {"going_to": hidden(asked.text, "going_to"), "sent": "yes", "chosen": "yes"}
    assert f'action="{declare}"' in secretary.post("/sign-in/prove", again).text
    assert secretary.post(declare).status_code == 302
    assert house.rows()["presiding"] == 1
    issuer = house.visitor("issuer")
    house.clock.forward(minutes=16)
    before = house.rows()
    fields = {"effective": "2026-05-01", "bind-1": "yes", "basis-1": "本公司职工代表大会通过"}
    asked = issuer.post(issue_path(), fields)
    assert asked.status_code == 401
    assert house.rows() == before
    kept = dict(re.findall(r'name="(kept:[^"]+)" readonly[^>]*>\n(.*?)</textarea>', asked.text))
    assert {name.removeprefix("kept:"): words for name, words in kept.items()} == fields
    again = {"going_to": hidden(asked.text, "going_to"), "sent": "yes", "chosen": "yes", **kept}
    proven = issuer.post("/sign-in/prove", again)
    assert all(words in proven.text for words in fields.values())
    issued = issuer.post(issue_path(), fields)
    assert issued.status_code == 302
    assert house.rows()["paper_file"] > before["paper_file"]


def test_every_verb_that_needs_a_fresh_sign_in_asks_for_it_itself():
    """Not the route: whoever calls the verb from a browser is asked, by whatever page."""
    asking = {
        ast.unparse(node.args[1])
        for name, tree in trees().items()
        if name.startswith("lifecycle/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "sign_ins.prove"
    }
    assert asking == {"'issue'", "verb"}
    assert sorted(EACH_TIME | ONCE_A_SESSION) == ["adopt", "agree_correction", "deliberate", "issue"]
    made = [
        (name, ast.unparse(node))
        for name, tree in trees().items()
        if name.startswith("web/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Act"
    ]
    assert {name for name, _ in made} == {"web/request/visit.py"}, (
        "an act of a browser is made where its sign-in is known"
    )
    assert made
    assert [call for _, call in made if "_proof(" not in call] == []
