"""Free text is kept in NFC without control characters."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.domain.text import clean_line, clean_message


@given(st.text())
def test_a_line_is_one_line_in_nfc(text: str) -> None:
    line = clean_line(text)
    assert clean_line(line) == line
    assert unicodedata.is_normalized("NFC", line)
    assert not any(unicodedata.category(c) == "Cc" for c in line)


@pytest.mark.rule("4.message")
@given(st.text())
def test_a_message_keeps_its_lines(text: str) -> None:
    message = clean_message(text)
    assert clean_message(message) == message
    assert unicodedata.is_normalized("NFC", message)
    assert all(c in "\n\t" for c in message if unicodedata.category(c) == "Cc")


def test_what_is_taken_away() -> None:
    assert clean_line("  Cafe\u0301\x00 \n du\tNord ") == "Café du Nord"
    assert clean_message("one\r\ntwo\x07\x1b[31m") == "one\ntwo[31m"
