"""Suggestions out of a returned file: taken in, accepted into the text, declined with a reason; each move done and refused."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from tests.canteen import TEXT
from tests.cast import SLUG, House
from tests.databases import KINDS
from tests.lifecycle.conftest import Reached
from workflow.lifecycle.acting import Act, Refused, Unusable
from workflow.lifecycle.attaching import Sent
from workflow.lifecycle.draft import drafting, suggesting
from workflow.lifecycle.draft.suggesting import Clash, Remark, Return, Step
from workflow.lifecycle.facts import approvals, texts
from workflow.lifecycle.review import reviewing
from workflow.records.event import Event
from workflow.records.regulation import Edition, RegulationKind
from workflow.records.review import Attachment, Comment
from workflow.records.text.returned import RemarkOrigin, Returned, Suggestion, SuggestionKind, SuggestionStatus
from workflow.records.text.snapshot import Snapshot
from workflow.rules.people.roles import Capacity
from workflow.rules.states import State
from workflow.text.merging.proposing import Proposal
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.words import Language

WHEN = datetime(2026, 3, 3, 4, 5, tzinfo=UTC)
AS_KEPT = write(parse(TEXT).document)
CHEAPER = AS_KEPT.replace("每人每日十元", "每人每日八元")
RENAMED = AS_KEPT.replace("后勤部门", "行政部")


def proposal(place: int, label: str, old: str, new: str) -> Proposal:
    return Proposal((place,), "replace", f"key-{place}", label, "王工", WHEN, False, "", old, new, "")


def taken_in(act: Act, edition: Edition, *labels: str, remarks: tuple[Remark, ...] = ()) -> Returned:
    """A file with one suggestion for each label."""
    base = texts.authentic(act.db, edition)
    assert base is not None
    found = [(SuggestionKind.TRACKED, proposal(at, label, "甲", "乙")) for at, label in enumerate(labels)]
    return suggesting.bring_back(
        act,
        edition,
        Return(Sent("改.docx", b"PK a file"), base, True, base.text, found, list(remarks)),
    )


def waiting(act: Act, edition: Edition) -> list[int]:
    return [one.id or 0 for one, _ in suggesting.suggestions_of(act.db, edition) if one.status is SuggestionStatus.OPEN]


@pytest.fixture(params=KINDS)
def house(request: pytest.FixtureRequest, reached: Reached) -> House:
    """A house with a saved draft."""
    return reached("save", request.param)


def test_what_is_taken_in_is_kept_with_its_author_and_the_file(house: House):
    with house.acting("drafter") as act:
        edition = house.edition(act)
        first = Remark("", "第三条", "十元", "太低了", "李工", WHEN)
        answer = Remark("", "第三条", "", "同意", "王工", None, answers=0)
        taken_in(act, edition, "第三条", "第五条", remarks=(first, answer))
        assert waiting(act, edition) == [one.id for one, _ in suggesting.suggestions_of(act.db, edition)]
    with house.asking("drafter") as act:
        attachment = act.db.get_one(Attachment, returned_of(act, house).attachment_id)
        assert (attachment.name, attachment.content) == ("改.docx", b"PK a file")
        one, two = (origin for origin in act.db.exec(select(RemarkOrigin).order_by(RemarkOrigin.comment_id)))  # type: ignore[arg-type]
        assert (one.author, one.made_at, one.answers, two.answers) == ("李工", WHEN, None, one.comment_id)
        assert act.db.get_one(Comment, one.comment_id).text == "太低了"
        event = act.db.exec(select(Event).where(Event.verb == "bring_back")).one()
        assert event.fingerprint == act.db.get_one(Snapshot, returned_of(act, house).snapshot_id).fingerprint


def returned_of(act: Act, house: House) -> Returned:
    return suggesting.returned_of(act.db, house.edition(act))[-1]


def test_the_same_file_is_kept_once(house: House):
    with house.acting("drafter") as act:
        taken_in(act, house.edition(act), "第三条")
        taken_in(act, house.edition(act), "第五条")
        kept = act.db.exec(select(Attachment).where(Attachment.media_type == suggesting.WORD_TYPE)).all()
        assert len(kept) == 1


def test_nothing_to_take_in_is_refused(house: House):
    with house.acting("drafter") as act, pytest.raises(Unusable):
        taken_in(act, house.edition(act))


@pytest.mark.parametrize("person", ["delegate", "employee", "issuer", "admin"])
def test_others_bring_nothing_back(house: House, person: str):
    with house.acting(person) as act, pytest.raises(Refused):
        taken_in(act, house.edition(act), "第三条")


def test_accepting_saves_a_text_and_says_so(house: House):
    with house.acting("drafter") as act:
        edition = house.edition(act)
        taken_in(act, edition, "第三条")
        before = texts.authentic(act.db, edition)
        snapshot = suggesting.accept(act, edition, waiting(act, edition), [Step(AS_KEPT, CHEAPER)], "采纳")
        assert before is not None
        assert (snapshot.text, snapshot.number, snapshot.note) == (CHEAPER, before.number + 1, "采纳")
        (one,) = act.db.exec(select(Suggestion)).all()
        assert (one.status, one.accepted_in, one.settled_by) == (SuggestionStatus.ACCEPTED, snapshot.id, act.person_id)
        with pytest.raises(Unusable):
            suggesting.accept(act, edition, [one.id or 0], [Step(AS_KEPT, CHEAPER)], "")
        with pytest.raises(Unusable):
            suggesting.accept(act, edition, [], [], "")
        with pytest.raises(Unusable):
            suggesting.accept(act, edition, [9999], [], "")


def test_what_the_text_says_already_makes_no_second_snapshot(house: House):
    with house.acting("drafter") as act:
        edition = house.edition(act)
        taken_in(act, edition, "第三条")
        base = texts.authentic(act.db, edition)
        drafting.save(act, edition, Language.ZH, CHEAPER, base)
        newest = texts.authentic(act.db, edition)
        assert newest is not None
        assert suggesting.accept(act, edition, waiting(act, edition), [Step(AS_KEPT, CHEAPER)], "").id == newest.id


def test_what_others_wrote_meanwhile_stays(house: House):
    with house.acting("second-drafter") as act:
        edition = house.edition(act)
        taken_in(act, edition, "第三条")
        drafting.save(act, edition, Language.ZH, RENAMED, texts.authentic(act.db, edition))
        snapshot = suggesting.accept(act, edition, waiting(act, edition), [Step(AS_KEPT, CHEAPER)], "")
        assert "每人每日八元" in snapshot.text
        assert "行政部" in snapshot.text


def test_words_that_both_changed_collide_and_nothing_happens(house: House):
    with house.acting("drafter") as act:
        edition = house.edition(act)
        taken_in(act, edition, "第三条")
        dearer = AS_KEPT.replace("每人每日十元", "每人每日十二元")
        drafting.save(act, edition, Language.ZH, dearer, texts.authentic(act.db, edition))
        with pytest.raises(Clash) as clash:
            suggesting.accept(act, edition, waiting(act, edition), [Step(AS_KEPT, CHEAPER)], "")
        (conflict,) = clash.value.conflicts
        assert ("十元" in conflict.base, "十二元" in conflict.ours, "八元" in conflict.theirs) == (True, True, True)
        assert len(waiting(act, edition)) == 1
        suggesting.accept_by_hand(act, edition, waiting(act, edition), "取中间值")
        (one,) = act.db.exec(select(Suggestion)).all()
        assert (one.status, one.by_hand, one.reason) == (SuggestionStatus.ACCEPTED, True, "取中间值")


def test_unsaved_words_come_first(house: House):
    with house.acting("drafter") as act:
        edition = house.edition(act)
        taken_in(act, edition, "第三条")
        base = texts.authentic(act.db, edition)
        drafting.keep(act, edition, Language.ZH, RENAMED, base)
        with pytest.raises(Unusable, match="not saved"):
            suggesting.accept(act, edition, waiting(act, edition), [Step(AS_KEPT, CHEAPER)], "")
        drafting.keep(act, edition, Language.ZH, AS_KEPT, base)
        suggesting.accept(act, edition, waiting(act, edition), [Step(AS_KEPT, CHEAPER)], "")


def test_declining_needs_a_reason(house: House):
    with house.acting("drafter") as act:
        edition = house.edition(act)
        taken_in(act, edition, "第三条", "第五条")
        for reason in ("", "  ", "长" * 2_001):
            with pytest.raises(Unusable):
                suggesting.decline(act, edition, waiting(act, edition), reason)
        suggesting.decline(act, edition, waiting(act, edition)[:1], " 与标准不符 ")
        declined, still = act.db.exec(select(Suggestion).order_by(Suggestion.order)).all()  # type: ignore[arg-type]
        assert (declined.status, declined.reason) == (SuggestionStatus.DECLINED, "与标准不符")
        assert still.status is SuggestionStatus.OPEN


def test_suggestions_of_two_files_are_not_settled_in_one_step(house: House):
    with house.acting("drafter") as act:
        edition = house.edition(act)
        taken_in(act, edition, "第三条")
        taken_in(act, edition, "第五条")
        with pytest.raises(Unusable):
            suggesting.accept(act, edition, waiting(act, edition), [Step(AS_KEPT, CHEAPER)], "")


@pytest.mark.parametrize("settle", [suggesting.decline, suggesting.accept_by_hand])
def test_an_open_suggestion_stands_against_submitting_and_concluding(
    house: House, settle: Callable[[Act, Edition, list[int], str], None]
):
    with house.acting("drafter") as act:
        edition = house.edition(act)
        taken_in(act, edition, "第三条")
        head = texts.authentic(act.db, edition)
        assert head is not None
        with pytest.raises(Refused) as refused:
            drafting.submit(act, edition, "", head.fingerprint)
        assert any("修改建议" in one.zh for one in refused.value.reasons)
        suggesting.decline(act, edition, waiting(act, edition), "不改")
        drafting.submit(act, edition, "", head.fingerprint)
    with house.acting("legal") as act:
        taken_in(act, house.edition(act), "第三条")
        reviewing.approve(act, house.edition(act), Capacity.LEGAL, "", approvals.shown_of(act.db, house.edition(act)))
    with house.acting("union") as act:
        reviewing.approve(act, house.edition(act), Capacity.UNION, "", approvals.shown_of(act.db, house.edition(act)))
    assert house.state() is State.IN_REVIEW, "a suggestion still waits"
    with house.acting("drafter") as act:
        edition = house.edition(act)
        settle(act, edition, waiting(act, edition), "下次再议")
    assert house.state() is State.CONSULTING


def test_a_text_of_another_edition_is_no_base(house: House):
    with house.acting("drafter") as act:
        edition = house.edition(act)
        base = texts.authentic(act.db, edition)
        assert base is not None
        other = drafting.create(act, slug=f"{SLUG}-two", kind=RegulationKind.REGULATION, name_zh="乙", name_en="B")
        drafting.save(act, other, Language.ZH, TEXT, None)
        found = [(SuggestionKind.TRACKED, proposal(0, "第三条", "甲", "乙"))]
        with pytest.raises(ValueError, match="another edition"):
            suggesting.bring_back(act, other, Return(Sent("a", b"PK"), base, True, base.text, found, []))
