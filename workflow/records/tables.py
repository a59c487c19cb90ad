"""Every table in one import, for migrations and tests that need the whole of `SQLModel.metadata`."""

from sqlmodel import SQLModel

from workflow.records import congress, event, issued, person, regulation, review, snapshot

MODULES = (congress, event, issued, person, regulation, review, snapshot)
metadata = SQLModel.metadata
