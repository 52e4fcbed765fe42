"""What `traces-access status` makes of what the services say."""

import io
import json
from copy import deepcopy
from typing import Any

import pytest
from rich.console import Console
from typer.testing import CliRunner

from cli import app as cli_app
from cli.status import command as status_command
from cli.status.findings import findings
from cli.status.tables import figures, sentences
from contracts.topics import SERVICES

Part = dict[str, Any]

WELL: Part = {
    "service": "notify",
    "at": "2026-03-04T12:00:00+00:00",
    "store": {
        "outbox": {"pending": 0, "oldest_seconds": 0.0},
        "leases": [{"lease": "relay", "slot": "notify-1", "token": 3, "alive": True}],
        "timers": {"set": 4, "overdue": 0, "oldest_seconds": 0.0},
        "requests": {"unrouted": 1, "unrouted_oldest_seconds": 20.0, "unrouted_oldest": "r1"},
        "mails": {
            "by_state": {"QUEUED": 1, "DEFERRED": 2, "SENT": 3},
            "deferred_oldest_seconds": 30.0,
            "recipient_unknown": 1,
            "recipient_unknown_oldest_seconds": 10.0,
        },
    },
    "broker": {
        "topics": [{"topic": "notify.messages.v1", "partitions": 12, "records": 7, "differs": []}],
        "dead_letters": {"waiting": 0, "oldest_seconds": 0.0, "types": {}},
        "group": {
            "group": "notify",
            "state": "Stable",
            "members": 1,
            "lag": 2,
            "moving": True,
            "partitions": [{"topic": "a.v1", "partition": 5, "committed": 7, "end": 9, "lag": 2}],
        },
    },
}


def ill(*path: str, **values: Any) -> Part:
    """The same report with these figures at this place."""
    report = deepcopy(WELL)
    place = report
    for name in path:
        place = place[name]
    place.update(values)
    return report


LETTERS = {"waiting": 3, "oldest_seconds": 9.0, "types": {"eu.traces-access.identity.AccountCreated.v1": 3}}
NOBODY = [{"lease": "relay", "slot": "notify-1", "token": 3, "alive": False}]
CASES = {
    "ServiceCannotBeAsked": {"service": "notify", "error": "a log\nno such container"},
    "StoreOrBrokerAway": {**WELL, "store": {"error": "ServerSelectionTimeoutError"}},
    "NobodyConsumes": ill("broker", "group", members=0, moving=False),
    "ConsumerStandsStill": ill("broker", "group", moving=False),
    "DeadLettersNotEmpty": ill("broker", dead_letters=LETTERS),
    "TopicsDiffer": ill("broker", topics=[{"topic": "t", "partitions": 1, "records": 0, "differs": ["partitions"]}]),
    "NobodyPublishes": ill("store", leases=NOBODY),
    "OutboxStuck": ill("store", "outbox", pending=4, oldest_seconds=61.0),
    "TimersOverdue": ill("store", "timers", overdue=1, oldest_seconds=61.0),
    "RequestsUnrouted": ill("store", "requests", unrouted_oldest_seconds=901.0),
    "MailsDeferred": ill("store", "mails", deferred_oldest_seconds=901.0),
    "MailsWaiting": ill("store", "mails", recipient_unknown_oldest_seconds=901.0),
}


def test_nothing_is_found_where_nothing_hangs() -> None:
    assert findings([WELL]) == []


@pytest.mark.parametrize("alert", CASES)
def test_each_trouble_is_found_alone_with_what_to_do(alert: str) -> None:
    (found,) = findings([WELL, CASES[alert]])
    assert (found.alert, found.service) == (alert, "notify")
    assert found.what
    assert found.next


def text_of(*reports: Part) -> str:
    console = Console(width=160)
    with console.capture() as captured:
        console.print(figures(reports))
        for sentence in sentences(findings(reports)):
            console.print(sentence, soft_wrap=True)
    return captured.get()


def test_the_page_shows_figures_and_sentences() -> None:
    text = text_of(CASES["DeadLettersNotEmpty"], CASES["NobodyPublishes"])
    assert "notify-1 (silent)" in text
    (line,) = [line for line in text.splitlines() if "DeadLettersNotEmpty" in line]
    assert line.startswith("notify: set aside as dead letters: 3 AccountCreated → ")
    assert "`traces-access dead-letters list --service notify`" in line
    assert "notify.messages.v1" in text


def test_what_a_record_says_is_shown_and_not_obeyed() -> None:
    text = text_of(ill("broker", dead_letters={**LETTERS, "types": {"[/x]\x1b]0;": 3}}))
    assert "3 [/x]\ufffd]0;" in text


def rows_of(text: str) -> list[list[str]]:
    """The cells of every row of every table."""
    return [[cell.strip() for cell in line.strip("│┃").split("│")] for line in text.splitlines() if "│" in line]


def test_every_figure_stands_in_its_column() -> None:
    troubled = ill("store", outbox={"pending": 5, "oldest_seconds": 61.4})
    troubled["store"]["timers"]["overdue"] = 6
    troubled["broker"]["dead_letters"]["waiting"] = 8
    text = text_of(troubled)
    assert rows_of(text) == [
        ["notify", "1", "2", "5", "61 s", "notify-1", "6", "8"],
        ["notify.messages.v1", "12", "7", "yes"],
        ["notify", "a.v1", "5", "7", "9", "2"],
        ["", "1", "20 s"],
        ["", "1", "2", "3", "1"],
    ]
    heads = " ".join(text.split())
    for head in (
        "consumers ┃ lag ┃ outbox ┃ oldest ┃ relay held by ┃ overdue ┃ dead letters",
        "not routed yet ┃ oldest",
        "QUEUED ┃ DEFERRED ┃ SENT",
    ):
        assert head in heads


def test_who_watches_sees_the_tables_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = iter([[WELL], [ill("store", outbox={"pending": 5, "oldest_seconds": 61.4})]])

    def look(_: list[str]) -> list[Part]:
        try:
            return next(looks)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr(status_command, "reports", look)
    monkeypatch.setattr("time.sleep", lambda _: None)
    monkeypatch.setattr(status_command, "console", screen := Console(width=160, record=True, file=io.StringIO()))
    assert CliRunner().invoke(cli_app.app, ["status", "--watch"]).exit_code == 0
    rows = [row for row in rows_of(screen.export_text()) if row[0] == "notify" and len(row) > 6]
    assert [row[3] for row in rows] == ["0", "5"]


def test_the_page_copes_with_whatever_is_not_known() -> None:
    text = text_of(CASES["ServiceCannotBeAsked"], CASES["StoreOrBrokerAway"], {**WELL, "broker": {"error": "x"}})
    assert "no such container" in text
    assert "the store does not answer" in text


@pytest.mark.parametrize(("reports", "code"), [([WELL], 0), ([CASES["OutboxStuck"]], 1)])
def test_the_exit_code_tells_scripts(monkeypatch: pytest.MonkeyPatch, reports: list[Part], code: int) -> None:
    monkeypatch.setattr(status_command, "reports", lambda services: reports if list(services) == list(SERVICES) else [])
    done = CliRunner().invoke(cli_app.app, ["status", "--json"])
    assert done.exit_code == code
    assert json.loads(done.stdout)["services"] == reports
