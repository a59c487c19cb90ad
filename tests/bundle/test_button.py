"""The evidence bundle by a button on the record page: to whom it is given, what it proves, and what is said where there is none."""

import base64
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.bundle.conftest import opened
from tests.bundle.outsider import checked
from tests.databases import Databases
from tests.installations import act_again
from tests.web.house import House, in_language, stage_demonstration
from workflow.bundle import form
from workflow.cli import main
from workflow.records.database.session import reading
from workflow.records.replaying.outside import checkpoint, origin_of
from workflow.web.library import bundling
from workflow.words import Words

SLUG = "member-welfare"
PATH, RECORD = f"/regulations/{SLUG}/record/bundle", f"/regulations/{SLUG}/record"


@pytest.fixture
def site(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[House, sa.Engine]]:
    """The demonstration with its papers kept, in a browser and for commands."""
    url = databases.copy("sqlite", "demonstration_web", stage_demonstration)
    for engine in opened(url, tmp_path, monkeypatch):
        house = House(url, variables={"DATA_DIR": str(tmp_path / "data")})
        yield house, engine
        house.close()


def kept(content: bytes, folder: Path, name: str = "bundle.zip") -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


def said(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    status = main(["verify", *map(str, arguments)])
    told = capsys.readouterr()
    return status, told.out + told.err


def test_whoever_works_here_is_given_what_the_command_writes(
    site: tuple[House, sa.Engine], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    house, _ = site
    employee = house.visitor("employee")
    page = employee.get(RECORD)
    assert f'action="{PATH}#bundle"' in page.text
    answer = employee.post(PATH)
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "filename*=UTF-8''" in answer.headers["Content-Disposition"]
    file = kept(answer.data, tmp_path)
    found = checked(file)
    assert len(found["papers"]) == 4
    note = tmp_path / "outside.note"
    assert main(["checkpoint"]) == 0
    note.write_text(capsys.readouterr().out, encoding="utf-8")
    assert said(capsys, file)[0] == 2, "its own word alone"
    status, told = said(capsys, file, "--checkpoint", note)
    assert status == 0, told
    # The very bytes of the command, over the same checkpoint.
    inner = tmp_path / "inner.note"
    with zipfile.ZipFile(file) as opened_:
        inner.write_bytes(opened_.read(form.CHECKPOINT))
    assert main(["bundle", SLUG, "-o", str(tmp_path / "command.zip"), "--checkpoint", str(inner)]) == 0
    assert (tmp_path / "command.zip").read_bytes() == answer.data


def test_nobody_else_and_nothing_that_is_not_published(site: tuple[House, sa.Engine]):
    house, _ = site
    stranger = house.visitor()
    assert stranger.post(PATH).status_code in (302, 303, 401, 403)
    employee = house.visitor("employee")
    assert employee.post("/regulations/no-such/record/bundle").status_code == 404
    assert employee.client.post(PATH).status_code == 400, "without the token of the form"
    drafter = house.visitor("drafter")
    refused = drafter.post(PATH, {"edition": "99"})
    assert refused.status_code == 409
    assert "没有已公布的版本" in refused.text


def test_an_earlier_checkpoint_is_proved_to_be_its_beginning(
    site: tuple[House, sa.Engine], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    house, engine = site
    with reading(engine) as db:
        point = checkpoint(db, origin_of(db))
        other = checkpoint(db, "regulation-workflow/other")
    early = tmp_path / "early.note"
    early.write_text(point.words(), encoding="utf-8")
    act_again(engine, 0)
    employee = house.visitor("employee")
    pasted = point.words().replace("\n", "\r\n") + "  "
    answer = employee.post(PATH, {"since": pasted, "edition": "1"})
    assert answer.mimetype == "application/zip"
    status, told = said(capsys, kept(answer.data, tmp_path), "--checkpoint", early)
    assert status == 0, told
    assert "is proved to be its beginning" in told
    plain = employee.post(PATH, {"since": "  "})
    assert said(capsys, kept(plain.data, tmp_path, "plain.zip"), "--checkpoint", early)[0] == 2
    # What cannot be used is said beside the field, and stays in it.
    for typed, zh, en in (
        ("hello <b>", bundling.NO_CHECKPOINT.zh, bundling.NO_CHECKPOINT.en),
        ("x" * 70_000, bundling.NO_CHECKPOINT.zh, bundling.NO_CHECKPOINT.en),
        (other.words(), "保存在外的检查点不在本检查点之前", "is not before this one"),
    ):
        for language, words in (("zh", zh), ("en", en)):
            refused = employee.post(in_language(PATH, language), {"since": typed})
            assert refused.status_code == 422
            assert words in refused.text
            assert typed.splitlines()[0].replace("<", "&lt;").replace(">", "&gt;") in refused.text


def test_what_takes_longer_says_how_far_it_has_come(
    site: tuple[House, sa.Engine], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    house, _ = site
    monkeypatch.setattr(bundling, "QUICK", 0.0)
    employee = house.visitor("employee")
    page = employee.post(PATH)
    assert (page.status_code, page.mimetype) == (200, "text/html")
    assert page.text.count("<progress") == 2
    found = re.search(r'href="data:application/zip;base64,([^"]+)"', page.text)
    assert found
    assert len(checked(kept(base64.b64decode(found[1]), tmp_path))["papers"]) == 4
    monkeypatch.setattr(bundling, "IN_A_PAGE", 10)
    assert bundling.TOO_LARGE.zh in employee.post(PATH).text
    assert "没有已公布的版本" in employee.post(PATH, {"edition": "99"}).text


def test_a_witness_that_did_not_sign_is_named(site: tuple[House, sa.Engine], monkeypatch: pytest.MonkeyPatch):
    house, _ = site
    silent = [Words("见证方没有回答。", "A witness did not answer.")]
    monkeypatch.setattr("workflow.web.library.bundling.cosigned", lambda note, *_: (note, silent, 0))
    page = house.visitor("employee").post(PATH)
    assert page.mimetype == "text/html"
    assert silent[0].zh in page.text
    assert "data:application/zip" in page.text
