"""The faces of this machine, the faces of a machine without set-up, and one printed regulation for many looks."""

from datetime import date

import pytest

from tests.publishing import specimens
from workflow.config import Settings
from workflow.publishing.facts import PrintFacts
from workflow.publishing.fonts import Faces, faces
from workflow.publishing.pdf import render

FACTS = PrintFacts(
    enterprise="某某新材料股份有限公司",
    document_number="某材职代〔2025〕3号",
    edition_number=2,
    session="第一届职工代表大会第二次会议",
    effective_date=date(2025, 5, 1),
    fingerprint="7c41e09b52da1f8803be96a7d4f02b6e" * 2,
)


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
