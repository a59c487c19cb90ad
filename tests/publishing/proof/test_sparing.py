"""Every object of every kind of paper, in any order, is what pypdf's own reader reads; a damaged object stream is refused."""

import io
import random
import re
import zlib

import pytest
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import StreamObject

from workflow.publishing.proof.drawn import drawn
from workflow.publishing.proof.sparing import SparingReader


def told(found: object) -> object:
    """An object as values that compare: its words, and the content of a stream."""
    words = re.sub(r"(IndirectObject\(\d+, \d+), \d+", r"\1", repr(found))  # the last is the reader's place in memory
    return (words, found.get_data()) if isinstance(found, StreamObject) else words


def test_every_object_of_every_kind_is_read_alike(every_kind: dict[str, bytes]):
    rolled, packed = random.Random(7), 0
    for name, pdf in every_kind.items():
        theirs, ours = PdfReader(io.BytesIO(pdf)), SparingReader(pdf)
        numbers = [number for places in theirs.xref.values() for number in places] + list(theirs.xref_objStm)
        packed += len(theirs.xref_objStm)
        rolled.shuffle(numbers)
        assert [told(ours.get_object(one)) for one in numbers] == [told(theirs.get_object(one)) for one in numbers], (
            name
        )
        assert [told(ours.get_object(one)) for one in numbers[:9]] == [
            told(theirs.get_object(one)) for one in numbers[:9]
        ]
    assert packed > 100, "papers that keep nothing in object streams prove nothing"


#: Damages to the head or the words of an object stream.
DAMAGES = {
    "a number that is none": lambda head, rest: (b"x" + head[1:], rest),
    "a number missing": lambda head, rest: (b" " * len(head.split()[0]) + head[len(head.split()[0]) :], rest),
    "another object's number": lambda head, rest: (b"9" * len(head.split()[0]) + head[len(head.split()[0]) :], rest),
    "no words": lambda head, _rest: (head, b""),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_object_stream_is_refused(every_kind: dict[str, bytes], damage: str):
    pdf = max(every_kind.values(), key=len)
    reader = PdfReader(io.BytesIO(pdf))
    holder = reader.xref_objStm[reader.trailer.raw_get("/Root").idnum][0]
    stream = reader.get_object(holder)
    assert isinstance(stream, StreamObject)
    words, first = stream.get_data(), int(str(stream["/First"]))
    packed = stream._data
    assert pdf.count(packed) == 1
    head, rest = DAMAGES[damage](words[:first], words[first:])
    again = zlib.compress(head + rest, 9)
    assert len(again) <= len(packed) + 64
    broken = pdf.replace(packed, (again + b"\0" * len(packed))[: len(packed)])
    with pytest.raises((ValueError, PyPdfError)):
        drawn(broken)


def test_an_object_stream_inside_another_is_refused(every_kind: dict[str, bytes]):
    ours = SparingReader(max(every_kind.values(), key=len))
    first, second = list(ours.xref_objStm)[:2]
    ours.xref_objStm[first] = (second, 0)
    with pytest.raises(PyPdfError, match="is no object stream"):
        ours.get_object(first)
