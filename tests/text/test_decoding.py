"""What a file of text may be read as, in the order of how likely that is."""

import pytest

from workflow.text.decoding import LAST, readings

WORDS = "第一条　为了规范考勤，制定本办法。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_words_come_back_from_every_encoding_that_is_known(encoding: str):
    found = list(readings(WORDS.encode(encoding)))
    assert found[0][1] == WORDS
    assert found[0][0] == (LAST if encoding == LAST else "utf-16" if encoding == "utf-16" else "utf-8-sig")


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\x00\x01\x02",
        b"\x7fELF\x02\x01\x01\x00",
        b"\xff\xfe\x00\xd8",
        b"PK\x03\x04\x14\x00",
        "甲".encode("utf-16-le") * 3 + b"\x00",
    ],
)
def test_what_holds_controls_is_no_text(content: bytes):
    assert list(readings(content)) == []


def test_nothing_is_an_empty_text():
    assert [text for _, text in readings(b"")] == ["", ""]
