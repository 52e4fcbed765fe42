"""What goes into the toy service and what comes out."""

from contracts.event import Event
from contracts.topics import DAY_MS, Topic

DEPOSITS = Topic("toy.deposits.v1", "toy-source", ("toy",), "account", 4, DAY_MS)
BALANCES = Topic("toy.balances.v1", "toy", (), "account", 4, DAY_MS)


class Deposited(Event, topic=DEPOSITS, subject="account", key="account"):
    """Somebody put `amount` on `account`; `number` counts the account's deposits. `trouble` asks for some."""

    account: str
    number: int
    amount: int
    trouble: str | None = None


class BalanceChanged(Event, topic=BALANCES, subject="account", key="account"):
    """The balance after a deposit."""

    account: str
    balance: int
    deposits: int
