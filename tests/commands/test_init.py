"""`workflow init` and what `workflow serve` says of an empty database, with both kinds of database."""

import io
from pathlib import Path

import pytest
from sqlmodel import select

from tests.databases import ONE_KIND, Databases
from tests.running.terminal import at_the_terminal
from tests.web.house import KEY
from workflow.cli import main
from workflow.commands import serve
from workflow.config import Settings
from workflow.lifecycle.people.people import is_demonstration
from workflow.records.database.session import make_engine, reading
from workflow.records.enterprise import names_of_enterprise
from workflow.records.person import Entity
from workflow.web.app import create_app

pytestmark = pytest.mark.thorough

PASSWORD = "a password of some length"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    """The settings of every server that a test started; none really listens."""
    servers: list[Settings] = []
    monkeypatch.setattr(serve, "_serve", servers.append)
    return servers


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, empty_database_url: str) -> str:
    """The environment of an enterprise with an empty database."""
    url = empty_database_url.replace("postgresql+psycopg://", "postgresql://")
    for name, value in {"DATABASE_URL": url, "SESSION_KEY": KEY, "DATA_DIR": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("ADMIN_PASSWORD", raising=False)
    return empty_database_url


def test_the_first_administrator_signs_in(
    at_home: str, started: list[Settings], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    assert main(["serve", "--no-demonstration"]) == 0
    monkeypatch.setenv("ADMIN_PASSWORD", PASSWORD)
    assert main(["init", "root"]) == 0
    assert "/sign-in" in capsys.readouterr().out
    assert main(["serve"]) == 0  # no demonstration comes into a database with people
    assert len(started) == 2
    engine = make_engine(at_home)
    with reading(engine) as db:
        assert not is_demonstration(db)
    app = create_app(started[-1], engine)
    visitor = app.test_client()
    page = visitor.get("/sign-in").text
    assert "data-person" not in page
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    sent = {"csrf_token": token, "person": "root"}
    assert visitor.post("/demonstration/sign-in", data=sent).status_code == 404
    answer = visitor.post("/sign-in", data={"csrf_token": token, "code": "root", "password": PASSWORD})
    assert answer.status_code == 302
    assert visitor.get("/people").status_code == 200
    engine.dispose()


@pytest.mark.parametrize("empty_database_url", ONE_KIND, indirect=True)
def test_there_is_one_first_administrator(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setenv("ADMIN_PASSWORD", PASSWORD)
    assert main(["init", "root"]) == 0
    assert main(["init", "another"]) == 2
    assert "has people already" in capsys.readouterr().err


@pytest.mark.parametrize("empty_database_url", ONE_KIND, indirect=True)
def test_where_there_are_people_nothing_is_asked(at_home: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ADMIN_PASSWORD", PASSWORD)
    assert main(["init", "root"]) == 0
    status, said = at_the_terminal(["init", "another"], tmp_path, at_home, [])
    assert (status, said.count("\n"), "has people already" in said) == (2, 1, True), said


@pytest.mark.parametrize("empty_database_url", ONE_KIND, indirect=True)
@pytest.mark.parametrize("answered", [[], [("企业全称", "甲厂"), ("英文", "")]], ids=["the name", "the code"])
def test_whoever_ends_the_input_is_told_in_one_sentence(at_home: str, tmp_path: Path, answered: list[tuple[str, str]]):
    end = "\x04"  # Ctrl+D
    asked = "代字" if answered else "企业全称"
    status, said = at_the_terminal(["init", "root"], tmp_path, at_home, [*answered, (asked, end)])
    assert (status, "什么也没有做" in said, "fault of the program" in said) == (2, True, False), said
    assert names_in(at_home) == []


@pytest.mark.parametrize("empty_database_url", ONE_KIND, indirect=True)
@pytest.mark.parametrize("password", ["", "short"])
def test_a_password_that_cannot_be_used_is_one_sentence(
    password: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("ADMIN_PASSWORD", password)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert main(["init", "root"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1


@pytest.mark.parametrize("empty_database_url", ONE_KIND, indirect=True)
def test_a_password_is_typed_twice_and_asked_for_anew_when_it_will_not_do(at_home: str, tmp_path: Path):
    first, again = "Password", "Once more"
    typed = [(first, "short"), (first, PASSWORD), (again, f"{PASSWORD}s"), (first, PASSWORD), (again, PASSWORD)]
    status, said = at_the_terminal(
        ["init", "root"], tmp_path, at_home, [("企业全称", "甲厂"), ("英文", ""), ("代字", ""), *typed]
    )
    assert status == 0, said
    assert "两次输入的密码不一样" in said
    assert PASSWORD not in said
    assert names_in(at_home) == [("甲厂", "甲厂", "甲厂", None)]


@pytest.mark.parametrize("empty_database_url", ONE_KIND, indirect=True)
def test_whoever_never_types_it_twice_has_made_nothing(at_home: str, tmp_path: Path):
    typed = [("Password", PASSWORD), ("Once more", "another")] * 3
    status, said = at_the_terminal(
        ["init", "root"], tmp_path, at_home, [("企业全称", "甲厂"), ("英文", ""), ("代字", ""), *typed]
    )
    assert (status, "什么也没有做" in said) == (2, True), said
    assert names_in(at_home) == []


@pytest.mark.parametrize("empty_database_url", ONE_KIND, indirect=True)
def test_an_empty_postgresql_never_gets_the_demonstration(
    databases: Databases, started: list[Settings], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    url = databases.empty("postgresql").replace("postgresql+psycopg://", "postgresql://")
    monkeypatch.setenv("DATABASE_URL", url)
    assert main(["serve"]) == 2
    assert "workflow init ACCOUNT" in capsys.readouterr().err
    assert started == []


def names_in(url: str) -> list[tuple[str, str, str, int | None]]:
    engine = make_engine(url)
    with reading(engine) as db:
        found = [(one.name_zh, one.short_zh, one.code, one.given_by) for one in names_of_enterprise(db)]
    engine.dispose()
    return found


def test_the_enterprise_is_named_with_the_command(at_home: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ADMIN_PASSWORD", PASSWORD)
    assert (
        main(["init", "root", "--enterprise", "南山机械股份有限公司", "--short", "南山", "--document-code", "南机"])
        == 0
    )
    assert names_in(at_home) == [("南山机械股份有限公司", "南山", "南机", None)]
    engine = make_engine(at_home)
    with reading(engine) as db:
        assert [(one.code, one.name_zh) for one in db.exec(select(Entity))] == [("hq", "南山机械股份有限公司")]
    engine.dispose()


@pytest.mark.parametrize("empty_database_url", ONE_KIND, indirect=True)
def test_what_is_set_is_what_it_is_called(at_home: str, monkeypatch: pytest.MonkeyPatch):
    for name, value in {
        "ADMIN_PASSWORD": PASSWORD,
        "ENTERPRISE_NAME_ZH": "甲厂",
        "ENTERPRISE_NAME_EN": "Plant A",
    }.items():
        monkeypatch.setenv(name, value)
    assert main(["init", "root"]) == 0
    assert names_in(at_home) == [("甲厂", "甲厂", "甲厂", None)]


@pytest.mark.parametrize("empty_database_url", ONE_KIND, indirect=True)
def test_nobody_is_silently_called_anything(
    at_home: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("ADMIN_PASSWORD", PASSWORD)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert main(["init", "root"]) == 0
    assert names_in(at_home) == []
    said = capsys.readouterr().out
    assert "The enterprise has no name yet" in said
    assert "尚未写明企业名称" in said


@pytest.mark.parametrize("empty_database_url", ONE_KIND, indirect=True)
def test_a_name_that_cannot_be_used_is_one_sentence(
    at_home: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("ADMIN_PASSWORD", PASSWORD)
    assert main(["init", "root", "--enterprise", "甲厂", "--document-code", "机字〔2025〕"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert names_in(at_home) == []
