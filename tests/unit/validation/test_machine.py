"""The transition table of a case and its picture say the same."""

import re

import pytest

from contracts.events.validation import CaseStatus
from services.validation.domain import request as module
from services.validation.domain.request import TRANSITIONS, Action, moved
from tests.unit.validation.cases import opened

ARROW = re.compile(r"^ +(\w+) --> (\w+): (\w+)$", re.MULTILINE)


def test_the_picture_and_the_table_agree() -> None:
    drawn = {(CaseStatus(a), Action(by), CaseStatus(b)) for a, b, by in ARROW.findall(module.__doc__ or "")}
    assert drawn == {(before, action, after) for (before, action), after in TRANSITIONS.items()}


@pytest.mark.parametrize("status", CaseStatus)
@pytest.mark.parametrize("action", Action)
def test_a_case_moves_as_the_table_says_or_not_at_all(status: CaseStatus, action: Action) -> None:
    case = opened().changed(status=status)
    if (status, action) in TRANSITIONS:
        assert case.allows(action)
        assert moved(case, action).status is TRANSITIONS[status, action]
    else:
        assert not case.allows(action)
        with pytest.raises(KeyError):
            moved(case, action)


def test_only_a_withdrawal_is_final() -> None:
    """Registry has the last word over what was decided here (design section 6)."""
    ends = set(CaseStatus) - {before for before, _ in TRANSITIONS}
    assert ends == {CaseStatus.WITHDRAWN}
