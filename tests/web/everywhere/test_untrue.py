"""Nothing untrue on a page or a paper: every statement of adoption, deliberation and force, held against the raw rows.

It first shows that it would see an untrue statement, then goes through editions in every state and act, in both
languages, page by page and paper by paper.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import sqlalchemy as sa
from sqlmodel import select

from tests.cast import PROCEDURE, ZONE
from tests.databases import Databases
from tests.web.house import House, Visitor, in_language
from tests.web.rows import ADOPTED_EN, ADOPTED_ZH, FORCE, Known, known, lies, words_of
from tests.web.stories import TODAY, stage
from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.adoptions import note_of_the_text_before
from workflow.papers import Press, facts_of, resolution_facts
from workflow.publishing.page import regulation_page, resolution_page
from workflow.records.congress import Motion, Result
from workflow.records.database.session import make_engine
from workflow.records.regulation import Edition, Regulation
from workflow.words import Language

pytestmark = pytest.mark.thorough

Told = tuple[House, dict[tuple[str, int], Known]]


@pytest.fixture(scope="module")
def told(databases: Databases) -> Iterator[Told]:
    """The pages on a copy of the stories, and what the rows say."""
    house = House(databases.copy("sqlite", "untrue", stage))
    house.clock.now = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=ZONE)
    yield house, known(house.url)
    house.close()


def readers(house: House) -> dict[str, Visitor]:
    return {who: house.visitor(who) for who in ("drafter", "secretary", "issuer")}


def pages(house: House) -> Callable[[Known, str], Iterator[tuple[str, str]]]:
    """The pages that speak of one edition, for somebody who may read it."""
    visitors = readers(house)

    def each(one: Known, language: str) -> Iterator[tuple[str, str]]:
        at = f"/regulations/{one.slug}/editions/{one.number}"
        for who, path in (("drafter", at), ("secretary", at), ("issuer", f"{at}/issue"), ("drafter", f"{at}/decision")):
            answer = visitors[who].get(in_language(path, language))
            assert answer.status_code in (200, 404), (path, answer.status_code)
            if answer.status_code == 200:
                yield path, words_of(answer.text)

    return each


def papers(house: House) -> Callable[[Known, str], Iterator[tuple[str, str]]]:
    """The printed page of one edition, as HTML before it is drawn."""
    press = Press(house.settings, house.app.extensions["house"].faces, demonstration=False)

    def each(one: Known, language: str) -> Iterator[tuple[str, str]]:
        with house.records() as db:
            regulation = db.exec(select(Regulation).where(Regulation.slug == one.slug)).one()
            edition = db.exec(
                select(Edition).where(Edition.regulation_id == regulation.id, Edition.number == one.number)
            ).one()
            snapshot = texts.latest(db, edition, Language(language))
            if snapshot is not None:
                facts = facts_of(db, edition, snapshot, TODAY, press)
                html = regulation_page(texts.tree_of(db, snapshot), facts, press.faces)
                yield "paper", words_of(html)

    return each


@pytest.mark.thorough
def test_the_stories_come_to_every_state_and_act(told: Told):
    _, model = told
    assert {one.state for one in model.values()} == {
        "drafting", "in_review", "returned", "consulting", "awaiting", "deliberated", "adopted", "rejected", "withdrawn", "issued",
    }  # fmt: skip
    acts = {fact.zh[2] for one in model.values() for fact in one.facts}
    assert acts == {"通过", "修订", "修正", "审议"}
    assert any(one.never for one in model.values())
    assert any("期间召开的工会会员代表大会" in fact.zh[1] for one in model.values() for fact in one.facts)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_and_paper_says_what_the_rows_hold(told: Told, language: str):
    house, model = told
    said = 0
    wrong = []
    for each in (pages(house), papers(house)):
        for one in model.values():
            for place, words in each(one, language):
                said += len(ADOPTED_ZH.findall(words)) + len(ADOPTED_EN.findall(words)) + len(FORCE.findall(words))
                wrong += [(one.slug, one.number, one.state, place, lie) for lie in lies(words, one)]
    assert wrong == []
    assert said >= 60, "the statements are not found any more"


def test_what_was_adopted_or_heard_is_said(told: Told):
    """Silence would be true as well: the title note and the imprint are there where there is something to tell."""
    house, model = told
    for each in (pages(house), papers(house)):
        for one in model.values():
            for place, words in each(one, "zh"):
                if place.endswith(("/issue", "/decision")):
                    continue
                found = {where for _, where, _ in ADOPTED_ZH.findall(words)}
                assert bool(found) == bool(one.facts), (one, place, found)


@pytest.mark.parametrize(
    ("slug", "number", "words"),
    [
        ("heard", 1, "第一届职工代表大会第四次会议通过"),
        ("again", 2, "（2026年6月1日第一届职工代表大会第九次会议通过）"),
        ("lost", 1, "第一届职工代表大会第二次会议通过"),
        ("members", 1, "第一届职工代表大会第八次会议通过"),
        ("void", 1, "Adopted by the Third Session of the First Workers' Congress"),
        ("heard", 1, "Adopted at the Fourth Session of the First Workers' Congress on 1 May 2026"),
        ("adopted", 1, "自2026年5月1日起施行"),
        ("never", 1, "In force from 1 May 2026"),
    ],
)
def test_an_untrue_statement_would_be_seen(told: Told, slug: str, number: int, words: str):
    _, model = told
    assert lies(words, model[slug, number]), model[slug, number]


def test_the_note_of_the_text_before_on_a_draft_would_be_seen(told: Told, monkeypatch: pytest.MonkeyPatch):
    """The product as it was: the draft of an amendment carries the old adoption."""
    house, model = told
    monkeypatch.setattr("workflow.papers.title_note", note_of_the_text_before)
    found = [
        lie
        for _, words in papers(house)(model["again-awaiting", 2], "zh")
        for lie in lies(words, model["again-awaiting", 2])
    ]
    assert found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_vote_that_carried_nothing_has_no_resolution(told: Told, language: str):
    house, _ = told
    press = Press(house.settings, house.app.extensions["house"].faces, demonstration=False)
    secretary = house.visitor("secretary")
    seen = set()
    with house.records() as db:
        rows = db.exec(select(Motion, Result).join(Result, Result.motion_id == Motion.id)).all()  # type: ignore[arg-type]
        act = Act(db, None, house.clock.now, ZONE, PROCEDURE)
        found = [
            (motion.id, motion.session_id, motion.act.value, result.outcome.value, resolution_facts(act, motion, result, Language(language), press))
            for motion, result in rows
        ]  # fmt: skip
    for item, session, what, outcome, facts in found:
        seen.add((what, outcome))
        carried, heard = outcome == "carried", what == "hear_and_deliberate"
        title = facts.title_words
        assert ("决议" in title or title.startswith("Resolution")) == carried, title
        assert ("表决情况记录" in title or title.startswith("Record of the vote")) == (not carried), title
        page = words_of(resolution_page(facts, press.faces))
        assert ("会通过" in page or "会议通过" in page or "Passed at" in page) == (carried and not heard), page
        assert ("听取和审议" in facts.note or "Heard and deliberated" in facts.note) == (carried and heard)
        assert bool(facts.signature) == carried
        shown = secretary.get(in_language(f"/sessions/{session}?item={item}", language)).text
        heading = re.findall(r'<div class="resolution"[^>]*>\s*<h3>([^<]+)</h3>', shown)
        assert heading == [
            {"zh": ("决议", "表决情况记录"), "en": ("Resolution", "Record of the vote")}[language][not carried]
        ]
        verdict = re.search(r'<span class="v[^"]*">([^<]+)</span>', shown)
        assert verdict
        if heard:
            assert verdict[1] in ("同意", "未获同意", "Agreed to", "Not agreed to")
    assert seen >= {
        ("deliberate_and_adopt", "carried"),
        ("deliberate_and_adopt", "lost"),
        ("deliberate_and_adopt", "void"),
        ("hear_and_deliberate", "carried"),
        ("hear_and_deliberate", "lost"),
    }


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_library_says_of_each_edition_what_the_rows_hold(told: Told, language: str):
    house, model = told
    entries = re.findall(
        r'<article class="shelved">.*?</article>', house.visitor().get(in_language("/", language)).text, re.S
    )
    seen = set()
    for entry in entries:
        slug = re.findall(r'href="/regulations/([\w-]+)', entry)[0]
        number = int(re.findall(r"第(\d+)版|edition (\d+)", entry)[0][language == "en"])
        seen.add((slug, number))
        assert lies(words_of(entry), model[slug, number]) == [], (slug, number)
    assert seen == {place for place, one in model.items() if one.state in ("issued", "deliberated")}


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", ("：通过", "未通过", "未获通过")), ("en", (": Carried", "Not carried", "Not adopted"))],
)
def test_a_report_is_nowhere_told_as_adopted_or_not(told: Told, language: str, words: tuple[str, ...]):
    """On its page, in the record, on the desk and among the news: a report is agreed to or not."""
    house, model = told
    visitors = readers(house)
    for slug in ("heard", "unheard"):
        for path in (f"/regulations/{slug}", f"/regulations/{slug}/editions/1", f"/regulations/{slug}/record"):
            shown = words_of(visitors["drafter"].get(in_language(path, language)).text)
            assert [one for one in words if one in shown] == [], path
    desk = visitors["drafter"].get(in_language("/desk", language)).text
    tasks = [one for one in re.findall(r'<div class="task">.*?</div>', desk, re.S) if "unheard" in one]
    assert tasks
    assert [one for one in words if any(one in task for task in tasks)] == []
    # The words are those of the vote on a regulation, so that this would see them.
    adopted = words_of(visitors["drafter"].get(in_language("/regulations/adopted/record", language)).text)
    assert words[0] in adopted
    assert model["unheard", 1].state == "rejected"


OLD_LAW, OLD_OWN = "《企业民主管理规定》第十七条", "《职工代表大会条例》第三十一条"


def test_what_an_earlier_release_wrote_beside_a_result_is_not_shown(databases: Databases):
    """Article numbers that nobody has seen in print, and an own clause cited by its address alone, stand in old rows."""
    house = House(databases.copy("sqlite", "untrue", stage))
    house.clock.now = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=ZONE)
    old = {
        "zh": f"{OLD_LAW}、本公司{OLD_OWN}",
        "en": "Provisions on the Democratic Management of Enterprises, art. 17; our Assembly Regulations, art. 31",
    }
    engine = make_engine(house.url)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TRIGGER result_no_update"))
        for name in ("quorum", "adoption"):
            connection.execute(sa.text(f"UPDATE result SET {name}_clause = :zh, {name}_clause_en = :en"), old)
    engine.dispose()
    with house.records() as db:
        items = db.exec(select(Motion.session_id, Motion.id).join(Result, Result.motion_id == Motion.id)).all()  # type: ignore[arg-type]
        assert {one.quorum_clause for one in db.exec(select(Result))} == {old["zh"]}
    assert len(items) >= 5
    secretary, seen = house.visitor("secretary"), 0
    for session, item in items:
        for hall in ("", "&hall=1"):
            for language in ("zh", "en"):
                path = f"/sessions/{session}?item={item}{hall}"
                shown = words_of(secretary.get(in_language(path, language)).text)
                seen += {"zh": "《企业民主管理规定》", "en": "Democratic Management"}[language] in shown
                for lie in ("第十七条", "第三十一条", "art. 17", "art. 31"):
                    assert lie not in shown, (path, language, lie)
    assert seen >= 2 * len(items), "the rule itself is shown"
    house.close()


def test_the_figures_of_a_session_are_of_the_body_that_votes_on_the_item(told: Told):
    """A session of the workers' congress may put an item to the members' congress, with a roll of its own."""
    house, _ = told
    secretary, bodies = house.visitor("secretary"), set()
    with house.records() as db:
        rows = db.exec(select(Motion, Result).join(Result, Result.motion_id == Motion.id)).all()  # type: ignore[arg-type]
        wanted = [
            (one.session_id, one.id, one.body.value, found.all_delegates, found.present, found.quorum_needed, found.adoption_needed)
            for one, found in rows
        ]  # fmt: skip
    for session, item, body, *figures in wanted:
        bodies.add(body)
        shown = secretary.get(f"/sessions/{session}?item={item}").text
        row = re.search(r'<div class="figures">.*?</div>\s*</div>', shown, re.S)
        assert row
        assert [int(one) for one in re.findall(r"<strong>(\d+)</strong>", row[0])] == figures, (session, item)
        assert ("应到工会会员代表" in row[0]) == (body == "members_congress")
    assert bodies == {"workers_congress", "members_congress"}
