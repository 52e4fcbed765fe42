"""What befalls whom is drawn from the seed, and every kind of fault has its turn."""

import pytest

from tests.chaos.nemesis.nemesis import PROCESSES, SMTP, TOPICS
from tests.chaos.nemesis.plan import SECONDS, TIMES_IN_DECK, FaultKind, faults_of

DECK = sum(TIMES_IN_DECK.get(kind, 1) for kind in FaultKind)


@pytest.mark.parametrize("seed", range(5))
def test_every_kind_occurs_before_any_comes_again_too_often(seed: int) -> None:
    dealt = [fault.kind for round in range(1, DECK + 1) for fault in faults_of(seed, round, 1)]
    assert {kind: dealt.count(kind) for kind in FaultKind} == {kind: TIMES_IN_DECK.get(kind, 1) for kind in FaultKind}


def test_a_round_is_the_same_whichever_came_before() -> None:
    assert faults_of(7, 30, 3) == faults_of(7, 30, 3)
    assert faults_of(7, 30, 3) != faults_of(8, 30, 3)


def test_moments_and_durations_differ_from_round_to_round() -> None:
    drawn = [fault for round in range(1, 30) for fault in faults_of(1, round, 3)]
    assert len({fault.at for fault in drawn}) == len(drawn)
    assert all(fault.seconds > 0 for fault in drawn if fault.kind in SECONDS)


def test_everything_that_can_be_drawn_can_be_done() -> None:
    assert {*PROCESSES, *SMTP, *TOPICS, FaultKind.LOST_ANSWERS} == set(FaultKind)
