"""What a page offers to whoever reads it: every button that can be pressed, as what is tried, and what it says is missing."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

#: The fields that say which row a form is about.
_ABOUT = ("decision", "thread", "call", "only")


@dataclass
class _Form:
    fields: dict[str, str] = field(default_factory=dict)
    verbs: list[str] = field(default_factory=list)


class Offered(HTMLParser):
    """The buttons of a page that are not greyed, with the row each is about; the ticks; the lines of the gate."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self._form: _Form | None = None
        self._forms: list[_Form] = []
        self._gate = 0
        #: Each line of the gate: whether that side has approved, and its words.
        self.gate: list[tuple[bool, str]] = []
        #: The threads that the gate names.
        self.threads: set[int] = set()
        self._in_threads = False
        self.items: set[str] = set()
        self.feed(html)
        self.buttons = {
            (verb, next((int(one.fields[name]) for name in _ABOUT if name in one.fields), 0))
            for one in self._forms
            for verb in one.verbs
        }

    def handle_starttag(self, tag: str, found: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in found}
        if tag == "form":
            self._form = _Form()
            self._forms.append(self._form)
        elif tag == "button" and self._form is not None and "disabled" not in has and has.get("data-verb"):
            self._form.verbs.append(has["data-verb"])
        elif tag == "input" and self._form is not None and has.get("type") == "hidden":
            self._form.fields[has.get("name", "")] = has.get("value", "")
        if tag == "input" and has.get("name") == "item":
            self.items.add(has["value"])
        classes = has.get("class", "").split()
        if tag == "div" and "gate" in classes:
            self._gate = 1
        elif tag == "span" and self._gate and classes in (["ok"], ["no"]):
            self.gate.append((classes == ["ok"], ""))
        if tag == "details" and "gate-threads" in classes:
            self._in_threads = True
        elif tag == "a" and self._in_threads and has.get("href", "").startswith("#c-"):
            self.threads.add(int(has["href"].removeprefix("#c-")))

    def handle_data(self, data: str) -> None:
        if self._gate and self.gate:
            counts, words = self.gate[-1]
            self.gate[-1] = (counts, words + data.strip())

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "div":
            self._gate = 0
        elif tag == "details":
            self._in_threads = False
