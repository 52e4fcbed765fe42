"""Checks on states: what a service keeps is what it said last, and what others keep of it is the same."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.chaos.checker.effects import handled_by
from tests.chaos.checker.history import Document, Event, History
from tests.chaos.checker.violation import Kind, Violation

CASE_OF = {
    "REQUESTED": "OPEN",
    "INFO_REQUIRED": "INFO_REQUIRED",
    "VALID": "VALIDATED",
    "SUSPENDED": "VALIDATED",
    "REVOKED": "VALIDATED",
    "REJECTED": "REJECTED",
    "WITHDRAWN": "WITHDRAWN",
}
"""How validation's case stands for each state of registry's right."""

OWNED = {
    ("identity", "accounts"): ("account", ("status", "email", "first_name", "last_name", "language", "timezone")),
    ("registry", "organisations"): ("organisation", ("status", "name", "country", "traces_number", "code")),
    ("registry", "authorisations"): ("authorisation", ("status", "account_id", "administrator")),
    ("validation", "requests"): ("case", ("status", "authorisation_id", "account_id")),
}
"""Collections of aggregates, where their events carry the state, and which fields of it are stored by the same name."""

MIRRORS: Mapping[tuple[str, str], tuple[str, str, tuple[str, ...]]] = {
    ("registry", "persons"): ("identity", "accounts", ("status", "first_name", "last_name")),
    ("validation", "people"): ("identity", "accounts", ("status", "email", "language", "timezone")),
    ("notify", "contacts"): (
        *("identity", "accounts"),
        ("status", "first_name", "last_name", "email", "language", "timezone"),
    ),
    ("validation", "organisations"): (
        *("registry", "organisations"),
        ("status", "name", "kind", "country", "traces_number", "code"),
    ),
    ("validation", "deciders"): (
        *("registry", "authorisations"),
        ("status", "account_id", "organisation_id", "administrator"),
    ),
    ("notify", "duties"): (
        *("registry", "authorisations"),
        ("status", "account_id", "organisation_id", "administrator"),
    ),
    ("notify", "desks"): ("validation", "requests", ("account_id", "due_at")),
}
"""Projections: whose they are of, and the fields that must be the same."""


def owners_keep_what_they_said(history: History) -> Iterator[Violation]:
    """The last event of each aggregate carries the state that is stored, and counts its events."""
    last = _last(history)
    for (database, collection), (path, fields) in OWNED.items():
        for id, document in history.documents(database, collection).items():
            event = last.get(id)
            name = f"{database}.{collection} {id}"
            if document["sequence"] != (event.sequence if event else 0):
                said = event.sequence if event else 0
                yield Violation(Kind.DISAGREEING, f"{name} is at {document['sequence']}, its last event at {said}")
            elif event is not None and event.at(path) is not None:
                yield from _differences(name, document, event.at(path), fields)


def mirrors_agree(history: History) -> Iterator[Violation]:
    """Each projection has a row for every aggregate that its service heard of, at its sequence and like it."""
    for (database, collection), (owner, owned, fields) in MIRRORS.items():
        originals, mirrored = history.documents(owner, owned), history.documents(database, collection)
        for id, heard in _heard(history, database).items():
            if id not in originals:
                continue
            name = f"{database}.{collection} {id}"
            row = mirrored.get(id)
            if row is None:
                yield Violation(Kind.LOST, f"{name} is not there, though {heard} events were told")
            elif row["seen"] != heard:
                yield Violation(Kind.DISAGREEING, f"{name} has seen {row['seen']} of {heard}")
            else:
                yield from _differences(name, row, originals[id], fields)


def rights_and_cases_agree(history: History) -> Iterator[Violation]:
    """A right that was requested and its case stand alike, with the same validator and due date."""
    cases = history.documents("validation", "requests")
    for id, right in history.documents("registry", "authorisations").items():
        if right["request_id"] is None:
            continue
        case, followed = cases.get(right["request_id"]), right["case"]
        if case is None or followed is None:
            yield Violation(
                Kind.LOST, f"authorisation {id} has {'no case' if case is None else 'not heard of its case'}"
            )
            continue
        wanted = {
            "status": CASE_OF[right["status"]],
            "sequence": followed["sequence"],
            "validator": followed["validator"]["id"],
            "due_at": followed["due_at"],
        }
        found = {**{name: case[name] for name in wanted}, "validator": case["validator"]["id"]}
        if found != wanted:
            yield Violation(Kind.DISAGREEING, f"case {right['request_id']} is {found}, registry says {wanted}")


def _differences(name: str, row: Document, other: Mapping[str, Any], fields: tuple[str, ...]) -> Iterator[Violation]:
    different = {field: (row.get(field), other.get(field)) for field in fields if row.get(field) != other.get(field)}
    if different:
        yield Violation(Kind.DISAGREEING, f"{name} differs in {different}")


def _last(history: History) -> dict[str, Event]:
    return {event.subject: event for event in sorted(history.events.values(), key=lambda each: each.sequence)}


def _heard(history: History, service: str) -> dict[str, int]:
    """The highest sequence of each subject that this service was told of."""
    heard: dict[str, int] = {}
    for event in history.of_type(*handled_by()[service]):
        heard[event.subject] = max(event.sequence, heard.get(event.subject, 0))
    return heard
