"""`python -m tests.chaos.report`: the figures of all committed rounds, in docs/reliability.md between its two marks."""

import sys
from collections.abc import Sequence
from pathlib import Path

from tests.chaos.results import BROKEN, FOLDER, Row, read, summary

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
TOLD = {"doubled": "duplicated"}
BEGIN, END = "<!-- chaos: begin -->", "<!-- chaos: end -->"


def lines(rows: Sequence[Row]) -> list[str]:
    """The figures as a table, and the faults by kind."""
    total = summary(rows)
    seeds = ", ".join(map(str, total["seeds"]))
    figures = {
        "rounds": f"{total['rounds']} (seeds {seeds})",
        "faults": sum(total["faults"].values()),
        "commands accepted": f"{total['commands']}, {total['retried']} of them after more than one attempt",
        "events": f"{total['events']}, and {total['repeated_events']} repetitions that were absorbed",
        "mails": f"{total['mails']}, and {total['repeated_mails']} that came again with the same Message-ID",
        "mails refused for good by the server": total["refused_mails"],
        "dead letters": f"{total['dead_letters']}, {total['repeated_dead_letters']} of them written again",
        **{TOLD.get(name, name): total[name] for name in BROKEN},
        "recovery": f"{total['recovery_median_seconds']} s median, {total['recovery_worst_seconds']} s worst",
        "store": ", ".join(total["stores"]),
        "load average of the machine": f"{total['load_average_median']} (median of rounds), on two cores",
    }
    table = ["| figure | value |", "|---|---|", *(f"| {name} | {value} |" for name, value in figures.items())]
    faults = ["| fault | times |", "|---|---|", *(f"| {name} | {count} |" for name, count in total["faults"].items())]
    return [*table, "", *faults]


def placed(page: str, table: Sequence[str]) -> str:
    """The page with the figures between its marks."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return "\n".join([f"{before}{BEGIN}", *table, f"{END}{after}"])


if __name__ == "__main__":
    table = lines(read(sorted(FOLDER.glob("*.jsonl"))))
    PAGE.write_text(placed(PAGE.read_text(encoding="utf-8"), table), encoding="utf-8")
    sys.stdout.write("\n".join(table) + "\n")
