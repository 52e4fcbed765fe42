import csv
import string
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.identity.domain.passwords import (
    PASSWORD_MAXIMUM,
    PASSWORD_MINIMUM,
    PasswordWeak,
    check_password,
    normal_password,
)

CASES = [
    (row["value"], row["valid"] == "1")
    for row in csv.DictReader(Path(__file__).with_name("identifier_cases.csv").open(encoding="utf-8"))
    if row["rule"] == "PASSWORD"
]
CLASSES = {
    "password-lower": string.ascii_lowercase,
    "password-upper": string.ascii_uppercase,
    "password-digit": string.digits,
    "password-special": "!#$%&()*+,-./:;<=>?@[]^_{|}~é",
}


def problems(password: str) -> set[str]:
    try:
        check_password(password)
    except PasswordWeak as weak:
        return {error.code for error in weak.errors}
    return set()


@st.composite
def of_classes(draw: st.DrawFn, names: frozenset[str]) -> str:
    """One sign of each class at least, and no sign of any other."""
    signs = "".join(CLASSES[name] for name in sorted(names))
    each = [draw(st.sampled_from(CLASSES[name])) for name in sorted(names)]
    others = draw(st.lists(st.sampled_from(signs), min_size=PASSWORD_MINIMUM - len(each), max_size=60))
    return "".join(draw(st.permutations(each + others)))


@pytest.mark.rule("A9", "4.person")
@pytest.mark.parametrize(("value", "valid"), CASES)
def test_the_cases_of_the_reference(value: str, valid: bool) -> None:
    assert (problems(value) == set()) is valid


@pytest.mark.rule("A9")
@given(of_classes(frozenset(CLASSES)))
def test_four_classes_and_ten_characters_are_enough(password: str) -> None:
    assert problems(password) == set()


@pytest.mark.rule("A9")
@given(st.data(), st.sampled_from(sorted(CLASSES)))
def test_each_class_is_missed(data: st.DataObject, missing: str) -> None:
    assert problems(data.draw(of_classes(frozenset(CLASSES) - {missing}))) == {missing}


@pytest.mark.rule("A9")
@given(of_classes(frozenset(CLASSES)))
def test_nine_are_too_few(password: str) -> None:
    assert "password-short" in problems(password[: PASSWORD_MINIMUM - 1])


@given(of_classes(frozenset(CLASSES)))
def test_a_hundred_and_twenty_eight_are_the_most(password: str) -> None:
    longest = (password * PASSWORD_MAXIMUM)[:PASSWORD_MAXIMUM]
    assert problems(longest) == set()
    assert problems(longest + password[:1]) == {"password-long"}


@given(of_classes(frozenset(CLASSES)))
def test_every_keyboard_types_the_same_password(password: str) -> None:
    assert normal_password(unicodedata.normalize("NFD", password)) == normal_password(password)


def test_a_refused_password_is_quoted_nowhere() -> None:
    with pytest.raises(PasswordWeak) as weak:
        check_password("gnomes")
    assert "gnomes" not in f"{weak.value!r} {weak.value.errors}"


def test_a_password_is_one_line() -> None:
    assert problems("Aa1!\n" * 3) == {"password-line"}
