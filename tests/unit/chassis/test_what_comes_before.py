"""A transaction says which outbox documents hold the events just before its own."""

from chassis.clock import utc_now
from chassis.ids import new_id
from chassis.unit_of_work.transaction import Transaction
from chassis.unit_of_work.workspace import Emitted, Stage
from tests.support.toy.events import BalanceChanged, Deposited
from tests.support.toy.runtime import event_work
from tests.support.toy.service import Account


def stage(*accounts: Account) -> Stage:
    """Each of these accounts has an event to tell."""
    told = [Emitted(BalanceChanged(account=each.id, balance=1, deposits=1), each.sequence + 1) for each in accounts]
    return Stage({(Account, each.id): each for each in accounts}, told)


def test_it_names_the_last_document_of_each_subject_and_none_for_a_new_one() -> None:
    first, second = new_id(), new_id()
    transaction = Transaction(new_id(), utc_now(), "/services/toy")
    known = [Account(id=id, revision=1, sequence=1, outbox=outbox) for id, outbox in (("a", first), ("b", second))]
    for accounts in (known, [Account(id="new")]):
        transaction.add(event_work(Deposited(account="a", number=1, amount=1)), stage(*accounts), new_id)
    assert transaction.after == {first, second}
