"""May the next edition begin? One rule: the desk, the page of an edition and the act itself never answer differently."""

import re
from collections.abc import Iterator
from datetime import datetime, time

import pytest
from sqlmodel import col, select

from tests.cast import ZONE
from tests.databases import Databases
from tests.web import stories
from tests.web.house import House
from workflow.records.regulation import Regulation, editions_of
from workflow.rules.states import State

_FORM = re.compile(r'action="/regulations/([a-z0-9-]+)/amend"')


@pytest.fixture
def every_state(databases: Databases) -> Iterator[House]:
    """Texts in every state, and one report that was given up before anybody heard it."""
    house = House(databases.copy("sqlite", "stories_everywhere", stories.stage))
    house.clock.now = datetime.combine(stories.TODAY, time(9), ZONE)
    drafter = house.visitor("drafter")
    names = {"slug": "given-up", "name_zh": "撤回的报告", "name_en": "Given up", "language": "zh", "kind": "report"}
    assert drafter.post("/regulations/new", names).status_code == 302
    assert drafter.post("/regulations/given-up/editions/1/withdraw", {"reason": "另行起草"}).status_code == 302
    yield house
    house.close()


@pytest.mark.thorough
def test_every_door_to_the_next_edition_says_the_same(every_state: House):
    drafter = every_state.visitor("drafter")
    with every_state.records() as db:
        found = {
            one.slug: [(edition.number, edition.state) for edition in editions_of(db, one)]
            for one in db.exec(select(Regulation).order_by(col(Regulation.id)))
        }
    assert {state for several in found.values() for _, state in several} == set(State)
    on_the_desk = set(_FORM.findall(drafter.get("/desk").text))
    on_pages = {
        slug: [
            number for number, _ in several if _FORM.search(drafter.get(f"/regulations/{slug}/editions/{number}").text)
        ]
        for slug, several in found.items()
    }
    begun = {slug for slug in found if drafter.post(f"/regulations/{slug}/amend", {}).status_code == 302}
    assert on_the_desk == begun == {slug for slug, several in on_pages.items() if several}
    assert {"in-force", "withdrawn", "given-up", "superseded"} <= begun < set(found)
    # One page offers it, that of the last edition issued: nobody amends a text that was superseded.
    assert {slug: len(several) for slug, several in on_pages.items() if several} == dict.fromkeys(begun, 1)
    assert (on_pages["superseded"], on_pages["withdrawn"]) == ([2], [1])


@pytest.mark.thorough
def test_nobody_but_the_drafters_is_offered_the_next_edition(every_state: House):
    for who in ("legal", "secretary", "issuer", "admin", "delegate", None):
        visitor = every_state.visitor(who)
        desk = visitor.get("/desk").text if who else ""
        assert not _FORM.search(desk + visitor.get("/regulations/in-force").text)
