"""Reads what stands in one paragraph: words, tracked changes, fields, placeholders of what is no text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from xml.etree.ElementTree import Element

from workflow.publishing.word.citing import Target, target_of_field, target_of_words
from workflow.publishing.word.markup import child, inside, is_on, name, qualified, value
from workflow.publishing.word.reading.cited import Cited
from workflow.publishing.word.reading.fields import is_contents
from workflow.publishing.word.reading.flow import Block, Paragraph, Piece
from workflow.publishing.word.reading.guessing import Guessed
from workflow.publishing.word.reading.session import Change, Session
from workflow.publishing.word.symbols import character

#: Reads blocks that stand inside a paragraph: those of a text box or a note.
ReadBlocks = Callable[[Iterable[Element], Change], list[Block]]

_LONGEST_PIECE = 4_000  # characters; adding to a long one again and again would cost their square
_PRESERVED = "{http://www.w3.org/XML/1998/namespace}space"
_BLANKS = str.maketrans("\n\r\t", "   ")
_EXPONENT = re.compile("[-+−]?[0-9]+")
_RAISED = str.maketrans("0123456789-−+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁺")
_AROUND = frozenset(("w:hyperlink", "w:smartTag", "w:customXml", "w:dir", "w:bdo", "w:sdtContent", "w:rubyBase"))
_INSERTED = frozenset(("w:ins", "w:moveTo"))
_DELETED = frozenset(("w:del", "w:moveFrom"))
_RANGES = frozenset(
    ("w:commentRangeStart", "w:commentRangeEnd", "w:moveFromRangeStart", "w:moveFromRangeEnd", "w:moveToRangeStart", "w:moveToRangeEnd")
)  # fmt: skip
#: What prints as so many characters.
_CHARACTERS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_DRAWN = frozenset(("w:drawing", "w:pict", "w:object"))
_NOTES = {"w:footnoteReference": "footnotes", "w:endnoteReference": "endnotes"}


class Inline:
    """One reading of one paragraph, into `paragraph`."""

    def __init__(self, session: Session, paragraph: Paragraph, read_blocks: ReadBlocks) -> None:
        self.session = session
        self.paragraph = paragraph
        self._read_blocks = read_blocks
        self._bold_of_style = bool(session.styles.says(paragraph.style or session.styles.default, "bold"))
        self._bold = self._plain = 0
        self._raised = self._struck = False  # what the run that is read now looks like
        self._fresh = False  # whether what comes next begins a piece of its own
        #: References that are open: the field by its depth or the bookmark by its number, what it cites, where it begins.
        self._open: dict[str, tuple[Target, int, Change]] = {}

    def read(self, elements: Iterable[Element], change: Change) -> None:
        """Reads `elements`, which lie in `change`."""
        for element in elements:
            tag = name(element)
            if tag == "w:r":
                self._run(element, change)
            elif tag in _INSERTED:
                self.read(element, Change(inserted=self.session.mark(element)).inside(change))
            elif tag in _DELETED:
                self.read(element, Change(deleted=self.session.mark(element)).inside(change))
            elif tag in _AROUND:
                self.read(element, change)
            else:
                self._other(tag, element, change)

    def finish(self) -> None:
        """Tells the paragraph what its words looked like."""
        self.paragraph.bold = self._bold > 0 and not self._plain

    def add(self, piece: Piece) -> None:
        """Adds a piece, to the one before it when nothing tells them apart."""
        last = self.paragraph.pieces[-1] if self.paragraph.pieces else None
        if last and not self._fresh and last.continues_in(piece) and len(last.text) < _LONGEST_PIECE:
            last.text += piece.text
        else:
            self.paragraph.pieces.append(piece)
        self._fresh = False

    def _opened(self, name: str, target: Target | None, change: Change) -> None:
        """A reference to `target` begins; `name` is what its end will be known by."""
        if target is not None:
            self._open[name] = (target, len(self.paragraph.pieces), change)
            self._fresh = True

    def _closed(self, name: str, whole: bool) -> None:
        """A reference ends, if one is open by that name."""
        opened = self._open.pop(name, None)
        if opened is None:
            return
        target, at, change = opened
        pieces = [piece for piece in self.paragraph.pieces[at:] if piece.text]
        self.session.cited.append(Cited(self.paragraph, pieces, target, whole, change.inserted, change.deleted))
        self._fresh = True

    def _other(self, tag: str, element: Element, change: Change) -> None:
        if tag in _RANGES:
            if (edge := self.session.range(element)) is not None:
                self.add(edge)
        elif tag == "w:sdt":
            if is_on(element, "w:sdtPr", "w:showingPlcHdr"):
                self.add(Piece("", strange=Guessed.PROMPT))  # what an empty form field asks for
            else:
                self.read(inside(element, "w:sdtContent"), change)
        elif tag == "w:fldSimple":
            self._simple_field(element, change)
        elif tag == "w:bookmarkStart":
            called, number = element.get(qualified("w:name"), ""), element.get(qualified("w:id"), "")
            self.session.anchors.setdefault(called, self.paragraph)
            self._opened(f"#{number}", target_of_words(called), change)
        elif tag == "w:bookmarkEnd":
            self._closed(f"#{element.get(qualified('w:id'), '')}", whole=False)
        elif tag in ("m:oMath", "m:oMathPara"):
            self._equation(element, change)
        elif tag == "mc:AlternateContent":
            self.read(chosen(element), change)

    def _simple_field(self, element: Element, change: Change) -> None:
        instruction = element.get(qualified("w:instr"), "")
        if is_contents(instruction):
            self.add(Piece("", strange=Guessed.CONTENTS))
            return
        self._opened("simple", target_of_field(instruction), change)
        self.read(element, change)
        self._closed("simple", whole=True)

    def _run(self, run: Element, change: Change) -> None:
        properties = child(run, "w:rPr")
        if properties is not None and self._is_hidden(properties):
            if not self.session.fields.silent and any(name(item) in ("w:t", "w:sym") for item in run):
                self.add(Piece("", strange=Guessed.HIDDEN))
            self.session.step_fields(run)
            return
        bold = is_on(properties, "w:b") if child(properties, "w:b") is not None else self._bold_of_style
        self._raised = value(properties, "w:vertAlign") == "superscript"
        self._tell_struck(run, is_on(properties, "w:strike") or is_on(properties, "w:dstrike"))
        for item in run:
            self._item(item, change, bold)

    def _tell_struck(self, run: Element, struck: bool) -> None:
        """Notes where words begin that somebody struck by hand: a program cannot know whether they are meant to go."""
        if not any(name(item) == "w:t" for item in run):
            return
        if struck and not self._struck and not self.session.fields.silent:
            self.add(Piece("", strange=Guessed.STRUCK))
        self._struck = struck

    def _is_hidden(self, properties: Element) -> bool:
        if child(properties, "w:vanish") is not None:
            return is_on(properties, "w:vanish")
        style = value(properties, "w:rStyle")
        return style is not None and bool(self.session.styles.says(style, "hidden"))

    def _item(self, item: Element, change: Change, bold: bool) -> None:
        tag = name(item)
        if tag in ("w:t", "w:delText"):
            words = (item.text or "").translate(_BLANKS)
            if self._raised and _EXPONENT.fullmatch(words):
                words = words.translate(_RAISED)  # 10² would read as 102
            self._words(words if item.get(_PRESERVED) == "preserve" else words.strip(" "), change, bold)
        elif tag in _CHARACTERS:
            self._words(_CHARACTERS[tag], change, bold)
        elif tag == "w:fldChar":
            self._field(item, change)
        elif tag in ("w:instrText", "w:delInstrText"):
            self.session.fields.instruct(item.text or "")
        elif self.session.fields.silent:
            return
        elif tag == "w:sym":
            self._symbol(item, change)
        elif tag == "w:ruby":
            self.read(inside(item, "w:rubyBase"), change)
        elif tag == "mc:AlternateContent":
            for inner in chosen(item):
                self._item(inner, change, bold)
        else:
            self._aside(tag, item, change)

    def _aside(self, tag: str, item: Element, change: Change) -> None:
        """What stands in the words but is none of them."""
        if tag in _NOTES:
            self._note(_NOTES[tag], item, change)
        elif tag == "w:commentReference":
            self.add(Piece("", remark=item.get(qualified("w:id"), ""), edge="point"))
        elif tag in _DRAWN:
            self._drawn(item, change)

    def _words(self, words: str, change: Change, bold: bool = False) -> None:
        if not words or self.session.fields.silent:
            return
        self.session.count(len(words))
        if not words.isspace():
            self._bold += bold
            self._plain += not bold
        self.add(Piece(words, change.inserted, change.deleted))

    def _field(self, item: Element, change: Change) -> None:
        fields = self.session.fields
        before, kind = fields.contents, item.get(qualified("w:fldCharType"), "")
        if kind == "end":
            self._closed(str(fields.depth), whole=True)
        self._words(fields.step(kind), change)
        if kind == "separate" and not fields.silent:
            self._opened(str(fields.depth), target_of_field(fields.printing), change)
        if fields.contents > before:
            self.add(Piece("", strange=Guessed.CONTENTS))
        box = child(item, "w:ffData", "w:checkBox")
        if box is not None:
            ticked = is_on(box, "w:checked") if child(box, "w:checked") is not None else is_on(box, "w:default")
            self.add(Piece("☑" if ticked else "□", change.inserted, change.deleted))

    def _symbol(self, item: Element, change: Change) -> None:
        drawn = character(item.get(qualified("w:font"), ""), item.get(qualified("w:char"), ""))
        if drawn is None:
            code = f"{item.get(qualified('w:font'), '')} {item.get(qualified('w:char'), '')}"
            self.add(Piece("（符号）", change.inserted, change.deleted, strange=Guessed.SYMBOL, about=code[:60]))
        else:
            self._words(drawn, change)

    def _note(self, kind: str, item: Element, change: Change) -> None:
        note = self.session.note(kind, item.get(qualified("w:id"), ""))
        if note is not None:
            self.paragraph.notes.append(self._read_blocks(note, change))

    def _equation(self, element: Element, change: Change) -> None:
        if self.session.fields.silent:
            return
        self.session.equations += 1
        words = "".join(text.text or "" for text in element.iter(qualified("m:t")))
        self._placeholder(Guessed.EQUATION, f"（公式{self.session.equations}）", words, change)

    def _drawn(self, element: Element, change: Change) -> None:
        """Pictures and the text boxes of a drawing."""
        for kind, found in _parts_of_drawing(element):
            if kind is Guessed.BOX:
                self.paragraph.behind += self._read_blocks(found, change)
            elif kind is Guessed.EQUATION:
                self.session.equations += 1
                self._placeholder(Guessed.EQUATION, f"（公式{self.session.equations}）", "", change)
            else:
                self.session.pictures += 1
                about = next(iter(element.iter(qualified("wp:docPr"))), None)
                words = "" if about is None else about.get("descr") or about.get("title") or ""
                self._placeholder(Guessed.PICTURE, f"（图片{self.session.pictures}）", words, change)

    def _placeholder(self, kind: Guessed, words: str, about: str, change: Change) -> None:
        self.add(Piece(words, change.inserted, change.deleted, strange=kind, about=" ".join(about.split())[:200]))


def chosen(element: Element) -> list[Element]:
    """What is read of a choice between a new form and an old one: the first form that says anything."""
    for option in element:
        if name(option) in ("mc:Choice", "mc:Fallback") and len(option):
            return list(option)
    return []


def _parts_of_drawing(element: Element) -> Iterator[tuple[Guessed, Element]]:
    """Text boxes, pictures and equations of a drawing, each once."""
    for part in element:
        tag = name(part)
        if tag == "w:txbxContent":
            yield Guessed.BOX, part
        elif tag in ("a:blip", "v:imagedata", "c:chart", "dgm:relIds"):
            yield Guessed.PICTURE, part
        elif tag == "o:OLEObject":
            if (part.get("ProgID") or "").lower().startswith(("equation", "mathtype")):
                yield Guessed.EQUATION, part
            elif element.find(f".//{qualified('v:imagedata')}") is None:
                yield Guessed.PICTURE, part
        elif tag == "mc:AlternateContent":
            for inner in chosen(part):
                yield from _parts_of_drawing(inner)
        elif tag == "v:shape" and name(element) == "w:object" and _is_equation(element):
            continue  # the picture of an equation, which is told by its object
        else:
            yield from _parts_of_drawing(part)


def _is_equation(element: Element) -> bool:
    made_by = element.find(qualified("o:OLEObject"))
    return made_by is not None and (made_by.get("ProgID") or "").lower().startswith(("equation", "mathtype"))
