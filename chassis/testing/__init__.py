"""For tests: rules told as given, when, then; and a whole service in memory."""

from chassis.testing.decisions import NOON, Given, Then, counted_ids, envelope_for, given
from chassis.testing.memory import MemoryService

__all__ = ["NOON", "Given", "MemoryService", "Then", "counted_ids", "envelope_for", "given"]
