"""Kept bytes as files for a web server: whatever somebody did to a file behind our back, it is named only while it holds them."""

import hashlib
import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from workflow.records.kept import Kept
from workflow.web.request.folder import WRITING, Folder

CONTENT = random.Random(5).randbytes(50_000)
KEPT = Kept("paper_file", 1, hashlib.sha256(CONTENT).hexdigest(), CONTENT)


def placed(folder: Folder) -> Path:
    """The file that is named, with exactly the kept bytes in it."""
    file = folder.at / folder.place(KEPT)
    assert file.read_bytes() == CONTENT
    assert not file.is_symlink()
    return file


def known(folder: Folder) -> Path:
    """The same, after it lay still for long enough to be believed."""
    file = placed(folder)
    time.sleep(0.15)
    placed(folder)
    assert folder.ready(KEPT.sha256)
    return file


def test_a_file_lies_under_its_digest_and_is_written_once(tmp_path: Path):
    folder = Folder(tmp_path / "papers")
    assert not folder.ready(KEPT.sha256)
    file = known(folder)
    assert file.relative_to(folder.at).as_posix() == f"{KEPT.sha256[:2]}/{KEPT.sha256}"
    assert file.stat().st_mode & 0o777 == 0o640
    assert folder.at.stat().st_mode & 0o007 == 0
    before = file.stat()
    assert placed(Folder(tmp_path / "papers")).stat() == before, "another process finds it"
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def in_place(file: Path) -> None:
    with file.open("r+b") as out:
        out.seek(40_000)
        out.write(b"another")


def with_its_time(file: Path) -> None:
    """The same size, and the time of before put back."""
    before = file.stat()
    in_place(file)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def replaced(file: Path) -> None:
    other = file.with_name("other")
    other.write_bytes(CONTENT[:-1] + b"!")
    os.utime(other, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns))
    other.replace(file)


def linked(file: Path) -> None:
    other = file.parent.parent / "elsewhere"
    other.write_bytes(b"another" * 100)
    file.unlink()
    file.symlink_to(other)


CHANGES: list[Callable[[Path], object]] = [
    in_place,
    with_its_time,
    replaced,
    linked,
    Path.unlink,
    lambda file: os.truncate(file, 10),
    lambda file: file.write_bytes(b""),
    lambda file: file.write_bytes(CONTENT + b" "),
]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("by", ["the same process", "another process"])
def test_a_file_that_was_changed_is_never_named(tmp_path: Path, change: Callable[[Path], object], by: str):
    folder = Folder(tmp_path / "papers")
    change(known(folder))
    if by == "another process":
        folder = Folder(tmp_path / "papers")
    assert not folder.ready(KEPT.sha256)
    placed(folder)
    known(folder)


def test_a_file_that_changes_as_soon_as_it_was_read_is_read_again(tmp_path: Path):
    """Two changes within one tick of the clock of a file system leave the same time on it: such a file is not believed yet."""
    folder = Folder(tmp_path / "papers")
    for _ in range(20):
        with_its_time(placed(folder))
        placed(folder)


def test_whoever_is_killed_while_writing_leaves_no_half_of_a_file(tmp_path: Path):
    """Forty processes are killed at any moment of their writing; what is named at last is whole, and what they left goes."""
    at, roll = tmp_path / "papers", random.Random(3)
    for _ in range(40):
        child = os.fork()
        if child == 0:
            folder = Folder(at)
            while True:
                (folder.at / folder.place(KEPT)).unlink(missing_ok=True)
        time.sleep(0.002 + 0.02 * roll.random())
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        for one in at.rglob(KEPT.sha256):
            assert one.read_bytes() == CONTENT
    left = list(at.rglob(f"{WRITING}*"))
    placed(Folder(at))
    for one in left:
        os.utime(one, (time.time() - 7200, time.time() - 7200))
    Folder(at)
    assert list(at.rglob(f"{WRITING}*")) == []
    placed(Folder(at))


def test_two_processes_at_once_write_one_file(tmp_path: Path):
    children = []
    for _ in range(4):
        child = os.fork()
        if child == 0:
            folder = Folder(tmp_path / "papers")
            right = [(folder.at / folder.place(KEPT)).read_bytes() == CONTENT for _ in range(50)]
            os._exit(0 if all(right) else 1)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 4
    assert len([one for one in (tmp_path / "papers").rglob("*") if one.is_file()]) == 1
