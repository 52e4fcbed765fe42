"""The routing table, read from the files in `data/` (their README says what the columns mean)."""

import csv
from collections.abc import Iterator
from importlib.resources import files
from zoneinfo import ZoneInfo

from services.validation.domain.due_date import calendar_of
from services.validation.domain.routing import Authority, Policy, PolicyKey, RoutingTable

YES_OR_NO = {"yes": True, "no": False}


def read_table() -> RoutingTable:
    """Authorities and policies as shipped, their calendars at hand, so that no file is read once requests come.

    Raises KeyError, ValueError, NotImplementedError (calendar) or ZoneInfoNotFoundError for a bad row.
    """
    authorities = {row["code"]: _authority(row) for row in _rows("authorities.csv")}
    for authority in authorities.values():
        calendar_of(authority.calendar)
    policies = {_key(row): _policy(row) for row in _rows("policies.csv")}
    return RoutingTable(authorities, policies)


def _authority(row: dict[str, str]) -> Authority:
    return Authority(
        code=row["code"],
        name=row["name"],
        country=row["country"],
        superior=row["superior"] or None,
        zone=ZoneInfo(row["timezone"]),
        calendar=row["calendar"],
        duty_mailbox=row["duty_mailbox"],
        decides=YES_OR_NO[row["decides"]],
    )


def _key(row: dict[str, str]) -> PolicyKey:
    return row["kind"], row["country"], row["user"]


def _policy(row: dict[str, str]) -> Policy:
    return Policy(
        authority=row["authority"],
        sla_working_days=int(row["sla_working_days"]),
        delegated=YES_OR_NO[row["delegated"]],
        reminder_working_days=int(row["reminder_working_days"]),
        escalation_working_days=int(row["escalation_working_days"]),
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("services.validation").joinpath("data", name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


TABLE = read_table()
"""The table of this release; it changes with a release only."""
