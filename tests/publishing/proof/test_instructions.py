"""Instructions and hidden text as another reader of PDFs understands them, and what is none is refused."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject, NameObject, StreamObject

from workflow.publishing.proof.hidden import words_of_codes
from workflow.publishing.proof.instructions import instructions

NUMBERS = st.one_of(st.integers(-9999, 9999), st.floats(-999, 999).map(lambda number: round(number, 3)))
STRINGS = st.binary(max_size=8).map(lambda codes: f"<{codes.hex()}>")
NAMES = st.from_regex(r"/[A-Za-z][A-Za-z0-9.+-]{0,7}", fullmatch=True)
SINGLE = st.one_of(NUMBERS.map(str), STRINGS, NAMES)
LISTS = st.lists(st.one_of(NUMBERS.map(str), STRINGS), max_size=5).map(lambda parts: f"[{' '.join(parts)}]")
LINES = st.tuples(
    st.lists(st.one_of(SINGLE, LISTS, st.just("<</MCID 3>>")), max_size=4),
    st.sampled_from(["Tj", "TJ", "Tf", "T*", "cm"]),
).map(lambda line: " ".join([*line[0], line[1]]))


def plain(value: object) -> object:
    """An operand of the other reader as ours has it."""
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, DictionaryObject):
        return None
    if isinstance(value, NameObject):
        return str(value)
    return getattr(value, "original_bytes", value)


@given(st.lists(LINES, max_size=6))
def test_another_reader_finds_the_same_instructions(lines: list[str]):
    content = "\n".join(lines).encode()
    stream = StreamObject()
    stream.set_data(content)
    theirs = [(plain(list(given)), operator.decode()) for given, operator in ContentStream(stream, None).operations]
    assert list(instructions(content)) == theirs


@pytest.mark.parametrize(
    "content",
    [
        b"(words) Tj",
        b"% a remark\n1 w",
        b"[<00> Tj",
        b"[[1] 2] TJ",
        b"1 2",
        b"<0g> Tj",
        b"BI /W 1 ID \xff EI",
        b"1..2 w",
        b"1-2 w",
    ],
)
def test_what_is_not_known_is_refused(content: bytes):
    with pytest.raises(ValueError, match=r"."):
        list(instructions(content))


def test_every_page_is_read_as_another_reader_reads_it(printed_regulation: bytes):
    for page in PdfReader(io.BytesIO(printed_regulation)).pages:
        contents = page.get_contents()
        assert contents is not None
        ours = list(instructions(contents.get_data()))
        assert ours == [(plain(list(given)), operator.decode()) for given, operator in contents.operations]


WORDS = st.text(st.characters(codec="utf-16"), min_size=1, max_size=3)


@given(st.dictionaries(st.integers(1, 0xFFFF), WORDS, max_size=8))
def test_words_of_single_codes(words: dict[int, str]):
    lines = "".join(f"<{code:04x}> <{text.encode('utf-16-be').hex()}>\n" for code, text in words.items())
    assert words_of_codes(f"{len(words)} beginbfchar\n{lines}endbfchar".encode()) == words


def test_ranges_are_counted_on_and_lists_are_taken_as_they_stand():
    assert words_of_codes(b"2 beginbfrange <0003> <0005> <4e00> <0010> <0011> [<0066006c> <0041>] endbfrange") == {
        3: "\u4e00",
        4: "\u4e01",
        5: "\u4e02",
        16: "fl",
        17: "A",
    }


@pytest.mark.parametrize(
    "cmap",
    [b"beginbfchar <0001> endbfchar", b"beginbfrange <01> <02> endbfrange", b"beginbfchar <0001> <d8> endbfchar"],
)
def test_a_broken_map_is_refused(cmap: bytes):
    with pytest.raises(ValueError, match=r"."):
        words_of_codes(cmap)
