import os
from pathlib import Path

import pytest

from services.identity.watched import LOOK_SECONDS, Watched, appearance


class Ticks:
    """A monotonic clock that a test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Number:
    """A file with a number in it, watched; how often it was read."""

    def __init__(self, file: Path) -> None:
        self.file, self.ticks, self.readings = file, Ticks(), 0
        self.write("1")
        self.watched = Watched("number", lambda: appearance([file]), self.read, self.ticks)

    def read(self) -> int:
        self.readings += 1
        return int(self.file.read_text())

    def write(self, text: str) -> None:
        """Replaced as deployments do it: a new file under the old name."""
        other = self.file.with_suffix(".new")
        other.write_text(text)
        os.replace(other, self.file)


@pytest.fixture
def number(tmp_path: Path) -> Number:
    return Number(tmp_path / "number")


async def test_a_change_is_seen_after_two_seconds(number: Number) -> None:
    number.write("2")
    number.ticks.now = LOOK_SECONDS - 0.1
    assert await number.watched.fresh() == 1
    number.ticks.now = LOOK_SECONDS
    assert await number.watched.fresh() == 2


async def test_what_did_not_change_is_not_read_again(number: Number) -> None:
    for _ in range(5):
        number.ticks.now += LOOK_SECONDS
        await number.watched.fresh()
    assert number.readings == 1


async def test_who_lacks_something_looks_at_once(number: Number) -> None:
    number.write("2")
    assert await number.watched.fresh(wanted=lambda value: value == 2) == 2
    assert await number.watched.fresh(wanted=lambda value: value == 3) == 2


@pytest.mark.parametrize("wrong", ["", "nonsense"])
async def test_nonsense_changes_nothing_until_it_is_mended(number: Number, wrong: str) -> None:
    number.write(wrong)
    number.ticks.now = LOOK_SECONDS
    assert await number.watched.fresh() == 1
    number.write("3")
    number.ticks.now = 2 * LOOK_SECONDS
    assert await number.watched.fresh() == 3


async def test_a_file_that_is_away_for_a_moment_changes_nothing(number: Number) -> None:
    number.file.unlink()
    number.ticks.now = LOOK_SECONDS
    assert await number.watched.fresh() == 1
    number.write("4")
    number.ticks.now = 2 * LOOK_SECONDS
    assert await number.watched.fresh() == 4


def test_what_cannot_be_read_at_the_start_is_said(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        Watched("number", lambda: appearance([tmp_path / "missing"]), lambda: 1)
