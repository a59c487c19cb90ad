"""`.fonts`: the free Chinese faces, fetched from the system or from Debian, and copies of all faces mended for readers of PDF."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from workflow.bootstrap.steps import (
    FONTS,
    PYTHON,
    VENV,
    VERSION,
    MissingError,
    digest,
    is_root,
    run,
    stamped,
    step,
    words,
)

#: 仿宋, 楷体, 黑体 and a bold 宋体 with the usual look; GPL-3 with an exception for the documents they are embedded in.
#: Their SHA-256 are the same in Debian 12 and 13, so that documents look the same wherever they were printed.
FACES = {
    "FandolFang-Regular.otf": "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9",
    "FandolKai-Regular.otf": "ea7e7fb4f9b3ac694a68d43946e04d21deed6e8c29a7c2d3081e1a4138f2f827",
    "FandolHei-Regular.otf": "4afa97aa8751e0118617df88272b58d43691b5cffb7ea024c4580496e9f34d28",
    "FandolSong-Bold.otf": "ffa76a70e128947a4dd22151d5ee829b23e24ce3cb6fe8ad49891cd1c2d9e9b9",
}
#: The complete faces and the Latin one, which Python packages bring, below their site-packages.
PACKAGED_FACES = ("pylopdf_fonts_zh_cn/*.otf", "font_source_serif_pro/files/SourceSerifPro-[RBLI]*.ttf")
FACES_PACKAGE = "texlive-lang-chinese"
FACES_FOLDER = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
FACES_LICENCE = "usr/share/doc/texlive-doc/fonts/fandol/COPYING.gz"


def fetch_faces(again: bool = False) -> None:
    """Put the free 仿宋, 楷体, 黑体 and bold 宋体 into `.fonts`; a sentence says so where 宋体 stands in."""
    stamp = FONTS / "stamp"
    wanted = digest(VERSION, FACES_PACKAGE, *FACES)
    if again or not stamped(stamp).startswith(wanted):
        FONTS.mkdir(exist_ok=True)
        reason = ""
        try:
            with step("安装中文字体（下载约 50 MB）", "Installing the Chinese faces (about 50 MB to download)"):
                unpack_faces()
        except (MissingError, OSError, tarfile.TarError) as error:
            reason = str(error)
        had = all((FONTS / face).is_file() and is_known(face, (FONTS / face).read_bytes()) for face in FACES)
        stamp.write_text(wanted if had else f"{wanted} {reason}", encoding="utf-8")
    reason = stamped(stamp)[len(wanted) :].strip()
    if reason:
        lacking = words(
            "！未能安装仿宋、楷体和小标宋字体，印制时以宋体代替。可执行 make fonts 重试，"
            "或以 FONT_FANGSONG、FONT_KAI、FONT_XIAOBIAOSONG 指定自有字体文件。",
            "! The faces 仿宋, 楷体 and 小标宋 could not be installed, so 宋体 is printed instead. Type make fonts "
            "to try again, or name your own files with FONT_FANGSONG, FONT_KAI and FONT_XIAOBIAOSONG.",
        )
        print(f"{lacking} ({reason})")


def unpack_faces() -> None:
    """Take the faces from this machine's TeX, else from Debian's package of them, unpacked and never installed."""
    installed = Path("/") / FACES_FOLDER
    if all((installed / face).is_file() for face in FACES):
        for face in FACES:
            keep_face(face, (installed / face).read_bytes())
        return
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        raise MissingError("本机没有 apt", "this machine has no apt")
    wanted = {f"./{FACES_FOLDER}/{face}": face for face in FACES}
    wanted[f"./{FACES_LICENCE}"] = "COPYING.gz"
    # Downloading needs no root, only package lists; root can see to those.
    with tempfile.TemporaryDirectory() as folder:
        download = ["apt-get", "-qq", "-o", "APT::Sandbox::User=root", "download", FACES_PACKAGE]
        try:
            run(*download, cwd=folder)
        except MissingError:
            if not is_root():
                raise
            run("apt-get", "-qq", "update")
            run(*download, cwd=folder)
        package = next(Path(folder).glob("*.deb"))
        unpacking = subprocess.Popen(["dpkg-deb", "--fsys-tarfile", str(package)], stdout=subprocess.PIPE)
        with unpacking, tarfile.open(fileobj=unpacking.stdout, mode="r|") as archive:
            for member in archive:
                stream = archive.extractfile(member) if member.name in wanted else None
                if stream:
                    keep_face(wanted.pop(member.name), stream.read())
    if wanted:
        raise MissingError(
            f"软件包中没有 {' '.join(wanted.values())}", f"the package lacks {' '.join(wanted.values())}"
        )


def prepare_faces() -> None:
    """Mend copies of the faces, old ones too, that some readers of PDF would draw boxes for (see publishing/faces/charset.py)."""
    faces = [FONTS / face for face in FACES if (FONTS / face).is_file()]
    for package in PACKAGED_FACES:
        faces += sorted(
            [*VENV.glob(f"lib/python*/site-packages/{package}"), *VENV.glob(f"Lib/site-packages/{package}")]
        )
    folder, stamp = FONTS / "prepared", FONTS / "prepared" / "stamp"
    wanted = digest(VERSION, *(part for face in faces for part in (face.name, face.read_bytes())))
    if faces and stamped(stamp) != wanted and PYTHON.exists():
        shutil.rmtree(folder, ignore_errors=True)
        with step("整理字体", "Preparing the faces"):
            run(str(PYTHON), "-m", "workflow.publishing.faces.charset", str(folder), *map(str, faces))
        stamp.write_text(wanted, encoding="utf-8")


def keep_face(name: str, content: bytes) -> None:
    """Write one file into `.fonts`; a MissingError when a face is not the one we know."""
    if name in FACES and not is_known(name, content):
        raise MissingError(f"{name} 的内容与预期不符", f"{name} is not the file it should be")
    (FONTS / name).write_bytes(content)


def is_known(face: str, content: bytes) -> bool:
    return hashlib.sha256(content).hexdigest() == FACES[face]
