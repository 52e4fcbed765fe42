"""stack.json: the addresses, process ids and accounts of a stack that is up (design section 9)."""

from typing import Literal, TypedDict


class Account(TypedDict):
    """A demo account that can log in. `organisation` is the code of the organisation it acts for."""

    email: str
    password: str
    organisation: str
    role: Literal["validator", "helpdesk"]


class StackFile(TypedDict):
    """The content. `gateway` and `captcha_answer` are None when a stack runs without services."""

    gateway: str | None
    mailbox: str
    smtp: str
    kafka: str
    mongo: str
    processes: dict[str, int]
    services: dict[str, str]
    captcha_answer: str | None
    accounts: list[Account]
