"""What a reviewer would say again and again, said once (style.md, "Lints")."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests.support.source import CODE, called, calls, files, imported, read, strings

LONGEST = 300
IMPURE_MODULES = {"random", "secrets", "time", "os", "chassis.clock", "chassis.mongo"}
IMPURE_CALLS = re.compile(r"(^|\.)(now|utcnow|today|uuid1|uuid4|uuid7|urandom|utc_now|new_id)$")
GIVEN_BY_THE_CONTEXT = re.compile(r"^(ctx|context)\.")
TOPIC = re.compile(r"\b(identity|registry|validation|notify|gateway)\.[a-z][a-z-]*\.v\d+\b")
DRIVERS = {"motor", "pymongo", "bson", "gridfs"}
KAFKA_CLIENT = re.compile(r"^AIOKafka\w+\(")
VAGUE = re.compile(r"(^|_)(utils?|helpers?|common|misc|managers?)(_|$)", re.IGNORECASE)
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")


def impurities(source: str) -> list[str]:
    """Clocks, random numbers and I/O that a decision must not use: the context hands over what it needs."""
    modules = [name for name in imported(source) if name in IMPURE_MODULES]
    calls = [name for name in called(source) if IMPURE_CALLS.search(name) and not GIVEN_BY_THE_CONTEXT.match(name)]
    return sorted(modules + calls)


def topic_literals(source: str) -> list[str]:
    """Topic names written out."""
    return [value for value in strings(source) if TOPIC.search(value)]


def drivers(source: str) -> list[str]:
    """Imports of the database driver."""
    return sorted({name.partition(".")[0] for name in imported(source)} & DRIVERS)


def clients_of_their_own(source: str) -> list[str]:
    """Kafka clients that are not made with `Broker.arguments`: they would go another way than the settings say."""
    return [
        call
        for call in calls(source)
        if KAFKA_CLIENT.search(call) and not re.search(r"\*\*[\w.]+\.arguments\(\)", call)
    ]


def vague_names(path: Path) -> list[str]:
    """Parts of a path that say nothing."""
    return [part for part in path.with_suffix("").parts if VAGUE.search(part)]


def longer_than_allowed(source: str) -> bool:
    """Whether a file should be two."""
    return len(source.splitlines()) > LONGEST


def offenders(
    paths: Iterable[Path], lint: Callable[[str], list[str]], *, but: Path | None = None
) -> dict[Path, list[str]]:
    """Files in which `lint` finds something, and what; but for one file, or all below a folder."""
    found = {path: lint(read(path)) for path in paths if but not in (path, *path.parents)}
    return {path: findings for path, findings in found.items() if findings}


def decision_files() -> list[Path]:
    """Everything below a service's `domain`, or the module of that name."""
    return [path for path in files("services") if "domain" in path.with_suffix("").parts]


def test_decisions_read_no_clock_and_draw_no_random_number() -> None:
    assert offenders(decision_files(), impurities) == {}


def test_topics_are_named_in_one_table_only() -> None:
    assert offenders(files(*CODE), topic_literals, but=Path("contracts/topics.py")) == {}


def test_the_driver_is_known_to_one_package_only() -> None:
    assert offenders(files(*CODE), drivers, but=Path("chassis/mongo")) == {}


def test_every_kafka_client_goes_the_way_that_the_settings_say() -> None:
    paths = files("chassis", "services", "cli", "deploy/init")
    assert offenders(paths, clients_of_their_own) == {}


def test_files_are_short() -> None:
    assert {
        path: len(read(path).splitlines()) for path in files(*CODE, "tests") if longer_than_allowed(read(path))
    } == {}


def test_names_say_the_thing() -> None:
    assert [path for path in files(*CODE, "tests") if vague_names(path)] == []


def test_nothing_is_left_for_later_in_a_comment() -> None:
    assert offenders(files(*CODE, "tests"), UNFINISHED.findall) == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import random", ["random"]),
        ("from datetime import datetime\nx = datetime.now()", ["datetime.now"]),
        ("from uuid import uuid4\nx = uuid4()", ["uuid4"]),
        ("from chassis.clock import utc_now\nx = utc_now()", ["chassis.clock", "utc_now"]),
        ("def decide(ctx): return ctx.now, ctx.new_id()", []),
    ],
)
def test_impurities_are_found(source: str, found: list[str]) -> None:
    assert impurities(source) == found


def test_topic_literals_are_found_outside_docstrings() -> None:
    name = ".".join(("registry", "organisations", "v1"))
    assert topic_literals(f'"""Reads {name}."""\nx = "{name}"') == [name]
    assert topic_literals('x = "eu.traces-access.registry.OperatorProposed.v1"') == []


def test_drivers_are_found_at_any_depth() -> None:
    assert drivers("def f():\n    from pymongo.errors import PyMongoError") == ["pymongo"]


def test_kafka_clients_of_their_own_are_found() -> None:
    assert clients_of_their_own("AIOKafkaProducer(bootstrap_servers=a)") == ["AIOKafkaProducer(bootstrap_servers=a)"]
    assert clients_of_their_own("AIOKafkaConsumer(*topics, **self._broker.arguments(), group_id=None)") == []


def test_vague_names_are_found() -> None:
    assert vague_names(Path("chassis/time_utils.py")) == ["time_utils"]
    assert vague_names(Path("chassis/unit_of_work.py")) == []
