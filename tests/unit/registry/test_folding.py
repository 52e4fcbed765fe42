"""The search: whatever case, accents and punctuation; parts of words; numbers."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.domain.folding import compact, fold, grams, starting_gram
from services.registry.domain.shelves import best_shelf, number_shelf, place, words_pattern

TEXTS = st.text(max_size=40)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ALPRO Comm.V.A.", "alpro comm v a"),
        ("Électricité-Œuvre", "electricite oeuvre"),
        ("Łukasz & Ørsted", "lukasz orsted"),
        ("STRASSE Straße", "strasse strasse"),
        ("Ελλάδα", "ελλαδα"),
        ("Ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
        ("  ", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_case_does_not_matter(text: str) -> None:
    assert fold(text.upper()) == fold(text.upper().lower())


def hits(q: str, name: str, *numbers: str) -> bool:
    """As the store does it: on the shelf, and matching the pattern."""
    placed = place(id="x", kind="operator", country="BE", name=name, numbers=numbers, living=True)
    tokens = fold(q).split()
    return best_shelf(tokens, None, None) in placed.shelves and bool(re.search(words_pattern(tokens), placed.haystack))


@given(TEXTS, st.data())
def test_every_part_of_a_word_finds_it(name: str, data: st.DataObject) -> None:
    words = fold(name).split()
    if words:
        word = data.draw(st.sampled_from(words))
        start = data.draw(st.integers(0, len(word) - 1))
        end = data.draw(st.integers(start + 1, len(word)))
        part = word[start:end] if end - start > 1 else word[0]
        assert hits(part, name)


@given(TEXTS, st.text(alphabet="abcdefgh ", min_size=1, max_size=8))
def test_nothing_is_found_that_does_not_have_the_words(name: str, q: str) -> None:
    if hits(q, name):
        assert all(token in fold(name) for token in fold(q).split())


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("alpro", True),
        ("LPR", True),
        ("comm alp", True),
        ("V.A.", True),
        ("be-org-op-5", True),
        ("ORG-OP-5", True),
        ("be0123", True),
        ("BE 0123 456", True),
        ("", True),
        ("alpra", False),
        ("p", False),
    ],
)
def test_parts_of_names_and_numbers(q: str, found: bool) -> None:
    assert hits(q, "ALPRO Comm.V.A.", "BE-ORG-OP-5", "BE0123456789") is found


def test_a_number_is_found_however_it_is_punctuated() -> None:
    placed = place(id="x", kind="operator", country="FI", name="Oy", numbers=["FI1234567-8"], living=True)
    assert number_shelf("fi 12345678") in placed.shelves
    assert number_shelf("FI1234567-8") in placed.shelves
    assert number_shelf("FI123456") not in placed.shelves


def test_ended_organisations_stand_on_no_shelf_of_the_public_search() -> None:
    placed = place(id="x", kind="operator", country="BE", name="Gone", numbers=[], living=False)
    assert best_shelf([], "operator", "BE") not in placed.shelves
    assert best_shelf([], None, None) not in placed.shelves
    assert best_shelf(["gone"], None, None) in placed.shelves


def test_the_most_selective_shelf_is_read() -> None:
    assert best_shelf(["al", "comm"], "operator", "BE") == "~com"
    assert best_shelf(["al"], "operator", "BE") == "operator/BE"
    assert best_shelf(["al"], None, "BE") == "*/BE"
    assert best_shelf(["al"], None, None) == "~al"
    assert best_shelf([], None, None) == "*"


@given(TEXTS)
def test_what_contains_a_token_has_its_starting_gram(text: str) -> None:
    found = grams(fold(text))
    for word in fold(text).split():
        assert all(starting_gram(word[i:]) in found for i in range(len(word) - 1))


@given(TEXTS)
def test_compact_has_no_spaces(text: str) -> None:
    assert compact(text) == fold(text).replace(" ", "")
