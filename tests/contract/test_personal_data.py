"""Personal data stands on identity's topic only, and is marked there."""

import pytest

from contracts.event import REGISTERED, Event
from contracts.generate.personal import MARK, personal_fields, walk
from contracts.generate.published import published
from contracts.generate.schemas import schema_of
from contracts.topics import ACCOUNTS

EVENTS = [pytest.param(event, id=event.type) for event in published()]

TELLING = {
    *("first_name", "last_name", "email", "mail", "phone", "contact_email", "contact_phone", "answer", "birthday"),
    *("language", "timezone", "locale", "ip", "ip_address", "user_agent"),
}
"""Names of fields that say something about a person; `duty_mailbox` is a functional address and none of them."""


def names(event: type[Event]) -> set[str]:
    schema = schema_of(event)
    return {path.rpartition(".")[2].removesuffix("[]") for path, _ in walk(schema, schema)}


@pytest.mark.parametrize("event", EVENTS)
def test_only_the_accounts_topic_carries_personal_data(event: type[Event]) -> None:
    if event.topic != ACCOUNTS:
        assert not personal_fields(event)
        assert not names(event) & TELLING


@pytest.mark.parametrize("event", EVENTS)
def test_what_tells_of_a_person_is_marked(event: type[Event]) -> None:
    marked = {path.rpartition(".")[2] for path in personal_fields(event)}
    assert names(event) & TELLING <= marked


def test_the_account_is_marked_field_by_field() -> None:
    event = REGISTERED["eu.traces-access.identity.AccountCreated.v1"]
    wanted = {f"account.{name}" for name in ("first_name", "last_name", "email", "language", "timezone")}
    assert personal_fields(event) >= wanted


def test_marks_are_found_in_lists_choices_and_references() -> None:
    mark = {"type": "string", MARK: True}
    schema = {
        "properties": {
            "people": {"type": "array", "items": {"$ref": "#/$defs/Person"}},
            "nickname": {"anyOf": [mark, {"type": "null"}]},
        },
        "$defs": {"Person": {"type": "object", "properties": {"email": mark}}},
    }
    assert {path for path, part in walk(schema, schema) if part.get(MARK)} == {"people[].email", "nickname"}


@pytest.mark.parametrize("event", EVENTS)
def test_no_secret_is_published(event: type[Event]) -> None:
    assert not names(event) & {"token", "password", "password_hash", "secret", "captcha", "refresh_token", "signature"}
