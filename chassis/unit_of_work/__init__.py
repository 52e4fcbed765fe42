"""One call, one transaction: load aggregates in bulk, decide, save state + inbox + outbox together."""

from chassis.unit_of_work.unit import UnitOfWork
from chassis.unit_of_work.work import Answer, KeyReused, Outcome, Poisoned, Result, Staged, Work

__all__ = ["Answer", "KeyReused", "Outcome", "Poisoned", "Result", "Staged", "UnitOfWork", "Work"]
