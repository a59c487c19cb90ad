"""Words that were not submitted: a draft that went out as a Word file and came back shows nothing of itself to anybody else."""

import re

import pytest

from tests.publishing.word.files.colleague import Colleague
from tests.publishing.word.ooxml import docx, p, r
from tests.web.draft.test_returned import PLACE, exported, newest, send_back, take_in
from tests.web.house import House, Visitor, field_words, hidden, spoken
from workflow.lifecycle.facts import texts
from workflow.rules.moves import MOVES
from workflow.web.shapes.sentences import SENTENCES

pytestmark = pytest.mark.thorough

SECRET = "尚未公开的字句"
NAME = "只有起草人知道的文件.docx"
OTHERS = ("reviewer-legal", "reviewer-union", "secretary", "issuer", "admin")


@pytest.fixture
def drafter(house: House) -> Visitor:
    """The drafter, who took the edition back and saved a secret with a note, and a Word file of it that came back."""
    visitor = house.visitor("drafter")
    assert visitor.post(f"{PLACE}/revise", {"reason": "还要改"}).status_code == 302
    house.clock.forward(minutes=5)
    page = visitor.get(f"{PLACE}/draft").text
    words = field_words(page, "words").replace("。", f"，{SECRET}。", 1)
    sent = {"words": words, "base": hidden(page, "base"), "note": f"写进{SECRET}"}
    assert visitor.post(f"{PLACE}/save", sent).status_code == 302
    take_in(visitor, Colleague(exported(visitor), 7, 3).sends())
    return visitor


def file_of(visitor: Visitor) -> str:
    """Where the Word file that came back is kept."""
    found = re.search(r"/evidence/\d+", visitor.get(f"{PLACE}/suggestions").text)
    assert found
    return found[0]


@pytest.mark.parametrize("who", OTHERS)
def test_the_file_of_an_unsubmitted_draft_is_its_drafters(house: House, drafter: Visitor, who: str):
    file, other = file_of(drafter), house.visitor(who)
    assert drafter.get(file).status_code == 200
    assert other.get(file).status_code == 404
    shown = other.get(f"{PLACE}/suggestions")
    assert shown.status_code == 200
    assert "也没有收回过Word稿" in spoken(shown.text)
    for address in (PLACE, f"{PLACE}/review", f"{PLACE}/suggestions", "/regulations/member-welfare/record", "/desk"):
        answer = other.get(address)
        assert answer.status_code == 200, address
        assert SECRET not in answer.text, address
    assert SECRET in drafter.get("/regulations/member-welfare/record").text


def test_what_was_submitted_is_open_with_its_files(house: House, drafter: Visitor):
    """The same words, once they are put before the reviewers."""
    file = file_of(drafter)
    numbers = re.findall(r'name="all" value="(\d+)"', drafter.get(f"{PLACE}/suggestions").text)
    assert drafter.post(f"{PLACE}/suggestions/accept", {"all": numbers[0]}).status_code == 302
    house.clock.forward(minutes=5)
    page = drafter.get(f"{PLACE}/draft").text
    assert drafter.post(f"{PLACE}/submit", {"fingerprint": hidden(page, "fingerprint")}).status_code == 302
    reviewer = house.visitor("reviewer-legal")
    assert SECRET in reviewer.get(f"{PLACE}/review").text
    assert reviewer.get(file).status_code == 404, "that file was made from a save which nobody was shown"


def test_a_file_that_names_an_unsubmitted_text_is_not_held_against_it(house: House, drafter: Visitor):
    """Whoever knows the fingerprint of a save could have it shown as what an empty file lacks."""
    reviewer, file = house.visitor("reviewer-legal"), exported(drafter)
    answer = reviewer.post(f"{PLACE}/returned", {}, {"file": (file, "稿.docx")})
    assert answer.status_code == 422
    assert "还没有提交审核" in answer.text
    assert SECRET not in answer.text
    words = docx("".join(p(r(line)) for line in newest(house).text.split("\n") if line))
    page = reviewer.get(send_back(reviewer, words))
    assert page.status_code == 200


def test_a_remark_is_not_hung_on_a_text_that_is_not_open(house: House, drafter: Visitor):
    """A remark quotes its provision: one on an unsubmitted save would bring its words out."""
    with house.records() as db:
        key = texts.reviewable(db, newest(house))[1].key
    fields = {"snapshot": newest(house).id, "key": key, "comment": "看看"}
    assert house.visitor("reviewer-legal").post(f"{PLACE}/comment", fields).status_code == 404
    assert drafter.post(f"{PLACE}/comment", fields).status_code == 302
    assert "看看" not in house.visitor("reviewer-legal").get(f"{PLACE}/review").text


def test_a_withdrawn_draft_keeps_its_last_words(house: House, drafter: Visitor):
    """To withdraw is not to submit."""
    assert drafter.post(f"{PLACE}/withdraw", {"reason": "不办了"}).status_code == 302
    number = newest(house).id
    for address in (PLACE, f"{PLACE}.docx?to={number}", f"{PLACE}/review?head={number}"):
        assert SECRET not in house.visitor("reviewer-legal").get(address).text
    assert house.visitor("reviewer-legal").get(f"{PLACE}.docx?to={number}").status_code == 404
    assert drafter.get(f"{PLACE}.docx?to={number}").status_code == 200


def test_a_regulation_that_nobody_was_shown_is_its_drafters_with_its_title(house: House):
    drafter = house.visitor("drafter")
    fields = {"slug": "secret", "name_zh": SECRET, "name_en": "A Secret Matter"}
    assert drafter.post("/regulations/new", fields).status_code == 302
    place = "/regulations/secret"
    for who in OTHERS:
        other = house.visitor(who)
        for address in (
            place,
            f"{place}/editions/1",
            f"{place}/record",
            f"{place}/compare",
            f"{place}/editions/1/suggestions",
        ):
            assert other.get(address).status_code == 404, address
        for address in ("/", "/desk", "/past?of=secret"):
            if other.get(address).status_code == 200:
                assert SECRET not in other.get(address).text, address
    assert SECRET in drafter.get("/desk").text
    assert SECRET in drafter.get(place).text


def test_every_act_on_an_edition_is_told_in_a_sentence():
    """An act without one would be told by the name that it has in the code."""
    on_sessions_and_people = {"administer", "attend", "close", "convene", "freeze_roll", "load_roll"}
    assert set(MOVES) - set(SENTENCES) == on_sessions_and_people
