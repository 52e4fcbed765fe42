"""Tables of the newest run of each benchmark: medians of its rounds."""

from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import Any

from tests.bench.contenders import BATCHES, CHASSIS, CONTENDERS, FASTSTREAM, PLAIN_LOOP, WITHOUT_UVLOOP
from tests.bench.lines import ROUNDS, Line

WHAT = {one.name: one.what for one in (*CONTENDERS, WITHOUT_UVLOOP)}
AMISS = ("lost", "twice", "disordered", "untold")
Column = tuple[str, Callable[[Sequence[Line]], str]]


def backlog(lines: Sequence[Line]) -> str:
    """Throughput of one worker, and what an event costs; ratios are of rounds, so that both met the same machine."""
    ours = {line["round"]: line["per_second"] for line in lines if line["contender"] == CHASSIS.name}

    def ratio(group: Sequence[Line]) -> str:
        return f"{median(ours[line['round']] / line['per_second'] for line in group):.1f}"

    columns: list[Column] = [
        ("handler", lambda group: WHAT[group[0]["contender"]]),
        ("events", lambda group: f"{group[0]['events']:,}"),
        ("events/s", lambda group: _middle(group, "per_second", ".0f")),
        ("lowest to highest", lambda group: _range(group, "per_second")),
        ("ours is so many times faster", ratio),
        *_costs(),
        ("memory, MB", lambda group: _middle(group, "memory_mb", ".0f")),
        ("lost, twice, out of order", _amiss),
        ("others kept busy, cores", lambda group: _middle(group, "others_busy_cores", ".1f")),
    ]
    return _table(_grouped(lines, "contender"), columns)


def runs(lines: Sequence[Line]) -> str:
    """Every whole run of the backlog that was ever kept, oldest first: how many times faster ours was, by rounds."""
    whole = [group for group in _grouped(lines, "run") if len({line["round"] for line in group}) == ROUNDS]

    def times(name: str) -> Callable[[Sequence[Line]], str]:
        def ratio(group: Sequence[Line]) -> str:
            rate = {(line["round"], line["contender"]): line["per_second"] for line in group}
            return f"{median(rate[number, CHASSIS.name] / rate[number, name] for number in range(1, ROUNDS + 1)):.1f}"

        return ratio

    def ours(group: Sequence[Line]) -> Sequence[Line]:
        return [line for line in group if line["contender"] == CHASSIS.name]

    columns: list[Column] = [
        ("measured at", lambda group: str(group[0]["machine"]["commit"])),
        ("our events/s", lambda group: _middle(ours(group), "per_second", ".0f")),
        *((f"times {WHAT[one.name]}", times(one.name)) for one in (FASTSTREAM, PLAIN_LOOP, BATCHES)),
        ("others kept busy, cores", lambda group: _middle(group, "others_busy_cores", ".1f")),
    ]
    return _table(whole, columns)


def workers(lines: Sequence[Line]) -> str:
    """Throughput by number of workers, and what an event costs then; memory is that of the largest."""
    columns: list[Column] = [
        ("handler", lambda group: WHAT[group[0]["contender"]]),
        ("workers", lambda group: str(group[0]["workers"])),
        ("events/s", lambda group: _middle(group, "per_second", ".0f")),
        *_costs(),
        ("memory, MB", lambda group: _middle(group, "memory_mb", ".0f")),
        ("lost, twice, out of order", _amiss),
        ("others kept busy, cores", lambda group: _middle(group, "others_busy_cores", ".1f")),
    ]
    groups = _grouped(lines, "contender", "workers")
    order = list(WHAT)
    return _table(sorted(groups, key=lambda group: (order.index(group[0]["contender"]), group[0]["workers"])), columns)


def latency(lines: Sequence[Line]) -> str:
    """From produce to published effect, in milliseconds."""
    columns: list[Column] = [
        ("events/s", lambda group: str(group[0]["rate"])),
        ("handler", lambda group: WHAT[group[0]["contender"]]),
        *((f"p{rank}, ms", _of(f"p{rank}_ms", ".1f")) for rank in (50, 95, 99)),
        *_costs(),
        ("lost, twice, out of order", _amiss),
        ("others kept busy, cores", lambda group: _middle(group, "others_busy_cores", ".1f")),
    ]
    return _table(_grouped(lines, "rate", "contender"), columns)


def plain(*keys: str, names: Mapping[str, str]) -> Callable[[Sequence[Line]], str]:
    """A table of medians: what the lines differ in, then columns by their heads."""

    def made(lines: Sequence[Line]) -> str:
        columns: list[Column] = [(head, _of(key, ".1f")) for head, key in names.items()]
        return _table(_grouped(lines, *keys), columns)

    return made


def _costs() -> list[Column]:
    def cost(name: str) -> Callable[[Sequence[Line]], str]:
        return lambda group: f"{median(line['cpu_seconds_per_1000'][name] for line in group):.2f}"

    def in_all(group: Sequence[Line]) -> str:
        return f"{median(sum(line['cpu_seconds_per_1000'].values()) for line in group):.2f}"

    columns: list[Column] = [(f"CPU s per 1,000: {name}", cost(name)) for name in ("workers", "store", "kafka")]
    return [*columns, ("in all", in_all)]


def _amiss(group: Sequence[Line]) -> str:
    return str(sum(line[name] for line in group for name in AMISS))


def _of(key: str, form: str) -> Callable[[Sequence[Line]], str]:
    return lambda group: _middle(group, key, form)


def _middle(group: Sequence[Line], key: str, form: str) -> str:
    values = [line[key] for line in group if key in line]
    if not values or isinstance(values[0], str):
        return values[0] if values else "–"
    return f"{median(values):,{form}}" if isinstance(values[0], float) else f"{median(values):,.0f}"


def _range(group: Sequence[Line], key: str) -> str:
    values = [line[key] for line in group]
    return f"{min(values):,.0f} to {max(values):,.0f}"


def _grouped(lines: Sequence[Line], *keys: str) -> list[list[Line]]:
    groups: dict[tuple[Any, ...], list[Line]] = {}
    for line in lines:
        groups.setdefault(tuple(line.get(key) for key in keys), []).append(line)
    return list(groups.values())


def _table(groups: Sequence[Sequence[Line]], columns: Sequence[Column]) -> str:
    rows = [[head for head, _ in columns], ["---"] * len(columns)]
    rows += [[cell(group) for _, cell in columns] for group in groups]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
