"""Kafka in: records become works, in batches, and nothing is acknowledged before it is settled."""

from chassis.consumer.app import Consumer
from chassis.consumer.handling import BatchHandler

__all__ = ["BatchHandler", "Consumer"]
