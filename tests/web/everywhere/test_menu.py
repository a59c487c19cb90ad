"""Every page can be reached: from the menu of somebody who may use it, by following links, within few clicks."""

import re
from collections.abc import Iterator
from datetime import datetime, time
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from tests.cast import ZONE
from tests.databases import Databases
from tests.web import stories
from tests.web.house import House, Visitor
from workflow import paths
from workflow.web.app import DESKS
from workflow.web.shapes.menu import COLUMN_OF, IN_NONE

VISITORS = ("drafter", "legal", "secretary", "issuer", "delegate", "admin")
#: From the first page that a person sees: the menu, a list, a thing on it, what is done about that thing.
CLICKS = 4
#: The most addresses of one endpoint that are followed: pages of one kind lead to the same kinds.
OF_A_KIND = 3
#: Pages that no link leads to, with the place from which they are reached.
REACHED_OTHERWISE = {
    "library.healthz": "asked by machines",
    "library.current_pdf": "the lasting address of the text in force, given to other systems",
    "importing.show": "a file that was brought in waits on the drafting page, until it is put into the draft",
    "returned.show": "a Word draft that came back is listed on the page where it was brought",
    "entering.text": "an entry that was begun waits on its person's own list of entries",
    "entering.facts": "the next step of the same",
    "entering.preview": "the last step of the same",
    "opinions.read": "employees come by the link and the poster; nobody is asked about these texts",
    **dict.fromkeys(
        ("asking.group", "asking.poster_pdf", "asking.report_pdf"),
        "on the page of a consultation that was opened; nobody was asked about these texts",
    ),
    "opinions.report_pdf": "on that page, once the answers are posted",
    "chain.of": "on the page of an edition of which the enterprise asks for a step; it asks for none of these texts",
    "filed.legality": "on that page, beside an opinion on legality; nobody gave one",
    "notices.follow": "the address in a message",
    "staff.columns": "a list of staff that was begun waits on the page of lists",
    "staff.changes": "the next step of the same",
    "staff.done": "what came of one, on the page of lists; nobody has brought one to these texts",
    "specimens.show": "every shape of the pages at once, for whoever makes them; in the demonstration alone",
    "sealed.sealed": "a download on the page of an edition whose sealed copy was kept; none of these texts has one",
    "logos.picture": "the picture in the head of the pages; nobody has brought one to these",
    "correcting.scan": "a download on the page of an entry that has a scan; the entries of these texts have none",
}
#: An issued edition that amends another, and one in review.
ISSUED, DRAFTED = "/regulations/superseded/editions/2", "/regulations/in-review/editions/1"
#: Addresses of files, which lead nowhere.
FILE = re.compile(r"\.(?:pdf|docx)\b|/scans/|/evidence/")
_LINK = re.compile(r'<a\b[^>]*\bhref="([^"]+)"')
_FORM = re.compile(r'<form\b(?![^>]*method="post")[^>]*\baction="([^"]+)"')


def linked(html: str, here: str) -> Iterator[str]:
    """The addresses of this house to which a page leads by a link or by a form that only asks."""
    for found in (*_LINK.findall(html), *_FORM.findall(html)):
        address = urlsplit(urljoin(f"http://localhost{here}", unescape(found)))
        if address.netloc == "localhost":
            yield address.path + (f"?{address.query}" if address.query else "")


def reached(visitor: Visitor, adapter: MapAdapter) -> dict[str, int]:
    """Endpoint → the fewest clicks after which this visitor has it, from the front page and from their desk."""
    found: dict[str, int] = {}
    followed: dict[str, int] = {}
    seen = {"/", "/desk"}
    at = ["/", "/desk"]
    for clicks in range(CLICKS + 1):
        after: list[str] = []
        for address in at:
            try:
                endpoint, _ = adapter.match(urlsplit(address).path, method="GET")
            except HTTPException:
                continue
            found.setdefault(endpoint, clicks)
            followed[endpoint] = followed.get(endpoint, 0) + 1
            if followed[endpoint] > OF_A_KIND or clicks == CLICKS or FILE.search(address):
                continue
            answer = visitor.get(address)
            if answer.status_code != 200 or answer.mimetype != "text/html":
                continue
            for one in linked(answer.text, urlsplit(address).path):
                if one not in seen and "lang=" not in one:
                    seen.add(one)
                    after.append(one)
        at = after
    return found


@pytest.fixture(scope="module")
def every_state(databases: Databases) -> Iterator[House]:
    """Texts in every state, so that whatever can be done about one is offered somewhere."""
    house = House(databases.copy("sqlite", "stories_everywhere", stories.stage))
    house.clock.now = datetime.combine(stories.TODAY, time(9), ZONE)
    yield house
    house.close()


@pytest.fixture(scope="module")
def found(every_state: House) -> dict[str, int]:
    """Endpoint → the fewest clicks for whoever of the cast comes there first, or for a stranger."""
    adapter = every_state.app.url_map.bind("localhost")
    out: dict[str, int] = {}
    for who in (None, *VISITORS):
        for endpoint, clicks in reached(every_state.visitor(who), adapter).items():
            out[endpoint] = min(out.get(endpoint, CLICKS), clicks)
    return out


def pages(house: House) -> set[str]:
    """Every endpoint that answers GET, but for the files of the design."""
    return {one.endpoint for one in house.app.url_map.iter_rules() if "GET" in (one.methods or ())} - {"static"}


@pytest.mark.thorough
def test_every_page_is_reached_by_links_or_is_named(every_state: House, found: dict[str, int]):
    lost = pages(every_state) - set(found) - set(REACHED_OTHERWISE)
    assert sorted(lost) == [], "no link leads there: put one on the page from which it is wanted"


@pytest.mark.thorough
def test_no_page_is_excused_that_a_link_leads_to(every_state: House, found: dict[str, int]):
    assert sorted(set(REACHED_OTHERWISE) & set(found)) == []
    assert set(REACHED_OTHERWISE) <= pages(every_state)


def test_every_desk_is_reached(every_state: House, found: dict[str, int]):
    reachable = {endpoint.partition(".")[0] for endpoint in found}
    asking = {endpoint.partition(".")[0] for endpoint in pages(every_state)}
    wanted = {desk.desk.name for desk in DESKS} & asking
    assert wanted - reachable - {one.partition(".")[0] for one in REACHED_OTHERWISE} == set()


def test_a_page_lies_in_one_column_of_the_menu_or_is_of_a_room_that_lies_in_none(every_state: House):
    """Whatever room is built tomorrow: it has a column, or is named among those without one."""
    folder = paths.templates() / "web"
    drawn = [one for one in folder.rglob("*.html") if '"web/shapes/base.html"' in one.read_text(encoding="utf-8")]
    names = {one.relative_to(folder).as_posix() for one in drawn}
    rooms = {one.split("/", maxsplit=1)[0] for one in names}
    assert len(names) > 20
    assert rooms - set(COLUMN_OF) == set(IN_NONE)
    assert {one for one in COLUMN_OF if "/" in one} <= names
    assert {one for one in COLUMN_OF if "/" not in one} <= rooms
    assert set(COLUMN_OF.values()) <= pages(every_state)


@pytest.mark.parametrize(
    ("who", "address", "column"),
    [
        (None, "/", "/"),
        (None, f"{ISSUED}/table", "/"),
        (None, f"{ISSUED}/decision", "/"),
        ("drafter", "/regulations/superseded/record", "/"),
        ("drafter", f"{DRAFTED}/draft", "/desk"),
        ("drafter", f"{DRAFTED}/suggestions", "/desk"),
        ("legal", f"{DRAFTED}/review", "/desk"),
        ("secretary", "/sessions", "/sessions"),
        ("secretary", "/sessions/1", "/sessions"),
        ("admin", "/people", "/people"),
        ("admin", "/account", ""),
    ],
)
def test_the_menu_says_where_one_is(every_state: House, who: str | None, address: str, column: str):
    html = every_state.visitor(who).get(address).text
    here = re.findall(r'<a href="([^"]+)" aria-current="page">', html)
    assert here == ([column] if column else [])
