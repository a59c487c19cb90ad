"""Every table in one import, for migrations and tests that need the whole of `SQLModel.metadata`."""

from sqlmodel import SQLModel

from workflow.records import (
    ballot,
    congress,
    consultation,
    enterprise,
    entry,
    event,
    job,
    notice,
    number,
    paper,
    person,
    regulation,
    review,
    sign_in,
    staff,
)
from workflow.records.text import finding, incoming, reference, returned, set_aside, snapshot, threads, viewed

MODULES = (
    ballot,
    congress,
    consultation,
    enterprise,
    entry,
    event,
    finding,
    incoming,
    job,
    number,
    notice,
    paper,
    person,
    reference,
    regulation,
    returned,
    review,
    set_aside,
    sign_in,
    snapshot,
    staff,
    threads,
    viewed,
)
metadata = SQLModel.metadata
