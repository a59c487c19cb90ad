"""The page that shows every shape at once: in both languages, in the demonstration, and nowhere else."""

import pytest

from tests.web.house import House, in_language, spoken
from workflow.web.request import visit

PAGE = "/demonstration/shapes"


@pytest.mark.parametrize(("language", "said"), [("zh", "供制作页面的人查看"), ("en", "For whoever makes pages")])
def test_every_shape_is_shown_in_both_languages(shared: House, language: str, said: str):
    answer = shared.visitor("drafter").get(in_language(PAGE, language))
    assert answer.status_code == 200
    words = spoken(answer.text)
    assert said in words
    assert "None" not in words


def test_a_real_installation_has_no_such_page(house: House):
    """Somebody who works there finds nothing at the address."""
    visitor = house.visitor("drafter")
    assert visitor.get(PAGE).status_code == 200
    found: visit.House = house.app.extensions["house"]
    found.known["demonstration"] = False  # what the mark in the records comes to
    assert visitor.get(PAGE).status_code == 404
