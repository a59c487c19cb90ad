"""A consultation of employees in the planted world, with words that the union and the drafters alone may read; and a step of the
enterprise's own chain, and what was said to a remark, whose words are the workshop's.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from tests.cast import House
from workflow.lifecycle.acting import Act
from workflow.lifecycle.chain import recording
from workflow.lifecycle.draft import adopting, referring
from workflow.lifecycle.facts import submitted, texts
from workflow.lifecycle.facts.review import talking
from workflow.lifecycle.review import discussing
from workflow.lifecycle.review.discussing import Chosen
from workflow.records.consultation import (
    EmployeeConsultation,
    Opinion,
    OpinionAnswer,
    OpinionGroup,
    Placing,
)
from workflow.records.enterprise import RequiredStep
from workflow.records.regulation import Edition, RegulationKind
from workflow.records.text.reference import ReferenceQuestion
from workflow.records.text.snapshot import Snapshot
from workflow.rules.chain.words import Step
from workflow.rules.consultation.words import Answer, Audience, Manner, Source
from workflow.words import Language


def hearing(house: House, put: Callable[[str, str], str]) -> None:
    """Employees of a department in which nobody works were asked: opinions and an answer."""
    slug = "await"
    with house.planting() as act:
        edition = house.edition(act, slug=slug)
        text = submitted.standing_text(act.db, edition)
        assert text is not None
        asked = EmployeeConsultation(
            edition_id=edition.id, number=1, token="planted", snapshot_id=text.id, manner=Manner.ACCOUNT,
            audience=Audience.UNIT, audience_key="无人", audience_words="无人", since=act.today, until=act.today,
            opened_by=1, at=act.now,
        )  # fmt: skip
        act.db.add(asked)
        act.db.flush()
        act.db.add(
            Opinion(
                key="a" * 32, consultation_id=asked.id, text=put("Heard", slug), source=Source.PAPER,
                name=put("Heardname", slug), brought_by=1, day=act.today,
            )
        )  # fmt: skip
        group = OpinionGroup(consultation_id=asked.id, title="一组", made_by=1, at=act.now)
        act.db.add(group)
        act.db.flush()
        act.db.add(Placing(consultation_id=asked.id, opinion="a" * 32, group_id=group.id, placed_by=1, at=act.now))
        act.db.add(
            OpinionAnswer(
                consultation_id=asked.id, group_id=group.id, answer=Answer.NOT_TAKEN,
                reason=put("Heardanswer", slug), answered_by=1, at=act.now,
            )
        )  # fmt: skip
        act.db.flush()


def stepped(house: House, put: Callable[[str, str], str]) -> None:
    """A countersigning is recorded; it is asked for only as long as that takes, so that no other text waits for one."""
    slug, early = "await", datetime(2020, 1, 1, tzinfo=UTC)
    for ended in (False, True):
        with house.planting() as act:
            act.db.add(
                RequiredStep(
                    kind=RegulationKind.REGULATION, step=Step.COUNTERSIGN, ended=ended, since=early.date(), set_by=1, at=early
                )
            )  # fmt: skip
        if not ended:
            with house.acting("drafter") as act:
                typed = recording.Typed(
                    act.today, put("Stepminutes", slug), put("Stepwho", slug), "agreed", put("Step", slug)
                )
                edition = house.edition(act, slug=slug)
                recording.record_step(act, edition, Step.COUNTERSIGN, typed, shown=house.shown(act, slug))


def talk(
    put: Callable[[str, str], str], act: Act, edition: Edition, base: Snapshot, key: str, slug: str, stage: str
) -> None:
    """What was said to a remark, and words that somebody wants instead of others; answered, so that the review goes on."""
    remark = talking.threads_of(act.db, edition)[-1]
    discussing.answer(act, edition, remark, put(f"Reply{stage}", slug))
    words = talking.words_of(act.db, base)[key].split("\n", 1)[0]
    wanted = discussing.suggest(act, edition, base, key, Chosen(words), put(f"Wanted{stage}", slug))
    if stage == "Standing":
        adopting.decline(act, edition, [wanted.id], "不改。")


def ask(put: Callable[[str, str], str], act: Act, base: Snapshot, slug: str, stage: str) -> None:
    """References that came to mean something else: one that is confirmed, and in a draft one that is asked about still."""
    for at, kind in enumerate(("Confirmed", "Question") if stage == "Draft" else ("Confirmed",)):
        said, edition = put(f"{kind}{stage}", slug), act.db.get_one(Edition, base.edition_id)
        # The drafter's own words lie on the desk in Chinese; beside those only their own references are asked about.
        asked = (texts.latest(act.db, edition, Language.EN) if kind == "Question" else None) or base
        question = ReferenceQuestion(
            snapshot_id=asked.id or 0, unit_key="planted", place=at, within="第二条", line=3,
            printed=said, was="第一条", meant="", names="planted", now=said, gone=False, moved_to="第一条",
        )  # fmt: skip
        act.db.add(question)
        act.db.flush()
        if kind == "Confirmed":
            referring.confirm_reference(act, edition, question)
