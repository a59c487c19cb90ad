"""Every table in one import, for migrations and tests that need the whole of `SQLModel.metadata`."""

from sqlmodel import SQLModel

from workflow.records import (
    ballot,
    congress,
    entry,
    event,
    finding,
    incoming,
    issued,
    paper,
    person,
    reference,
    regulation,
    returned,
    review,
    set_aside,
    sign_in,
    snapshot,
)

MODULES = (
    ballot,
    congress,
    entry,
    event,
    finding,
    incoming,
    issued,
    paper,
    person,
    reference,
    regulation,
    returned,
    review,
    set_aside,
    sign_in,
    snapshot,
)
metadata = SQLModel.metadata
