"""What is not public does not exist for a stranger: no page, no number, no difference between hidden and missing."""

import re

import pytest

from tests.web.everywhere.test_guards import NOWHERE
from tests.web.house import AWAITING, DECIDED_ITEM, IN_REVIEW, House


@pytest.mark.parametrize("path", ["/people", "/sessions/new", "/regulations/new", "/desk"])
def test_a_stranger_is_asked_to_sign_in_and_then_comes_back(shared: House, path: str):
    answer = shared.visitor().get(path)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/sign-in?next={path}"


@pytest.mark.parametrize("private", [IN_REVIEW, AWAITING, NOWHERE])
def test_what_is_not_public_does_not_exist_for_a_stranger(shared: House, private: tuple[str, int]):
    """The same page for a text that is not published and for one that never was: nobody learns that it exists."""
    slug, number = private
    visitor = shared.visitor()
    answers = [visitor.get(f"/regulations/{slug}/editions/{number}{end}") for end in ("", ".pdf")]
    answers.append(visitor.get(f"/regulations/no-such-text/editions/{number}"))
    assert {one.status_code for one in answers} == {404}
    assert len({re.sub(r'href="[^"]*lang=en"|value="[^"]*"', "", one.text) for one in answers}) == 1


@pytest.mark.parametrize("address", ["/sessions/{}", "/items/{}/resolution.pdf", "/evidence/{}", "/sessions/{}/roll"])
@pytest.mark.parametrize("number", [2**31 - 1, 2**31, 2**63, 10**30])
def test_a_number_that_no_row_has_is_no_page(shared: House, address: str, number: int):
    assert shared.visitor("secretary").get(address.format(number)).status_code == 404


def test_somebody_without_an_office_sees_only_what_is_published(opening):
    """An account whose offices have ended reads what everybody reads, and no news from the workshop."""
    house = opening()
    admin = house.visitor("admin")
    fields = {"code": "former", "name_zh": "前同事", "entity": "1"}
    assert admin.post("/people", fields).status_code == 200
    former = house.visitor("former")
    desk = former.get("/desk")
    assert desk.status_code == 200
    assert "审核" not in desk.text.split('class="news"')[1]
    assert former.get("/sessions").status_code == 403
    slug, number = IN_REVIEW
    assert former.get(f"/regulations/{slug}/editions/{number}").status_code == 404


def test_a_house_that_keeps_its_texts_to_itself(opening):
    """PUBLIC_READING=no: a stranger sees that there is a library, and no text in it."""
    visitor = opening(PUBLIC_READING="no").visitor()
    assert "职工代表大会条例" not in visitor.get("/").text
    for path in ("", ".pdf", "/editions/1", "/editions/1.pdf", "/compare"):
        assert visitor.get(f"/regulations/representative-assembly{path}").status_code == 404
    assert visitor.get(f"/items/{DECIDED_ITEM}/resolution.pdf").status_code == 404


def test_whoever_reads_a_published_text_reads_its_resolution(opening):
    """PUBLIC_READING=no: the page of the resolution asked a rule of its own, and kept from employees what they voted on."""
    employee = opening(PUBLIC_READING="no").visitor("employee")
    assert employee.get("/regulations/representative-assembly").status_code == 200
    assert employee.get(f"/items/{DECIDED_ITEM}/resolution.pdf").status_code == 200
