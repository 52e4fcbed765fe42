"""Garbage is looked for seldom once a process is ready."""

import gc
from collections.abc import Iterator

import pytest

from chassis.garbage import YOUNG, look_seldom


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    """Leave the interpreter as it was."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def test_what_is_there_is_not_looked_at_any_more_and_the_rest_is_seldom() -> None:
    look_seldom()
    assert gc.get_freeze_count() > 10_000
    assert gc.get_threshold()[0] == YOUNG
    assert gc.isenabled()
