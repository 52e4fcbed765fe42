"""From reports to findings: which figures are wrong, and what the person who reads them does next."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from cli.status.finding import Finding

OUTBOX_SECONDS = 60.0
TIMER_SECONDS = 60.0
DEFERRED_SECONDS = 900.0
RECIPIENT_SECONDS = 900.0
UNROUTED_SECONDS = 900.0

FOUND_FROM_OUTSIDE = frozenset({"ServiceCannotBeAsked", "StoreOrBrokerAway", "TopicsDiffer"})
"""Findings without a rule: no process can tell them by a metric."""

Part = dict[str, Any]


def findings(reports: Sequence[Part]) -> list[Finding]:
    """Everything that hangs, by service in the order of the reports; what stops most stands first within one."""
    return [finding for report in reports for finding in _of(report)]


def _of(report: Part) -> Iterator[Finding]:
    name = report["service"]
    if "error" in report:
        why = str(report["error"]).strip().splitlines() or [""]
        yield Finding("ServiceCannotBeAsked", name, why[-1], "see that SERVICE_COMMAND and the settings reach it")
        return
    for half, address in (("store", "MONGO_URI"), ("broker", "KAFKA_BOOTSTRAP")):
        if "error" in report[half]:
            what = f"the {half} does not answer ({report[half]['error']})"
            yield Finding("StoreOrBrokerAway", name, what, f"bring it back; {address} says where it is looked for")
    for judge in BROKER if "error" not in report["broker"] else ():
        yield from judge(name, report["broker"])
    for judge in STORE if "error" not in report["store"] else ():
        yield from judge(name, report["store"])


def _group(name: str, broker: Part) -> Iterator[Finding]:
    group = broker.get("group")
    if group is None:
        return
    if group["members"] == 0:
        what = f"nobody consumes; {group['lag']} records wait"
        yield Finding("NobodyConsumes", name, what, f"start a worker of {name}, or see why it does not stay up")
    elif not group["moving"]:
        what = f"{group['lag']} records wait and are not read, though {group['members']} consume"
        yield Finding(
            "ConsumerStandsStill",
            name,
            what,
            f"look into the log of {name}: `consumer.halted` means a bad release, roll back; `store.retry` the store",
        )


def _dead_letters(name: str, broker: Part) -> Iterator[Finding]:
    letters = broker["dead_letters"]
    if letters["waiting"]:
        events = ", ".join(f"{count} {_short(type)}" for type, count in sorted(letters["types"].items()))
        yield Finding(
            "DeadLettersNotEmpty",
            name,
            f"set aside as dead letters: {events}",
            f"`traces-access dead-letters list --service {name}`, mend the cause, then `replay` (or `drop`)",
        )


def _topics(name: str, broker: Part) -> Iterator[Finding]:
    differing = [row["topic"] for row in broker["topics"] if row["differs"]]
    if differing:
        what = f"not as the contracts want them: {', '.join(differing)}"
        yield Finding("TopicsDiffer", name, what, "`traces-access topics plan`, then `topics apply`")


def _outbox(name: str, store: Part) -> Iterator[Finding]:
    relay = next((lease for lease in store["leases"] if lease["lease"] == "relay"), None)
    led, outbox = relay is not None and relay["alive"], store["outbox"]
    if not led:
        what = f"nobody publishes its events; {outbox['pending']} transactions wait"
        yield Finding("NobodyPublishes", name, what, f"start a worker of {name}; one takes over within 10 seconds")
    elif outbox["oldest_seconds"] > OUTBOX_SECONDS:
        what = (
            f"{outbox['pending']} transactions wait to be published, the oldest for {_span(outbox['oldest_seconds'])}"
        )
        yield Finding("OutboxStuck", name, what, f"see that Kafka is up; `relay.retry` in the log of {name} says why")


def _timers(name: str, store: Part) -> Iterator[Finding]:
    timers = store["timers"]
    if timers["oldest_seconds"] > TIMER_SECONDS:
        what = f"{timers['overdue']} deadlines are overdue, the latest by {_span(timers['oldest_seconds'])}"
        yield Finding(
            "TimersOverdue", name, what, f"start a worker of {name}; `timer.failed` in its log names a bad one"
        )


def _requests(name: str, store: Part) -> Iterator[Finding]:
    requests = store.get("requests")
    if requests is not None and requests["unrouted_oldest_seconds"] > UNROUTED_SECONDS:
        what = (
            f"{requests['unrouted']} requests wait to be told who decides them, the oldest "
            f"({requests['unrouted_oldest']}) for {_span(requests['unrouted_oldest_seconds'])}"
        )
        yield Finding(
            "RequestsUnrouted", name, what, "look at lag, dead letters and outbox of registry and of validation"
        )


def _mails(name: str, store: Part) -> Iterator[Finding]:
    mails = store.get("mails")
    if mails is None:
        return
    if mails["deferred_oldest_seconds"] > DEFERRED_SECONDS:
        count, age = mails["by_state"]["DEFERRED"], _span(mails["deferred_oldest_seconds"])
        what = f"{count} mails are put off by the mail server, the oldest for {age}"
        yield Finding(
            "MailsDeferred", name, what, "see that SMTP_HOST answers; the lines `mail` in its log say the code"
        )
    if mails["recipient_unknown_oldest_seconds"] > RECIPIENT_SECONDS:
        count, age = mails["recipient_unknown"], _span(mails["recipient_unknown_oldest_seconds"])
        what = f"{count} mails wait for an account or request that notify does not know, the oldest for {age}"
        yield Finding(
            "MailsWaiting", name, what, "look at lag and dead letters of notify, and at the outbox of identity"
        )


Judge = Callable[[str, Part], Iterator[Finding]]
BROKER: tuple[Judge, ...] = (_group, _dead_letters, _topics)
STORE: tuple[Judge, ...] = (_outbox, _timers, _requests, _mails)


def _short(type: str) -> str:
    return type.split(".")[-2] if type.count(".") > 1 else type


def _span(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.0f} h"
