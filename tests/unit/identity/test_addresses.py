import csv
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.identity.data import address_rules
from services.identity.domain.addresses import address_problem, address_warning, read_address
from tests.unit.identity.people import RULES

CASES = [
    (row["value"], row["valid"] == "1")
    for row in csv.DictReader(Path(__file__).with_name("identifier_cases.csv").open(encoding="utf-8"))
    if row["rule"] == "EMAIL"
]
words = st.text(string.ascii_letters + string.digits, min_size=1, max_size=20)
domains = st.tuples(words, st.sampled_from(["eu", "example", "test", "fr", "co.uk"])).map(".".join)
addresses = st.tuples(words, domains).map("@".join)


@pytest.mark.rule("A4", "4.person")
@pytest.mark.parametrize(("value", "valid"), CASES)
def test_the_cases_of_the_reference(value: str, valid: bool) -> None:
    assert (read_address(value) is not None) is valid


@pytest.mark.rule("A4")
@pytest.mark.parametrize(
    "written", ["a@test", "a b@c.fr", "a@b@c.fr", "Anna <a@b.fr>", "a@-b.fr", "a@b..fr", "a@[127.0.0.1]"]
)
def test_what_is_no_address(written: str) -> None:
    assert read_address(written) is None


@pytest.mark.rule("A4")
@given(addresses)
def test_the_case_of_letters_makes_no_other_address(written: str) -> None:
    lower, upper = read_address(written.lower()), read_address(written.upper())
    assert lower is not None
    assert upper is not None
    assert lower.key == upper.key


@given(addresses)
def test_the_written_form_reads_as_itself(written: str) -> None:
    address = read_address(written)
    assert address is not None
    assert read_address(address.written) == address


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_none(written: str) -> None:
    address = read_address(written)
    assert address is None or "@" in address.key


@pytest.mark.rule("A6")
@pytest.mark.parametrize("email", ["x@europa.eu", "x@ec.europa.eu", "X@EC.Europa.EU", "x@a.b.europa.eu", "x@eib.org"])
def test_institutions_are_refused(email: str) -> None:
    problem = address_problem(read_address(email), RULES, "/email")
    assert problem is not None
    assert problem.code == "email-institution"


@pytest.mark.rule("A6")
@pytest.mark.parametrize("email", ["x@noteuropa.eu", "x@europa.eu.example", "x@eib.org.example", "europa.eu@firm.fr"])
def test_who_only_looks_like_an_institution_passes(email: str) -> None:
    assert address_problem(read_address(email), RULES, "/email") is None


@pytest.mark.rule("A1", "A5")
@pytest.mark.parametrize("email", ["info@firm.example", "CONTACT@firm.example", "info+traces@firm.example"])
def test_functional_mailboxes_are_warned_about(email: str) -> None:
    address = read_address(email)
    assert address is not None
    warning = address_warning(address, RULES, "/email")
    assert warning is not None
    assert warning.code == "functional-mailbox"


@pytest.mark.rule("A5")
def test_persons_are_not_warned_about() -> None:
    address = read_address("informatics.anna@firm.example")
    assert address is not None
    assert address_warning(address, RULES, "/email") is None


def test_the_reference_data_holds_what_the_rules_name() -> None:
    rules = address_rules()
    assert "europa.eu" in rules.institution_domains
    assert {"info", "contact", "poststelle"} <= rules.functional_mailboxes
    assert all(entry == entry.lower() for entry in rules.institution_domains | rules.functional_mailboxes)
