"""Where an edition stands, and what it is: what every row with states asks."""

from workflow.lifecycle.acting import Act
from workflow.records.regulation import Edition, Regulation, RegulationKind
from workflow.rules.facts import Case, Kind
from workflow.rules.situation import Readers


def case_of(act: Act, edition: Edition) -> Readers:
    """The state of `edition`, and whether it is a report, by which a state may have another name."""
    return {Case: lambda: Case(state=edition.state), Kind: lambda: Kind(is_report=is_report(act, edition))}


def is_report(act: Act, edition: Edition) -> bool:
    """Whether `edition` is of a report."""
    return act.db.get_one(Regulation, edition.regulation_id).kind is RegulationKind.REPORT
