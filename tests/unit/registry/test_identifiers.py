"""Identifiers: read tolerantly, refused for their base shape only (domain section 4)."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.events.registry import OrganisationKind
from services.registry.domain.codes import read_code
from services.registry.domain.control_body_code import code_key
from services.registry.domain.eori import eori_key, read_eori
from services.registry.domain.patterns import PATTERNS
from services.registry.domain.phone import read_phone
from services.registry.domain.vat import national_remark, read_national, read_vat, vat_key

CASES = [
    (row["rule"], row["value"], row["valid"] == "1")
    for row in csv.DictReader((Path(__file__).parent / "identifier_cases.csv").open(encoding="utf-8"))
    if row["rule"] in PATTERNS
]


def code(found: object) -> str | None:
    return getattr(found, "code", None)


@pytest.mark.rule("4.EORI", "4.control-body", "4.TRACES", "4.phone", "4.person")
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
        ("BE\u20130123\u00ad456789", "BE0123456789"),
        ("FI\u20111234567\u20118", "FI12345678"),
        ("FR123456782", "FR123456782"),
        ("FR35600000049837", "FR35600000049837"),
        ("FRCH123456789", "FRCH123456789"),
        ("FRUSA1", "FRUSA1"),
        ("GR123456789", "GR123456789"),
        ("PL527288386100000", "PL527288386100000"),
        ("PL12345678901234Z", "PL12345678901234Z"),
        ("DE1234567", "DE1234567"),
        ("NL820646660", "NL820646660"),
    ],
)
@pytest.mark.rule("4.EORI")
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
@pytest.mark.rule("4.EORI")
def test_an_eori_of_another_base_shape_is_refused(sent: str, error: str) -> None:
    assert code(read_eori(sent).error) == error


@pytest.mark.rule("4.EORI")
def test_for_greece_the_right_prefix_is_proposed() -> None:
    error = read_eori("EL 123456789").error
    assert error is not None
    assert "GR123456789" in error.detail


@pytest.mark.rule("4.EORI")
@pytest.mark.parametrize("sent", ["PL5272883861", "FRFR123456789", "BE9123456789", "DE12", "NL12", "FI12", "XI1"])
def test_a_national_mismatch_only_warns(sent: str) -> None:
    reading = read_eori(sent)
    assert reading.error is None
    assert code(reading.warning) == "eori-national"


@pytest.mark.rule("4.EORI")
@pytest.mark.parametrize("sent", ["FR123456789", "FR12345678901234"])
def test_a_wrong_check_digit_of_siren_or_siret_only_warns(sent: str) -> None:
    reading = read_eori(sent)
    assert (reading.error, code(reading.warning)) == (None, "eori-checksum")


@pytest.mark.rule("4.EORI")
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
@pytest.mark.rule("4.phone")
def test_e164_decides_and_the_library_only_warns(sent: str, kept: str, warning: str | None) -> None:
    reading = read_phone(sent)
    assert (reading.value, reading.error, code(reading.warning)) == (kept, None, warning)


@pytest.mark.parametrize("sent", ["02 123456", "+0123456789", "+12345", "call me", "", "+1234567890123456"])
def test_what_is_no_international_number_is_refused(sent: str) -> None:
    assert code(read_phone(sent).error) == "phone"


@given(st.text(max_size=30))
@pytest.mark.rule("4.phone")
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


@pytest.mark.rule("4.EORI")
def test_greece_is_gr_in_eori_numbers_and_el_in_vat_numbers() -> None:
    assert read_vat("EL 094259216").warning is None
    assert code(read_vat("GR094259216").warning) == "vat-greece"
    assert vat_key("GR094259216") == vat_key("EL094259216") == "EL094259216"


def test_northern_ireland_has_vat_numbers_of_the_union_and_britain_has_not() -> None:
    assert read_vat("XI980780684").warning is None
    assert code(read_vat("GB980780684").warning) == "vat-national"


def test_french_company_numbers_are_checked_where_the_operator_is_french() -> None:
    assert code(national_remark("123 456 789", "FR")) == "national-checksum"
    assert national_remark("552 100 554", "FR") is None
    assert national_remark("123 456 789", "BE") is None
    assert national_remark("RCS PARIS 123456789", "FR") is None


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
        ("FR\u2013BIO\u201301", "FR-BIO-01"),
        ("de-o\u0308ko-006", "DE-OKO-006"),
        ("ＦＲ－ＢＩＯ－０１", "FR-BIO-01"),
        ("es-eco-020-cv", "ES-ECO-020-CV"),
    ],
)
@pytest.mark.rule("4.control-body")
def test_codes_of_control_bodies_are_compared_without_accents(sent: str, key: str) -> None:
    assert code_key(sent) == key
    assert code_key(key) == key
    assert PATTERNS["CB"].fullmatch(key)


@given(st.text(max_size=30))
def test_folding_a_code_twice_changes_nothing(text: str) -> None:
    assert code_key(code_key(text)) == code_key(text)


@pytest.mark.rule("B1", "4.control-body")
@pytest.mark.parametrize(
    ("sent", "kept", "error", "warning"),
    [
        (" de-öko-099 ", "DE-ÖKO-099", None, None),
        ("de-oeko-099", "DE-OEKO-099", None, None),
        ("AE-BIO-171", "AE-BIO-171", None, "code-country"),
        ("DE-BIO-0001", "DE-BIO-0001", "control-body-code", None),
        ("", "", "control-body-code", None),
    ],
)
def test_a_proposed_control_body_has_a_code_of_their_shape(
    sent: str, kept: str, error: str | None, warning: str | None
) -> None:
    reading = read_code(OrganisationKind.CONTROL_BODY, sent, "DE")
    assert (reading.value, code(reading.error), code(reading.warning)) == (kept, error, warning)


@pytest.mark.rule("B1")
@pytest.mark.parametrize(
    ("sent", "kept", "error"),
    [
        ("de29812", "DE29812", None),
        ("XIBEL1-DAERA", "XIBEL1-DAERA", None),
        (" demuc4 ", "DEMUC4", None),
        ("--", "--", "code"),
        ("x" * 21, "X" * 21, "code"),
        ("A\u0000B", "A\u0000B", "code"),
    ],
)
def test_codes_of_authorities_have_no_single_shape(sent: str, kept: str, error: str | None) -> None:
    reading = read_code(OrganisationKind.AUTHORITY, sent, "DE")
    assert (reading.value, code(reading.error)) == (kept, error)
