"""Starting the server: what stands in the way is one sentence, before anything takes time."""

import socket

import pytest

from workflow.commands import serve
from workflow.commands.arguments import Unusable


def test_a_port_in_use_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("DATA_DIR", str(tmp_path))
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))
        with pytest.raises(Unusable, match="choose another port"):
            serve.run([])


def test_a_database_that_cannot_be_opened_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}")
    with pytest.raises(Unusable, match="cannot be opened"):
        serve.run([])


def test_the_database_is_for_its_owner_alone(monkeypatch: pytest.MonkeyPatch, tmp_path):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    with serve.opened():
        assert (tmp_path / "workflow.sqlite").stat().st_mode & 0o077 == 0
