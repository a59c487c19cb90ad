"""What is told of an error: where it came from and of which kind, never what it quotes."""

import pytest

from workflow.tracing import FRAMES, trace

SECRET = "zhang-san-13800001111"


def raised(error: BaseException, origin: BaseException | None = None) -> BaseException:
    try:
        raise error from origin
    except type(error) as caught:
        return caught


def test_an_error_and_what_it_came_from_are_told_without_their_messages():
    told = trace(raised(ValueError(SECRET), raised(KeyError(SECRET)))).splitlines()
    assert [line for line in told if not line.startswith("  File ")] == ["ValueError", "from:", "KeyError"]
    assert sum("in raised" in line for line in told) == 2
    assert SECRET not in "".join(told)


def test_errors_that_come_from_each_other_end():
    one, other = ValueError(), KeyError()
    one.__cause__, other.__cause__ = other, one
    assert trace(one) == "ValueError\nfrom:\nKeyError"


def test_what_was_caught_elsewhere_has_the_frames_of_that_place():
    caught = raised(ValueError())
    frames = caught.__traceback__
    assert trace(caught.with_traceback(None), frames).splitlines()[-1] == "ValueError"
    assert "in raised" in trace(caught, frames)


def test_of_a_deep_error_the_last_frames_are_told():
    def deeper(left: int) -> None:
        if left:
            deeper(left - 1)
        raise ValueError(SECRET)

    with pytest.raises(ValueError, match=SECRET) as caught:
        deeper(3 * FRAMES)
    assert len(trace(caught.value).splitlines()) == FRAMES + 1


def test_whoever_knows_more_of_an_error_says_it():
    assert trace(ValueError(SECRET), told=lambda one: f"{type(one).__name__} 23505") == "ValueError 23505"
