"""Pictures that people bring: the points stay, everything else goes, and what is no sound PNG is refused in one sentence.

Held against Pillow: it writes what is brought, and reads what was kept.
"""

import io
import random
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from workflow.publishing.picture import LONGEST, MOST_KEPT, SIGNATURE, PictureRefused, rewritten

SECRET = "一段不该留下的话"


def drawn(mode: str = "RGBA", size: tuple[int, int] = (40, 24), seed: int = 0, **options: object) -> bytes:
    """A PNG of random points with a text and a profile in it."""
    chance, out = random.Random(seed), io.BytesIO()
    image = Image.new("RGBA", size)
    image.putdata([tuple(chance.randrange(256) for _ in range(4)) for _ in range(size[0] * size[1])])
    told = PngImagePlugin.PngInfo()
    told.add_itxt("Comment", SECRET)
    image.convert(mode).save(out, "PNG", pnginfo=told, icc_profile=b"profile" * 20, **options)
    return out.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(head: bytes, rows: bytes, *more: bytes) -> bytes:
    return SIGNATURE + chunk(b"IHDR", head) + b"".join(more) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
@pytest.mark.parametrize("seed", range(3))
def test_the_points_stay_and_nothing_else_does(mode: str, seed: int):
    size = random.Random(seed).randrange(1, 60), random.Random(seed + 9).randrange(1, 60)
    brought = drawn("L" if mode == "I;16" else mode, size, seed)
    found = rewritten(brought)
    assert (found.width, found.height) == size
    before, after = Image.open(io.BytesIO(brought)), Image.open(io.BytesIO(found.png))
    assert before.convert("RGBA").tobytes() == after.convert("RGBA").tobytes()
    assert not after.info.get("icc_profile")
    assert SECRET.encode() not in found.png
    assert rewritten(found.png) == found, "written anew it is the same again"


def test_what_hangs_behind_the_end_is_left_out():
    assert b"<script>" not in rewritten(drawn() + b"<script>alert(1)</script>").png


def test_a_palette_keeps_what_is_transparent():
    image, out = Image.new("P", (4, 4)), io.BytesIO()
    image.putpalette([255, 0, 0, 0, 0, 255])
    image.save(out, "PNG", transparency=0)
    assert Image.open(io.BytesIO(rewritten(out.getvalue()).png)).convert("RGBA").tobytes()[3] == 0


SMALL = struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)
ROWS = b"\0ab\0cd"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "PNG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "SVG"),
        (b"\xff\xd8\xff\xe0 jpeg", "JPEG"),
        (SIGNATURE, "damaged"),
        (drawn()[:-30], "damaged"),
        (drawn().replace(b"IDAT", b"IDAX"), "damaged"),
        (png(SMALL, ROWS)[:-12], "damaged"),
        (png(SMALL, ROWS + b"x"), "damaged"),
        (png(SMALL, ROWS[:-1]), "damaged"),
        (png(SMALL, b"\x05ab\0cd"), "damaged"),
        (png(struct.pack(">IIBBBBB", 2, 2, 8, 1, 0, 0, 0), ROWS), "damaged"),
        (png(struct.pack(">IIBBBBB", 2, 2, 8, 3, 0, 0, 0), ROWS), "damaged"),
        (png(struct.pack(">IIBBBBB", 0, 2, 8, 0, 0, 0, 0), b""), "points a side"),
        (png(struct.pack(">IIBBBBB", LONGEST + 1, 1, 8, 0, 0, 0, 0), b"\0" * (LONGEST + 2)), "points a side"),
        (png(struct.pack(">IIBBBBB", 2**31, 2**31, 8, 0, 0, 0, 0), ROWS), "points a side"),
        (png(struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 1), ROWS), "interlaced"),
        (png(SMALL, ROWS, chunk(b"IHDR", SMALL)), "damaged"),
        (png(SMALL, ROWS, chunk(b"tRNS", b"12345")), "damaged"),
        (SIGNATURE + chunk(b"tEXt", b"x") + chunk(b"IHDR", SMALL), "damaged"),
        (SIGNATURE + chunk(b"IHDR", SMALL) + chunk(b"IDAT", b"no zlib") + chunk(b"IEND", b""), "damaged"),
        (drawn(size=(600, 600)), "at most 1 MB"),
        (drawn("RGBA", (200, 300)), "too large"),
    ],
)
def test_what_is_no_sound_picture_is_refused(content: bytes, why: str):
    with pytest.raises(PictureRefused, match=why):
        rewritten(content)


def test_a_bomb_is_unpacked_no_further_than_its_head_says():
    """Ten megabytes of zeros in ten kilobytes: refused, and not kept."""
    with pytest.raises(PictureRefused, match="damaged"):
        rewritten(png(SMALL, b"\0" * 10_000_000))


@pytest.mark.parametrize("seed", range(300))
def test_random_damage_never_raises_anything_else(seed: int):
    """Half of it with the checksums made right again, so that it comes as far as what the chunks hold."""
    chance = random.Random(seed)
    content = bytearray(drawn(chance.choice(["L", "P", "RGB", "RGBA"]), seed=seed))
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(SIGNATURE), len(content))
        if chance.random() < 0.7:
            content[at] = chance.randrange(256)
        else:
            del content[at : at + chance.randrange(1, 40)]
    try:
        found = rewritten(summed(bytes(content)) if seed % 2 else bytes(content))
    except PictureRefused:
        return
    assert len(found.png) <= MOST_KEPT
    Image.open(io.BytesIO(found.png)).load()


def summed(content: bytes) -> bytes:
    """The chunks as far as they can be followed, each with the checksum that it should have."""
    out, at = content[: len(SIGNATURE)], len(SIGNATURE)
    while at + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, at)
        out += chunk(content[at + 4 : at + 8], content[at + 8 : at + 8 + length])
        at += 12 + length
    return out
