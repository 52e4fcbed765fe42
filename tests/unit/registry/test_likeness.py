"""Operators that are probably the same, typed twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.domain.folding import fold
from services.registry.domain.likeness import ALIKE, core, likeness, probes

ALIKE_PAIRS = [
    ("ALPRO Comm.V.A.", "Alpro NV"),
    ("Coffeeteam", "Coffee team bvba"),
    ("Beanworks Seeds and Grains bvba", "Beanwork Seeds & Grains"),
    ("Électro Łódź Sp. z o.o.", "Electro Lodz"),
    ("Colzagro", "Colzargo"),
    ("SARL Dupont Frères", "Dupont Freres"),
    ("Test Importer", "Importer Test"),
    ("Test Importer", "Test Importer Belgium"),
]
DIFFERENT_PAIRS = [
    ("Farm 12", "Farm 13"),
    ("Bios", "Bio"),
    ("Colzagro", "Coffeeteam"),
    ("Test Importer", "Test Exporter"),
    ("Bio", "Bio Import Export"),
    ("Number 1", "Number 2"),
]


@pytest.mark.rule("D1")
@pytest.mark.parametrize(("one", "other"), ALIKE_PAIRS)
def test_names_that_a_person_should_compare(one: str, other: str) -> None:
    assert likeness(one, other) >= ALIKE
    assert likeness(other, one) == likeness(one, other)


@pytest.mark.rule("D1")
@pytest.mark.parametrize(("one", "other"), DIFFERENT_PAIRS)
def test_names_that_are_of_different_companies(one: str, other: str) -> None:
    assert likeness(one, other) < ALIKE


@pytest.mark.parametrize(("one", "other"), ALIKE_PAIRS)
def test_what_is_alike_is_looked_at(one: str, other: str) -> None:
    assert any(probe in word for probe in probes(one) for word in fold(other).split())


@given(st.text(max_size=60))
def test_a_name_is_like_itself_whatever_it_is(name: str) -> None:
    assert likeness(name, name) == 100
    assert core(core(name)) == core(name)


def test_a_name_of_nothing_but_legal_forms_keeps_one_word() -> None:
    assert core("SA NV") == "sa"
