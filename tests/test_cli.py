"""The `workflow` program as a person starts it: one sentence for a mistake, no stack trace, and a quick start."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from workflow import __version__
from workflow.cli import COMMANDS, main

ROOT = Path(__file__).parent.parent
HEAVY = ("flask", "sqlmodel", "sqlalchemy", "weasyprint", "alembic", "pydantic")


def workflow(*arguments: str, text: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Runs the program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "workflow.cli", *arguments],
        input=text,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        timeout=60,
        check=False,
    )


def test_it_writes_utf8_whatever_the_terminal_says():
    done = workflow("outline", "-", "--text", text="条例\n第一条 甲。\n".encode())
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, "条例\n\n第一条　甲。\n", b"")


@pytest.mark.parametrize(
    "arguments",
    [("outline",), ("outline", "none.txt"), ("outline", "--wrong", "-"), ("unknown",), ("outline", "a.docx")],
)
def test_a_mistake_costs_one_sentence_and_status_2(arguments: tuple[str, ...]):
    done = workflow(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"workflow: ")
    assert done.stderr.count(b"\n") == 1


def test_help_and_version(capsys: pytest.CaptureFixture[str]):
    assert main(["--help"]) == 0
    assert "outline" in capsys.readouterr().out
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"workflow {__version__}\n"
    assert main([]) == 2


@pytest.mark.thorough
def test_a_reader_that_stops_early_is_no_mistake():
    text = "条例\n" + "第一条 甲。\n" * 200_000
    with subprocess.Popen(
        [sys.executable, "-m", "workflow.cli", "outline", "-", "--text"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
    ) as program:  # fmt: skip
        assert program.stdin is not None
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdin.write(text.encode())
        program.stdin.close()
        program.stdout.readline()
        program.stdout.close()
        assert program.stderr.read() == b""


def test_every_command_of_the_table_exists():
    for command in COMMANDS.values():
        module, _, function = command.place.partition(":")
        assert callable(getattr(import_module(module), function))


def test_the_text_commands_leave_alone_whatever_makes_a_start_slow():
    program = (
        "import sys, workflow.cli; workflow.cli.main(['outline', '-', '--json']); "
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], input=b"", capture_output=True, cwd=ROOT, check=True)
    assert done.stderr.strip() == b"[]"
