"""python -m tests.bench.report [--check]: write the tables of figures in docs from the committed JSON lines."""

import re
import sys
from collections.abc import Callable, Mapping, Sequence

from tests.bench import tables
from tests.bench.lines import Line, Results
from tests.support.source import PROJECT

PAGES = (PROJECT / "docs" / "performance.md", PROJECT / "docs" / "pages.md")
QUIET = 0.1
"""Cores: what others used below this is nothing; a line that does not say it counts as shared."""
RUNS = "backlog-runs"
"""The table that is of all runs."""
NEWEST = "latency-newest"
"""The table that is of the newest run, whoever took part in it."""
PLACE = re.compile(r"(<!-- (?P<what>[a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)

TABLES: Mapping[str, Callable[[Sequence[Line]], str]] = {
    "backlog": tables.backlog,
    "workers": tables.workers,
    "latency": tables.latency,
    "loops": tables.backlog,
    "drain": tables.plain(
        "waiting",
        names={
            "events that wait": "waiting",
            "published": "events",
            "out of order": "disordered",
            "most at once": "largest_portion",
            "memory before, MB": "memory_before_mb",
            "at its peak": "memory_peak_mb",
            "commands to the store": "commands",
            "per 1,000 events": "commands_per_1000",
        },
    ),
    "sign-ups": tables.plain(
        "pace",
        names={
            "pace": "pace",
            "sign-ups": "sign_ups",
            "sign-ups/s": "per_second",
            "answer p50, ms": "sign_up_p50_ms",
            "p95": "sign_up_p95_ms",
            "p99": "sign_up_p99_ms",
            "mail p50, ms": "mail_p50_ms",
            "mail p95": "mail_p95_ms",
            "mail p99": "mail_p99_ms",
        },
    ),
    "decisions": tables.plain(
        "decisions",
        names={
            "decisions": "decisions",
            "at once": "at_once",
            "decisions/s": "per_second",
            "answer p50, ms": "p50_ms",
            "p95": "p95_ms",
            "p99": "p99_ms",
            "proposals/s": "proposals_per_second",
            "all granted after, s": "seconds_to_the_last_effect",
        },
    ),
    "search": tables.plain(
        "way",
        names={
            "operators": "operators",
            "by": "way",
            "searches": "searches",
            "p50, ms": "p50_ms",
            "p95, ms": "p95_ms",
            "p99, ms": "p99_ms",
        },
    ),
    "pages": tables.plain(
        "page",
        names={
            "page": "page",
            "p50, ms": "p50_ms",
            "p95, ms": "p95_ms",
            "p99, ms": "p99_ms",
            "bytes of HTML": "html_bytes",
            "with style and script": "bytes_in_all",
            "others kept busy, cores": "others_busy_cores",
        },
    ),
    "streams": tables.plain(
        "streams",
        names={
            "open streams": "streams",
            "told of each event": "told_of_each",
            "events": "events",
            "p50, ms": "p50_ms",
            "p95, ms": "p95_ms",
            "p99, ms": "p99_ms",
            "memory a stream, kB": "kb_a_stream",
            "missing": "missing",
            "others kept busy, cores": "others_busy_cores",
        },
    ),
}


COMMANDS = {"pages": "make page-speed"}
"""What measures it, where that is not `make bench`."""


def main() -> None:
    """Write the pages; with --check only say whether they are as they would be written."""
    for path in PAGES:
        page = path.read_text(encoding="utf-8")
        written = rendered(page)
        if "--check" not in sys.argv[1:]:
            path.write_text(written, encoding="utf-8")
        elif page != written:
            sys.exit(f"{path.name} is stale: run python -m tests.bench.report")


def rendered(page: str) -> str:
    """The page with its tables made anew."""
    return PLACE.sub(lambda found: f"{found[1]}{_section(found['what'])}\n{found[3]}", page)


def _section(what: str) -> str:
    if what == RUNS:
        return tables.runs(list(Results("backlog").lines()))
    if what == NEWEST:
        newest = Results("latency").newest_run()
        return f"{tables.latency(newest)}\n\n{_measured_on(newest)}"
    try:
        lines = Results(what).newest_rounds()
    except LookupError:
        return f"*Not measured yet: `{COMMANDS.get(what, f'make bench WHAT={what}')}`.*"
    return f"{TABLES[what](lines)}\n\n{_measured_on(lines)}"


def _measured_on(lines: Sequence[Line]) -> str:
    """On what, and how often: no figure without it."""
    machine, rounds = lines[0]["machine"], len({line["round"] for line in lines})
    medians = f"medians of {rounds} rounds" if rounds > 1 else "one round"
    shared = any(line.get("others_busy_cores", QUIET) >= QUIET for line in lines)
    return (
        f"*{medians}; {machine['store']}, Kafka {machine['kafka']}, Python {machine['python']},"
        f" {machine['cores']} cores{' shared with other work' if shared else ', nothing else on them'}*"
    )


if __name__ == "__main__":
    main()
