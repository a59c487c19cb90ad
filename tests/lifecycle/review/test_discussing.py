"""Threads: on chosen words, answered and closed by whom they may be; suggestions accepted into the draft; what holds a text up."""

import random
from dataclasses import dataclass

import pytest
from sqlmodel import select

from tests.canteen import TEXT
from tests.cast import House
from tests.databases import KINDS
from tests.lifecycle.conftest import Reached
from workflow.lifecycle.acting import Act, Refused, Unusable
from workflow.lifecycle.draft import adopting, drafting
from workflow.lifecycle.facts import approvals, texts
from workflow.lifecycle.facts.review import talking
from workflow.lifecycle.facts.situations.edition import of_draft, of_edition
from workflow.lifecycle.facts.submitted import standing_text
from workflow.lifecycle.review import discussing
from workflow.lifecycle.review.discussing import Chosen
from workflow.records.event import Event
from workflow.records.review import Comment
from workflow.records.text.returned import SuggestionStatus
from workflow.records.text.snapshot import Snapshot
from workflow.rules.asking import reasons
from workflow.rules.discussion.threads import Closing, Disposition, Wanting
from workflow.rules.people.roles import Capacity
from workflow.text.comparing.anchoring import Held
from workflow.words import Language

TEN = "每日十元"


def key_of(act: Act, house: House, words: str) -> str:
    head = standing_text(act.db, house.edition(act)) or texts.authentic(act.db, house.edition(act))
    assert head is not None
    return next(key for key, text in talking.words_of(act.db, head).items() if words in text)


def said(house: House, who: str, text: str, disposition: Disposition = Disposition.QUESTION, quote: str = TEN) -> int:
    with house.acting(who) as act:
        edition = house.edition(act)
        head = standing_text(act.db, edition)
        assert head is not None
        key = key_of(act, house, TEN)
        return discussing.comment(
            act, edition, head, key, text, disposition=disposition, chosen=Chosen(quote) if quote else None
        ).id


def suggested(house: House, who: str, words: str, quote: str = TEN) -> int:
    with house.acting(who) as act:
        edition = house.edition(act)
        head = standing_text(act.db, edition)
        assert head is not None
        return discussing.suggest(act, edition, head, key_of(act, house, quote), Chosen(quote), words, "太贵。").id


def thread(act: Act, house: House, number: int) -> talking.Thread:
    found = talking.thread_of(act.db, house.edition(act), number)
    assert found is not None
    return found


def do(house: House, who: str, verb: str, number: int, *more: str) -> None:
    with house.acting(who) as act:
        getattr(discussing, verb)(act, house.edition(act), thread(act, house, number), *more)


def accept(house: House, *numbers: int) -> adopting.Adopted:
    with house.acting("drafter") as act:
        edition = house.edition(act)
        adopted = adopting.worked_out(act.db, edition, numbers)[0]
        if adopted.fitting:
            assert adopting.accept(act, edition, adopted, "采纳") is not None
        return adopted


def wants(house: House, number: int) -> Wanting | None:
    with house.asking() as act:
        return thread(act, house, number).wants


def draft(house: House) -> str:
    with house.asking() as act:
        newest = texts.latest(act.db, house.edition(act), Language.ZH)
        assert newest is not None
        return newest.text


@pytest.fixture(params=KINDS)
def house(request: pytest.FixtureRequest, reached: Reached) -> House:
    """A text under review."""
    return reached("submit", request.param)


def test_a_remark_is_on_the_words_that_were_chosen_and_the_same_one_is_one(house: House):
    numbers = {said(house, "legal", "依据是什么？") for _ in range(5)}
    assert len(numbers) == 1
    with house.asking() as act:
        one = thread(act, house, numbers.pop())
        assert (one.comment.quote, one.disposition) == (TEN, Disposition.QUESTION)
        head = standing_text(act.db, house.edition(act))
        assert head is not None
        place = talking.place_in(act.db, one, head)
        assert talking.words_of(act.db, head)[place.key][place.start : place.end] == TEN
        assert len(act.db.exec(select(Event).where(Event.verb == "comment")).all()) == 1


@pytest.mark.parametrize(
    ("quote", "words"),
    [("没有的字", "不站在"), ("", "没有选"), (TEN, TEN), ("每日十元", "一段\n又一段"), (TEN, "一" * 10_001)],
)
def test_what_cannot_be_suggested_is_said_in_words(reached: Reached, quote: str, words: str):
    house = reached("submit")
    with house.acting("legal") as act:
        edition, key = house.edition(act), key_of(act, house, TEN)
        head = standing_text(act.db, edition)
        assert head is not None
        with pytest.raises(Unusable):
            discussing.suggest(act, edition, head, key, Chosen(quote), words)


def test_a_question_is_settled_by_an_answer_and_what_blocks_by_its_author_alone(house: House):
    question, block = said(house, "legal", "依据？"), said(house, "union", "不行。", Disposition.BLOCKING)
    assert (wants(house, question), wants(house, block)) == (Wanting.ANSWER, Wanting.ANSWER)
    with pytest.raises(Refused):
        do(house, "legal", "answer", question, "我来答。")
    for one in (question, block):
        do(house, "drafter", "answer", one, "已按您的意见修改。")
    assert (wants(house, question), wants(house, block)) == (None, Wanting.RESOLUTION)
    for who in ("legal", "drafter", "secretary"):
        with pytest.raises(Refused):
            do(house, who, "resolve", block)
    do(house, "union", "resolve", block)
    assert wants(house, block) is None
    with pytest.raises(Refused):
        do(house, "union", "resolve", block)
    do(house, "legal", "reply", block, "记下了。")


def test_the_chair_closes_a_thread_whose_author_left_with_a_reason(house: House):
    block = said(house, "union", "不行。", Disposition.BLOCKING)
    with pytest.raises(Unusable):
        do(house, "issuer", "resolve", block)
    do(house, "issuer", "resolve", block, "提出人已经离职。")
    with house.asking() as act:
        end = thread(act, house, block).end
        assert end is not None
        assert end.manner is Closing.LIFTED


def test_an_answer_links_to_a_provision_by_its_key(house: House):
    question = said(house, "legal", "依据？")
    with house.acting("drafter") as act:
        key = key_of(act, house, TEN)
        discussing.answer(act, house.edition(act), thread(act, house, question), "已改。", key)
        discussing.answer(act, house.edition(act), thread(act, house, question), "又及。", "no such key")
    with house.asking() as act:
        assert [one.points_to for _, one in thread(act, house, question).replies] == [key, ""]


def test_several_are_accepted_at_once_into_the_draft_and_their_author_may_still_approve(house: House):
    one, other = suggested(house, "legal", "每日八元"), suggested(house, "legal", "行政部", "后勤部门")
    adopted = accept(house, one, other)
    assert sorted(adopted.fitting) == sorted((one, other))
    assert not adopted.clashes
    text = draft(house)
    assert "每日八元" in text
    assert TEN not in text
    assert text.replace("每日八元", TEN).replace("行政部", "后勤部门") == _as_stored(house)
    with house.asking() as act:
        row = thread(act, house, one).suggestion
        assert row is not None
        assert row.status is SuggestionStatus.ACCEPTED
        assert row.accepted_in is not None
    with house.acting("drafter") as act:
        edition = house.edition(act)
        drafting.submit(act, edition, "", approvals.shown_of(act.db, edition, on_draft=True))
    house.approve("legal")
    with house.asking() as act:
        review = approvals.review_of(act.db, house.edition(act), act.procedure, act.today, on_draft=False)
        assert [one.counts for one in review.standings if one.seat.capacity is Capacity.LEGAL] == [True]


def _as_stored(house: House) -> str:
    with house.asking() as act:
        head = texts.latest(act.db, house.edition(act), Language.ZH)
        assert head is not None
        saves = act.db.exec(select(Snapshot).where(Snapshot.edition_id == head.edition_id)).all()
        return next(one.text for one in saves if one.number == 1 and one.language is Language.ZH)


def test_two_people_accept_the_same_suggestion_and_one_of_them_is_told(house: House):
    one = suggested(house, "legal", "每日八元")
    with house.asking("second-drafter") as act:
        late = adopting.worked_out(act.db, house.edition(act), [one])[0]
    accept(house, one)
    with house.acting("second-drafter") as act, pytest.raises(Unusable):
        adopting.accept(act, house.edition(act), late, "")
    assert draft(house).count("每日八元") == 1


def test_what_collides_stays_open_with_all_three_wordings(house: House):
    one = suggested(house, "legal", "每日八元")
    house.save(TEXT.replace(TEN, "每日十二元"))
    adopted = accept(house, one)
    assert not adopted.fitting
    told = adopted.clashes[one][0]
    assert all(
        words in whole for words, whole in ((TEN, told.base), ("每日十二元", told.ours), ("每日八元", told.theirs))
    )
    assert wants(house, one) is Wanting.DECISION
    with house.acting("drafter") as act:
        adopting.decline(act, house.edition(act), [one], "已改为十二元。")
    assert wants(house, one) is None


def test_the_article_of_a_thread_goes_and_the_thread_does_not(house: House):
    block = said(house, "legal", "不行。", Disposition.BLOCKING)
    with house.asking() as act:
        key = key_of(act, house, TEN)
        head = standing_text(act.db, house.edition(act))
        assert head is not None
        whole = talking.words_of(act.db, head)[key]
    first = next(line for line in TEXT.split("\n") if TEN in line)
    assert whole.split("\n")[0] in first
    kept = [line for line in TEXT.split("\n") if line not in first]
    house.save("\n".join(kept).replace("第四条", "第三条").replace("第五条", "第四条"))
    with house.asking() as act:
        newest = texts.latest(act.db, house.edition(act), Language.ZH)
        assert newest is not None
        place = talking.place_in(act.db, thread(act, house, block), newest)
        assert (place.held, place.key) == (Held.ORPHAN, key)
    assert wants(house, block) is Wanting.ANSWER
    do(house, "drafter", "answer", block, "整条删去。")
    do(house, "legal", "resolve", block)


def test_a_remark_of_a_million_letters_and_a_hostile_one(reached: Reached):
    house = reached("submit")
    with pytest.raises(Unusable):
        said(house, "legal", "长" * 1_000_000)
    number = said(house, "legal", "<script>alert(1)</script>'; DROP TABLE comment; --")
    with house.asking() as act:
        assert "DROP TABLE" in thread(act, house, number).comment.text
        assert act.db.exec(select(Comment)).all()


# What holds a text up, against a model ------------------------------------------------------------------------------


@dataclass
class Model:
    """One thread as the model has it, written from the sentences of the specification."""

    author: str
    asks: Disposition
    answered: bool = False
    closed: bool = False
    suggests: bool = False

    def holds(self, *, next_round: bool) -> bool:
        if self.closed:
            return False
        if self.suggests:
            return True
        if self.asks is Disposition.NOTE:
            return False
        if self.asks is Disposition.BLOCKING and not next_round:
            return True
        return not self.answered


PEOPLE = ("legal", "union", "drafter")


def _step(house: House, chance: random.Random, known: dict[int, Model]) -> None:
    """One act by chance, on the house and on the model."""
    open_ones = [one for one, it in known.items() if not it.closed]
    what = chance.choice(("comment", "comment", "suggest", "answer", "resolve", "reply", "decline", "accept"))
    who = chance.choice(PEOPLE)
    if what == "comment":
        asks = chance.choice(list(Disposition))
        known[said(house, who, f"意见{chance.random()}", asks, chance.choice((TEN, "")))] = Model(who, asks)
    elif what == "suggest":
        known[suggested(house, who, f"每日{chance.randint(2, 10_000)}元")] = Model(who, Disposition.NOTE, suggests=True)
    elif what == "answer" and open_ones:
        number = chance.choice(open_ones)
        do(house, "drafter", "answer", number, f"答{chance.random()}")
        known[number].answered = True
    elif what == "reply" and known:
        do(house, who, "reply", chance.choice(list(known)), f"说{chance.random()}")
    elif what == "resolve" and open_ones:
        number = chance.choice(open_ones)
        if who == known[number].author:
            do(house, who, "resolve", number)
            known[number].closed = True
        else:
            with pytest.raises(Refused):
                do(house, who, "resolve", number)
    elif what in ("decline", "accept"):
        waiting = [one for one in open_ones if known[one].suggests]
        if not waiting:
            return
        number = chance.choice(waiting)
        if what == "accept":
            known[number].suggests = number not in accept(house, number).fitting
        else:
            with house.acting("drafter") as act:
                adopting.decline(act, house.edition(act), [number], "不采纳。")
            known[number].suggests = False


@pytest.mark.parametrize("seed", range(4))
def test_what_holds_the_text_up_is_what_the_model_says(seed: int, reached: Reached):
    house, chance = reached("submit"), random.Random(seed)
    known: dict[int, Model] = {}
    for _ in range(12):
        _step(house, chance, known)
        with house.asking("drafter") as act:
            edition = house.edition(act)
            listed = {one.comment.id for one in talking.threads_of(act.db, edition) if one.wants}
            assert listed == {one for one, it in known.items() if it.holds(next_round=False)}
            for verb, next_round in (("submit", True), ("conclude", False)):
                who = act if next_round else act.as_system()
                at = of_draft(who, edition) if next_round else of_edition(who, edition)
                told = [one.en for one in reasons(verb, at) if "remark" in one.en or "suggestion" in one.en]
                assert bool(told) is any(one.holds(next_round=next_round) for one in known.values()), (verb, told)
