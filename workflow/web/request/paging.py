"""A long list cut into pages: which page is asked for, and the addresses of its neighbours with every filter kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from flask import request

from workflow.web.request.fields import whole_in

Row = TypeVar("Row")
#: Lines on a page where nothing else is said.
A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Paging:
    """Page `at` of `pages` of a list of `many`; `name` is what the address calls the number of the page."""

    at: int
    pages: int
    many: int
    a_page: int
    name: str = "page"

    @property
    def start(self) -> int:
        """How many lines come before this page."""
        return (self.at - 1) * self.a_page

    def of(self, rows: Sequence[Row]) -> Sequence[Row]:
        """The lines on this page."""
        return rows[self.start : self.start + self.a_page]

    def address(self, at: int) -> str:
        """Where another page of the same list is."""
        return address_with(**{self.name: str(at) if at > 1 else ""})

    @property
    def before(self) -> str:
        """Where the page before this one is, "" for none."""
        return self.address(self.at - 1) if self.at > 1 else ""

    @property
    def after(self) -> str:
        """Where the next page is, "" for none."""
        return self.address(self.at + 1) if self.at < self.pages else ""


def paging(many: int, a_page: int = A_PAGE, name: str = "page") -> Paging:
    """The page that this address asks for; the nearest there is when it asks for another."""
    pages = max(1, -(-many // a_page))
    return Paging(min(max(whole_in(request.args.get(name, "1")) or 1, 1), pages), pages, many, a_page, name)


def address_with(**changed: str) -> str:
    """This address with other values in its question; "" leaves a value out. What chose the language is not carried on."""
    kept = [
        (key, value)
        for key, value in request.args.items(multi=True)
        if key not in changed and key != "lang" and value and len(value) <= 200
    ]
    asked = urlencode([*kept, *((key, value) for key, value in changed.items() if value)])
    return f"{request.path}?{asked}" if asked else request.path
