"""The report as people read it: the figures, then what hangs."""

from collections.abc import Sequence
from typing import Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from cli.screen import harmless
from cli.status.finding import Finding

Part = dict[str, Any]


def figures(reports: Sequence[Part]) -> Group:
    """All tables, one below the other."""
    asked = [report for report in reports if "error" not in report]
    return Group(_services(asked), _topics(asked), *_lags(asked), *_requests(asked), *_mails(asked))


def sentences(found: Sequence[Finding]) -> list[Text]:
    """One line a finding: what hangs, what to do next, and the alert of the same name."""
    return [_sentence(each) for each in found] or [Text("Nothing hangs.", style="green")]


def _sentence(finding: Finding) -> Text:
    what = (harmless(f"{finding.service}: {finding.what}"), "bold red")
    return Text.assemble(what, f" → {finding.next} ", (f"[{finding.alert}]", "dim"))


def _services(reports: Sequence[Part]) -> Table:
    table = Table("service", "consumers", "lag", "outbox", "oldest", "relay held by", "overdue", "dead letters")
    for report in reports:
        store, broker = report["store"], report["broker"]
        group = broker.get("group") or {}
        table.add_row(
            report["service"],
            *(_said(group, "members"), _said(group, "lag")),
            *(("?", "?", "?", "?") if "error" in store else _store(store)),
            _letters(broker),
        )
    return table


def _store(store: Part) -> tuple[str, ...]:
    relay: Part = next((lease for lease in store["leases"] if lease["lease"] == "relay"), {})
    holder = relay.get("slot") or "nobody"
    if relay.get("slot") and not relay["alive"]:
        holder += " (silent)"
    outbox = store["outbox"]
    return str(outbox["pending"]), f"{outbox['oldest_seconds']:.0f} s", holder, str(store["timers"]["overdue"])


def _letters(broker: Part) -> Text:
    if "error" in broker:
        return Text("?")
    waiting = broker["dead_letters"]["waiting"]
    return Text(str(waiting), style="bold red" if waiting else "")


def _topics(reports: Sequence[Part]) -> Table:
    table = Table("topic", "partitions", "records", "as in the contracts")
    for report in reports:
        for row in report["broker"].get("topics", ()):
            differs = ", ".join(row["differs"])
            table.add_row(
                row["topic"], str(row["partitions"]), str(row["records"]), (differs and f"no: {differs}") or "yes"
            )
    return table


def _lags(reports: Sequence[Part]) -> list[Table]:
    """Partitions that somebody has left to read; no table when all is read."""
    table = Table("group", "topic", "partition", "read up to", "end", "lag")
    for report in reports:
        group = report["broker"].get("group") or {"partitions": ()}
        for row in group["partitions"]:
            if row["lag"]:
                read = "-" if row["committed"] is None else str(row["committed"])
                table.add_row(
                    group["group"], row["topic"], str(row["partition"]), read, str(row["end"]), str(row["lag"])
                )
    return [table] if table.rows else []


def _requests(reports: Sequence[Part]) -> list[Table]:
    found = [report["store"]["requests"] for report in reports if "requests" in report["store"]]
    table = Table("requests", "not routed yet", "oldest")
    for requests in found:
        table.add_row("", str(requests["unrouted"]), f"{requests['unrouted_oldest_seconds']:.0f} s")
    return [table] if found else []


def _mails(reports: Sequence[Part]) -> list[Table]:
    found = [report["store"]["mails"] for report in reports if "mails" in report["store"]]
    if not found:
        return []
    table = Table("mails", *found[0]["by_state"], "recipient unknown")
    for mails in found:
        table.add_row("", *(str(count) for count in mails["by_state"].values()), str(mails["recipient_unknown"]))
    return [table]


def _said(part: Part, name: str) -> str:
    return str(part.get(name, "-"))
