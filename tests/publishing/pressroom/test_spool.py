"""The folder of finished drawings: several processes use it at once, and a full disk leaves nothing half put down."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from workflow.publishing.pressroom import spool
from workflow.publishing.pressroom.spool import Spool
from workflow.publishing.values.faults import PrintingRefused
from workflow.words import Words


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """What a process may write: beyond it the system refuses, as it does on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def names(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()}


def test_a_paper_that_finds_no_room_leaves_nothing_behind(tmp_path: Path):
    """Each try would take the room of one more, and only the start of the server would give it back."""
    papers = Spool(tmp_path)
    papers.keep("a", b"x" * 100)
    for _ in range(3):
        with no_file_longer_than(4096), pytest.raises(OSError, match="File too large"):
            papers.keep("b", b"x" * 100_000)
    assert names(tmp_path) == {"a.pdf"}
    assert papers.finished("b") is None


def test_a_paper_that_another_process_takes_away_meanwhile_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A name in the folder whose file is gone when it is looked at: what is put down then lies there all the same."""
    monkeypatch.setattr(spool, "ROOM", 250)
    papers = Spool(tmp_path)
    (tmp_path / "gone.pdf").symlink_to(tmp_path / "taken away")
    for name in ("a", "b", "c"):
        papers.keep(name, b"x" * 100)
        assert papers.finished(name) == b"x" * 100
    assert sum((tmp_path / f"{name}.pdf").exists() for name in ("a", "b", "c")) == 2


def test_why_papers_could_not_be_drawn_is_forgotten_when_it_is_told_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    papers, why = Spool(tmp_path), PrintingRefused(Words("没有字", "No face has it"))
    monkeypatch.setattr(spool, "TOLD", -1.0)
    for name in ("a", "b", "c"):
        papers.fail(name, why)
    assert names(tmp_path) == {"c.why"}
    assert papers.failure("c") is None
    assert names(tmp_path) == set()
