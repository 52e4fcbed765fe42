"""Who starts the stack is told where everything is and who can log in, but no password."""

from pathlib import Path
from typing import Any, cast

from demo.numbers import password
from deploy.local.layout import Layout
from deploy.local.stack_file import StackFile
from deploy.local.whereabouts import whereabouts

PASSWORD = password()
ABOUT: dict[str, Any] = {
    "gateway": "http://127.0.0.1:8080",
    "mailbox": "http://127.0.0.1:8025",
    "smtp": "127.0.0.1:1025",
    "kafka": "127.0.0.1:9092",
    "mongo": "mongodb://127.0.0.1:27017",
    "processes": {},
    "services": {},
    "captcha_answer": "ACD347",
    "accounts": [
        {"email": "paula@inao.example", "password": PASSWORD, "organisation": "FR-INAO", "role": "validator"},
        {"email": "harry@help.example", "password": PASSWORD, "organisation": "EU-HELPDESK", "role": "helpdesk"},
    ],
}
LAYOUT = Layout(Path("/somewhere/.local"))


def told(**different: Any) -> list[tuple[str, str]]:
    return list(whereabouts(cast(StackFile, {**ABOUT, **different}), LAYOUT, "SecantusDB"))


def test_each_demo_account_is_named_with_what_it_is_and_where_its_password_stands() -> None:
    rows = told()
    begin = rows.index(("Demo accounts", "paula@inao.example, validator of FR-INAO"))
    assert rows[begin + 1 : begin + 3] == [
        ("", "harry@help.example, helpdesk of EU-HELPDESK"),
        ("Passwords", "in /somewhere/.local/stack.json, under accounts"),
    ]
    assert not any(PASSWORD in value for _, value in rows)


def test_where_pages_mails_and_logs_are() -> None:
    rows = dict(told())
    assert rows["Pages and API"] == "http://127.0.0.1:8080"
    assert rows["Mailbox"] == "http://127.0.0.1:8025"
    assert rows["Store"] == "mongodb://127.0.0.1:27017 (SecantusDB)"
    assert rows["Logs"].startswith("/somewhere/.local/")


def test_a_stack_without_services_has_no_pages_and_no_accounts() -> None:
    names = [name for name, _ in told(gateway=None, accounts=[])]
    assert names == ["Mailbox", "Kafka", "Store", "Everything", "Logs", "Stop"]
