"""`python -m tests.chaos.report`: writes what rounds and planted defects showed into docs/reliability.md."""

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.chaos.planted import Found
from tests.chaos.planted import read as read_planted
from tests.chaos.results import BROKEN, FOLDER, Row, read, summary

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
SHORT_CLAIMS = (5, 8, 9, 10)
"""The seeds that were played since claims of mails are short and deadlines come."""
TOLD = {"doubled": "duplicated"}
CHAOS, PLANTED = "chaos", "planted"
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def lines(rows: Sequence[Row]) -> list[str]:
    """The figures as a table, and the faults by kind."""
    total = summary(rows)
    seeds = ", ".join(map(str, total["seeds"]))
    divided = f", {total['divided']} of them with APIs and workers apart" if total["divided"] else ""
    figures = {
        "rounds": f"{total['rounds']} (seeds {seeds}){divided}",
        "faults": sum(total["faults"].values()),
        "commands accepted": f"{total['commands']}, {total['retried']} of them after more than one attempt",
        "events": f"{total['events']}, and {total['repeated_events']} repetitions that were absorbed",
        **({"deadlines that came": total["deadlines"]} if total["deadlines"] else {}),
        "mails": f"{total['mails']}, and {total['repeated_mails']} that came again with the same Message-ID",
        "mails refused for good by the server": total["refused_mails"],
        "dead letters": f"{total['dead_letters']}, {total['repeated_dead_letters']} of them written again",
        **{TOLD.get(name, name): total[name] for name in BROKEN},
        "recovery": _recovery(total),
        **_since(rows),
        "store": ", ".join(total["stores"]),
        "load average of the machine": f"{total['load_average_median']} (median of rounds), on two cores",
    }
    table = ["| figure | value |", "|---|---|", *(f"| {name} | {value} |" for name, value in figures.items())]
    faults = ["| fault | times |", "|---|---|", *(f"| {name} | {count} |" for name, count in total["faults"].items())]
    return [*table, "", *faults]


def _since(rows: Sequence[Row]) -> Mapping[str, str]:
    """The recovery of the seeds with short claims, where there are others beside them."""
    newer = [row for row in rows if row.seed in SHORT_CLAIMS]
    if len(newer) in (0, len(rows)):
        return {}
    return {f"recovery of seeds {', '.join(map(str, SHORT_CLAIMS))}": _recovery(summary(newer))}


def _recovery(total: Mapping[str, Any]) -> str:
    return f"{total['recovery_median_seconds']} s median, {total['recovery_worst_seconds']} s worst"


def planted_lines(found: Sequence[Found]) -> list[str]:
    """What the judge said about each planted defect; ids are left out."""
    rows = [
        f"| {each.defect} | {each.service} | {', '.join(each.faults) or 'none'} | {_counts(each)} "
        f"| {_ID.sub('…', each.first)} |"
        for each in found
    ]
    return ["| defect | in | faults meanwhile | violations | the first of them |", "|---|---|---|---|---|", *rows]


def _counts(found: Found) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in found.said.items()) or "NOT FOUND"


def placed(page: str, mark: str, table: Sequence[str]) -> str:
    """The page with the figures between the two marks of this name."""
    begin, end = f"<!-- {mark}: begin -->", f"<!-- {mark}: end -->"
    before, _, rest = page.partition(begin)
    _, _, after = rest.partition(end)
    return "\n".join([f"{before}{begin}", *table, f"{end}{after}"])


def whole(page: str) -> str:
    """The page with everything that is committed."""
    page = placed(page, CHAOS, lines(read(sorted(FOLDER.glob("*.jsonl")))))
    return placed(page, PLANTED, planted_lines(read_planted()))


if __name__ == "__main__":
    PAGE.write_text(whole(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write("\n".join(lines(read(sorted(FOLDER.glob("*.jsonl"))))) + "\n")
