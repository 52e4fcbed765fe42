"""A few rounds in which every kind of fault happens (`CHAOS_SEED` draws others); CI runs them."""

import os
from pathlib import Path

import pytest

from tests.chaos.campaign import Campaign, run
from tests.chaos.nemesis.plan import FaultKind
from tests.chaos.report import lines

ROUNDS, FAULTS = 7, 5
SEED = int(os.environ.get("CHAOS_SEED", "1"))


@pytest.mark.chaos
@pytest.mark.timeout(900)
def test_every_promise_is_kept_whatever_happens(tmp_path: Path) -> None:
    campaign = Campaign(SEED, ROUNDS, tmp_path, faults=FAULTS, say=print)
    rows = run(campaign, tmp_path / "rounds.jsonl")
    print("\n".join(lines(rows)))  # noqa: T201 - the figures are what it is played for
    assert [violation for row in rows for violation in row.violations] == [], f"CHAOS_SEED={SEED}"
    assert {fault for row in rows for fault in row.faults} == {kind.value for kind in FaultKind}
