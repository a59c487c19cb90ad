"""The states of all editions worked out from the events alone: what was done to what, and the words beside it."""

import json

import sqlalchemy as sa
from sqlmodel import Session, select

from workflow.records.event import Event, Payload
from workflow.rules.states import State

AFTER = {
    "create": State.DRAFTING,
    "amend": State.DRAFTING,
    "submit": State.IN_REVIEW,
    "close_round": State.RETURNED,
    "consult": State.AWAITING,
    "revise": State.DRAFTING,
    "withdraw": State.WITHDRAWN,
    "issue": State.ISSUED,
    "enter": State.ISSUED,
    "strike": State.WITHDRAWN,
}
CARRIED = {"adopt": State.ADOPTED, "deliberate": State.DELIBERATED}


def replayed(db: Session) -> dict[str, State]:
    """Edition ("edition:3") → the state it must be in."""
    words = {one.event_seq: json.loads(one.words) for one in db.exec(select(Payload))}
    states: dict[str, State] = {}
    for event in db.exec(select(Event).order_by(sa.asc(sa.column("seq")))):
        said = words[event.seq]
        if event.verb in AFTER:
            states[event.object] = AFTER[event.verb]
        elif event.verb == "request_changes":
            # A round stays open under objections; one that is judged by the first rules did not, and its events say nothing.
            states[event.object] = State(said.get("state", State.RETURNED))
        elif event.verb in ("conclude", "conclude_as_read"):
            states[event.object] = State(said["state"])
        elif event.verb in CARRIED and said["outcome"] == "carried":
            states[event.object] = CARRIED[event.verb]
        elif event.verb in CARRIED and said["outcome"] == "lost":
            states[event.object] = State.REJECTED
    return states
