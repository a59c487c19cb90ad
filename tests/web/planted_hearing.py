"""A consultation of employees in the planted world, with words that the union and the drafters alone may read."""

from collections.abc import Callable

from tests.cast import House
from workflow.lifecycle.facts import submitted
from workflow.records.consultation import (
    EmployeeConsultation,
    Opinion,
    OpinionAnswer,
    OpinionGroup,
    Placing,
)
from workflow.rules.consultation.words import Answer, Audience, Manner, Source


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
