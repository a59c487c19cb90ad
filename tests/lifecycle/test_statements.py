"""What an act costs: the statements between its BEGIN and its COMMIT, through the real request, and how often a text is parsed.

The writers of a house wait for each other, so every statement of one keeps the others waiting. Counted with nothing remembered
from before, on a text of 64 articles in two languages that comes back for its second round.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest

from tests.cast import SENT, SESSION_DAY, SLUG, House, enrolled
from tests.count_sheets import sheet
from tests.databases import KINDS, Databases
from tests.lifecycle.costs import Cost, costing
from tests.web.counted import forget
from tests.web.house import House as Site
from tests.web.house import csrf_token
from tests.web.stories import Stories
from workflow.lifecycle.acting import Act
from workflow.lifecycle.congress.counting import recount
from workflow.lifecycle.draft.drafting import revise
from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.approvals import shown_of
from workflow.lifecycle.people.people import DEMONSTRATION
from workflow.records.database.session import writing
from workflow.records.event import last_moment
from workflow.records.person import Mark
from workflow.rules.congress.votes import FIGURES
from workflow.text.labels.numerals import chinese
from workflow.words import Language

CHAPTERS, ARTICLES = 8, 64
EDITION = f"/regulations/{SLUG}/editions/1"
Fields = Callable[[House, Act], dict[str, object]]


def long_text(word: str = "照此办理") -> str:
    """A regulation of 64 articles in 8 chapters; `word` ends the third."""
    lines = ["职工食堂管理办法", ""]
    for number in range(1, ARTICLES + 1):
        if number % CHAPTERS == 1:
            lines += [f"第{chinese(number // CHAPTERS + 1)}章　第{chinese(number // CHAPTERS + 1)}类事项", ""]
        end = word if number == 3 else "由后勤部门负责"
        lines.append(f"第{chinese(number)}条　供餐的事务{chinese(number)}按照公司规定办理，{end}。")
    return "\n".join(lines) + "\n"


def long_english(word: str = "in this way") -> str:
    """Its translation."""
    lines = ["Rules on the Staff Canteen", ""]
    for number in range(1, ARTICLES + 1):
        if number % CHAPTERS == 1:
            lines += [f"Chapter {number // CHAPTERS + 1} Matters of class {number // CHAPTERS + 1}", ""]
        lines.append(f"Article {number} Matter {number} of the canteen is settled by the rules, {word}.")
    return "\n".join(lines) + "\n"


@pytest.fixture
def costly(databases: Databases, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Cost]]:
    """Sends one form in a house that came so far, and gives what the act cost: `costly("sqlite", "review", …)`."""
    opened: list[House | Site] = []

    def cost_of(kind: str, last: str, who: str, path: str, fields: Fields) -> Cost:
        house = House(databases.copy(kind, f"statements_{last}", lambda url: _stage(url, last)))
        site = Site(house.url)
        opened.extend((house, site))
        with house.asking() as act:
            site.clock.now = (last_moment(act.db) or house.now) + timedelta(minutes=1)
            given = fields(house, act)
        visitor = site.visitor(who)
        visitor.token = csrf_token(visitor.get("/desk").text)
        forget()
        with costing(site.engine, monkeypatch) as cost:
            answer = visitor.post(path.format(**given), given)
        assert answer.status_code in (200, 302), answer.text[-3000:]
        return cost

    yield cost_of
    for one in opened:
        one.engine.dispose()


def _stage(url: str, last: str) -> None:
    """Make every move up to the one that is counted."""
    enrolled(url)
    house = Stories(url)
    with writing(house.engine) as db:
        db.add(Mark(name=DEMONSTRATION, value=date(2026, 3, 2).isoformat()))
    for stage, play in STAGES.items():
        play(house)
        if stage == last:
            break
    house.engine.dispose()


def _to_the_second_round(house: Stories) -> None:
    house.create(SLUG)
    house.save(long_text())
    house.save(long_english(), Language.EN)
    house.submit()
    house.approve("legal")
    house.request_changes("union")
    house.save(long_text("每月公布一次"))
    house.save(long_english("once a month"), Language.EN)
    with house.acting("drafter") as act:
        revise(act, house.edition(act), "工会要求修改。")


def _to_the_last_approval(house: Stories) -> None:
    house.submit()
    house.approve("legal")


def _to_the_vote(house: Stories) -> None:
    house.approve("union")
    house.consult()
    house.convene()
    house.table()
    house.on(SENT)
    house.send()
    house.on(SESSION_DAY)
    house.freeze()
    house.sign_in()
    house.lock()
    house.open()


def _to_the_declaration(house: Stories) -> None:
    house.count_both()
    with house.acting("secretary") as act:
        recount(act, house.motion(act), "甲")


#: How far a house can have come, each stage after the one before it.
STAGES: dict[str, Callable[[Stories], None]] = {
    "drafting": _to_the_second_round,
    "review": _to_the_last_approval,
    "casting": _to_the_vote,
    "counting": Stories.end,
    "declaring": _to_the_declaration,
}


def saving(house: House, act: Act) -> dict[str, object]:
    """The newest text with one article more, and another one changed."""
    newest = texts.latest(act.db, house.edition(act), Language.ZH)
    assert newest is not None
    more = newest.text.replace("每月公布一次", "每季度公布一次") + f"第{chinese(ARTICLES + 1)}条　本办法由工会监督。\n"
    return {"words": more, "base": newest.id, "language": "zh"}


def shown(house: House, act: Act) -> dict[str, object]:
    """What a page of the review shows."""
    return {"fingerprint": shown_of(act.db, house.edition(act)), "opinion": "同意。"}


def drafted(house: House, act: Act) -> dict[str, object]:
    """What the drafters' page shows."""
    return {"fingerprint": shown_of(act.db, house.edition(act), on_draft=True)}


def remark(house: House, act: Act) -> dict[str, object]:
    """A remark on the third article."""
    newest = texts.latest(act.db, house.edition(act), Language.ZH)
    assert newest is not None
    key = next(one.key for one in texts.reviewable(act.db, newest) if one.label == "第三条")
    return {"snapshot": newest.id, "key": key, "comment": "太短。"}


def counting(house: House, act: Act) -> dict[str, object]:
    """The sheet of the hall."""
    figures = sheet(in_favour=5, against=1)
    site = house.site(act, "hq").id
    named = {name: getattr(figures, name) for name in FIGURES}
    return {"item": house.motion(act).id, "site": site, "scrutineers": "甲", "tellers": "乙", **named}


def item(house: House, act: Act) -> dict[str, object]:
    """The item alone."""
    return {"item": house.motion(act).id}


#: Verb → how far the house has come, who sends the form, where, what is in it; the most statements and texts parsed.
#: One of them, where somebody may have to be told of the act or a paper is to be kept, asks for that: one for all jobs of it.
#: Texts that are parsed beside the one typed are those that nobody remembers: begun from, or judged.
ACTS: dict[str, tuple[str, str, str, Fields, int, int]] = {
    "keep": ("drafting", "drafter", f"{EDITION}/preview", saving, 5, 1),
    "save": ("drafting", "drafter", f"{EDITION}/save", saving, 12, 2),
    # Beside a text under review it is asked whether any draft is left: how far the saves have come.
    "save beside": ("review", "drafter", f"{EDITION}/save", saving, 15, 3),
    # Two more than the text and its review take: whom the enterprise requires besides, and who was called in.
    "submit": ("drafting", "drafter", f"{EDITION}/submit", drafted, 52, 4),
    "comment": ("review", "legal", f"{EDITION}/comment", remark, 14, 1),
    # One more than it took before anybody could be called in: who was.
    "approve": ("review", "union", f"{EDITION}/approve", shown, 21, 4),
    "request_changes": ("review", "union", f"{EDITION}/request-changes", shown, 19, 2),
    "close_ballot": ("casting", "secretary", "/items/{item}/close-ballot", item, 9, 0),
    # One more than what it reads of the vote: the figures that the enterprise set for itself.
    "count": ("counting", "secretary", "/items/{item}/count", counting, 14, 0),
    "adopt": ("declaring", "secretary", "/items/{item}/adopt", item, 36, 0),
}


#: The acts that are counted on either kind of database: one at the desk, one in review, one in the hall.
ON_BOTH = ("save", "approve", "count")


@pytest.mark.parametrize(
    ("verb", "kind"), [(verb, kind) for verb in ACTS for kind in (KINDS if verb in ON_BOTH else KINDS[:1])]
)
def test_an_act_asks_each_thing_once(verb: str, kind: str, costly: Callable[..., Cost]):
    *how, statements, parses = ACTS[verb]
    cost = costly(kind, *how)
    told = f"{len(cost.statements)} statements, {len(cost.parsed)} texts parsed\n" + "\n".join(cost.statements)
    assert 4 <= len(cost.statements) <= statements, told
    assert len(cost.parsed) <= parses, told
    assert len(set(cost.parsed)) == len(cost.parsed), "no text is parsed twice"
