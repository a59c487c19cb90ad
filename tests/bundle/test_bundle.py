"""`workflow bundle` and `workflow verify BUNDLE`: what it shows, to whom it is enough, and the same by somebody else's program."""

import base64
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.bundle.conftest import opened
from tests.bundle.outsider import checked
from tests.databases import Databases
from tests.installations import act_again
from tests.web.house import stage_demonstration
from workflow.cli import main
from workflow.records.database import triggers
from workflow.records.database.session import reading
from workflow.records.replaying.outside import checkpoint, origin_of

SLUG = "member-welfare"


def said(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    status = main(["verify", *map(str, arguments)])
    told = capsys.readouterr()
    return status, told.out + told.err


def test_what_it_shows_and_what_it_takes_to_believe_it(
    bundle: Callable[..., Path], outside: Path, capsys: pytest.CaptureFixture[str]
):
    file = bundle(SLUG)
    status, told = said(capsys, file)
    assert status == 2, "its own word alone"
    status, told = said(capsys, file, "--checkpoint", outside)
    assert status == 0, told
    for words in (
        "讨论 送达2025-04-10 09:00 UTC（第48条）、交付表决",
        "consulted: 2025-03-28 08:00 UTC (event 38); adopted: 2025-04-22 03:40 UTC (event 83), with the resolution",
        "made public: 2025-04-24 01:30 UTC (event 96), in force from 2025-05-01; 4 papers",
        "which is the one that was kept outside",
        "Witnesses: none.",
        "Outside stamp: none.",
        "Not shown: what was left out",
    ):
        assert words in told
    assert len(told.splitlines()) == 5
    assert "authentic" not in told


def test_somebody_elses_program_finds_the_same(house: sa.Engine, bundle: Callable[..., Path]):
    found = checked(bundle(SLUG))
    with reading(house) as db:
        assert base64.b64decode(found["root"]) == checkpoint(db, origin_of(db)).root
    assert {"submit", "approve", "consult", "send_papers", "lock", "count", "adopt", "issue", "keep"} <= set(
        found["verbs"]
    )
    assert len(found["papers"]) == 4
    assert len(found["texts"]) == 2
    assert {table for table, _ in found["rows"]} == {"regulation", "binding", "document_number", "paper", "paper_file"}


def test_the_same_record_and_checkpoint_make_the_same_bytes(bundle: Callable[..., Path], outside: Path):
    first, second = (bundle(SLUG, "--checkpoint", str(outside)) for _ in range(2))
    assert first.read_bytes() == second.read_bytes() == bundle(f"{SLUG}/1", "--checkpoint", str(outside)).read_bytes()


def test_every_published_text_has_one_and_no_other(
    bundle: Callable[..., Path], outside: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    for slug in (
        "work-report-2024",
        "factory-transparency",
        "representative-assembly",
        "staff-training",
        "staff-training/2",
    ):
        file = bundle(slug)
        checked(file)
        status, told = said(capsys, file, "--checkpoint", outside)
        assert status == 0, told
    assert "entered afterwards from papers" in told
    for what, words in (
        ("member-welfare/2", "no published edition"),
        ("nothing", "no such regulation"),
        ("member-welfare/x", "the edition is a number"),
    ):
        assert main(["bundle", what, "-o", str(tmp_path / "none.zip")]) == 2
        assert words in capsys.readouterr().err
        assert not (tmp_path / "none.zip").exists()


def test_another_checkpoint_cannot_judge_it(
    house: sa.Engine, bundle: Callable[..., Path], outside: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    act_again(house, 0)
    later = bundle(SLUG)
    status, told = said(capsys, later, "--checkpoint", outside)
    assert status == 2
    assert "so that this cannot be judged" in told
    assert said(capsys, bundle(SLUG, "--checkpoint", str(outside)), "--checkpoint", outside)[0] == 0
    early = tmp_path / "early.note"
    with reading(house) as db:
        early.write_text(checkpoint(db, origin_of(db), 20).words(), encoding="utf-8")
        other = tmp_path / "other.note"
        other.write_text(checkpoint(db, "regulation-workflow/other").words(), encoding="utf-8")
    for note, words in ((early, "take a later one"), (other, "not one of this record")):
        assert main(["bundle", SLUG, "-o", str(tmp_path / "early.zip"), "--checkpoint", str(note)]) == 2
        assert words in capsys.readouterr().err
    assert "is not the checkpoint that was kept outside" in said(capsys, later, "--checkpoint", other)[1]


def test_an_earlier_checkpoint_judges_it_by_a_proof(
    house: sa.Engine, bundle: Callable[..., Path], outside: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """Whoever keeps an earlier checkpoint is shown that its log is the beginning of today's."""
    act_again(house, 0)
    later = bundle(SLUG, "--since", str(outside))
    status, told = said(capsys, later, "--checkpoint", outside)
    assert status == 0, told
    assert "is proved to be its beginning, and holds all that is shown" in told
    # Kept before something happened that the bundle shows: that much stands on its own word alone.
    notes = {}
    with reading(house) as db:
        for size in (60, 90):
            notes[size] = tmp_path / f"kept-{size}.note"
            notes[size].write_text(checkpoint(db, origin_of(db), size).words(), encoding="utf-8")
        point = checkpoint(db, origin_of(db), 60)
    status, told = said(capsys, bundle(SLUG, "--since", str(notes[60])), "--checkpoint", notes[60])
    assert status == 2
    assert "events behind number 60" in told
    # Another history that was as long then.
    forged = tmp_path / "forged.note"
    forged.write_text(replace(point, root=bytes(32)).words(), encoding="utf-8")
    status, told = said(capsys, bundle(SLUG, "--since", str(notes[60])), "--checkpoint", forged)
    assert status == 1
    assert "since.json the log of the checkpoint that was kept outside is not the beginning" in told
    # The proof is over one checkpoint and says nothing of another.
    assert said(capsys, bundle(SLUG, "--since", str(notes[60])), "--checkpoint", notes[90])[0] == 2
    for note, also in ((forged, ()), (outside, ("--checkpoint", str(notes[90])))):
        assert main(["bundle", SLUG, "-o", str(tmp_path / "none.zip"), "--since", str(note), *also]) == 2
        assert not (tmp_path / "none.zip").exists()


def test_the_key_can_be_named(bundle: Callable[..., Path], outside: Path, capsys: pytest.CaptureFixture[str]):
    file = bundle(SLUG)
    assert main(["checkpoint", "--key"]) == 0
    key = capsys.readouterr().out.strip()
    assert said(capsys, file, "--key", key)[0] == 2, "the house's word is still its own"
    assert said(capsys, file, "--key", key, "--checkpoint", outside)[0] == 0


@pytest.mark.parametrize("content", ["X'00'", "'words'"])
def test_an_altered_paper_makes_no_bundle(
    house: sa.Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
):
    with house.begin() as connection:
        triggers.remove(connection)
        connection.execute(sa.text(f"UPDATE paper_file SET bytes = {content} WHERE paper_id = 15"))
        triggers.install(connection)
    assert main(["bundle", SLUG, "-o", str(tmp_path / "one.zip")]) == 2
    assert "paper:15" in capsys.readouterr().err
    assert not (tmp_path / "one.zip").exists()


def test_an_erased_payload_is_left_out(
    house: sa.Engine, bundle: Callable[..., Path], capsys: pytest.CaptureFixture[str]
):
    assert main(["erase", "96", "--reason", "本人申请"]) == 0
    file = bundle(SLUG)
    checked(file)
    status, told = said(capsys, file)
    assert status == 2
    assert "不一致" not in told


@pytest.mark.thorough
def test_a_house_on_postgresql(
    databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    url = databases.copy("postgresql", "demonstration_web", stage_demonstration)
    engine = next(opened(url, tmp_path, monkeypatch))
    assert main(["checkpoint"]) == 0
    outside = tmp_path / "outside.note"
    outside.write_text(capsys.readouterr().out, encoding="utf-8")
    file = tmp_path / "one.zip"
    assert main(["bundle", SLUG, "-o", str(file)]) == 0
    engine.dispose()
    assert len(checked(file)["papers"]) == 4
    assert said(capsys, file, "--checkpoint", outside)[0] == 0
