"""Chromium for tests: where it is, how it is started, and which fonts it may use."""

import os
import shutil
from pathlib import Path

import pytest

from workflow import paths
from workflow.config import Settings
from workflow.publishing.faces.fonts import faces

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: A browser under test has nothing to say to the outside.
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium_path() -> Path:
    """The browser that CHROMIUM names, else the first one found; the test fails where there is none."""
    named = os.environ.get("CHROMIUM")
    found = named or next(filter(None, map(shutil.which, NAMES)), None)
    if found and Path(found).is_file():
        return Path(found)
    pytest.fail("No Chromium was found for the browser tests: type make setup, or CHROMIUM=/path/to/browser make test.")


def flags() -> list[str]:
    """How Chromium is started; its sandbox cannot be had as root."""
    return [*FLAGS, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else list(FLAGS)


def fonts_configuration(folder: Path) -> Path:
    """Write a fontconfig file into `folder` that adds the faces of set-up to those of the machine, and give its path."""
    folders = {face.path.parent for face in faces(Settings.from_environ({})).every()} | {paths.fonts()}
    named = "".join(f"  <dir>{folder}</dir>\n" for folder in sorted(folders))
    file = folder / "fonts.conf"
    file.write_text(
        "<?xml version='1.0'?>\n<!DOCTYPE fontconfig SYSTEM 'urn:fontconfig:fonts.dtd'>\n<fontconfig>\n"
        "  <include ignore_missing='yes'>/etc/fonts/fonts.conf</include>\n"
        f"{named}  <cachedir>{folder}/cache</cachedir>\n</fontconfig>\n",
        encoding="utf-8",
    )
    return file
