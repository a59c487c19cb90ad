"""`workflow verify`, `checkpoint` and `erase`: what they say, and by which status a program can tell."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.databases import Databases
from tests.installations import NOW, act_again
from tests.web.house import stage_demonstration
from workflow.cli import main
from workflow.records.database import triggers
from workflow.records.database.installation import open_database
from workflow.records.database.session import make_engine


def test_a_record_is_whole_anchored_cut_and_changed(
    databases: Databases, at: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    url = databases.copy("sqlite", "demonstration_web", stage_demonstration)
    engine = open_database(url, at(url, "here"), NOW)
    assert main(["verify"]) == 2
    assert "Own chain: internal consistency only" in capsys.readouterr().out
    assert main(["checkpoint"]) == 0
    outside = tmp_path / "checkpoint"
    outside.write_text(capsys.readouterr().out, encoding="utf-8")
    act_again(engine, 0)
    assert main(["verify", "--checkpoint", str(outside)]) == 0
    assert main(["backup", str(tmp_path / "one.backup")]) == 0
    assert main(["verify", str(tmp_path / "one.backup"), "--checkpoint", str(outside)]) == 0
    capsys.readouterr()
    with engine.begin() as connection:
        triggers.remove(connection)
        connection.execute(sa.text("UPDATE approval SET opinion = '另一句' WHERE id = 1"))
        connection.execute(sa.text("DELETE FROM payload WHERE event_seq = 5"))
        triggers.install(connection)
    engine.dispose()
    assert main(["verify", "--checkpoint", str(outside)]) == 1
    said = capsys.readouterr().out
    assert re.search(r"不一致：approval 1 is not as event \d+ left it", said)
    assert "不一致：payload 5 was taken away, and no event says so" in said
    assert "authentic" not in said


def test_erasing_words_is_told_as_erasing(
    databases: Databases, kind: str, at: Callable[..., Path], capsys: pytest.CaptureFixture[str]
):
    url = databases.copy(kind, "demonstration_web", stage_demonstration)
    at(url, "here")
    assert main(["erase", "7", "--reason", "本人申请"]) == 0
    capsys.readouterr()
    assert main(["verify"]) == 2
    assert "The words of event 7 were erased on" in capsys.readouterr().out
    assert main(["erase", "7", "--reason", "again"]) == 2
    assert "its words were erased" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"text", b"SQLite format 3\0"])
def test_what_is_no_record_is_one_sentence(tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "file"
    file.write_bytes(content)
    assert main(["verify", str(file)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1


def test_what_is_not_there_is_not_made(at: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "missing.db"
    at(f"sqlite:///{file}", "here")
    assert main(["verify"]) == 2
    assert main(["verify", f"sqlite:///{file}"]) == 2
    assert capsys.readouterr().err.count("there is no such database") == 2
    assert not file.exists()


def test_an_account_that_may_make_no_schema_is_told_what_it_needs(
    databases: Databases, at: Callable[..., Path], capsys: pytest.CaptureFixture[str]
):
    url = databases.copy("postgresql", "demonstration_web", stage_demonstration)
    at(url, "here")
    engine = make_engine(url)
    with engine.begin() as connection:
        name = connection.execute(sa.text("SELECT current_database()")).scalar_one()
        connection.execute(sa.text("DROP ROLE IF EXISTS only_reads"))
        connection.execute(sa.text("CREATE ROLE only_reads LOGIN"))
        connection.execute(sa.text(f'REVOKE CREATE ON DATABASE "{name}" FROM PUBLIC'))
        connection.execute(sa.text("GRANT SELECT ON ALL TABLES IN SCHEMA public TO only_reads"))
    assert main(["verify", url.replace("//postgres@", "//only_reads@")]) == 2
    assert "grant this account CREATE" in capsys.readouterr().err
    with engine.begin() as connection:
        connection.execute(sa.text("DROP OWNED BY only_reads"))
        connection.execute(sa.text("DROP ROLE only_reads"))
    engine.dispose()
