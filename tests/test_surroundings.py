"""Tests do not depend on where they run: a sample of them passes in surroundings that are as foreign as can be."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.surroundings import foreign

ROOT = Path(__file__).parent.parent
#: What starts the server, opens databases, reads settings and makes files.
SAMPLE = (
    "tests/commands/test_init.py",
    "tests/commands/test_serve.py",
    "tests/test_cli.py",
    "tests/test_config.py",
)
FOREIGN = {
    "HOST": "0.0.0.0",
    "DATABASE_URL": "postgresql://nobody@nowhere/nothing",
    "DATA_DIR": "/nowhere/at/all",
    "SESSION_KEY": "short",
    "ADMIN_PASSWORD": "a password of the developer's own",
    "ENTERPRISE_NAME_ZH": "别人的公司",
    "PUBLIC_URL": "https://somewhere.example",
    "WORKFLOW_TRACE": "1",
    "PGHOST": "nowhere",
    "PGUSER": "nobody",
    "http_proxy": "http://127.0.0.1:9",
    "HTTP_PROXY": "http://127.0.0.1:9",
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "COLUMNS": "20",
    "PYTHONDONTWRITEBYTECODE": "1",
}


@pytest.mark.thorough
def test_a_sample_passes_in_foreign_surroundings():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "-x",
                "-p",
                "no:cacheprovider",
                *SAMPLE,
                "-k",
                "not quickly",
                "-m",
                "not thorough and not soak",
            ],
            env={**os.environ, **FOREIGN, "PORT": str(taken.getsockname()[1])},
            cwd=ROOT,
            capture_output=True,
            text=True,
            umask=0o077,
            timeout=400,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-4000:]


def test_programs_keep_what_they_compiled():
    """A container may forbid it: then whatever starts a program waits for all of the product to be compiled again."""
    wanted = "import sys; assert not sys.dont_write_bytecode"
    subprocess.run([sys.executable, "-c", wanted], check=True)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "\nunexport PYTHONDONTWRITEBYTECODE\n" in makefile


def test_what_is_foreign_is_what_the_product_reads():
    """The sample above proves something: nearly all it is given are variables that the product would read."""
    assert {"HOST", "PORT", "DATABASE_URL", "DATA_DIR", "SESSION_KEY", "PUBLIC_URL"} <= foreign()
    assert foreign() & set(os.environ) <= {"PORT"}
