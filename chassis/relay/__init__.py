"""Kafka out: what was committed leaves in order, however much of it has piled up."""

from chassis.relay.relay import Relay

__all__ = ["Relay"]
