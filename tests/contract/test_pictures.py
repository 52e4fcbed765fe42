"""Pictures of the pages are light, and show what was seen."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from tests.browser.pictures import small
from tests.browser.shots import SHOTS
from tests.support.source import PROJECT

PICTURES = sorted((PROJECT / "docs" / "images" / "pages").glob("*.png"))
MOST_BYTES = 150_000
UNSEEN = 8
"""Of 255; so far a colour may be off."""


def test_there_is_a_picture_of_each_shot_and_no_other() -> None:
    assert {each.stem for each in PICTURES} == {shot.name for shot in SHOTS}


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.stem)
def test_a_picture_is_light(picture: Path) -> None:
    assert picture.stat().st_size < MOST_BYTES


def test_fewer_colours_are_not_seen() -> None:
    many = Image.new("RGB", (320, 64), "white")
    for x in range(320):
        many.paste((10 + x % 8, 93, 59 + x % 160), (x, 0, x + 1, 32))
    written = io.BytesIO()
    many.save(written, "PNG")
    fewer = Image.open(io.BytesIO(small(written.getvalue())))
    assert (fewer.mode, fewer.size) == ("P", many.size)
    assert max(ImageChops.difference(many, fewer.convert("RGB")).tobytes()) <= UNSEEN
