"""Where the running system is: what `stack.json` says (design section 9)."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Account:
    """A demo account. `organisation` is the code of the organisation it acts for; `role` validator or helpdesk."""

    email: str
    password: str = field(repr=False)
    organisation: str
    role: str


@dataclass(frozen=True, slots=True)
class Stack:
    """Addresses, and what a person of the guide has to know: the captcha's answer, the accounts of validators."""

    gateway: str
    mailbox: str
    kafka: str
    captcha_answer: str = field(repr=False)
    accounts: tuple[Account, ...]

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the file of a running stack. Raises FileNotFoundError, and ValueError for one without services."""
        return cls.of(json.loads(path.read_text(encoding="utf-8")))

    @classmethod
    def of(cls, content: dict[str, Any]) -> Self:
        """Take what is needed from the content of the file. Raises ValueError for a stack without services."""
        if not content["gateway"]:
            raise ValueError("this stack runs without services")
        accounts = tuple(Account(**row) for row in content["accounts"])
        found = {name: content[name] for name in ("gateway", "mailbox", "kafka", "captcha_answer")}
        return cls(**found, accounts=accounts)

    def validator(self, organisation: str) -> Account:
        """The account that decides for an authority, by its code. Raises LookupError."""
        return self._only(lambda account: account.role == "validator" and account.organisation == organisation)

    def helpdesk(self) -> Account:
        """The account that reads everything and decides nothing. Raises LookupError."""
        return self._only(lambda account: account.role == "helpdesk")

    def _only(self, wanted: Any) -> Account:
        for account in self.accounts:
            if wanted(account):
                return account
        raise LookupError("the stack has no such demo account")
