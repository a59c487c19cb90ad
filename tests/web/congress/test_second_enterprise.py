"""A second enterprise with quite other names: what the demonstration has is not said to it, and what it has itself is."""

from collections.abc import Iterator

import pytest

from tests.canteen import TEXT
from tests.cast import BEGUN, enrolled
from tests.databases import Databases
from tests.house.demonstrated import from_its_code, from_its_files, is_telling
from tests.web.house import House, spoken
from tests.web.stories import Stories
from workflow.lifecycle.people.people import DEMONSTRATION
from workflow.records.database.session import writing
from workflow.records.person import Mark

pytestmark = pytest.mark.thorough

NAMES = {
    "ENTERPRISE_NAME_ZH": "洛川果业有限责任公司",
    "ENTERPRISE_NAME_EN": "Luochuan Orchards Ltd.",
    "ENTERPRISE_DOCUMENT_CODE": "洛果",
}
INVENTED = {one for one in [*from_its_code(), *from_its_files()] if is_telling(one)}
MUTUAL_AID = TEXT.replace("第二条　本办法适用于公司各食堂和送餐点。", "第二条　互助金由工会从工会经费中列支。")


@pytest.fixture
def begun(databases: Databases) -> Stories:
    """Its people, and nothing else; they sign in with one click, so that this test needs no passwords."""
    url = databases.empty("sqlite")
    enrolled(url)
    house = Stories(url)
    house.on(BEGUN)
    with writing(house.engine) as db:
        db.add(Mark(name=DEMONSTRATION, value=BEGUN.isoformat()))
    return house


@pytest.fixture
def pages(begun: Stories) -> Iterator[House]:
    house = House(begun.url, variables=NAMES)
    house.clock.now = begun.now
    yield house
    house.close()
    begun.engine.dispose()


def test_its_first_session_is_convened_on_an_empty_form(pages: House):
    page = pages.visitor("secretary").get("/sessions/new").text
    fields = page.partition("<table")[2].partition("</table>")[0]
    assert fields.count('value=""') == 12
    assert [one for one in INVENTED if one in page] == []


def test_the_next_session_is_offered_the_sites_that_the_last_one_had(begun: Stories, pages: House):
    begun.convene()
    page = pages.visitor("secretary").get("/sessions/new").text
    for code, zh, en in (("hq", "总部", "Headquarters"), ("south", "南方", "South")):
        for value in (code, zh, en):
            assert f'value="{value}"' in page
    assert page.count(" checked") == 1, "the second site joined by video"


def test_a_text_that_spends_union_funds_is_remarked_on_whatever_it_is_called(begun: Stories, pages: House):
    for slug, text in (("mutual-aid", MUTUAL_AID), ("member-welfare", TEXT)):
        begun.ready(slug, text=text)
        begun.tabled(slug)
    pages.clock.now = begun.now
    secretary = pages.visitor("secretary")
    assert "工会经费" in spoken(secretary.get("/sessions/1").text)
    assert "工会经费" not in spoken(secretary.get("/sessions/2").text)


def test_no_page_of_it_says_a_name_of_the_demonstration(begun: Stories, pages: House):
    begun.ready("orchard-rules")
    begun.adopted("orchard-rules")
    pages.clock.now = begun.now
    for who, addresses in {
        "secretary": ("/desk", "/sessions", "/sessions/1", "/sessions/1/roll", "/past"),
        "drafter": ("/desk", "/regulations/new", "/regulations/orchard-rules/editions/1"),
        "issuer": ("/desk", "/regulations/orchard-rules/editions/1", "/regulations/orchard-rules/editions/1/issue"),
    }.items():
        visitor = pages.visitor(who)
        for address in addresses:
            for language in ("zh", "en"):
                answer = visitor.get(f"{address}?lang={language}")
                said = [one for one in INVENTED if one in answer.text]
                assert (said, answer.status_code) == ([], 200), address
    assert "洛川果业有限责任公司" in visitor.get("/desk?lang=zh").text
    assert "洛果〔2026〕1号" in visitor.get("/regulations/orchard-rules/editions/1/issue").text


def test_the_administrators_first_list_leads_to_what_the_enterprise_may_say_of_itself(pages: House):
    admin = pages.visitor("admin")
    desk = admin.get("/desk").text
    assert "开始使用" in desk
    for part in ("", "/units", "/sites", "/logo", "/figures", "/reviews"):
        assert f'href="/enterprise{part}"' in desk, part
        assert admin.get(f"/enterprise{part}").status_code == 200
