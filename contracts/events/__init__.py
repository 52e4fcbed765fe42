"""Every event there is, one module per producing service. Importing this package registers them all."""

from contracts.events import identity, notify, registry, validation

__all__ = ["identity", "notify", "registry", "validation"]
