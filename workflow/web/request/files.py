"""Files that people send: their bytes within the bound, and the text in them, whatever wrote it. Keeps nothing."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from flask import request

from workflow.lifecycle.acting import Unusable
from workflow.lifecycle.attaching import Sent
from workflow.lifecycle.facts import texts
from workflow.publishing.word import unreadable
from workflow.publishing.word.reading import guessing
from workflow.publishing.word.reading.apart import read_apart
from workflow.publishing.word.reading.guessing import Guess, Guessed
from workflow.publishing.word.unreadable import WordUnreadable
from workflow.text import decoding
from workflow.text.lines import Line, lines_of, read
from workflow.text.reading import paper
from workflow.text.reading.doubts.unnumbered import proposed
from workflow.text.reading.parse import parse
from workflow.text.tree import Kind
from workflow.web.request import visit
from workflow.words import Words

#: How the files begin that the Word reader judges: .docx, .doc and .wps, PDF (which it refuses in words), RTF.
_OFFICE = (b"PK", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")
#: What a file field offers to choose from.
ACCEPTED = ".docx,.doc,.wps,.rtf,.txt,text/plain"
ACCEPTED_WORD = ".docx,.doc,.wps"


#: Lines in which a title must have come.
_FRONT = 60
#: How many times longer a text file may be than the text in it: the rest is marks of hypertext and blank lines.
_MARKUP = 4


@dataclass(frozen=True, slots=True)
class FileText:
    """What a file says.

    lines    the paragraphs that hold anything, from the first
    guesses  what a person should confirm, by the numbers of `lines`, from 1
    tracked  how many tracked changes the file holds
    remarks  how many remarks beside the text were left out
    taken    whether the tracked changes were taken as accepted, and not as rejected
    heads    number of a line that may be a heading, in a text without any number → how deep it may stand
    """

    lines: list[str]
    guesses: list[Guess] = field(default_factory=list)
    tracked: int = 0
    remarks: int = 0
    heads: dict[int, int] = field(default_factory=dict)
    taken: bool = True

    @property
    def text(self) -> str:
        """The lines, each ended by a line feed."""
        return "".join(f"{line}\n" for line in self.lines)


def sent_file(name: str = "file") -> Sent | None:
    """The file in the field `name` of this request, or None when none was chosen.

    Raises Unusable under that field for one beyond the bound; no more of it than the bound was kept as it came in.
    """
    sent = request.files.get(name)
    if sent is None or not sent.filename:
        return None
    most = visit.house().settings.max_upload_bytes
    content = sent.stream.read(most + 1)
    if len(content) > most:
        raise Unusable({name: too_large(most)})
    return Sent(sent.filename.replace("\\", "/").rpartition("/")[2] or sent.filename, content)


def too_large(most: int) -> Words:
    """The sentence for a file of more than `most` bytes."""
    size = f"{most / 1_000_000:.4g}"
    return Words(
        f"文件超过{size} MB，没有收下：请删去或者压缩其中的图片后再试。",
        f"The file has more than {size} MB and was not taken: take its pictures out, or make them smaller, and try again.",
    )


def read_file(content: bytes, name: str = "file", *, accepted: bool = True) -> FileText:
    """The text of a Word or text file, told by its bytes and not by its name.

    accepted  whether its tracked changes are taken as accepted; else it is read as if all of them were rejected
    Raises Unusable under `name` with the one sentence that says why it cannot be read.
    """
    try:
        found = _word(content, accepted) if content.startswith(_OFFICE) else _plain(content)
    except WordUnreadable as error:
        raise Unusable({name: error.words}) from error
    except Unusable as error:
        raise Unusable({name: next(iter(error.problems.values()))}) from error
    found = _without_paper(found)
    if not content:
        raise Unusable({name: unreadable.EMPTY})
    if not found.lines:
        raise Unusable({name: Words("文件里没有文字。", "There are no words in the file.")})
    limit = visit.house().settings.max_text_bytes
    if len(found.text.encode("utf-8", "surrogatepass")) > limit:
        raise Unusable({name: too_long(limit)})
    return found


def too_long(limit: int) -> Words:
    """The sentence for a text of more than `limit` bytes."""
    return Words(f"正文超过上限（{limit // 1000} KB）。", f"The text is beyond the limit of {limit // 1000} kB.")


def _without_paper(found: FileText) -> FileText:
    """`found` without what paper puts into a text, which is told; what stands above the title, and several papers, are asked about."""
    clean, told = paper.without_paper([Line(number, words) for number, words in enumerate(found.lines, 1)])
    numbers = [line.number for line in clean]

    def now(number: int) -> int:
        return max(bisect_right(numbers, number), 1)

    guesses = [one._replace(line=now(one.line)) for one in found.guesses]
    for one in told if clean else ():
        words = (
            guessing.page_number(one.before) if one.why == paper.PAGE else guessing.overprinted(one.before, one.after)
        )
        kind = Guessed.PAGE if one.why == paper.PAGE else Guessed.OVERPRINTED
        guesses.append(Guess(now(one.line), words.zh, words.en, kind))
    parts = paper.parts(clean)
    for part in parts:
        words = guessing.part(part.name, len(parts))
        guesses.append(Guess(part.start + 1, words.zh, words.en, Guessed.PART))
    lines = [line.text for line in clean]
    for line in _letterhead(lines, parts):
        words = guessing.letterhead(lines[line - 1])
        guesses.append(Guess(line, words.zh, words.en, Guessed.LETTERHEAD))
    heads = proposed(parse("\n".join(lines)).document)
    may_head = {one.line for one in heads}
    guesses = [one for one in guesses if one.kind != Guessed.HEADING or one.line not in may_head]
    for head in heads:
        words = guessing.unnumbered(lines[head.line - 1])
        guesses.append(Guess(head.line, words.zh, words.en, Guessed.UNNUMBERED))
    depths = {one.line: one.depth for one in heads}
    return FileText(lines, guesses, found.tracked, found.remarks, depths, found.taken)


def _letterhead(lines: list[str], parts: list[paper.Part]) -> list[int]:
    """The lines above the title, from 1; none where they are an order, which is a paper of its own."""
    front = "\n".join(lines[:_FRONT])
    above = [unit.line for unit in parse(front).document.root.children if unit.kind == Kind.LETTERHEAD]
    return above if len(parts) < 2 or len(above) < parts[1].start else []


def _word(content: bytes, accepted: bool) -> FileText:
    found = read_apart(content)
    text, guesses = (found.text, found.guesses) if accepted else (found.rejected, found.guesses_before)
    # Guesses name lines of the text, so a line that another line end hides in stays one.
    lines = [" ".join(lines_of(line)) for line in text.split("\n")[:-1]]
    return FileText(lines, guesses, len(found.changes), len(found.comments), taken=accepted)


def _plain(content: bytes) -> FileText:
    """A text file; the marks of hypertext or markdown in it are taken out, each line of them for a person to confirm."""
    limit = visit.house().settings.max_text_bytes
    if len(content) > _MARKUP * limit:
        raise Unusable({"text": too_long(limit)})
    text = decoded(content)
    lines_in_it = text.count("\n") + text.count("\r")
    if lines_in_it > 2 * _MARKUP * texts.MOST_LINES:  # blank ones, and both of the two letters that end a line
        raise Unusable({"text": texts.too_many_lines(lines_in_it)})
    lines, told, _ = read(text, markup=True)
    numbers = [line.number for line in lines]
    guesses = []
    for number in dict.fromkeys(one.line for one in told if one.why in ("markup", "entities")):
        words = guessing.markup()
        guesses.append(Guess(min(bisect_left(numbers, number), len(lines) - 1) + 1, words.zh, words.en, Guessed.MARKUP))
    return FileText([line.text for line in lines], guesses if lines else [])


def decoded(content: bytes) -> str:
    """The text of a file that was sent: UTF-8, UTF-16 with its mark, or GB18030. Raises Unusable for anything else."""
    for encoding, text in decoding.readings(content):
        if encoding != decoding.LAST or _reads_like_chinese(text):
            return text
    raise Unusable(
        {
            "text": Words(
                "这个文件不是文本文件，或者编码无法识别。请另存为UTF-8文本后再上传。",
                "This file is no text, or its encoding is unknown. Save it as UTF-8 text and upload it again.",
            )
        }
    )


def _reads_like_chinese(text: str) -> bool:
    """GB18030 gives a meaning to almost any bytes; real Chinese keeps, nearly always, to the characters of GB 2312."""
    foreign = [letter for letter in text if not letter.isascii()]
    usual = sum(1 for letter in foreign if letter in "—…·〔〕" or _in_gb2312(letter))
    return usual >= 0.9 * len(foreign)


def _in_gb2312(letter: str) -> bool:
    try:
        return bool(letter.encode("gb2312"))
    except UnicodeEncodeError:
        return False
