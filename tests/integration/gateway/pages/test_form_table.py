"""The table of forms against what services are seen to refuse (docs/refusals.md): no code of theirs is forgotten."""

import re

import pytest

from services.gateway.owners import Owner
from tests.integration.gateway.pages.form_case import FormCase
from tests.integration.gateway.pages.form_errors import TABLE
from tests.rules.refusals import refusals

OURS = re.compile(r"/[a-z]\d+(?=/|$)")
"""Things of the fakes, as `/r9`."""

OF_FIELDS = frozenset({"invalid", "rule-broken", "registration-refused", "preferences-refused"})
"""Codes of a problem that names its fields: the codes of the fields count instead."""

NEVER_SENT = frozenset({"missing", "enum", "literal_error", "too_short", "extra_forbidden", "model_attributes_type"})
"""Shapes that our forms do not give to what they send."""

ANOTHER_PAGE = frozenset({400, 404, 410})
"""What no form is shown again after: a body that our pages never send, and what is not there (any more)."""

OVER = frozenset({"unauthenticated", "session-over"})
"""What leads to the log-in and back: test_resuming.py."""


SHOWN = [refusal for owner in Owner for refusal in refusals()[owner]]


def documented(case: FormCase) -> set[str]:
    """The codes that this form can meet."""
    method, path = case.target
    same = re.compile(OURS.sub("/[^/]+", path.removeprefix("/api/v1")) + "$")
    rows = [row for row in SHOWN if row.method == method and same.match(row.path)]
    codes = {row.code for row in rows if row.status not in ANOTHER_PAGE}
    of_fields = {row.fault[1] for row in rows if row.fault and row.status not in ANOTHER_PAGE}
    return (codes - OF_FIELDS - OVER) | (of_fields - NEVER_SENT)


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case.name)
def test_every_documented_refusal_of_a_form_is_in_the_table(case: FormCase) -> None:
    assert documented(case) - {refused.code for refused in case.refusals} == set()


def test_documented_refusals_are_found() -> None:
    found = {case.name: documented(case) for case in TABLE}
    assert {"reason-missing", "self-validation", "version-mismatch"} <= found["deciding"]
    assert {"nudged-lately", "information-pending"} <= found["nudge"]
    assert {"eori-gb", "main-address", "string_too_long"} <= found["proposing an operator"]
    assert sum(bool(codes) for codes in found.values()) > len(TABLE) / 2
