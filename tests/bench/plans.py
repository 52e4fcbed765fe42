"""What can be measured: each plan is one run on one broker and one store."""

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.bench.asked import Asked
from tests.bench.backlog import backlog
from tests.bench.contenders import CHASSIS, WITHOUT_UVLOOP, Contender
from tests.bench.drain import drain
from tests.bench.latency import latency
from tests.bench.running import Turn, on_a_stack, take_turns
from tests.bench.streams import streams
from tests.bench.system.deciding import decisions
from tests.bench.system.searching import fill_register, searches
from tests.bench.system.signing_up import sign_ups

IN_BATCHES, ONE_BY_ONE = 20_000, 1_000
"""Events of a backlog."""
RATES = {20: 1_200, 200: 2_000}
"""Events a second, and how many in all: a minute of single ones, so that a pause of the store falls into every run."""
MOST_WORKERS = 4
HURRIED, CALM = 200, 40
"""People who sign up as fast as it goes, and at an even pace."""
DECISIONS = 100
WAITING = (2_000, 20_000, 200_000)
"""Events in an outbox."""
OPERATORS, STORE_CACHE_MB = 100_000, 2_048
"""Operators, and the store's cache: each has dozens of index entries, and the usual 256 MB stand still half-way."""
STREAMS, HINTED = (100, 500), 300
"""Open streams, and events that are hinted at."""

Plan = Callable[[Asked, Path], None]


def compare_backlog(asked: Asked, folder: Path) -> None:
    """A backlog, one worker."""
    take_turns("backlog", asked, folder, [_backlog(asked, one, 1) for one in asked.contenders])


def compare_workers(asked: Asked, folder: Path) -> None:
    """A backlog, one to four workers."""
    counts = range(1, MOST_WORKERS + 1)
    take_turns("workers", asked, folder, [_backlog(asked, one, count) for count in counts for one in asked.contenders])


def compare_loops(asked: Asked, folder: Path) -> None:
    """A backlog, in uvloop and in the standard library's event loop."""
    take_turns("loops", asked, folder, [_backlog(asked, one, 1) for one in (CHASSIS, WITHOUT_UVLOOP)])


def compare_latency(asked: Asked, folder: Path) -> None:
    """Single events at steady rates."""
    take_turns("latency", asked, folder, [_latency(asked, one, rate) for rate in RATES for one in asked.contenders])


def measure_drain(asked: Asked, folder: Path) -> None:
    """Outboxes of several sizes, each published by one relay."""
    take_turns("drain", asked, folder, [_drain(asked.events(count)) for count in WAITING])


def measure_sign_ups(asked: Asked, folder: Path) -> None:
    """People who sign up, and their mails."""
    hurried, calm = asked.events(HURRIED), asked.events(CALM)
    on_a_stack("sign-ups", asked, folder, lambda running: sign_ups(running.stack(), hurried, calm))


def measure_decisions(asked: Asked, folder: Path) -> None:
    """Decisions of a validator."""
    on_a_stack("decisions", asked, folder, lambda running: decisions(running.stack(), asked.events(DECISIONS)))


def measure_search(asked: Asked, folder: Path) -> None:
    """Searches of a register that is filled first."""
    count = asked.events(OPERATORS)
    on_a_stack(
        "search",
        asked,
        folder,
        lambda running: searches(running.stack(), count),
        prepare=lambda running: fill_register(running.about()["mongo"], count),
        options=("--store-cache-mb", str(STORE_CACHE_MB)),
    )


def measure_streams(asked: Asked, folder: Path) -> None:
    """Live updates of many who listen."""
    take_turns("streams", asked, folder, [_streams(asked, count) for count in STREAMS])


PLANS: Mapping[str, Plan] = {
    "backlog": compare_backlog,
    "workers": compare_workers,
    "latency": compare_latency,
    "loops": compare_loops,
    "drain": measure_drain,
    "sign-ups": measure_sign_ups,
    "decisions": measure_decisions,
    "search": measure_search,
    "streams": measure_streams,
}


def _backlog(asked: Asked, contender: Contender, workers: int) -> Turn:
    events = asked.events(IN_BATCHES if contender.batches else ONE_BY_ONE)
    return lambda backing: backlog(backing, contender, events, workers)


def _drain(waiting: int) -> Turn:
    return lambda backing: drain(backing, waiting)


def _latency(asked: Asked, contender: Contender, rate: int) -> Turn:
    return lambda backing: latency(backing, contender, rate, asked.events(RATES[rate]))


def _streams(asked: Asked, count: int) -> Turn:
    return lambda backing: streams(backing, count, asked.events(HINTED))
