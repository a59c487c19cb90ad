"""How one consultation of employees stands for somebody who wants to do something in it."""

from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts.hearing import audience
from workflow.lifecycle.facts.hearing.heard import heap_of
from workflow.lifecycle.facts.situations.edition import of_edition
from workflow.records.consultation import EmployeeConsultation, boxed
from workflow.records.person import Person
from workflow.records.regulation import Edition
from workflow.rules.consultation.facts import Period
from workflow.rules.situation import Situation


def of_consultation(act: Act, consultation: EmployeeConsultation, writer: Person | None = None) -> Situation:
    """How `consultation` stands for the person of `act`.

    writer  who gives an opinion, where that is not whoever is signed in: somebody who gave their employee number
    """
    edition = act.db.get_one(Edition, consultation.edition_id)
    who = writer or act.person

    def period() -> Period:
        in_box = boxed(act.db, consultation.id)
        return Period(
            course=consultation.course(act.today),
            boxed=in_box,
            left=heap_of(act.db, consultation).unanswered,
            addressed=audience.is_addressed(act.db, consultation, who, act.today),
        )

    return of_edition(act, edition).beside({Period: period})
