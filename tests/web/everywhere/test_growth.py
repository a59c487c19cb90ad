"""What a page asks of the database does not grow with what is in it: every route there is, as everybody, small and large.

Ten times as many regulations, sessions and people; ten times as long a history of each text; ten times as many items and
delegates of a session. Nothing that this process knows already helps: every page is opened as if for the first time.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from werkzeug.routing import Rule

from tests.web.addresses import places
from tests.web.counted import counted, forget
from tests.web.house import House
from tests.web.multiplied import AGENDA, DELEGATES, HISTORY, enlist, multiply
from tests.web.planted import World
from workflow.lifecycle.acting import roles_of
from workflow.lifecycle.people.people import person_by_code
from workflow.web.request.guard import guard_of

pytestmark = pytest.mark.thorough

READERS = (None, "delegate", "drafter", "legal", "secretary", "issuer", "admin")
#: Who ask for every text and every question; the others for every page that names no text.
CLOSELY = ("drafter", "legal", "issuer")
#: Statements that a page may send. What is allowed more is said with what is on the page; none of them grows.
MOST = 30
#: Two lists on one page may name the same rows, which are then read once; of many more they share fewer.
SHARED = 2
ALLOWED = {
    "workbench.mine": (
        54,
        "everything that waits for one person: texts, reviews, sessions, suggestions, copies, the news",
    ),
    "congress.session": (
        55,
        "the agenda, one item with its ballots and sheets, and every text that could be tabled, with what employees said",
    ),
    "drafting.draft": (47, "the words being typed, the review, and what others said of them"),
    "review.page_of": (
        40,
        "the changes, remarks, decisions, marks of what was viewed, every way to decide, and who could be called in",
    ),
    "filed.countersigned": (31, "who decided with which opinion, and what was said in the review"),
    "library.current": (36, "a text with how it was adopted, its votes as far as they may be shown, its sealed copy"),
    "library.edition": (36, "a text with how it was adopted, its votes as far as they may be shown, its sealed copy"),
    "record.of": (
        47,
        "every act on a text, its votes as far as they may be shown, its files and kept papers against their digests",
    ),
}
#: Whoever asks like this is told at once how far a paper has come, and does not wait until it is drawn.
IN_A_HURRY = {"Accept": "application/json"}
#: Asked of these routes besides the address itself.
QUESTIONS = {
    "library.shelves": ("", "?q=密语", "?q=密语 Q&in=all", "?show=past", "?show=in-force&page=2&sort=day"),
    "workbench.mine": ("", "?turn=2&waiting=2"),
    "people.everybody": ("", "?q=职工", "?show=open&page=2"),
}
#: The text that is asked for: its first edition is issued, its second has been in review and is drafted again.
ASKED = ("second",)


def all_of(_rule: Rule) -> bool:
    return True


def on_a_text(rule: Rule) -> bool:
    return "slug" in rule.arguments or rule.endpoint in ("workbench.mine", "person.register")


def on_a_session(rule: Rule) -> bool:
    return rule.endpoint.startswith(("congress.", "meeting.", "balloting.")) or rule.endpoint == "workbench.mine"


def regulations(times: int) -> Callable[[str], None]:
    def make(url: str) -> None:
        multiply(url, times)
        enlist(url, 17 * times)

    return make


def history(times: int) -> Callable[[str], None]:
    return lambda url: multiply(url, times, HISTORY)


def session(items: int, delegates: int) -> Callable[[str], None]:
    def make(url: str) -> None:
        multiply(url, items, AGENDA)
        multiply(url, delegates, DELEGATES)

    return make


#: What is made large, how small and large are made, and the routes that are asked for.
SIZES = {
    "33 and 130 regulations, and as many people": (regulations(2), regulations(8), all_of),
    "25 and 150 acts, saves, remarks, suggestions": (history(1), history(6), on_a_text),
    "8 and 16 items, 9 and 108 delegates": (session(1, 1), session(2, 12), on_a_session),
}
FAR = {
    "50 and 500 regulations, and as many people": (regulations(3), regulations(30), all_of),
    "50 and 500 acts, saves, remarks, suggestions": (history(2), history(20), on_a_text),
    "8 and 48 items, 9 and 504 delegates": (session(1, 1), session(6, 56), on_a_session),
}


def addresses(house: House, rule: Rule) -> Iterator[str]:
    """Some addresses of a route: for each text one edition, and the first two of everything else."""
    chosen: list[Mapping[str, object]] = []
    for place in places(house, rule):
        if place.get("slug", ASKED[0]) in ASKED and len([one for one in chosen if _like(one, place)]) < 1:
            chosen.append(place)
    if not {"slug"} & rule.arguments:
        chosen = chosen[:2]
    for place in chosen:
        address = house.app.url_map.bind("").build(rule.endpoint, place)
        yield from (address + question for question in QUESTIONS.get(rule.endpoint, ("",)))


def _is_plain(rule: Rule, path: str) -> bool:
    return "?" not in path and "slug" not in rule.arguments


def _like(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    return "slug" in one and (one["slug"], one.get("number")) == (other["slug"], other.get("number"))


def asked_of(file: Path, world: World, wanted: Callable[[Rule], bool]) -> dict[tuple[str, str, str | None], int]:
    """Route, address and reader → how many statements the answer took."""
    house = House(f"sqlite:///{file}")
    house.clock.now = world.house.now
    visitors = {who: house.visitor(who) for who in READERS}
    with house.records() as db:
        held = {who: roles_of(db, person_by_code(db, who or ""), house.clock.now.date()) for who in READERS}
    out = {}
    for rule in house.app.url_map.iter_rules():
        guard = guard_of(house.app.view_functions[rule.endpoint])
        if "GET" not in (rule.methods or ()) or guard is None or not wanted(rule):
            continue
        for path in addresses(house, rule):
            for who, visitor in visitors.items():
                if (guard.roles is None or guard.roles & held[who]) and (who in CLOSELY or _is_plain(rule, path)):
                    forget()
                    with counted(house.engine) as asked:
                        answer = visitor.get(path, headers=IN_A_HURRY if path.endswith(".pdf") else {})
                    # Whoever has several papers drawn at once is asked to wait, which takes no statement.
                    assert answer.status_code < 500 or (answer.status_code, path[-4:]) == (503, ".pdf"), (path, who)
                    out[rule.endpoint, path, who] = len(asked)
                    answer.close()
    house.close()
    return out


@pytest.mark.parametrize("what", [*SIZES, *(pytest.param(far, marks=pytest.mark.soak) for far in FAR)])
def test_no_page_asks_more_when_there_is_more(planted_world: tuple[Path, World], tmp_path: Path, what: str):
    file, world = planted_world
    small, large, wanted = (SIZES | FAR)[what]
    counts = []
    for name, make in (("small", small), ("large", large)):
        copy = tmp_path / f"{name}.db"
        shutil.copy(file, copy)
        make(f"sqlite:///{copy}")
        counts.append(asked_of(copy, world, wanted))
    grown = {key: (counts[0][key], many) for key, many in counts[1].items() if many > counts[0][key] + SHARED}
    assert not grown, grown
    beyond = {key: many for key, many in counts[1].items() if many > ALLOWED.get(key[0], (MOST, ""))[0]}
    assert not beyond, beyond
    assert len(counts[1]) > 20, "the test asks for pages"
    with closing(sqlite3.connect(tmp_path / "large.db")) as large_one:
        assert large_one.execute("PRAGMA foreign_key_check").fetchall() == [], "what was copied is whole"


def test_what_is_allowed_more_is_needed(planted_world: tuple[Path, World], tmp_path: Path):
    """An allowance that no page needs any more is given back."""
    file, world = planted_world
    copy = tmp_path / "as_it_is.db"
    shutil.copy(file, copy)
    counts = asked_of(copy, world, lambda rule: rule.endpoint in ALLOWED)
    most = {end: max(many for (one, _, _), many in counts.items() if one == end) for end in ALLOWED}
    assert not {end: many for end, many in most.items() if many <= MOST}
