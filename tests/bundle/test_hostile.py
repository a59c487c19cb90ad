"""Files that somebody sends instead of a bundle: one clear sentence each, 2, and no more memory than a bundle takes."""

import json
import os
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from workflow.bundle import form
from workflow.bundle.container import COMMENT, packed

pytestmark = pytest.mark.thorough


def bomb(file: Path) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as opened:
        with opened.open("bundle.json", "w", force_zip64=True) as out:
            for _ in range(300):
                out.write(b" " * (1 << 20))
        opened.comment = b""


def climbing(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as opened:
        opened.writestr("bundle.json", "{}")
        opened.writestr("../../outside.txt", "out")


def million(file: Path) -> None:
    """A million entries in the manifest of something that ends as a bundle does."""
    entries = [[f"events/{number:09d}.json", 1, ""] for number in range(1_000_000)]
    file.write_bytes(
        b"".join(packed([("bundle.json", json.dumps({"format": form.FORMAT, "entries": entries}).encode())]))
    )


def crowded(file: Path) -> None:
    """More entries than one may have, each of a byte."""
    entries = [[f"events/{number:09d}.json", 1, ""] for number in range(25_000)]
    file.write_bytes(
        b"".join(packed([("bundle.json", json.dumps({"format": form.FORMAT, "entries": entries}).encode())]))
    )


def huge(file: Path) -> None:
    """Five gigabytes of nothing that end as a bundle does."""
    with file.open("wb") as out:
        out.seek(5 << 30)
        out.write(COMMENT)


def wordy(file: Path) -> None:
    """One part of a hundred million bytes that calls itself an event."""
    name, content = "events/000000001.json", b"[" * 100_000_000
    manifest = json.dumps({"format": form.FORMAT, "entries": [[name, len(content), ""]]}).encode()
    file.write_bytes(b"".join(packed([("bundle.json", manifest), ("bundle.note", b""), (name, content)])))


def deep(file: Path) -> None:
    file.write_bytes(b"".join(packed([("bundle.json", b"[" * 1_000_000)])))


def nothing(file: Path) -> None:
    file.write_bytes(b"")


def words(file: Path) -> None:
    file.write_text("not a zip", encoding="utf-8")


def noise(file: Path) -> None:
    file.write_bytes(b"PK\3\4" + os.urandom(100_000))


def marked(file: Path) -> None:
    file.write_bytes(COMMENT)


CASES: dict[Callable[[Path], None], int] = {
    bomb: 2,
    climbing: 2,
    million: 1,
    crowded: 2,
    huge: 2,
    wordy: 2,
    deep: 1,
    nothing: 2,
    words: 2,
    noise: 2,
    marked: 1,
}


def bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (900 << 20, 900 << 20))


@pytest.mark.parametrize("make", CASES, ids=lambda one: one.__name__)
def test_it_is_said_in_a_sentence(tmp_path: Path, make: Callable[[Path], None]):
    file = tmp_path / "file.zip"
    make(file)
    ended = subprocess.run(
        [sys.executable, "-m", "workflow.cli", "verify", str(file)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        preexec_fn=bounded,
        env={**os.environ, "SESSION_KEY": "k" * 40, "DATA_DIR": str(tmp_path), "OPENBLAS_NUM_THREADS": "1"},
    )
    assert ended.returncode == CASES[make], ended.stdout[-2000:] + ended.stderr[-2000:]
    assert "fault of the program" not in ended.stderr
    assert "Traceback" not in ended.stderr
    if ended.returncode == 2:
        assert len(ended.stderr.splitlines()) == 1, ended.stderr
    else:  # it ends as a bundle does, so that somebody may have changed one
        assert "bundle.json" in ended.stdout
    assert [one.name for one in tmp_path.parent.iterdir() if one.name == "outside.txt"] == []
    if file.stat().st_size > 1 << 30:
        file.unlink()
