"""Ends transactions that their client has abandoned. SecantusDB does so only when somebody else uses transactions.

Without it the rows of a worker that was killed stay blocked for as long as everybody only waits: a plain write that
meets them holds its collection and repeats for ever (as mongod's does, but mongod has a sweeper).
"""

import threading

from secantus.transactions import Transaction, TransactionRegistry, TxnState

INTERVAL = 0.5
"""Seconds between two looks."""


class StoreSweeper(threading.Thread):
    """Looks after one registry until the process ends. `life` is how long a transaction may idle, in seconds."""

    def __init__(self, registry: TransactionRegistry, life: float) -> None:
        super().__init__(name="sweeper", daemon=True)
        self._registry = registry
        self._life = life
        self._never = threading.Event()

    def run(self) -> None:
        """Sweep for ever."""
        while not self._never.wait(INTERVAL):
            self.sweep()

    def sweep(self) -> None:
        """Abort what idles too long. A transaction in the middle of a statement is passed over, not waited for.

        The registry's own `prune_expired` waits for such a statement, which may itself wait for what would be aborted.
        """
        for transaction in list(self._registry._txns.values()):
            if self._is_abandoned(transaction) and transaction.mutex.acquire(blocking=False):
                try:
                    if self._is_abandoned(transaction):
                        self._registry.abort_in_progress(transaction)
                finally:
                    transaction.mutex.release()

    def _is_abandoned(self, transaction: Transaction) -> bool:
        idle = self._registry._time() - transaction.last_use
        return transaction.state is TxnState.IN_PROGRESS and idle > self._life
