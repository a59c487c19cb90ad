"""The enterprise's own figures: only towards the stricter, from a day on, each with its clause; a frozen roll keeps its own.

The model knows none of the product's arithmetic: it counts heads until a share is reached, and lists what was typed when.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

import pytest
from sqlmodel import select

from tests.cast import CONGRESS, PROCEDURE, enrolled
from tests.count_sheets import sheet
from tests.databases import KINDS, Databases
from tests.lifecycle.conftest import Reached
from tests.web.stories import Stories
from workflow.lifecycle import figures
from workflow.lifecycle.acting import Refused, Unusable
from workflow.lifecycle.congress import convening
from workflow.lifecycle.facts import disclosing, sitting, standing
from workflow.lifecycle.people.figures import end_figure, saying_on, set_figure
from workflow.records.congress import Result
from workflow.records.event import Event
from workflow.rules.procedure import Set
from workflow.text.labels.numerals import chinese
from workflow.words import Words

DAY = timedelta(days=1)
OURS = "assembly"
QUORUM, MAJORITY, PAPERS = "quorum.present", "adoption.votes_for", "papers.days_before"
#: What may be typed for a figure, and the sentence of our own regulation that says so.
SHARES = {
    QUORUM: [
        (Set(None, 3, 4, ">="), "会议应当有全体职工代表四分之三以上出席"),
        (Set(None, 2, 3, ">"), "出席人数应当超过全体职工代表的三分之二"),
        (Set(None, 8, 9, ">="), "涉及重大事项的会议应当有九分之八以上代表出席"),
        (Set(None, 2, 3, ">="), "会议应当有全体代表三分之二以上出席方可召开"),
        (Set(None, 1, 2, ">="), "小型会议有半数以上代表出席即可召开"),
    ],
    MAJORITY: [
        (Set(None, 2, 3, ">="), "决议应当经全体职工代表三分之二以上赞成"),
        (Set(None, 3, 5, ">"), "赞成票应当超过全体职工代表的五分之三"),
        (Set(None, 1, 2, ">"), "一般决议经全体职工代表过半数赞成"),
        (Set(None, 1, 2, ">="), "程序事项经全体职工代表半数以上赞成"),
    ],
}
NUMBERS = {
    PAPERS: [
        (Set(10), "会议材料应当在会议召开十日前送达"),
        (Set(12), "重要材料应当在会议召开12日前送达"),
        (Set(5), "补充材料应当在会议召开五日前送达"),
    ]
}
ALL = SHARES | NUMBERS
SENTENCES = [words for several in ALL.values() for _, words in several]


def written(*sentences: str) -> str:
    """A regulation of one article for each sentence."""
    return "职工代表大会办法\n\n" + "\n".join(f"第{chinese(at)}条　{one}。" for at, one in enumerate(sentences, 1))


TEXT = written(*SENTENCES)


def stage(url: str) -> None:
    """The cast, and an own regulation on the congress in force that has every sentence."""
    enrolled(url)
    house = Stories(url)
    house.ready(OURS, text=TEXT)
    house.issued(OURS)
    house.engine.dispose()


@pytest.fixture
def ours(databases: Databases, request: pytest.FixtureRequest) -> Iterator[Stories]:
    house = _opened(databases, getattr(request, "param", "sqlite"))
    yield house
    house.engine.dispose()


def _opened(databases: Databases, kind: str) -> Stories:
    house = Stories(databases.copy(kind, "own_figures", stage))
    house.sessions = 1
    house.on(date(2026, 4, 1))
    return house


def typed(house: Stories, name: str, own: Set, since: date, words: str) -> bool:
    """Whether it was taken."""
    with house.acting("admin") as act:
        try:
            set_figure(act, name, own, since, words)
        except Unusable:
            return False
    return True


# The model -----------------------------------------------------------------------------------------------------------


def needed(own: Set, everybody: int) -> int:
    """How many people reach a share of everybody: counted one by one."""
    for people in range(everybody + 2):
        part, share = Fraction(people, everybody), Fraction(own.numerator or 0, own.denominator or 1)
        if part > share or (part == share and own.comparison == ">="):
            return people
    raise AssertionError


LAW = {QUORUM: Set(None, 2, 3, ">="), MAJORITY: Set(None, 1, 2, ">"), PAPERS: Set(7)}


def is_stricter_or_same(name: str, own: Set) -> bool:
    if name == PAPERS:
        return (own.value or 0) >= 7
    return all(needed(own, size) >= needed(LAW[name], size) for size in range(1, 200))


@dataclass
class Typed:
    name: str
    own: Set | None
    since: date
    turn: int


def holds(history: list[Typed], name: str, day: date, frozen: int) -> Set:
    """What holds for a session on `day` whose roll was frozen at a turn."""
    mine = [one for one in history if one.name == name and one.since <= day and one.turn < frozen]
    last = max(mine, key=lambda one: (one.since, one.turn), default=None)
    return (last.own if last else None) or LAW[name]


# The histories -------------------------------------------------------------------------------------------------------


@pytest.mark.thorough
@pytest.mark.parametrize("kind", KINDS)
def test_random_figures_and_sessions(databases: Databases, kind: str):
    happened = set[str]()
    for seed in (3, 10, 16, 102):
        house = _opened(databases, kind)
        happened |= _play(house, seed)
        house.engine.dispose()
    assert happened == {"late", "no quorum", "carried", "lost"}


@pytest.mark.soak
@pytest.mark.parametrize("ours", KINDS, indirect=True)
@pytest.mark.parametrize("seed", range(100, 160))
def test_many_random_figures_and_sessions(ours: Stories, seed: int):
    _play(ours, seed)


def _play(house: Stories, seed: int) -> set[str]:
    """Two texts with a session each; gives what came of them."""
    chance, history, turn = random.Random(f"own figures {seed}"), list[Typed](), 0
    happened = set[str]()

    def somebody_types() -> None:
        nonlocal turn
        for _ in range(chance.randrange(3)):
            turn += 1
            name = chance.choice(list(ALL))
            since = house.now.date() + chance.choice([0, 0, 3, 9, 30]) * DAY
            if chance.random() < 0.2:
                with house.acting("admin") as act:
                    end_figure(act, name, since)
                history.append(Typed(name, None, since, turn))
                continue
            own, words = chance.choice(ALL[name])
            taken = typed(house, name, own, since, words)
            assert taken == is_stricter_or_same(name, own), (name, own)
            if taken:
                history.append(Typed(name, own, since, turn))

    for number in range(2):
        slug = f"rules-{number}"
        house.ready(slug)
        somebody_types()
        held_on = house.now.date() + chance.choice([8, 11, 13]) * DAY
        house.sessions += 1
        house.convene(held_on, number=house.sessions)
        somebody_types()
        house.table(slug)
        house.send()
        sent = house.now.date()
        house.on(held_on - DAY)
        somebody_types()
        turn += 1
        frozen = turn
        house.freeze()
        house.on(held_on)
        somebody_types()
        quorum, majority, papers = (holds(history, one, held_on, frozen) for one in (QUORUM, MAJORITY, PAPERS))
        somebody_types()
        with house.asking("secretary") as act:
            motion = house.motion(act, slug)
            assert figures.on_item(act, QUORUM, motion).share.needed(9) == needed(quorum, 9)
            assert figures.on_item(act, PAPERS, motion).number == papers.value
        if (held_on - sent).days < (papers.value or 0):
            house.sign_in(7, 2)
            with pytest.raises(Refused):
                house.lock(slug)
            happened.add("late")
            continue
        here = chance.choice([6, 7, 8, 9])
        house.sign_in(min(here, 7), here - min(here, 7))
        if here < needed(quorum, 9):
            with pytest.raises(Refused):
                house.lock(slug)
            happened.add("no quorum")
            continue
        house.lock(slug)
        at_hq, south = min(here, 7), here - min(here, 7)
        for_it = chance.randrange(4, here + 1)
        hq_for = min(for_it, at_hq)
        house.count_both(
            slug,
            hq=sheet(in_favour=hq_for, against=at_hq - hq_for),
            south=sheet(in_favour=for_it - hq_for, against=south - (for_it - hq_for)),
        ) if south else house.count(sheet(in_favour=for_it, against=here - for_it), "hq", slug)
        somebody_types()
        house.declare(slug)
        somebody_types()
        _is_as_the_model_says(house, slug, quorum, majority, for_it)
        happened.add("carried" if for_it >= needed(majority, 9) else "lost")
    return happened


def _is_as_the_model_says(house: Stories, slug: str, quorum: Set, majority: Set, for_it: int) -> None:
    with house.asking("secretary") as act:
        motion = house.motion(act, slug)
        result = act.db.exec(select(Result).where(Result.motion_id == motion.id)).one()
        assert (result.quorum_needed, result.adoption_needed) == (needed(quorum, 9), needed(majority, 9))
        assert (result.outcome == "carried") == (for_it >= needed(majority, 9))
        rules = disclosing.rules_of(act, motion, result)
        for own, law, said, clause in (
            (quorum, LAW[QUORUM], rules.quorum, result.quorum_clause),
            (majority, LAW[MAJORITY], rules.adoption, result.adoption_clause),
        ):
            assert clause in said.zh
            stricter = Fraction(own.numerator or 0, own.denominator or 1), own.comparison == ">"
            laws = Fraction(law.numerator or 0, law.denominator or 1), law.comparison == ">"
            assert ("企业民主管理规定" in clause) == (stricter == laws), clause
            if stricter != laws:
                assert clause.startswith("本公司《名称assembly》第"), clause


# Each promise by itself ----------------------------------------------------------------------------------------------


def test_what_is_looser_is_refused_with_the_law(ours: Stories):
    own, words = SHARES[QUORUM][-1]
    with ours.acting("admin") as act, pytest.raises(Unusable) as refused:
        set_figure(act, QUORUM, own, act.today, words)
    assert refused.value.problems["size"] == Words(
        "企业只能规定得更严：《企业民主管理规定》是三分之二以上。",
        "An enterprise may only be stricter: Provisions on the Democratic Management of Enterprises asks for two thirds or more.",
    )


@pytest.mark.parametrize(
    ("name", "own", "field"),
    [
        (QUORUM, Set(None, 0, 4, ">="), "size"),
        (QUORUM, Set(None, 5, 4, ">="), "size"),
        (QUORUM, Set(None, 4, 4, ">"), "size"),
        (QUORUM, Set(None, 3, None, ">="), "size"),
        (QUORUM, Set(7), "size"),
        (QUORUM, Set(None, 3, 4, "<"), "size"),
        (PAPERS, Set(), "size"),
        (PAPERS, Set(91), "size"),
        (PAPERS, Set(None, 3, 4, ">="), "size"),
        ("ballot.hand_counts", Set(5), "size"),
        ("acts.report", Set(5), ""),
        ("presidium.least", Set(9), ""),
    ],
)
def test_what_is_no_figure_is_said_by_its_field(ours: Stories, name: str, own: Set, field: str):
    with ours.acting("admin") as act, pytest.raises(Unusable) as refused:
        set_figure(act, name, own, act.today, SHARES[QUORUM][0][1])
    assert set(refused.value.problems) == {field}


def test_the_sentence_must_carry_the_figure_and_stand_in_force(ours: Stories):
    own = Set(None, 3, 4, ">=")
    for words, since in (
        ("会议应当有全体职工代表五分之四以上出席", ours.now.date()),
        ("会议应当有全体职工代表四分之三以上到会", ours.now.date()),
        ("四分之三", ours.now.date()),
        ("", ours.now.date()),
        (SHARES[QUORUM][0][1], ours.now.date() - DAY),
    ):
        assert not typed(ours, QUORUM, own, since, words)
    assert typed(ours, QUORUM, own, ours.now.date(), SHARES[QUORUM][0][1])
    with ours.asking() as act:
        told = act.db.exec(select(Event.verb).where(Event.object == f"figure:{QUORUM}")).all()
        assert list(told) == ["set_figure"]


def test_where_several_provisions_say_it_one_is_chosen(ours: Stories):
    _amended(ours, TEXT.replace("。", "。\n会议应当有全体职工代表四分之三以上出席。", 1))
    own, words = SHARES[QUORUM][0]
    with ours.acting("admin") as act:
        found = saying_on(act, words, act.today)
        assert [one.clause.place for one in found] == ["第一条第一款", "第一条第二款"]
        with pytest.raises(Unusable, match="clause"):
            set_figure(act, QUORUM, own, act.today, words)
        row = set_figure(act, QUORUM, own, act.today, words, found[1].mark)
        assert row.provision_key == found[1].bound.key


def _amended(house: Stories, text: str) -> None:
    """The next edition of our regulation, in force on the day after it was adopted; then it is the day after that."""
    house.amend(OURS)
    house.save(text, slug=OURS)
    house.submit(OURS)
    house.approve("legal", OURS)
    house.approve("union", OURS)
    house.consult(OURS)
    house.issued(OURS)
    house.on(house.now.date() + 2 * DAY)


def test_a_clause_that_moves_is_followed_and_one_that_goes_is_not_cited(ours: Stories):
    own, words = SHARES[QUORUM][0]
    assert typed(ours, QUORUM, own, ours.now.date(), words)
    assert _cited(ours) == (needed(own, 9), "本公司《名称assembly》第一条")
    before = ours.now.date()
    _amended(ours, written("会议公开举行", *SENTENCES))
    assert _cited(ours) == (needed(own, 9), "本公司《名称assembly》第二条")
    assert _cited(ours, before) == (needed(own, 9), "本公司《名称assembly》第一条")
    # The provision goes, and its words come back in another one: that is another clause.
    _amended(ours, written("会议公开举行", *SENTENCES[1:]))
    assert _cited(ours) == (needed(own, 9), "本公司规定")
    _amended(ours, TEXT)
    assert _cited(ours) == (needed(own, 9), "本公司规定")
    assert _cited(ours, before) == (needed(own, 9), "本公司《名称assembly》第一条")


def _cited(house: Stories, day: date | None = None) -> tuple[int, str]:
    with house.asking() as act:
        found = figures.on(act, QUORUM, day or act.today)
        return found.share.needed(9), standing.clauses(act.db, found, day or act.today).zh


def test_of_the_laws_own_size_the_law_is_cited_with_our_clause(ours: Stories):
    own, words = SHARES[QUORUM][3]
    assert typed(ours, QUORUM, own, ours.now.date(), words)
    assert _cited(ours) == (6, "《企业民主管理规定》、本公司《名称assembly》第四条")
    ours.on(ours.now.date() + DAY)
    with ours.acting("admin") as act:
        end_figure(act, QUORUM, act.today)
    assert _cited(ours) == (6, "《企业民主管理规定》")


def test_a_figure_asked_for_before_a_freezing_and_written_after_it_counts_for_later_sessions_only(ours: Stories):
    """Two at once: who waits for his turn carries the moment at which he came."""
    ours.ready("rules")
    ours.tabled("rules")
    with ours.acting("admin") as act:
        early = type(act)(act.db, act.person, act.now - timedelta(seconds=20), act.zone, act.procedure)
        set_figure(early, QUORUM, SHARES[QUORUM][0][0], early.today, SHARES[QUORUM][0][1])
    with ours.asking() as act:
        assert figures.on_item(act, QUORUM, ours.motion(act, "rules")).share.needed(9) == 6
        assert figures.on(act, QUORUM, act.today).share.needed(9) == 7


def test_a_stricter_law_of_a_later_release_counts(ours: Stories):
    law = PROCEDURE.figure(QUORUM, date(2026, 4, 1))
    own = Set(None, 3, 4, ">=")
    now = law.as_set(own, date(2026, 1, 1), None)
    later = law.as_spelled(Set(None, 4, 5, ">="))
    assert now.share.needed(20) == 15
    assert later.as_set(own, date(2026, 1, 1), None) == later


@pytest.mark.parametrize("who", ["drafter", "legal", "secretary", "issuer", "delegate", "employee"])
def test_it_is_the_administrators(reached: Reached, who: str):
    house = reached()
    with house.acting(who) as act:
        with pytest.raises(Refused):
            set_figure(act, QUORUM, Set(None, 3, 4, ">="), act.today, "会议应当有四分之三以上代表出席")
        with pytest.raises(Refused):
            end_figure(act, QUORUM, act.today)


def test_what_the_roll_lacks_is_said_by_the_own_figure(ours: Stories):
    """Also where the law's percentage stood in the sentence by itself."""
    ours.ready("rules")
    ours.tabled("rules")
    with ours.asking() as act:
        roll = sitting.roll_of(act.db, ours.session(act).id, CONGRESS)
        said = " ".join(one.zh for one in convening.roll_remarks(act, roll, act.today))
        assert "少于30人" in said
