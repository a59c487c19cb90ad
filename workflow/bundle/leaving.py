"""A checkpoint that leaves the house: signed by the house, and by the witnesses that have an address."""

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlmodel import Session

from workflow.config import Settings, record_key
from workflow.records.database.session import reading
from workflow.records.replaying.outside import leaves_of, origin_of
from workflow.transparency.checkpoints import Checkpoint
from workflow.transparency.notes import ED25519, Signer, signed
from workflow.transparency.tree import consistency, root_of
from workflow.transparency.wire import asked
from workflow.words import Words


def signer_of(db: Session, settings: Settings) -> Signer:
    """Who signs checkpoints of this database."""
    return Signer(origin_of(db), ED25519, record_key(settings))


def note_over(leaves: list[bytes], signer: Signer) -> str:
    """The signed checkpoint over these leaves."""
    text = Checkpoint(signer.name, len(leaves), root_of(leaves)).words()
    return signed(text, [signer.line(text, datetime.now(UTC))])


def cosigned(note: str, leaves: list[bytes], settings: Settings) -> tuple[str, list[Words], int]:
    """The checkpoint with the signatures of the witnesses that have an address, why others did not sign, and how many did."""
    silent: list[Words] = []
    seen = 0
    for key, address in settings.witnesses:
        if address:
            line, why = asked(address, key, note, len(leaves), lambda old: consistency(leaves, old))
            note, seen = (note + line, seen + 1) if line else (note, seen)
            silent += [why] if why else []
    return note, silent, seen


def leave(settings: Settings, engine: sa.Engine) -> tuple[str, list[Words], int]:
    """A fresh checkpoint with its cosignatures, for whoever sends it out of the house; see `cosigned`."""
    with reading(engine) as db:
        leaves = leaves_of(db)
        note = note_over(leaves, signer_of(db, settings))
    return cosigned(note, leaves, settings)
