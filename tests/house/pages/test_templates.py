"""The shape of the pages: each is used, says everything in both languages, and sends nothing a strict policy refuses."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "templates" / "web"
PAGES = sorted((ROOT / "templates" / "web").rglob("*.html"))
VIEWS = sorted((ROOT / "workflow" / "web").rglob("*.py"))
#: Han letters, and the punctuation and full-width forms that go with them.
HAN = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
#: What may stand outside a pair of words: it is data, or the blank that Chinese texts put after a label.
DATA = ("总部三楼礼堂", "\u3000")
COMMENT = re.compile(r"{#.*?#}", re.DOTALL)
JINJA = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
CALL = re.compile(r"(?<![\w.])t\(")
FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL | re.IGNORECASE)
INLINE = re.compile(
    r"""<style\b|<script\b(?![^>]*\bsrc=)|[\s"']style\s*=|[\s"'}]on[a-z]+\s*=|javascript:""", re.IGNORECASE
)

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(FOLDER).as_posix())


def source(page: Path) -> str:
    """A template without its comments."""
    return COMMENT.sub("", page.read_text(encoding="utf-8"))


def calls(text: str) -> Iterator[tuple[int, int, list[str]]]:
    """Where each t(…) begins and ends, and its arguments as written; quotes and brackets inside are understood."""
    for call in CALL.finditer(text):
        depth, quote, start, arguments = 1, "", call.end(), []
        at = call.end()
        while depth:
            letter = text[at]
            if quote:
                if letter == "\\":
                    at += 1
                elif letter == quote:
                    quote = ""
            elif letter in "\"'":
                quote = letter
            elif letter in "([{":
                depth += 1
            elif letter in ")]}":
                depth -= 1
            if not quote and ((letter == "," and depth == 1) or not depth):
                arguments.append(text[start:at].strip())
                start = at + 1
            at += 1
        yield call.start(), at, arguments


def without_calls(text: str) -> str:
    """`text` with every t(…) blanked out."""
    letters = list(text)
    for start, end, _ in calls(text):
        letters[start:end] = " " * (end - start)
    return "".join(letters)


def test_the_scanner_reads_calls():
    text = (
        """a {{ t("一（" ~ n ~ "）", "one (" ~ f('x, y') ~ ")") }} 二 {{ about("三", "four") }} {{ t('五\\'', "5") }}"""
    )
    assert [arguments for _, _, arguments in calls(text)] == [
        ['"一（" ~ n ~ "）"', '"one (" ~ f(\'x, y\') ~ ")"'],
        ["'五\\''", '"5"'],
    ]
    assert HAN.findall(without_calls(text)) == ["二", "三"]


@every_page
def test_a_page_is_used(page: Path):
    name = page.relative_to(FOLDER).as_posix()
    by_views = re.compile(rf"""["'](?:web/)?{re.escape(name)}["']""")
    others = [one for one in PAGES if one != page]
    assert any(by_views.search(view.read_text(encoding="utf-8")) for view in VIEWS) or any(
        f'"web/{name}"' in one.read_text(encoding="utf-8") for one in others
    ), "no view renders it and no other template extends or imports it"


@every_page
def test_all_words_stand_in_pairs(page: Path):
    text = source(page)
    odd = [arguments for _, _, arguments in calls(text) if len(arguments) != 2]
    assert not odd, "t() takes the Chinese words and the English ones"
    rest = without_calls(text)
    for data in DATA:
        rest = rest.replace(data, "")
    found = HAN.search(rest)
    assert not found, f"Chinese outside a pair: {rest[max(0, found.start() - 30) : found.end() + 30]!r}"


@every_page
def test_nothing_is_written_into_the_page_that_the_policy_refuses(page: Path):
    found = INLINE.search(JINJA.sub("{}", source(page)))
    assert not found, f"inline style or script: {found[0]!r}"


@every_page
def test_every_form_that_changes_something_carries_the_token(page: Path):
    text = source(page)
    forms = FORM.findall(text)
    assert len(forms) == len(re.findall(r"<form\b", text, re.IGNORECASE))
    for form in forms:
        if re.match(r"""<form\b[^>]*\bmethod\s*=\s*["']?post""", form, re.IGNORECASE | re.DOTALL):
            assert re.search(r"\btoken\(\)|csrf_token\(\)", form), form[:120]


def test_every_shape_is_shown_at_once():
    """The page of shapes calls each macro of templates/web/shapes, so that the tests of looks meet all of them."""
    shown = (FOLDER / "shapes" / "specimens.html").read_text(encoding="utf-8")
    missing = []
    for file in sorted((FOLDER / "shapes").glob("*.html")):
        text = file.read_text(encoding="utf-8")
        for macro in re.findall(r"{%-? macro (\w+)\(", text):
            within = re.search(rf"{{{{[^}}]*\b{macro}\(", text)  # another shape of the same file calls it
            if f"{file.stem}.{macro}(" not in shown and not within:
                missing.append(f"{file.stem}.{macro}")
    assert missing == []
