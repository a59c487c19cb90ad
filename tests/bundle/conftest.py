"""A house with papers of its votes kept, and bundles that left it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from tests.databases import Databases
from tests.installations import NOW
from tests.web.house import settings_for, stage_demonstration
from workflow import archive, paths
from workflow.cli import main
from workflow.lifecycle.acting import Act
from workflow.records.database.installation import open_database
from workflow.records.database.session import writing
from workflow.records.paper import Paper, PaperFile
from workflow.rules.procedure import parse_procedure


def kept(engine: sa.Engine, url: str) -> None:
    """The files of everything that was frozen in declarations, as the worker attaches them."""
    procedure = parse_procedure((paths.policies() / "procedure.toml").read_text(encoding="utf-8"))
    with writing(engine) as db:
        act = Act(db, None, NOW, settings_for(url).time_zone, procedure)
        without = select(Paper).where(col(Paper.id).not_in(select(PaperFile.paper_id))).order_by(col(Paper.id))
        for paper in db.exec(without).all():
            archive.keep(act, paper, f"%PDF-1.4 {paper.kind} {paper.id}".encode())


@pytest.fixture
def house(databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[sa.Engine]:
    """The demonstration as the installation that commands find."""
    url = databases.copy("sqlite", "demonstration_web", stage_demonstration)
    yield from opened(url, tmp_path, monkeypatch)


def opened(url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[sa.Engine]:
    """A database as the installation that commands find, with the papers of its votes kept."""
    data = folder / "data"
    data.mkdir(exist_ok=True)
    for name, value in {"DATABASE_URL": url, "DATA_DIR": str(data), "SESSION_KEY": "k" * 40}.items():
        monkeypatch.setenv(name, value.replace("postgresql+psycopg://", "postgresql://"))
    engine = open_database(url, data, NOW)
    kept(engine, url)
    yield engine
    engine.dispose()


@pytest.fixture
def bundle(house: sa.Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Path]:
    """Makes a bundle of what is named."""

    def made(what: str, *options: str) -> Path:
        file = tmp_path / f"{what.replace('/', '-')}-{len(list(tmp_path.iterdir()))}.zip"
        assert main(["bundle", what, "-o", str(file), *options]) == 0
        capsys.readouterr()
        return file

    return made


@pytest.fixture
def outside(house: sa.Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A checkpoint that left the house."""
    assert main(["checkpoint"]) == 0
    file = tmp_path / "checkpoint.note"
    file.write_text(capsys.readouterr().out, encoding="utf-8")
    return file
