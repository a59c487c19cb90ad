"""A database that was deleted, a disk that is full: a sentence in the browser, no number of a fault, and the typed words."""

import resource
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.installations import NOW
from tests.web.house import House, Opening, csrf_token, in_language, settings_for
from workflow.records.database.installation import engine_of, open_database
from workflow.records.database.watch import attach, watch_of
from workflow.web.app import create_app
from workflow.web.request import visit

TYPED = {"name_zh": "写好的名称", "name_en": "x", "slug": "own-affairs", "kind": "regulation"}
Watched = Callable[[str], House]


@pytest.fixture
def watched(opening: Opening, tmp_path: Path) -> Watched:
    """Opens the demonstration as an installation opens its own database."""

    def open_house(kind: str) -> House:
        house = opening(kind, DATA_DIR=str(tmp_path))
        open_database(house.settings.database_url, tmp_path, NOW).dispose()
        watch = watch_of(engine_of(house.settings.database_url, tmp_path))
        assert watch is not None
        attach(house.engine, watch)
        house.engine.dispose()  # what was opened unwatched
        return house

    return open_house


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_called_done_when_the_file_is_gone(watched: Watched, language: str):
    house = watched("sqlite")
    visitor = house.visitor("drafter")
    visitor.token = csrf_token(visitor.get("/regulations/new").text)
    Path(house.url.removeprefix("sqlite:///")).unlink()
    sentence = {"zh": "不见了", "en": "is gone, and nothing was done"}[language]
    for _ in range(2):
        answer = visitor.post(in_language("/regulations/new", language), TYPED)
        assert answer.status_code == 503
        assert sentence in answer.text
        assert "写好的名称" in answer.text
        for path in ("/desk", "/", "/sign-in"):
            page = visitor.get(in_language(path, language))
            assert page.status_code == 503
            assert sentence in page.text
            assert "base.css" in page.text, "a page like every other"
    for words in ("编号", "number", "Traceback"):
        assert words not in answer.text


def test_a_server_process_starts_while_the_database_is_away(watched: Watched, tmp_path: Path):
    house = watched("sqlite")
    file = Path(house.url.removeprefix("sqlite:///"))
    house.engine.dispose()
    file.rename(tmp_path / "aside")
    app = create_app(settings_for(house.url, DATA_DIR=str(tmp_path)))
    client = app.test_client()
    assert "不见了" in client.get("/").text
    (tmp_path / "aside").rename(file)
    assert client.get("/").status_code == 200
    assert "演示系统" in client.get("/").text
    shared: visit.House = app.extensions["house"]
    shared.engine.dispose()


def test_a_full_disk_is_told_and_the_words_come_back(watched: Watched):
    house = watched("sqlite")
    visitor = house.visitor("drafter")
    assert visitor.post("/regulations/new", TYPED).status_code == 302
    sa.event.listen(house.engine, "begin", lambda connection: connection.exec_driver_sql("PRAGMA max_page_count=1"))
    before = house.rows()
    text = "食堂管理办法\n\n" + "".join(f"第{number}条　写好的正文。\n" for number in range(1, 4_000))
    for path in ("save", "keep"):
        answer = visitor.post(
            f"/regulations/own-affairs/editions/1/{path}", {"words": text, "base": "0", "language": "zh"}
        )
        assert answer.status_code == 503
        assert "磁盘已满" in answer.text
        assert "写好的正文" in answer.text
    assert house.rows() == before


def test_a_file_that_the_disk_has_no_room_for_takes_no_words_with_it(house: House):
    """A large file is put on the disk while the form is read; what was typed before and after it is still given back."""
    visitor = house.visitor("secretary")
    visitor.get("/sign-in")
    before = house.rows()
    fields = {
        "held_on": "2026-03-16",
        "enterprise_side": "写好的一方",
        "union_side": "写好的另一方",
        "outcome": "写好的结果",
    }
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, hard))
    try:
        answer = visitor.post(
            "/regulations/factory-transparency/editions/2/consult",
            fields,
            files={"paper": (b"%PDF-" + b"x" * 505_000, "a.pdf")},
        )
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert answer.status_code == 503
    assert "磁盘已满" in answer.text
    assert all(words in answer.text for words in ("写好的一方", "写好的另一方", "写好的结果"))
    assert house.rows() == before


def test_missing_tables_are_told_on_either_kind(watched: Watched):
    for kind in ("sqlite", "postgresql"):
        house = watched(kind)
        visitor = house.visitor("drafter")
        visitor.token = csrf_token(visitor.get("/regulations/new").text)
        with house.engine.begin() as connection:
            connection.exec_driver_sql("DROP TABLE payload")
        answer = visitor.post(in_language("/regulations/new", "en"), TYPED)
        assert answer.status_code == 503
        assert "payload" in answer.text
        assert "写好的名称" in answer.text
