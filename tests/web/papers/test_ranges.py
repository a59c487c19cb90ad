"""What of a file is sent, held against a model that reads the words of RFC 9110 one after the other and knows no pattern."""

from hypothesis import example, given
from hypothesis import strategies as st

from workflow.web.request.ranges import Part, part_of

DIGEST = "ab" * 32
SIZES = st.integers(0, 40)
NUMBERS = st.one_of(
    st.integers(0, 45).map(str), st.sampled_from(["", "00", "007", "9" * 18, "9" * 30, "-1", "x", "１"])
)
SPACES = st.sampled_from(["", " ", "\t", "  "])
ONE = st.tuples(SPACES, NUMBERS, st.sampled_from(["-", "", "--", " - "]), NUMBERS, SPACES).map("".join)
RANGES = st.one_of(
    st.none(),
    st.tuples(st.sampled_from(["bytes=", "Bytes=", "bytes", "pages=", "bytes ="]), st.lists(ONE, max_size=2)).map(
        lambda told: told[0] + ",".join(told[1])
    ),
    st.text(max_size=12),
)
TAG = st.sampled_from([f'"{DIGEST}"', f'W/"{DIGEST}"', '"another"', "*", DIGEST, '""', "", "x"])
TAGS = st.one_of(st.none(), st.lists(TAG, min_size=1, max_size=3).map(", ".join))
IF_RANGE = st.one_of(st.none(), TAG, st.just("Wed, 21 Oct 2015 07:28:00 GMT"))


def digits(words: str) -> int | None:
    """A number in ASCII digits that a file can have."""
    return int(words) if words and set(words) <= set("0123456789") and len(words) <= 18 else None


def named(told: str, *, weak: bool) -> bool:
    """Whether a list of tags names the file."""
    if told.strip() == "*":
        return True
    wanted = {f'"{DIGEST}"'} | ({f'W/"{DIGEST}"'} if weak else set())
    return any(one.strip() in wanted for one in told.split(","))


def model(method: str, asked: dict[str, str], size: int) -> Part:
    """The five steps of RFC 9110, 13.2.2, for a file with a strong tag and without a date, and then the range."""
    if "HTTP_IF_MATCH" in asked and not named(asked["HTTP_IF_MATCH"], weak=False):
        return Part(412, 0, 0)
    if "HTTP_IF_NONE_MATCH" in asked and named(asked["HTTP_IF_NONE_MATCH"], weak=True):
        return Part(304, 0, 0)
    whole = Part(200, 0, size)
    if method != "GET" or "HTTP_RANGE" not in asked:
        return whole
    if "HTTP_IF_RANGE" in asked and asked["HTTP_IF_RANGE"].strip() != f'"{DIGEST}"':
        return whole
    unit, equals, rest = asked["HTTP_RANGE"].partition("=")
    first, dash, last = rest.strip(" \t").partition("-")
    if unit.lower() != "bytes" or not equals or not dash:
        return whole
    if not first:
        length = digits(last)
        if length is None:
            return whole
        return Part(206, max(0, size - length), size) if length and size else Part(416, 0, 0)
    begin, end = digits(first), digits(last) if last else size
    if begin is None or end is None or (last and end < begin):
        return whole
    if begin >= size:
        return Part(416, 0, 0)
    return Part(206, begin, min(size, end + 1 if last else size))


@given(st.sampled_from(["GET", "HEAD"]), RANGES, TAGS, TAGS, IF_RANGE, SIZES)
@example("GET", "bytes=0-", None, None, None, 0)
@example("GET", "bytes=-0", None, None, None, 5)
@example("GET", "bytes=-9", None, None, None, 0)
@example("GET", "bytes=" + "9" * 5000 + "-", None, None, None, 5)
@example("GET", "bytes=0-1,3-4", None, None, None, 5)
@example("GET", "bytes=1-2", f'"{DIGEST}"', f'W/"{DIGEST}"', f'"{DIGEST}"', 5)
@example("GET", "bytes=1-2", f'W/"{DIGEST}"', None, None, 5)
@example("GET", "bytes=1-2", None, None, f'W/"{DIGEST}"', 5)
def test_what_is_sent_is_what_the_model_says(
    method: str, asked: str | None, match: str | None, known: str | None, only: str | None, size: int
):
    told = {"HTTP_RANGE": asked, "HTTP_IF_MATCH": match, "HTTP_IF_NONE_MATCH": known, "HTTP_IF_RANGE": only}
    given_ = {name: value for name, value in told.items() if value is not None}
    found = part_of(method, given_, DIGEST, size)
    assert found == model(method, given_, size)
    assert 0 <= found.first <= found.end <= size
