"""The characters of a file of text that a stranger sent: UTF-8, UTF-16 with its mark, or GB18030."""

from collections.abc import Iterator

#: Gives a meaning to almost any bytes: whoever wants sentences asks whether they read like any.
LAST = "gb18030"
_MARKS_OF_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_BETWEEN_LINES = "\t\n\r\f\v"


def readings(content: bytes) -> Iterator[tuple[str, str]]:
    """Each encoding in which `content` may be text, the likeliest first, and that text: no character of it is a control."""
    for encoding in ["utf-16"] if content.startswith(_MARKS_OF_UTF_16) else ["utf-8-sig", LAST]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if all(ord(letter) >= 32 or letter in _BETWEEN_LINES for letter in text):
            yield encoding, text
