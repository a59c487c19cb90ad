"""The faces of this machine, the faces of a machine without set-up, and one printed regulation for many looks."""

from dataclasses import replace

import pytest

from tests.publishing import kinds, specimens
from tests.publishing.kinds import FACTS
from workflow.config import Settings
from workflow.publishing.faces import fonts, typefaces
from workflow.publishing.faces.fonts import Faces, faces
from workflow.publishing.pdf import render
from workflow.publishing.values.facts import PrintFacts


@pytest.fixture(scope="session")
def installed() -> Faces:
    """The faces of this machine."""
    return faces(Settings.from_environ({}))


def only_packaged(installed: Faces) -> Faces:
    """The faces that packages bring, as on a machine where set-up could install none: the same everywhere."""
    roles = {role: installed.complete["hei" if role == "hei" else "song"] for role in installed.roles}
    return Faces(roles, installed.complete, installed.latin, ("fangsong", "kai", "xiaobiaosong"))


@pytest.fixture(scope="session")
def packaged(installed: Faces) -> Faces:
    """The faces of a machine without set-up."""
    return only_packaged(installed)


@pytest.fixture(scope="session")
def facts() -> PrintFacts:
    """What is known of an issued edition."""
    return FACTS


@pytest.fixture(scope="session")
def printed_regulation(installed: Faces) -> bytes:
    """The specimen regulation as issued."""
    return render(specimens.regulation(), FACTS, installed)


@pytest.fixture(scope="session")
def every_kind(installed: Faces) -> dict[str, bytes]:
    """Every kind of paper, drawn once."""
    return {name: draw(installed) for name, draw in kinds.KINDS.items()}


@pytest.fixture(scope="session")
def every_kind_packaged(packaged: Faces) -> dict[str, bytes]:
    """The same on a machine without set-up."""
    return {name: draw(packaged) for name, draw in kinds.KINDS.items()}


@pytest.fixture
def as_shipped(installed: Faces, monkeypatch) -> Faces:
    """The complete faces as their makers ship them, and nothing that would mend them: what the looks at ink must notice."""
    monkeypatch.setattr(typefaces, "other_glyphs", lambda _: 0)
    shipped = {
        name: replace(face, path=fonts._packaged("pylopdf_fonts_zh_cn", face.path.name))
        for name, face in installed.complete.items()
    }
    return only_packaged(replace(installed, complete=shipped))
