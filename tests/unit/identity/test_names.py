import csv
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.identity.domain.names import NAME_MAXIMUM, name_problem, normal_name

CASES = [
    (row["value"], row["valid"] == "1")
    for row in csv.DictReader(Path(__file__).with_name("identifier_cases.csv").open(encoding="utf-8"))
    if row["rule"] == "NAME"
]
UNKNOWN_TO_PYTHON = "Cn"
"""Category of letters that came to Unicode after this Python; the pattern's library is newer."""

letters = st.characters(categories=["Lu", "Ll", "Lo"])
rest = st.text(st.one_of(letters, st.sampled_from(" .'’-"), st.characters(categories=["Mn"])), max_size=40)


def problem(written: str) -> str | None:
    found = name_problem(normal_name(written), "/first_name")
    return found.code if found else None


@pytest.mark.rule("A3", "4.person")
@pytest.mark.parametrize(("value", "valid"), CASES)
def test_the_cases_of_the_reference(value: str, valid: bool) -> None:
    assert (problem(value) is None) is valid


@pytest.mark.rule("A3")
@pytest.mark.parametrize(
    "name", ["Élodie", "E\u0301lodie", "Nguyễn Thị", "O’Brien", "d'Arc", "J. R.", "Ольга", "محمد", "李"]
)
def test_letters_of_any_alphabet(name: str) -> None:
    assert problem(name) is None


@pytest.mark.rule("A3")
@pytest.mark.parametrize(
    "name", ["-Anne", "’t Hooft", "Anne1", "Anne_", "Anne\nMarie", "Anne\u202e", "<b>", "Anne;", "a/b"]
)
def test_what_no_name_holds(name: str) -> None:
    assert problem(name) == "name-characters"


@pytest.mark.rule("A1", "A3")
@pytest.mark.parametrize("name", ["", "   "])
def test_a_name_is_needed(name: str) -> None:
    assert problem(name) == "name-missing"


def test_a_name_has_a_hundred_characters_at_most() -> None:
    assert problem("a" * NAME_MAXIMUM) is None
    assert problem("a" * (NAME_MAXIMUM + 1)) == "name-too-long"


@pytest.mark.rule("A3")
@given(letters, rest)
def test_the_grammar_accepts_what_it_says(first: str, others: str) -> None:
    assert problem(first + others) is None


@given(st.text(max_size=30))
def test_what_passes_is_composed_and_begins_with_a_letter(written: str) -> None:
    name = normal_name(written)
    if name_problem(name, "/first_name") is None:
        assert unicodedata.is_normalized("NFC", name)
        assert unicodedata.category(name[0]) in {"Lu", "Ll", "Lt", "Lm", "Lo", UNKNOWN_TO_PYTHON}
        assert not any(unicodedata.category(sign) in ("Cc", "Cf", "Nd") for sign in name)
