"""Finding by the beginnings of words: what is found is always on the beginning that is read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.domain.beginnings import (
    beginnings,
    beginnings_pattern,
    best_beginning,
    folded_together,
    whole_address,
)
from services.registry.domain.folding import fold

WORDS = st.lists(st.text(alphabet="abcé1ß -'", max_size=8), min_size=1, max_size=5)


def found(q: str, *texts: str) -> bool:
    """As the store would answer: an equality of a multikey index, then a regular expression."""
    words, tokens = folded_together(*texts), fold(q).split()
    pattern = re.compile(beginnings_pattern(tokens))
    return best_beginning(tokens) in beginnings(words) and pattern.search(words) is not None


@pytest.mark.parametrize(
    ("q", "is_found"),
    [
        ("élodie", True),
        ("MARTIN elo", True),
        ("elodie@ferme.example", True),
        ("ferme", True),
        ("e martin", True),
        ("artin", False),
        ("elodie dupont", False),
        ("el", False),
    ],
)
def test_a_person_is_found_by_beginnings_of_all_words(q: str, is_found: bool) -> None:
    assert found(q, "Élodie", "Martin", "elodie@ferme.example") is is_found


@given(WORDS, st.data())
def test_whatever_has_a_word_is_found_by_it(texts: list[str], data: st.DataObject) -> None:
    words = folded_together(*texts).split()
    if words:
        assert found(data.draw(st.sampled_from(words)), *texts)


def test_a_mail_address_is_one_however_it_is_written() -> None:
    assert whole_address(" Elodie.Martin@Ferme.example") == whole_address("elodie.martin@ferme.example")
    assert whole_address("x") not in beginnings("x")
