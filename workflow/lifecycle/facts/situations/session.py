"""How a session stands for somebody who wants to do something in it."""

from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts import sitting, standing
from workflow.lifecycle.facts.situations.actor import of_actor
from workflow.lifecycle.facts.situations.edition import meeting_of
from workflow.records.congress import Roll
from workflow.records.congress import Session as CongressSession
from workflow.records.regulation import Edition
from workflow.rules import hall
from workflow.rules.congress.words import Body
from workflow.rules.hall import Delegates, Meeting, Undecided, Unsent
from workflow.rules.situation import Situation


def of_session(act: Act, session: CongressSession, body: Body | None = None) -> Situation:
    """How a session stands for the person of `act`, with the roll of `body` (None: of the body that holds it)."""
    db = act.db

    def roll() -> Roll | None:
        return sitting.roll_of(db, session.id, body or session.body)

    return of_actor(act).beside(
        {
            Meeting: lambda: meeting_of(session),
            hall.Roll: lambda: roll_facts(roll()),
            Delegates: lambda: Delegates(roll_size=len(sitting.entries_of(db, roll()))),
            Unsent: lambda: Unsent(unsent=sum(1 for one in sitting.motions_of(db, session) if one.sent_on is None)),
            Undecided: lambda: _undecided(act, session),
        }
    )


def roll_facts(roll: Roll | None) -> hall.Roll:
    """A roll, or none, as the rules see it."""
    return hall.Roll(roll_frozen=roll is not None and roll.frozen_at is not None)


def _undecided(act: Act, session: CongressSession) -> Undecided:
    motions = sitting.motions_of(act.db, session)
    sitting.ahead(act.db, motions)
    waiting = [one for one in motions if standing.result_of(act.db, one) is None]
    return Undecided(
        undecided=tuple(standing.edition_words(act.db, act.db.get_one(Edition, one.edition_id)) for one in waiting)
    )
