"""Consulting employees over the pages alone: the desk of the secretary, and whoever comes by the link."""

import re
from datetime import timedelta

from werkzeug.test import TestResponse

from tests.web.house import IN_REVIEW, House, Visitor, hidden

DESK = f"/regulations/{IN_REVIEW[0]}/editions/{IN_REVIEW[1]}/consultation"


def opened(house: House, manner: str = "link", days: int = 15, **more: str) -> str:
    """The secretary opens one; the public address."""
    secretary = house.visitor("secretary")
    html = secretary.get(DESK).text
    today = house.clock().date()
    fields = {
        "manner": manner,
        "audience": "everybody:",
        "since": today.isoformat(),
        "until": (today + timedelta(days=days)).isoformat(),
        "note": "请大家提意见。",
        "fingerprint": hidden(html, "fingerprint"),
        **more,
    }
    answer = secretary.post(f"{DESK}/open-consultation", fields)
    assert answer.status_code == 302, answer.text
    return link(secretary.get(DESK).text)


def link(html: str) -> str:
    """The public address on a page of the desk."""
    found = re.search(r'class="address" href="([^"]+)"', html)
    assert found is not None
    return found[1]


def write(visitor: Visitor, address: str, text: str, about: str = "", **more: str) -> TestResponse:
    """Open the page, fill the form in and send it."""
    html = visitor.get(address).text
    return visitor.post(
        f"{address}/write-opinion", {"mark": hidden(html, "mark"), "about": about, "text": text, **more}
    )  # fmt: skip


def places(html: str) -> dict[str, str]:
    """Label → key of what an opinion can be about, as the page offers it."""
    chosen = html.partition('<select id="f-about"')[2].partition("</select>")[0]
    return {words: key for key, words in re.findall(r'<option value="([^"]*)"[^>]*>([^<]*)</option>', chosen)}


def keys_of(html: str) -> list[str]:
    """The opinions that can be ticked on a page of the desk."""
    return re.findall(r'name="opinion" value="([0-9a-f]{32})"', html)


def groups_of(html: str) -> list[str]:
    """The addresses of the groups on it."""
    return re.findall(rf'href="({DESK}/groups/\d+)"', html)


def after(house: House, days: int = 16) -> House:
    """The period is over."""
    house.clock.forward(days=days)
    return house
