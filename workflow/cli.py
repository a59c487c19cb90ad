"""The `workflow` program: a table of commands, each imported only when it is asked for.

The text commands start in a fraction of a second, so this module imports neither the web nor the records.
"""

from __future__ import annotations

import importlib
import io
import os
import sys
from collections.abc import Callable
from types import TracebackType
from typing import NamedTuple

from workflow import __version__
from workflow.commands.arguments import Unusable


class Command(NamedTuple):
    """Where a command lives ("module:function", called with its arguments, returns the exit status) and what it prints."""

    place: str
    about: str


COMMANDS = {
    "outline": Command("workflow.commands.outline:run", "the tree and the problems of a text"),
    "compare": Command("workflow.commands.compare:run", "what became of every provision of a text in another"),
    "merge": Command("workflow.commands.merge:run", "two drafts of one text put together"),
    "amend": Command("workflow.commands.amend:amend_command", "the amending decision from one text to another, proved"),
    "apply": Command("workflow.commands.apply:apply_command", "a text with an amending decision carried out"),
    "render": Command("workflow.commands.render:run", "a plain-text regulation as an official PDF"),
    "table": Command("workflow.commands.table:run", "the comparison table of two texts"),
    "people": Command("workflow.commands.people:run", "a table of staff as it is understood, or what is to be asked"),
    "serve": Command("workflow.commands.serve:run", "serve the pages"),
    "worker": Command("workflow.commands.worker:run", "do the lasting work: papers, notices, nightly checks"),
    "init": Command("workflow.commands.init:run", "create the first administrator of a new installation"),
    "backup": Command(
        "workflow.commands.backup:run", "the database and the keys in one archive, while the server goes on"
    ),
    "restore": Command("workflow.commands.restore:run", "an installation as a backup has it, all of it or nothing"),
    "verify": Command("workflow.commands.record.verify:run", "whether the record is as it was written"),
    "bundle": Command("workflow.commands.record.bundle:run", "one file with which an outsider checks a regulation"),
    "checkpoint": Command("workflow.commands.record.checkpoint:run", "how far the record has got, to be kept outside"),
    "witness": Command("workflow.commands.record.witness:run", "sign what a log says of itself, on another machine"),
    "erase": Command("workflow.commands.record.erase:run", "take the words of one event out of the record"),
    "clock": Command("workflow.commands.record.clock:run", "how the host's clock stands to the last act"),
    "password": Command("workflow.commands.password:run", "set the password of an account from this host"),
}


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; 2 when the arguments or the files cannot be used, with one sentence on standard error."""
    words = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    if arguments is None:
        sys.excepthook = _one_sentence
    if not words or words[0] in ("-h", "--help", "help"):
        sys.stdout.write(usage())
        return 0 if words else 2
    if words[0] in ("-V", "--version"):
        sys.stdout.write(f"workflow {__version__}\n")
        return 0
    try:
        status = _command(words[0])(words[1:])
        sys.stdout.flush()
    except Unusable as refusal:
        sys.stderr.write(f"workflow: {refusal}\n")
        return 2
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return int(status)


def usage() -> str:
    """The list of commands."""
    width = max(len(name) for name in COMMANDS)
    lines = [f"  {name:<{width}}  {command.about}" for name, command in COMMANDS.items()]
    return "\n".join(["usage: workflow COMMAND …", "", *lines, "", "workflow COMMAND --help says more.", ""])


def _command(name: str) -> Callable[[list[str]], int]:
    if name not in COMMANDS:
        raise Unusable(f"there is no command {name!r}: {', '.join(COMMANDS)}.")
    module, _, function = COMMANDS[name].place.partition(":")
    run: Callable[[list[str]], int] = getattr(importlib.import_module(module), function)
    return run


def _one_sentence(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What a person sees of a fault of ours: a sentence; the trace only with WORKFLOW_TRACE set."""
    if os.environ.get("WORKFLOW_TRACE"):
        sys.__excepthook__(kind, error, trace)
    elif issubclass(kind, KeyboardInterrupt):
        sys.stderr.write("workflow: stopped.\n")
    else:
        sys.stderr.write(
            f"workflow: a fault of the program ({kind.__name__}: {error}); WORKFLOW_TRACE=1 shows where.\n"
        )


if __name__ == "__main__":
    sys.exit(main())
