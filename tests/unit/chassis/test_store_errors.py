"""What the driver's errors become: they quote documents, ours do not."""

import secrets

import pytest
from pymongo.errors import (
    AutoReconnect,
    BulkWriteError,
    ClientBulkWriteException,
    DuplicateKeyError,
    OperationFailure,
    PyMongoError,
)

from chassis.mongo import Refused, UniqueViolation, WriteConflict, is_infrastructure, meaning_of
from chassis.pauses import LONGEST_PAUSE, pause

WHO = secrets.token_hex(8)
TAKEN = {
    "code": 11000,
    "errmsg": f"E11000 duplicate key error collection: db.accounts index: address dup key: {{ address_key: {WHO} }}",
    "keyPattern": {"address_key": 1},
    "keyValue": {"address_key": WHO},
}


def bulk(item: dict[str, object], *labels: str) -> BulkWriteError:
    return BulkWriteError({"writeErrors": [{**item, "op": {"email": WHO}}], "errorLabels": list(labels)})


def mixed(item: dict[str, object]) -> ClientBulkWriteException:
    """What one command with writes to several collections raises."""
    return ClientBulkWriteException({"writeErrors": [{**item, "idx": 0, "op": {"email": WHO}}], "error": None}, False)


@pytest.mark.parametrize("error", [bulk(TAKEN), mixed(TAKEN), DuplicateKeyError("taken", 11000, TAKEN)])
def test_a_taken_value_names_its_index_and_quotes_nothing(error: Refused) -> None:
    violation = meaning_of(error)
    assert isinstance(violation, UniqueViolation)
    assert (violation.collection, violation.index) == ("accounts", "address")
    assert WHO not in repr(violation)


def test_a_known_id_and_a_conflict_begin_again() -> None:
    assert isinstance(meaning_of(bulk({"code": 11000, "keyPattern": {"_id": 1}})), WriteConflict)
    assert isinstance(meaning_of(mixed({"code": 11000, "keyPattern": {"_id": 1}})), WriteConflict)
    assert isinstance(meaning_of(bulk({"code": 112})), WriteConflict)
    assert isinstance(meaning_of(mixed({"code": 112})), WriteConflict)


@pytest.mark.parametrize("why", [AutoReconnect("away"), OperationFailure("electing", 189)])
def test_a_command_that_failed_as_a_whole_means_what_its_cause_means(why: PyMongoError) -> None:
    error = meaning_of(ClientBulkWriteException({"writeErrors": [], "error": why}, False))
    assert error is why
    assert is_infrastructure(error)


def test_a_command_that_met_a_conflict_as_a_whole_begins_again() -> None:
    why = OperationFailure("conflict", 112, {"errorLabels": ["TransientTransactionError"]})
    assert isinstance(meaning_of(ClientBulkWriteException({"writeErrors": [], "error": why}, False)), WriteConflict)


@pytest.mark.parametrize(("labels", "passes"), [(("TransientTransactionError",), True), ((), False)])
def test_any_other_error_keeps_its_labels_and_quotes_nothing(labels: tuple[str, ...], passes: bool) -> None:
    error = meaning_of(bulk({"code": 14, "errmsg": "type mismatch"}, *labels))
    assert is_infrastructure(error) is passes
    assert WHO not in repr(error)


@pytest.mark.parametrize("code", [43, 64, 91, 112, 134, 189, 239, 246, 251, 9001])
def test_what_a_restarted_or_electing_server_answers_is_waited_out(code: int) -> None:
    assert is_infrastructure(OperationFailure("passes", code))


@pytest.mark.parametrize(
    "label", ["TransientTransactionError", "UnknownTransactionCommitResult", "RetryableWriteError"]
)
def test_a_label_says_that_it_passes_whatever_the_code(label: str) -> None:
    assert is_infrastructure(OperationFailure("passes", 8000, {"errorLabels": [label]}))
    assert not is_infrastructure(OperationFailure("stays", 8000))


def test_the_pause_has_an_upper_bound_after_a_night_of_attempts() -> None:
    pauses = [pause(attempt) for attempt in (0, 1, 5, 100, 2_000, 100_000)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE
