"""What is no whole backup of ours is refused in one sentence, and touches nothing."""

import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.kept import content, told
from tests.databases import KINDS, ONE_KIND, Databases
from tests.installations import NOW
from workflow.records.database.installation import open_database

# What is no whole backup of ours -----------------------------------------------------------------------------------------

Members = dict[str, bytes]


def rewritten(file: Path, change: Callable[[Members, dict], None]) -> None:
    """Write the archive again with its members and its manifest changed; digests follow the content."""
    import hashlib

    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members.pop("manifest.json"))
    change(members, manifest)
    for name, whole in members.items():
        if name in manifest["members"] and manifest["members"][name] is not None:
            manifest["members"][name] = [len(whole), hashlib.sha256(whole).hexdigest()]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, whole in members.items():
            archive.writestr(name, whole)
        archive.writestr("manifest.json", json.dumps(manifest))


def cut(part: float) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        whole = file.read_bytes()
        file.write_bytes(whole[: int(len(whole) * part)])

    return change


def flipped(file: Path) -> None:
    """One bit in the middle of the largest member."""
    with zipfile.ZipFile(file) as archive:
        largest = max(archive.infolist(), key=lambda one: one.compress_size)
    whole = bytearray(file.read_bytes())
    whole[largest.header_offset + largest.compress_size // 2 + 100] ^= 1
    file.write_bytes(whole)


def added(name: str, mode: int = 0) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        with zipfile.ZipFile(file, "a") as archive:
            one = zipfile.ZipInfo(name)
            one.external_attr = mode << 16
            archive.writestr(one, "/etc/passwd")

    return change


def manifest_says(**told: object) -> Callable[[Path], None]:
    return lambda file: rewritten(file, lambda _members, manifest: manifest.update(told))


def linked(file: Path) -> None:
    """The key is a symbolic link out of the folder."""
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w") as archive:
        for name, whole in members.items():
            one = zipfile.ZipInfo(name)
            one.external_attr = (stat.S_IFLNK if name != "manifest.json" else 0) << 16
            archive.writestr(one, whole)


def bomb(file: Path) -> None:
    """A member of two gigabytes of zeros in two megabytes, which the manifest calls small."""
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, whole in members.items():
            if name == max(set(members) - {"manifest.json"}, key=lambda one: len(members[one])):
                with archive.open(name, "w") as out:
                    for _ in range(200):
                        out.write(bytes(1_000_000))
            else:
                archive.writestr(name, whole)


def liar(file: Path) -> None:
    """The same bomb with the small size of the manifest in the zip's own list."""
    bomb(file)
    with zipfile.ZipFile(file) as archive:
        sizes = json.loads(archive.read("manifest.json"))["members"]
        large = max(archive.infolist(), key=lambda one: one.file_size)
    whole = file.read_bytes()
    true, told = (200_000_000).to_bytes(4, "little"), int(sizes[large.filename][0]).to_bytes(4, "little")
    assert true in whole
    file.write_bytes(whole.replace(true, told))


def many_manifests(file: Path) -> None:
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("manifest.json", archive.read("manifest.json"))


def without_manifest(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("something.txt", "else")


def text(file: Path) -> None:
    file.write_text("no archive at all")


def no_object(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("manifest.json", "[]")


HOSTILE: dict[str, Callable[[Path], None]] = {
    "empty": cut(0),
    "text": text,
    "half": cut(0.5),
    "all but the end": cut(0.999),
    "one bit": flipped,
    "another zip": without_manifest,
    "two manifests": many_manifests,
    "above the folder": added("../outside"),
    "an absolute path": added("/tmp/outside"),
    "a drive": added("C:\\outside"),
    "a stranger": added("tables/unknown_table"),
    "a link": linked,
    "a bomb": bomb,
    "a bomb that lies": liar,
    "another product": manifest_says(product="songs"),
    "a newer format": manifest_says(format=2),
    "a newer release": manifest_says(revision="0999"),
    "another head": manifest_says(head=[2, "0" * 64]),
    "another number": manifest_says(installation="0" * 32),
    "no list": manifest_says(members={}),
    "odd list": manifest_says(members=[1, 2]),
    "huge": manifest_says(members={"database.sqlite": [10**18, ""], "tables/event": [10**18, ""]}),
    "no object": no_object,
}


#: What is about the tables or the record, which a backup of each kind of database holds in its own way; the rest is the archive's.
OF_THE_DATABASE = {"half", "one bit", "a stranger", "a newer release", "another head", "huge"}


@pytest.mark.parametrize(
    ("kind", "how"),
    [(kind, how) for how in HOSTILE for kind in (KINDS if how in OF_THE_DATABASE else ONE_KIND)],
    indirect=["kind"],
)
def test_what_is_no_whole_backup_touches_nothing(
    kept: tuple[str, Path, Path], capsys: pytest.CaptureFixture[str], how: str, tmp_path: Path
):
    url, data, file = kept
    HOSTILE[how](file)
    before, names = content(url), sorted(tmp_path.rglob("*"))
    said = told(capsys, "restore", str(file), "--replace")
    assert "Traceback" not in said
    assert content(url) == before
    assert [one for one in sorted(tmp_path.rglob("*")) if not one.name.endswith(("-wal", "-shm"))] == [
        one for one in names if not one.name.endswith(("-wal", "-shm"))
    ]
    open_database(url, data, NOW).dispose()


def test_a_chain_that_does_not_hold_is_not_restored(
    kept: tuple[str, Path, Path], capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    """Every digest is right, and an event was changed before they were taken."""
    url, _, file = kept
    before = content(url)
    if url.startswith("sqlite"):
        import sqlite3

        def change(members: Members, _manifest: dict) -> None:
            (tmp_path / "db").write_bytes(members["database.sqlite"])
            connection = sqlite3.connect(tmp_path / "db")
            connection.execute("DROP TRIGGER event_no_update")
            connection.execute("UPDATE event SET verb = 'approve' WHERE seq = 1")
            connection.commit()
            connection.close()
            members["database.sqlite"] = (tmp_path / "db").read_bytes()
    else:

        def change(members: Members, _manifest: dict) -> None:
            members["tables/event"] = members["tables/event"].replace(b"mark\tmark:one", b"approve\tmark:one")

    rewritten(file, change)
    assert "event 1: the row was changed" in told(capsys, "restore", str(file), "--replace")
    assert content(url) == before


def test_another_kind_of_database(
    kept: tuple[str, Path, Path],
    databases: Databases,
    at: Callable[..., Path],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
):
    url, _, file = kept
    if url.startswith("sqlite"):
        at(databases.empty("postgresql"), "there")
    else:
        at(f"sqlite:///{tmp_path}/there/workflow.sqlite", "there")
    assert "This backup is of" in told(capsys, "restore", str(file))
