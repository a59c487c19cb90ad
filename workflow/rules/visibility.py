"""Who reads what: one rule over plain values, asked wherever a text, a file, a remark or a count leaves the house.

Whoever drafts works in a draft that nobody else sees until it is put before the reviewers (复核 begins with 提交审核). So what
decides is how far words have come, `Stage`, and what hangs on a text comes as far as that text: a remark on an unsubmitted
save, a suggestion in a file made from it, the file itself, the note of the save. A move makes words no older: an edition
that is withdrawn out of drafting keeps its last unsubmitted save to its drafters.
"""

from dataclasses import dataclass
from enum import StrEnum

from workflow.rules.people.roles import Role
from workflow.rules.permissions import WORKSHOP, can_read_edition, can_read_session
from workflow.rules.states import State


class Stage(StrEnum):
    """How far words have come."""

    OWN = "own"  # on one person's desk: typed and not saved, or a file on its way in
    DRAFT = "draft"  # saved, and put before nobody
    EARLIER = "earlier"  # put before the reviewers in a round that another one followed
    STANDING = "standing"  # what every act names: the head of the last round, or the text as entered from paper


class Matter(StrEnum):
    """What there is to read."""

    EDITION = "edition"  # that it is there: the title, the number, the state
    TEXT = "text"
    NOTE = "note"  # what the drafter wrote beside a save
    REASON = "reason"  # why a provision is changed
    REMARK = "remark"
    SUGGESTION = "suggestion"  # its words, and how many there are
    RETURNED = "returned"  # a Word file that came back: its bytes and its name
    CONSULTATION = "consultation"  # the signed paper
    STEP = "step"  # what a step of the enterprise's own chain came to, and the scan of its paper
    HAND = "hand"  # which person wrote a change
    SCAN = "scan"  # a paper of an entry
    SEALED = "sealed"  # a scan of the sealed copy of an official file
    WORKING_COPY = "working copy"
    INCOMING = "incoming"  # a file on its way in


#: What only those read who work on texts, however far it has come.
_OF_THE_WORKSHOP = frozenset(
    {Matter.NOTE, Matter.REMARK, Matter.SUGGESTION, Matter.RETURNED, Matter.CONSULTATION, Matter.STEP, Matter.HAND}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads.

    person          the number of whoever is signed in; None for a stranger, and for an account that was closed
    public_reading  the setting: published texts need no account
    """

    roles: frozenset[Role] = frozenset()
    person: int | None = None
    public_reading: bool = True


@dataclass(frozen=True, slots=True)
class Piece:
    """What is to be read.

    state        of the edition it belongs to; None where it belongs to none
    papers_sent  the text was sent to delegates with the papers of a session
    owner        the one person on whose desk it lies
    """

    matter: Matter
    stage: Stage
    state: State | None = None
    papers_sent: bool = False
    owner: int | None = None


def can_read(reader: Reader, piece: Piece) -> bool:
    """True when `reader` may read `piece`.

    Any drafter reads any draft: drafting is one office, and a draft may be taken on by a colleague. What is typed and not
    saved is its writer's alone.
    """
    if piece.stage is Stage.OWN:
        mine = reader.person is not None and reader.person == piece.owner
        return mine and (piece.matter is not Matter.WORKING_COPY or Role.DRAFTER in reader.roles)
    if piece.stage is Stage.DRAFT:
        return Role.DRAFTER in reader.roles
    if piece.matter is Matter.SCAN:
        return can_read_session(reader.roles)
    if piece.matter is Matter.SEALED and reader.person is None:
        return False  # whoever passes by would take the picture of the seal with them
    if piece.matter in _OF_THE_WORKSHOP or piece.stage is Stage.EARLIER or piece.state is None:
        return not WORKSHOP.isdisjoint(reader.roles)
    return can_read_edition(
        piece.state,
        reader.roles,
        signed_in=reader.person is not None,
        public_reading=reader.public_reading,
        papers_sent=piece.papers_sent,
    )
