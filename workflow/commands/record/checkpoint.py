"""`workflow checkpoint`: how far the record has got, in three lines to be kept outside the house."""

import sys

from workflow.commands.arguments import Arguments
from workflow.commands.opening import opened
from workflow.records.database.session import reading
from workflow.records.database.watch import INSTALLATION
from workflow.records.person import Mark
from workflow.records.replaying import checkpoint


def run(arguments: list[str]) -> int:
    """Print the checkpoint (the body of a C2SP tlog-checkpoint) of the database that the settings name."""
    parser = Arguments(
        prog="workflow checkpoint",
        description="Three lines that `workflow verify --checkpoint` holds the record against: keep them in the minutes or "
        "in a mail, on another machine.",
    )
    parser.parse_args(arguments)
    with opened() as (_, engine), reading(engine) as db:
        number = db.get_one(Mark, INSTALLATION).value
        sys.stdout.write(checkpoint(db, f"regulation-workflow/{number}").words())
    return 0
