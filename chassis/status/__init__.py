"""What a service says of itself on `command status`: its own store, its group, its topics. It changes nothing."""

from chassis.status.reporting import report

__all__ = ["report"]
