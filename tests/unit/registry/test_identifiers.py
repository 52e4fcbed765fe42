"""Identifiers: read tolerantly, refused for their base shape only (domain section 4)."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.domain.control_body_code import code_key
from services.registry.domain.eori import eori_key, read_eori
from services.registry.domain.patterns import PATTERNS
from services.registry.domain.phone import read_phone
from services.registry.domain.vat import read_national, read_vat

CASES = [
    (row["rule"], row["value"], row["valid"] == "1")
    for row in csv.DictReader((Path(__file__).parent / "identifier_cases.csv").open(encoding="utf-8"))
    if row["rule"] in PATTERNS
]


def code(found: object) -> str | None:
    return getattr(found, "code", None)


@pytest.mark.parametrize(("rule", "value", "valid"), CASES)
def test_the_executed_cases_of_the_domain(rule: str, value: str, valid: bool) -> None:
    assert (PATTERNS[rule].fullmatch(value) is not None) is valid


def test_the_cases_touch_most_patterns() -> None:
    assert len(CASES) >= 30


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("be 0123.456.789", "BE0123456789"),
        ("FI1234567-8", "FI1234567-8"),
        ("FI-20240101-1234", "FI-20240101-1234"),
        ("FR 552 100 554 00013", "FR55210055400013"),
        ("XI123456789012", "XI123456789012"),
        ("ITRSSMRA80A01H501", "ITRSSMRA80A01H501"),
        ("BE-0123456789", "BE0123456789"),
    ],
)
def test_an_eori_is_normalised_without_complaint(sent: str, kept: str) -> None:
    reading = read_eori(sent)
    assert (reading.value, reading.error, reading.warning) == (kept, None, None)


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ("GB123456789000", "eori-gb"),
        ("EL123456789", "eori-greece"),
        ("US123", "eori"),
        ("FR", "eori"),
        ("FR1234567890123456", "eori"),
        ("", "eori"),
        ("FR12_34", "eori"),
    ],
)
def test_an_eori_of_another_base_shape_is_refused(sent: str, error: str) -> None:
    assert code(read_eori(sent).error) == error


def test_for_greece_the_right_prefix_is_proposed() -> None:
    error = read_eori("EL 123456789").error
    assert error is not None
    assert "GR123456789" in error.detail


@pytest.mark.parametrize("sent", ["PL5272883861", "FRFR123456789", "BE9123456789", "DE12", "NL12", "FI12", "XI1"])
def test_a_national_mismatch_only_warns(sent: str) -> None:
    reading = read_eori(sent)
    assert reading.error is None
    assert code(reading.warning) == "eori-national"


def test_finnish_numbers_are_compared_without_hyphen() -> None:
    assert eori_key(read_eori("FI1234567-8").value) == eori_key(read_eori("fi12345678").value)


@given(st.text(max_size=30))
def test_an_accepted_eori_is_a_fixed_point(text: str) -> None:
    reading = read_eori(text)
    if reading.error is None:
        assert read_eori(reading.value) == reading
        assert PATTERNS["EORI_WIRE"].fullmatch(reading.value)


@given(st.from_regex(PATTERNS["EORI_EU"], fullmatch=True))
def test_every_number_of_the_base_shape_is_accepted(number: str) -> None:
    assert read_eori(number).error is None
    assert read_eori(" ".join(number.lower())).value == number


@pytest.mark.parametrize(
    ("sent", "kept", "warning"),
    [
        ("+32 02 123456", "+3202123456", "phone-unusual"),
        ("+32123456", "+32123456", "phone-unusual"),
        ("0033 1 73 30 38 99", "+33173303899", None),
        ("+33 (1) 73-30/38.99", "+33173303899", None),
    ],
)
def test_e164_decides_and_the_library_only_warns(sent: str, kept: str, warning: str | None) -> None:
    reading = read_phone(sent)
    assert (reading.value, reading.error, code(reading.warning)) == (kept, None, warning)


@pytest.mark.parametrize("sent", ["02 123456", "+0123456789", "+12345", "call me", "", "+1234567890123456"])
def test_what_is_no_international_number_is_refused(sent: str) -> None:
    assert code(read_phone(sent).error) == "phone"


@given(st.text(max_size=30))
def test_an_accepted_phone_number_is_a_fixed_point(text: str) -> None:
    reading = read_phone(text)
    if reading.error is None:
        assert read_phone(reading.value) == reading
        assert PATTERNS["E164"].fullmatch(reading.value)


def test_a_vat_number_with_a_wrong_checksum_only_warns() -> None:
    assert read_vat("BE 0403.019.261").warning is None
    reading = read_vat("BE0403019262")
    assert (reading.error, code(reading.warning)) == (None, "vat-national")
    assert code(read_vat("?").error) == "vat"


def test_other_identifiers_have_no_common_shape() -> None:
    assert read_national("  rcs paris 552 100 554 ").value == "RCS PARIS 552 100 554"
    assert code(read_national("--").error) == "national"


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        ("de-öko-006", "DE-OKO-006"),
        ("DE-OEKO-006", "DE-OKO-006"),
        ("NO-ØKO-01", "NO-OKO-01"),
        (" FR-BIO-01 ", "FR-BIO-01"),
    ],
)
def test_codes_of_control_bodies_are_compared_without_accents(sent: str, key: str) -> None:
    assert code_key(sent) == key
    assert code_key(key) == key
    assert PATTERNS["CB"].fullmatch(key)
