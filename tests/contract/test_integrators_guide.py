"""docs/integrators.md: its example runs, in whatever order events come."""

import re
import sqlite3
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.envelope import CONTENT_TYPE, SPEC_VERSION
from contracts.generate.layout import INTEGRATORS
from tests.contract.golden import GOLDEN, Golden
from tests.contract.integrators_guide import module

EXAMPLE = module()
TEXT = INTEGRATORS.read_text("utf-8")
OF_RIGHTS = [golden for golden in GOLDEN if golden.folder.startswith("registry.Authorisation")]


def mirror(records: Iterable[Golden]) -> list[tuple[object, ...]]:
    with sqlite3.connect(":memory:") as database:
        database.execute(EXAMPLE.TABLE)
        for golden in records:
            event = EXAMPLE.parse(golden.headers, golden.value)
            if event is not None:
                EXAMPLE.apply(database, *event)
        return database.execute("SELECT * FROM rights ORDER BY authorisation_id").fetchall()


@pytest.mark.parametrize("golden", [pytest.param(golden, id=str(golden)) for golden in GOLDEN])
def test_the_example_parses_every_golden_sample(golden: Golden) -> None:
    event = EXAMPLE.parse(golden.headers, golden.value)
    if golden in OF_RIGHTS:
        assert event == (int(golden.header_texts["ce_sequence"]), golden.data)
    else:
        assert event is None


def test_the_example_handles_only_events_that_exist_or_are_announced() -> None:
    announced = {"AuthorisationSuspended", "AuthorisationReinstated", "AuthorisationRevoked"}
    handled = {name.removeprefix(EXAMPLE.PREFIX).removesuffix(".v1") for name in EXAMPLE.HANDLED}
    assert handled <= {golden.folder.split(".")[1] for golden in GOLDEN} | announced


@given(st.permutations(OF_RIGHTS), st.lists(st.sampled_from(OF_RIGHTS), max_size=5))
def test_the_example_ends_the_same_in_any_order_with_copies(records: list[Golden], copies: list[Golden]) -> None:
    newest: dict[str, Golden] = {}
    for golden in (*records, *copies):
        subject = golden.header_texts["ce_subject"]
        if subject not in newest or sequence(golden) > sequence(newest[subject]):
            newest[subject] = golden
    assert [(row[0], row[1]) for row in mirror([*records, *copies])] == sorted(
        (subject, sequence(golden)) for subject, golden in newest.items()
    )


def sequence(golden: Golden) -> int:
    return int(golden.header_texts["ce_sequence"])


@pytest.mark.parametrize("headers", [None, [], [("ce_specversion", b"0.3")], [("ce_specversion", None)]])
def test_the_example_stops_at_what_is_no_event(headers: list[tuple[str, bytes | None]] | None) -> None:
    with pytest.raises((KeyError, ValueError)):
        EXAMPLE.parse(headers, b"{}")


def test_the_envelope_table_names_every_header() -> None:
    named = set(re.findall(r"^\| `([a-z_-]+)` \|", TEXT, re.MULTILINE))
    assert {name for name, _ in GOLDEN[0].headers} <= named
    assert f"`{SPEC_VERSION}`" in TEXT
    assert f"`{CONTENT_TYPE}`" in TEXT
