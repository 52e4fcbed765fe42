"""One process of a service: everything in one event loop, started in order and stopped in reverse."""

import asyncio
import contextlib
import os
import signal
import threading
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import structlog
import uvicorn
from fastapi import FastAPI

from chassis.consumer import BatchHandler, Consumer
from chassis.dead_letters import DeadLetters, DeadLetterWatch
from chassis.garbage import look_seldom
from chassis.leases import Lease
from chassis.mongo import is_infrastructure
from chassis.producer import Producer
from chassis.relay import Relay
from chassis.runtime import Runtime
from chassis.timekeeper import Timekeeper
from chassis.web.app import create_app
from contracts.topics import retry_topic

OBSERVE_SECONDS = 1.0
PREPARE_SECONDS = 1.0
KEEP_ALIVE_SECONDS = 75
"""Longer than callers keep a connection that rests: who closes first may close upon a request that is on its way."""

log = structlog.get_logger(__name__)

Closer = Callable[[], Awaitable[None]]


class TaskEnded(RuntimeError):
    """A task that should run for ever has ended."""


class Process:
    """Runs `api`, `worker` or `all` until SIGTERM, or until any part dies.

    SIGTERM: not ready, then consumer (finishes its batch, commits, leaves the group), background tasks and timers, API,
    relay (publishes what is left, gives its lease back), connections.
    """

    def __init__(self, runtime: Runtime, mode: str) -> None:
        self._runtime = runtime
        self._works = mode in ("worker", "all")
        self._serves = mode in ("api", "all")
        self._parts: list[asyncio.Task[None]] = []
        self._running = False
        runtime.ready_checks["running"] = lambda: self._running

    async def run(self) -> None:
        """Returns after a clean stop; raises what a part raised."""
        stop = asyncio.Event()
        for received in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(received, stop.set)
        async with contextlib.AsyncExitStack() as stack:
            stack.push_async_callback(self._runtime.end)
            try:
                if await self._unless(stop, self._start_all(stack)):
                    look_seldom()
                    self._running = True
                    log.info("started")
                    await self._unless(stop, self._first_end())
            finally:
                self._running = False
                log.info("stopping")
                cut_off_after(self._runtime.settings.grace_seconds)

    async def _unless(self, stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> bool:
        """Whether the work came to its end; False when it was cut short by `stop`. Raises what it raises."""
        working, stopped = asyncio.create_task(work), asyncio.create_task(stop.wait())
        await asyncio.wait({working, stopped}, return_when=asyncio.FIRST_COMPLETED)
        finished = working.done()
        stopped.cancel()
        working.cancel()
        await asyncio.gather(working, stopped, return_exceptions=True)
        if finished:
            working.result()
        return finished

    async def _first_end(self) -> None:
        done, _ = await asyncio.wait(self._parts, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
            raise TaskEnded(task.get_name())

    async def _start_all(self, stack: contextlib.AsyncExitStack) -> None:
        await self._prepare()
        service = self._runtime.service
        if self._works and service.aggregates:
            self._start_relay(stack)
        self._start_web(stack)
        if self._works and service.timers:
            self._start_timers(stack)
        if self._works or not service.aggregates:
            for name, work in service.background.items():
                self._start(stack, name, work(self._runtime))
        if self._works and service.handles:
            await self._start_consumer(stack)

    async def _prepare(self) -> None:
        """Wait for the store rather than die: it may come up later than we do."""
        while True:
            try:
                await self._runtime.prepare()
                return
            except Exception as error:
                if not is_infrastructure(error):
                    raise
                log.warning("prepare.retry", error=repr(error))
                await asyncio.sleep(PREPARE_SECONDS)

    def _start(
        self, stack: contextlib.AsyncExitStack, name: str, work: Coroutine[Any, Any, None], close: Closer | None = None
    ) -> None:
        """A part that runs until it is cancelled when the stack unwinds; `close` comes after that."""
        task = asyncio.create_task(work, name=name)
        self._parts.append(task)

        async def end() -> None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            if close is not None:
                await close()

        stack.push_async_callback(end)

    def _start_relay(self, stack: contextlib.AsyncExitStack) -> None:
        runtime, settings = self._runtime, self._runtime.settings
        producer = Producer(settings.broker)
        stack.push_async_callback(producer.close)
        lease = Lease(runtime.store, "relay", settings.slot)
        relay = Relay(runtime.store, producer, lease, runtime.clock, settings.topic_prefix)
        runtime.committed.append(relay.committed)
        runtime.ready_checks["outbox"] = lambda: relay.oldest_seconds < settings.outbox_limit_seconds
        self._start(stack, "relay", relay.run(), relay.close)

    def _start_timers(self, stack: contextlib.AsyncExitStack) -> None:
        runtime = self._runtime
        keeper = Timekeeper(
            runtime.store, runtime.unit_of_work, runtime.service.timers, runtime.clock, runtime.settings.slot
        )
        self._start(stack, "timers", keeper.run(), keeper.close)

    async def _start_consumer(self, stack: contextlib.AsyncExitStack) -> None:
        runtime, settings, name = self._runtime, self._runtime.settings, self._runtime.service.name
        producer = Producer(settings.broker)
        stack.push_async_callback(producer.close)
        letters = DeadLetters(producer, name, settings.topic_prefix)
        handler = BatchHandler(runtime.unit_of_work, letters, runtime.service.handles)
        topics = [settings.topic_prefix + topic for topic in (*runtime.service.topics, retry_topic(name).name)]
        consumer = Consumer(
            settings.topic_prefix + name,
            settings.broker,
            topics,
            handler,
            settings.batch_size,
            place=settings.slot if settings.static_membership else None,
            stands_still=handler.stands_still,
        )
        runtime.ready_checks["consumer"] = lambda: consumer.assigned and not handler.halted
        runtime.live_checks["consumer"] = lambda: handler.halted or consumer.moves(settings.stuck_seconds)
        await self._reach_broker(producer)
        await stack.enter_async_context(consumer.running())
        self._start(stack, "consumer", consumer.crashed())
        self._start(stack, "observe", _observe(consumer))
        watch = DeadLetterWatch(settings.broker, name, runtime.clock, settings.topic_prefix)
        self._start(stack, "dead-letters", watch.run())

    async def _reach_broker(self, producer: Producer) -> None:
        """Wait for the broker rather than die: the API works without it. Raises what a part raises meanwhile."""
        reached = asyncio.create_task(producer.reach())
        ended = asyncio.create_task(self._first_end())
        try:
            done, _ = await asyncio.wait({reached, ended}, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            reached.cancel()
            ended.cancel()
            await asyncio.gather(reached, ended, return_exceptions=True)

    def _start_web(self, stack: contextlib.AsyncExitStack) -> None:
        """Health and metrics end last, so that a scraper sees the stop of everything else."""
        settings = self._runtime.settings
        if settings.operations_port is None:
            self._start_server(stack, "web", create_app(self._runtime, routes=self._serves), settings.http_port)
            return
        self._start_server(stack, "operations", create_app(self._runtime, routes=False), settings.operations_port)
        if self._serves:
            self._start_server(stack, "web", create_app(self._runtime, operations=False), settings.http_port)

    def _start_server(self, stack: contextlib.AsyncExitStack, name: str, app: FastAPI, port: int) -> None:
        config = uvicorn.Config(
            app,
            host=self._runtime.settings.http_host,
            port=port,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=self._runtime.service.behind_gateway,
            timeout_graceful_shutdown=5,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
        )
        server = uvicorn.Server(config)
        server.capture_signals = contextlib.nullcontext  # type: ignore[assignment,method-assign]
        self._runtime.ready_checks[name] = lambda: server.started
        task: asyncio.Task[None] = asyncio.create_task(server.serve(), name=name)
        self._parts.append(task)

        async def end() -> None:
            server.should_exit = True
            await asyncio.gather(task, return_exceptions=True)

        stack.push_async_callback(end)


def cut_off_after(seconds: float) -> None:
    """End this process after so many seconds, if it has not ended by then.

    In a thread of its own: what is waited for last are the driver's threads, when the loop is closed already.
    """
    watchdog = threading.Timer(seconds, _cut_off)
    watchdog.daemon = True
    watchdog.start()


def _cut_off() -> None:
    """The end of the grace time: nothing that is not committed has been acknowledged, so nothing is lost."""
    log.critical("stop.cut_off")
    os._exit(1)


async def _observe(consumer: Consumer) -> None:
    while True:
        consumer.observe()
        await asyncio.sleep(OBSERVE_SECONDS)
