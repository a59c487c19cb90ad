"""The faces that documents are printed in: one file for each role of type, always known by its path, never by a name.

GB/T 9704-2012 and Chinese practice ask for roles: 小标宋 for the title, 仿宋 for the body, 黑体 and 楷体 for headings,
宋体 for page numbers. The files come from set-up (`.fonts`), from installed packages, or from the enterprise itself
(FONT_SONG and its like). A role that has no face of its own is printed in 宋体, and `Faces.notice` says so.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont

from workflow import paths
from workflow.config import Settings
from workflow.words import Words

#: Roles in the order they are told of, with their names.
ROLES = {
    "song": Words("宋体", "Song"),
    "hei": Words("黑体", "Hei"),
    "fangsong": Words("仿宋", "Fangsong"),
    "kai": Words("楷体", "Kai"),
    "xiaobiaosong": Words("小标宋", "Xiaobiaosong"),
}
#: What set-up installs for a role. 方正小标宋 is not free; a bold 宋体 stands in for it.
_INSTALLED = {
    "hei": "FandolHei-Regular.otf",
    "fangsong": "FandolFang-Regular.otf",
    "kai": "FandolKai-Regular.otf",
    "xiaobiaosong": "FandolSong-Bold.otf",
}
#: The folder beside the installed faces in which set-up puts those that `charset` had to mend.
PREPARED = "prepared"
#: Kinds of Unicode that are not printed although a face may have them (see `Faces.printable`).
_TREACHEROUS = frozenset(("Cc", "Cf", "Cs", "Co", "Mn", "Mc", "Me", "Zl", "Zp"))
#: Marks and signs that every face of a regulation needs beside the characters of GB 2312.
MARKS = "　〇〔〕《》“”‘’—…·、。，；：？！（）0123456789"


class FontsMissing(RuntimeError):
    """There is no face to print in at all; `words` say what to do."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


@dataclass(frozen=True, slots=True)
class Face:
    """One font file under one family name. `weight` and `style` are those of CSS."""

    family: str
    path: Path
    weight: int = 400
    style: str = "normal"


@dataclass(frozen=True, slots=True)
class Faces:
    """The face of each role, the faces behind them, and the roles that another face stands in for.

    roles        role → its face, in the order of `ROLES`
    complete     the 宋体 and 黑体 that hold every character; they follow a role's own face, for rare names
    latin        the faces of English documents: regular, bold, italic, bold italic; and the light cut for figures in 仿宋
    substituted  roles printed in 宋体 because they have no face of their own
    """

    roles: Mapping[str, Face]
    complete: Mapping[str, Face]
    latin: tuple[Face, ...]
    substituted: tuple[str, ...]

    @property
    def notice(self) -> Words | None:
        """The sentence that says which roles another face stands in for; None when none."""
        if not self.substituted:
            return None
        named = [ROLES[role] for role in self.substituted]
        zh, en = "、".join(words.zh for words in named), ", ".join(words.en for words in named)
        return Words(f"本机没有{zh}字体，以宋体代替。", f"This machine has no {en} face; Song is used instead.")

    def every(self) -> tuple[Face, ...]:
        """All faces, each once."""
        return tuple(dict.fromkeys((*self.roles.values(), *self.complete.values(), *self.latin)))

    @property
    def printable(self) -> frozenset[int]:
        """The code points that are printed in every role: each role's face, the complete one behind it, the Latin one last.

        Not among them are characters that a face may have and that would still print another text than is stored: marks of
        direction and other controls, marks that combine with the character before (where the two are not one character),
        characters of private use.
        """
        return _printable(
            tuple((face.path, face.path.stat().st_mtime_ns) for face in (*self.complete.values(), *self.latin))
        )

    def uncovered(self, text: str, role: str = "fangsong") -> str:
        """The characters of `text` that neither a role's face nor the complete one behind it can draw, each once."""
        missing = text
        for face in (self.roles[role], self.complete["hei" if role == "hei" else "song"], self.latin[0]):
            missing = missing_characters(face.path, missing) if missing else ""
        return missing


def faces(settings: Settings) -> Faces:
    """The faces of this installation. FontsMissing when not even the complete 宋体 and 黑体 are there."""
    complete = {
        "song": Face("complete-song", _prepared(_packaged("pylopdf_fonts_zh_cn", "NotoSerifSC-Regular.otf"))),
        "hei": Face("complete-hei", _prepared(_packaged("pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"))),
    }
    own = {role: Face(role, path) for role in ROLES if (path := _own_file(settings, role))}
    stand_in = own.get("song", complete["song"])
    roles = {role: own.get(role, complete["hei"] if role == "hei" else stand_in) for role in ROLES}
    # 宋体 and 黑体 are never a substitute for themselves: the complete faces are of these kinds.
    substituted = tuple(role for role in ROLES if role not in own and role not in complete)
    return Faces(roles, complete, _latin(), substituted)


def missing_characters(path: Path, text: str) -> str:
    """The characters of `text` that the face in `path` cannot draw, each once, in their order; blanks do not count."""
    drawn = _characters((path, path.stat().st_mtime_ns))
    return "".join(mark for mark in dict.fromkeys(text) if ord(mark) not in drawn and not mark.isspace())


@cache
def required_characters() -> str:
    """The characters that a face for regulations must hold: GB 2312, and the marks of official documents."""
    rows, cells = range(0xB0, 0xF8), range(0xA1, 0xFF)
    codes = (bytes((row, cell)) for row in rows for cell in cells)
    # Row D7 ends five characters early.
    return MARKS + "".join(code.decode("gb2312", errors="ignore") for code in codes)


@lru_cache(maxsize=4)
def _printable(versions: tuple[tuple[Path, int], ...]) -> frozenset[int]:
    """What can be printed from the complete faces and the cuts of the Latin one, in this order, 宋体 and 黑体 first."""
    song, hei, *cuts = map(_characters, versions)
    latin = frozenset.intersection(*cuts)
    return frozenset(code for code in (song & hei) | latin if unicodedata.category(chr(code)) not in _TREACHEROUS)


@lru_cache(maxsize=32)
def _characters(version: tuple[Path, int]) -> frozenset[int]:
    """The code points that the (first) face in a file draws; the time of its last change makes a new file a new answer."""
    with TTFont(version[0], fontNumber=0, lazy=True) as font:
        return frozenset(font.getBestCmap() or ())


def _own_file(settings: Settings, role: str) -> Path | None:
    """The file that the enterprise names for a role, else the one that set-up installed; None when neither is there."""
    if role in settings.font_files:
        return settings.font_files[role]
    installed = paths.fonts() / _INSTALLED[role] if role in _INSTALLED else None
    return _prepared(installed) if installed and installed.is_file() else None


def _prepared(file: Path) -> Path:
    """What set-up made of the face in `file` for readers of PDF; `file` itself where it made nothing of it."""
    prepared = paths.fonts() / PREPARED / file.name
    return prepared if prepared.is_file() else file


def _latin() -> tuple[Face, ...]:
    """Source Serif: the design of the Latin letters of Noto Serif SC, in four cuts, and a light one for 仿宋."""
    cuts = (
        ("Regular", 400, "normal"),
        ("Bold", 700, "normal"),
        ("It", 400, "italic"),
        ("BoldIt", 700, "italic"),
        ("Light", 300, "normal"),
    )
    return tuple(
        Face("latin", _prepared(_packaged("font_source_serif_pro", f"files/SourceSerifPro-{cut}.ttf")), weight, style)
        for cut, weight, style in cuts
    )


def _packaged(package: str, name: str) -> Path:
    """The file `name` of an installed package of fonts, which is not imported."""
    spec = find_spec(package)
    file = Path(spec.origin).parent / name if spec and spec.origin else None
    if file and file.is_file():
        return file
    raise FontsMissing(
        Words(f"缺少字体文件 {name}，请重新执行 make run。", f"The font file {name} is missing; type make run again.")
    )
