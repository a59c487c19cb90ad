"""What is found in a text, held against a search that knows no index: for every word there may be, and for hostile ones."""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from workflow.text.finding import LONGEST, MOST, TOKEN, is_in, lookup, plain, snippet, sought, tokens

#: Ideographs, letters of both widths, digits, what separates words, and what means something to a database.
CHARACTERS = "职工福利制度条Aab1Ｂ９éÉß 　\n，。《》（）%_'\"\\;-\0\U00020bb7"
IDEOGRAPH = "[\u3400-\u9fff\U00020000-\U0003ffff]"
LETTER = rf"(?:(?!{IDEOGRAPH})[^\W_])"


def folded(text: str) -> str:
    """Without case and width."""
    return "".join(
        one if len(unicodedata.normalize("NFKC", char)) > 1 or len(char.casefold()) > 1 else one.casefold()
        for char in text
        for one in [unicodedata.normalize("NFKC", char) if len(unicodedata.normalize("NFKC", char)) == 1 else char]
    )


def stands_in(word: str, text: str) -> bool:
    """The model: a word of the query, as typed, is somewhere in the text; letters begin where a word of letters begins."""
    runs = re.findall(rf"{IDEOGRAPH}+|{LETTER}+", folded(word))
    first = "" if re.match(IDEOGRAPH, runs[0]) else rf"(?<!{LETTER})"
    return re.search(first + r"[\W_]*".join(map(re.escape, runs)), folded(text)) is not None


def words_of(query: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r"[^\W_]+", query[:LONGEST])))


@given(st.text(CHARACTERS, max_size=60), st.text(CHARACTERS, min_size=1, max_size=8))
def test_a_word_is_found_where_it_stands_and_nowhere_else(text: str, query: str):
    found = plain(text)
    for word in words_of(query):
        (looked_for,) = sought(word)
        stands = stands_in(word, text)
        assert is_in(looked_for, found) == stands, (word, text)
        how, held = lookup(looked_for), tokens(found)
        by_tokens = how.exact <= held and (not how.beginning or any(one.startswith(how.beginning) for one in held))
        assert by_tokens or not stands, "the index loses nothing"
        assert by_tokens == stands or not how.decides, "what decides alone is right"


@given(st.text(CHARACTERS, max_size=80), st.text(CHARACTERS, max_size=8))
def test_a_snippet_is_the_text_with_the_words_marked(text: str, query: str):
    words = sought(query)
    pieces = snippet(text, words)
    assert (pieces is not None) == any(is_in(one, plain(text)) for one in words)
    if pieces is not None:
        assert "".join(said for said, _ in pieces).strip("…") in text
        marked = [said for said, is_word in pieces if is_word]
        assert marked
        assert all(any(is_in(one, plain(said)) for one in words) for said in marked)


@given(st.text(max_size=400))
def test_any_query_is_bounded(query: str):
    words = sought(query)
    assert len(words) <= MOST
    assert len("".join(words).replace(" ", "")) <= LONGEST
    assert all(len(token) <= TOKEN for one in words for token in lookup(one).exact)
    assert not any(set("%_\\'\"\n\0") & set(one) for one in words), "nothing in it means something to a pattern"


def test_what_is_typed_in_many_ways_is_one_word():
    assert sought("福利") == sought("《福利》") == sought(" 福利　福利 ") == ("福利",)
    assert sought("Quorum") == sought("ＱＵＯＲＵＭ") == (" quorum",)
    assert sought("职工福利 生日") == ("职工福利", "生日")
    assert sought("%_'\"\\;--") == ()
    assert sought("") == ()
