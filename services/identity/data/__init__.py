"""Reference data of identity: files with a source column, read once."""

import csv
from functools import cache
from importlib.resources import files

from services.identity.domain.addresses import AddressRules


@cache
def address_rules() -> AddressRules:
    """Whose addresses are refused (rule A6) and which deserve a warning (rule A5)."""
    return AddressRules(
        institution_domains=_column("institution_domains.csv", "domain"),
        functional_mailboxes=_column("functional_mailboxes.csv", "local_part"),
    )


@cache
def timezones() -> frozenset[str]:
    """Names of all time zones of the IANA data base, as the `tzdata` package lists them."""
    return frozenset(files("tzdata").joinpath("zones").read_text(encoding="utf-8").split())


def read_all() -> None:
    """Read whatever requests ask for, so that none of them waits for a file."""
    address_rules()
    timezones()


def _column(file: str, column: str) -> frozenset[str]:
    text = files(__package__).joinpath(file).read_text(encoding="utf-8")
    return frozenset(row[column] for row in csv.DictReader(text.splitlines()))
