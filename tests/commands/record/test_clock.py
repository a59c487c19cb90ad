"""`workflow clock`: a clock that was fast is declared to have been, and acts go on."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.installations import act
from workflow.cli import main
from workflow.records import event
from workflow.records.database.installation import open_database
from workflow.records.database.session import reading
from workflow.records.event import broken_links


def test_acts_go_on_after_a_clock_that_was_fast(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    assert main(["clock"]) == 0
    now = datetime.now(UTC)
    engine = open_database(sqlite_url, tmp_path, now)
    act(engine, "one", now + timedelta(days=30))
    monkeypatch.setenv("ADMIN_PASSWORD", "a password of some length")
    assert main(["init", "root"]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "workflow clock" in told
    assert main(["clock"]) == 1
    assert "--set-back" in capsys.readouterr().out
    assert main(["clock", "--set-back"]) == 0
    assert main(["init", "root"]) == 0
    with reading(engine) as db:
        assert broken_links(db) == []
        assert db.get_one(event.Event, 2).verb == event.SET_BACK
    engine.dispose()
