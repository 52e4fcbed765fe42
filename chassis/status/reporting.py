"""The report of a service, as far as store and broker answer."""

import asyncio
from collections.abc import Awaitable
from typing import Any

from chassis.broker.admin import KafkaError
from chassis.mongo import PyMongoError
from chassis.runtime import Runtime
from chassis.status import kept, streams
from chassis.status.holding import leases
from contracts.topics import retry_topic

PATIENCE_SECONDS = 20.0


async def report(runtime: Runtime, request: dict[str, Any]) -> dict[str, Any]:
    """Both halves; one that does not answer is `{"error": why}`. `request` is not looked at."""
    store, broker = await asyncio.gather(_half(_store(runtime)), _half(_broker(runtime)))
    at = runtime.clock().isoformat(timespec="seconds")
    return {"service": runtime.service.name, "at": at, "store": store, "broker": broker}


async def _half(work: Awaitable[dict[str, Any]]) -> dict[str, Any]:
    try:
        return await asyncio.wait_for(work, PATIENCE_SECONDS)
    except (PyMongoError, KafkaError, TimeoutError, OSError) as error:
        return {"error": type(error).__name__}


async def _store(runtime: Runtime) -> dict[str, Any]:
    store, now = runtime.store, runtime.clock()
    figures = {name: await figure(store, now) for name, figure in runtime.service.figures.items()}
    return {
        "outbox": await kept.outbox(store, now),
        "leases": await leases(store),
        "timers": await kept.timers(store, list(runtime.service.timers), now),
        **figures,
    }


async def _broker(runtime: Runtime) -> dict[str, Any]:
    service, settings = runtime.service, runtime.settings
    broker, prefix = settings.broker, settings.topic_prefix
    consumed = [f"{prefix}{name}" for name in (*service.topics, retry_topic(service.name).name)]
    found: dict[str, Any] = {
        "topics": await streams.topics(broker, service.name, prefix, settings.kafka_replication),
        "dead_letters": await streams.dead_letters(broker, service.name, prefix, runtime.clock()),
    }
    if service.handles:
        found["group"] = await streams.reading(broker, f"{prefix}{service.name}", consumed)
    return found
