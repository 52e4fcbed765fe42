"""The embedded stack as one object: start it, stop it, and do to its processes what a test wants to see survived."""

import asyncio
import contextlib
import shutil
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from chassis.broker.connection import Broker
from deploy.init.private_file import write_private_json
from deploy.local import children
from deploy.local.accounts import demo_accounts
from deploy.local.group import start_all, stop_all
from deploy.local.holds import Holds
from deploy.local.layout import Layout
from deploy.local.lock import StackLock
from deploy.local.options import Options
from deploy.local.plan import Plan
from deploy.local.preflight import check_disk, check_memory
from deploy.local.probes import answers_ok
from deploy.local.service_spec import Slot
from deploy.local.stack_file import Account, StackFile
from deploy.local.supervised import Supervised
from deploy.local.topics import create_topics

BACKING_PATIENCE = 90.0
SERVICE_PATIENCE = 120.0
SERVICE_GRACE = 30.0
STOPPED_LAST = ("mailbox", "mongo", "kafka")


class Stack:
    """Everything of one folder: `async with Stack(options) as stack`. `say` is told what happens, a line at a time."""

    def __init__(self, options: Options, say: Callable[[str], None] = lambda _line: None) -> None:
        self.layout = Layout(options.folder.resolve())
        self.seconds_to_ready = 0.0
        self._options = options
        self._say = say
        self._lock = StackLock(self.layout.lock)
        self._plan: Plan | None = None
        self._supervised: dict[str, Supervised] = {}
        self._accounts: list[Account] = []
        self._holds: asyncio.Task[None] | None = None
        self._up = False

    async def start(self) -> None:
        """Start everything and return when it is ready. Raises StackTrouble, and then nothing is left running."""
        began = time.monotonic()
        check_disk(self.layout.root)
        self._lock.take()
        try:
            self._sweep()
            check_memory(len(self._options.services) * self._options.replicas)
            plan = self._plan = self._planned()
            await self._start_backing(plan)
            await self._start_services(plan)
        except BaseExceptionGroup as group:
            await self.stop()
            raise group.exceptions[0] from None
        except BaseException:
            await self.stop()
            raise
        self._up = True
        self._holds = asyncio.create_task(Holds(self.layout.held, self._supervised).follow())
        self._write_stack_file()
        self.seconds_to_ready = time.monotonic() - began

    async def stop(self) -> None:
        """Stop everything: services first, so that they can finish; then what they stand on."""
        self._up = False
        self.layout.stack_file.unlink(missing_ok=True)
        if self._holds is not None:
            self._holds.cancel()
        await stop_all(each for name, each in self._supervised.items() if name not in STOPPED_LAST)
        for name in STOPPED_LAST:
            await stop_all(each for each in self._supervised.values() if each.name == name)
        self._supervised.clear()
        self.layout.children.unlink(missing_ok=True)
        self._lock.release()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    @property
    def processes(self) -> dict[str, int]:
        """Process ids of what runs now, by name."""
        return {name: each.pid for name, each in self._supervised.items() if each.pid is not None}

    @property
    def store_product(self) -> str:
        """Which program stores: every figure names it."""
        return self._plan.backing.store.product if self._plan else ""

    def process(self, name: str) -> Supervised:
        """Return one process, to kill, pause, hold or release it."""
        return self._supervised[name]

    async def stop_process(self, name: str) -> None:
        """Stop one process cleanly and keep it stopped."""
        await self.process(name).hold()

    async def start_process(self, name: str, within: float = SERVICE_PATIENCE) -> None:
        """Let a stopped process run again, and wait until it is ready."""
        self.process(name).release()
        await self.process(name).wait_ready(within)

    def description(self) -> StackFile:
        """Describe the stack as stack.json does."""
        assert self._plan is not None, "the stack has not been started"
        backing = self._plan.backing
        return StackFile(
            gateway=self._plan.gateway,
            mailbox=backing.mailbox,
            smtp=backing.smtp,
            kafka=backing.kafka.bootstrap,
            mongo=backing.store.uri,
            processes=self.processes,
            services={slot.process: slot.url for slot in self._plan.slots},
            captcha_answer=self._plan.secrets["captcha_answer"],
            accounts=self._accounts,
        )

    def _planned(self) -> Plan:
        """Choose what to run and where."""
        return Plan.of(self._options, self.layout)

    def _sweep(self) -> None:
        """Put away what an earlier stack left: its processes if it was killed, its logs in any case."""
        self.layout.stack_file.unlink(missing_ok=True)
        if self.layout.logs.exists():
            shutil.rmtree(self.layout.previous_logs, ignore_errors=True)
            self.layout.logs.rename(self.layout.previous_logs)
        with contextlib.suppress(FileNotFoundError):
            for path in self.layout.held.iterdir():
                path.unlink()
        count = children.end_left_behind(self.layout.children)
        if count:
            self._say(f"A stack that was killed had left {count} processes running; they are stopped now.")

    async def _start_backing(self, plan: Plan) -> None:
        self._say(f"Starting Kafka, {plan.backing.store.product} and the mailbox ...")
        await self._run(await plan.backing.processes(self._changed), BACKING_PATIENCE)
        await create_topics(Broker(plan.backing.kafka.bootstrap))

    async def _start_services(self, plan: Plan) -> None:
        if not plan.slots:
            return
        started = [slot for slot in plan.slots if slot.number <= self._options.replicas]
        self._say(f"Starting {', '.join(slot.process for slot in started)} ...")
        await self._run([self._service(plan, slot) for slot in started], SERVICE_PATIENCE)
        for spare in (self._service(plan, slot) for slot in plan.slots if slot not in started):
            self._supervised[spare.name] = spare
            spare.start(held=True)
        if self._options.demo_accounts:
            self._say("Checking the demo accounts ...")
            self._accounts = await demo_accounts(plan)

    def _service(self, plan: Plan, slot: Slot) -> Supervised:
        async def ready() -> bool:
            return await answers_ok(f"{slot.url}/healthz/ready")

        return Supervised(plan.command(slot), ready, changed=self._changed, grace=SERVICE_GRACE)

    async def _run(self, processes: list[Supervised], patience: float) -> None:
        self._supervised.update((process.name, process) for process in processes)
        await start_all(processes, patience)

    def _changed(self, process: Supervised) -> None:
        children.record(self.layout.children, self.processes)
        if self._up:
            self._write_stack_file()
            self._say(f"{process.name} {process.state}")

    def _write_stack_file(self) -> None:
        write_private_json(self.layout.stack_file, self.description())
