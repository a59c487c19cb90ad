"""The verbs of a history that have a form of one field or none."""

from workflow.lifecycle.acting import Act
from workflow.lifecycle.draft import drafting
from workflow.lifecycle.facts import approvals
from workflow.lifecycle.review import reviewing
from workflow.records.regulation import Edition
from workflow.records.review import Approval
from workflow.web.request.fields import row_in


def drafting_submit(done: Act, edition: Edition, fields: dict[str, str]) -> None:
    """Submit the newest text."""
    drafting.submit(done, edition, fields["note"], approvals.shown_of(done.db, edition, on_draft=True).split()[0])


def drafting_conclude(done: Act, edition: Edition, _fields: dict[str, str]) -> None:
    """End the review on the text that was read."""
    drafting.conclude_as_read(done, edition, approvals.shown_of(done.db, edition).split()[0])


def drafting_revise(done: Act, edition: Edition, fields: dict[str, str]) -> None:
    """Take the text back."""
    drafting.revise(done, edition, fields["reason"])


def withdraw(done: Act, edition: Edition, fields: dict[str, str]) -> None:
    """Withdraw a decision."""
    reviewing.withdraw_decision(done, edition, done.db.get_one(Approval, row_in(fields["decision"])))


def dismiss(done: Act, edition: Edition, fields: dict[str, str]) -> None:
    """Lift a request."""
    reviewing.dismiss_request(done, edition, done.db.get_one(Approval, row_in(fields["decision"])), fields["reason"])
