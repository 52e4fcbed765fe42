"""How long a dead process has to wait."""

from deploy.local.backoff import Backoff


def test_it_doubles_up_to_the_longest() -> None:
    backoff = Backoff(first=1, longest=5)
    assert [backoff.take() for _ in range(5)] == [1, 2, 4, 5, 5]


def test_it_starts_over_once_the_process_was_ready() -> None:
    backoff = Backoff(first=1, longest=5)
    backoff.take()
    backoff.reset()
    assert backoff.take() == 1
