"""Secret figures through every door: two histories that differ only in how sites voted look the same to everybody.

The same acts are done twice, in two copies of the demonstration, with sheets that differ at the sites and not in the total.
Every address is then opened by every person in both languages, and the two answers must be equal to the byte: then no page,
attribute, title, paper, file or hash depends on what a site counted, whatever can be worked out from it. Before the
declaration the totals differ as well. What is shown is also taken as a system of equations, and solved.
"""

import re
from collections.abc import Callable
from fractions import Fraction

import pytest
from sqlmodel import select

from tests.rules.congress.test_secrecy import follows, row
from tests.web.everywhere.test_guards import calls
from tests.web.hall import (
    FIRST,
    HISTORIES,
    HQ,
    SECOND,
    SOUTH,
    Hall,
    corrected_small,
    counted,
    declared_small,
    one_site_counted,
    remembered,
    void,
)
from tests.web.house import AWAITING, CAST, OPEN_ITEM, OPEN_SESSION, House, Opening, in_language, spoken
from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import ballots, disclosing
from workflow.records.congress import Motion, Result
from workflow.rules.congress.secrecy import CHOICES
from workflow.web.shapes.sentences import SENTENCES
from workflow.words import Words

pytestmark = pytest.mark.thorough

#: Whoever opens a page; None is a stranger.
EVERYBODY = (None, *CAST)
#: What stands in a page by chance: the token of its forms.
CHANCE = re.compile(r'(name="csrf_token" value=|csrf-token" content=)"[^"]*"')
#: The hash of an event, as the record shows it. It covers digests of all that the act wrote, sheets among it, keyed with a salt
#: that nobody is shown (here it is the same in both houses).
HASHES = re.compile(r'title="[0-9a-f]{64}">(#\d+ )[0-9a-f]{8}')


def two(opening: Opening, history: Callable[[Hall, int], None]) -> tuple[House, House]:
    """The same acts in two houses, with the sites voting in two ways."""
    houses = opening(), opening()
    for way, house in enumerate(houses):
        history(Hall(house), way)
    return houses


def addresses(house: House, *, every: bool) -> list[str]:
    """What can be opened: everything, or what speaks of the session, its item and its text, and what tells the news."""
    paths = {one.path for one in calls(house) if "GET" in (one.rule.methods or ()) and one.exists}
    paths |= {f"/sessions/{OPEN_SESSION}?item={OPEN_ITEM}{more}" for more in ("", "&hall=1")}
    with house.records() as db:
        results = list(db.exec(select(Result.id).where(Result.motion_id == OPEN_ITEM)))
    paths |= {f"/items/{OPEN_ITEM}/resolution.pdf?result={one}{way}" for one in results for way in ("", "&as=kept")}
    concerned = (
        f"/sessions/{OPEN_SESSION}",
        f"/items/{OPEN_ITEM}",
        f"/regulations/{AWAITING[0]}",
        "/desk",
        "/sessions",
    )
    return sorted(one for one in paths if every or one == "/" or one.startswith(concerned))


def differences(
    houses: tuple[House, House],
    people: tuple[str | None, ...],
    *,
    every: bool,
    languages: tuple[str, ...],
    within: str = "",
    chance: tuple[re.Pattern[str], ...] = (CHANCE,),
) -> tuple[list[str], int]:
    """Where the two houses answer otherwise, and how many answers were held against each other."""
    found, tried = [], 0
    for person in people:
        visitors = [house.visitor(person) for house in houses]
        for path in (one for one in addresses(houses[0], every=every) if within in one):
            for language in languages:
                answers = [one.get(in_language(path, language)) for one in visitors]
                seen = [(one.status_code, sorted(one.headers.items(lower=True)), one.get_data()) for one in answers]
                for one in answers:
                    one.close()  # some are files
                if _without(chance, seen[0]) != _without(chance, seen[1]):
                    found.append(f"{person} {in_language(path, language)}")
                tried += 1
    return found, tried


def _without(
    chance: tuple[re.Pattern[str], ...], seen: tuple[int, list[tuple[str, str]], bytes]
) -> tuple[int, list[tuple[str, str]], str]:
    status, headers, body = seen
    words = body.decode("utf-8", "surrogateescape")
    for one in chance:
        words = one.sub(r"\1", words)
    return status, [one for one in headers if one[0] not in ("set-cookie", "content-length", "date")], words


each_history = pytest.mark.parametrize("history", HISTORIES, ids=lambda one: one.__name__)
FEW = ("secretary", "drafter")
#: The histories that each `make test` tries; the others wait for `make soak`.
CHECKED = (one_site_counted, counted, declared_small, void, corrected_small, remembered)


@pytest.mark.parametrize("history", CHECKED, ids=lambda one: one.__name__)
def test_how_a_site_voted_changes_no_answer(opening: Opening, history: Callable[[Hall, int], None]):
    people = tuple(one for one in FEW if one not in HISTORIES[history])
    houses = two(opening, history)
    found, tried = differences(houses, people, every=False, languages=("zh",), chance=(CHANCE, HASHES))
    assert found == []
    assert tried > 20


@pytest.mark.soak
@each_history
def test_how_a_site_voted_changes_no_answer_to_anybody_anywhere(opening: Opening, history: Callable[[Hall, int], None]):
    people = tuple(one for one in EVERYBODY if one not in HISTORIES[history])
    houses = two(opening, history)
    found, tried = differences(houses, people, every=True, languages=("zh", "en"), chance=(CHANCE, HASHES))
    print(f"{history.__name__}: {tried} pairs of answers, {len(found)} differ")
    assert found == []


# The proof that these tests would see a leak -----------------------------------------------------------------------------


def leaking_sheets(patch: pytest.MonkeyPatch) -> None:
    """Everybody may read every sheet."""
    patch.setattr("workflow.web.congress.ballot.may_read_sheet", lambda **_asked: True)


def leaking_events(patch: pytest.MonkeyPatch) -> None:
    """Old events are told as they were written."""
    patch.setattr("workflow.web.shapes.told.secrecy.told", lambda payload, **_asked: dict(payload))
    for words in ("count",):
        patch.setitem(SENTENCES, words, Words("{in_favour} {against}", "{in_favour} {against}"))


def leaking_resolution(patch: pytest.MonkeyPatch) -> None:
    """The paper of the resolution says how the hall voted."""
    told = disclosing.resolution_of

    def with_the_hall(act: Act, motion: Motion, result: Result) -> Words:
        words = told(act, motion, result)
        first = ballots.sheets_of(act.db, ballots.the_last(act.db, motion))[0]
        return Words(f"{words.zh}\n{first.in_favour}", f"{words.en}\n{first.in_favour}")

    patch.setattr(disclosing, "resolution_of", with_the_hall)


@pytest.mark.parametrize(
    ("leak", "history", "door"),
    [
        (leaking_sheets, declared_small, "/sessions/"),
        (leaking_sheets, one_site_counted, "/sessions/"),
        (leaking_events, remembered, "/desk"),
        (leaking_events, remembered, "/record"),
        (leaking_resolution, declared_small, "/resolution.pdf"),
    ],
    ids=lambda one: one if isinstance(one, str) else one.__name__,
)
def test_a_leak_would_be_seen(
    opening: Opening,
    monkeypatch: pytest.MonkeyPatch,
    leak: Callable[[pytest.MonkeyPatch], None],
    history: Callable[[Hall, int], None],
    door: str,
):
    leak(monkeypatch)
    houses = two(opening, history)
    found, _ = differences(houses, ("drafter",), every=False, languages=("zh",), within=door, chance=(CHANCE, HASHES))
    assert found


# The system of all figures shown ------------------------------------------------------------------------------------------

FIGURE = re.compile(r'data-figure="(\w+)" data-of="(\w+)"[^>]*>\D*?(\d+)')
#: Figures that nothing else on a page is: one number for one choice at one site.
ODD = {HQ: (37, 13, 11, 4), SOUTH: (14, 2, 1, 0)}


def solved(pages: list[str]) -> dict[tuple[str, str], bool]:
    """For each site and choice whether the figures on all these pages together determine it.

    A figure of a whole body is the sum over the sites, papers returned at a site the sum over the choices.
    """
    at = {name: place for place, name in enumerate((site, choice) for site in ODD for choice in CHOICES)}
    rows: list[list[Fraction]] = []
    for figure, of, _ in {one for page in pages for one in FIGURE.findall(page)}:
        sites = tuple(ODD) if of == "all" else (of,)
        choices = {"returned": CHOICES, "valid": CHOICES[:3]}.get(figure, (figure,))
        rows.append(row(len(at), [at[site, choice] for site in sites for choice in choices]))
    return {name: follows(rows, row(len(at), [place])) for name, place in at.items()}


def odd(hall: Hall) -> None:
    """A vote whose figures at the sites are numbers found nowhere else."""
    hall.open(hq=65, south=17)
    hall.close()
    hall.count(HQ, ODD[HQ], FIRST, SECOND)
    hall.count(SOUTH, ODD[SOUTH], FIRST, SECOND)


def pages_of(house: House, person: str | None) -> list[str]:
    """Every page that speaks of the session, its item, its text and the news, as one person reads them in both languages."""
    visitor = house.visitor(person)
    answers = [visitor.get(in_language(path, one)) for path in addresses(house, every=False) for one in ("zh", "en")]
    return [one.text for one in answers if one.mimetype == "text/html" and one.status_code == 200]


def numbers_on(house: House, person: str | None) -> set[int]:
    """Every number that a person reads on the pages of the vote, the hall and the news."""
    visitor = house.visitor(person)
    paths = [f"/sessions/{OPEN_SESSION}?item={OPEN_ITEM}{more}" for more in ("", "&hall=1")]
    words = " ".join(spoken(visitor.get(path).text) for path in (*paths, "/desk"))
    return {int(one) for one in re.findall(r"(?<![\w.#:-])\d{1,3}(?![\w.:-])|(?<=[\u4e00-\u9fff])\d{1,3}", words)}


def test_all_figures_shown_to_anybody_determine_none_of_a_site(opening: Opening):
    house = opening()
    hall = Hall(house)
    odd(hall)
    hall.declare()
    for person in (None, *FEW, SECOND, "employee"):
        pages = pages_of(house, person)
        assert not any(solved(pages).values())
        if person == "secretary":
            shown = {(figure, int(many)) for page in pages for figure, of, many in FIGURE.findall(page) if of == "all"}
            assert {("in_favour", 51), ("against", 15), ("abstain", 12), ("spoiled", 4)} <= shown
            papers = {(of, int(many)) for page in pages for figure, of, many in FIGURE.findall(page) if of in ODD}
            assert {(HQ, 65), (SOUTH, 17)} <= papers
        assert not numbers_on(house, person) & {37, 13, 11, 14}, f"{person} reads what a site counted"


def test_the_system_and_the_numbers_would_show_a_leak(opening: Opening):
    """Before the declaration the secretary reads their own sheets: the same scan finds every figure of them."""
    house = opening()
    odd(Hall(house))
    assert {37, 13, 11, 14} <= numbers_on(house, "secretary")
    leak = '<td data-figure="in_favour" data-of="south">14</td>'
    every = [f'<td data-figure="{one}" data-of="all">1</td>' for one in (*CHOICES, "returned")]
    assert not any(solved(every).values())
    assert solved([*every, leak])[HQ, "in_favour"]
    assert solved([*every, leak])[SOUTH, "in_favour"]
