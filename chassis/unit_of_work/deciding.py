"""Run the decisions of one work on a workspace. Pure but for loading."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from chassis.decider import Aggregate, Change, Context
from chassis.steps import Many, One, Step
from chassis.unit_of_work.work import Work
from chassis.unit_of_work.workspace import Emitted, FieldRef, Ref, Stage, Workspace


def wanted_by(works: Iterable[Work]) -> tuple[list[Ref], list[FieldRef]]:
    """What the steps of a batch will change, as far as the messages alone tell."""
    refs: list[Ref] = []
    fields: list[FieldRef] = []
    for work in works:
        for step in work.steps:
            if step.key is not None:
                id = step.key(work.message)
                if id is not None:
                    refs.append((step.aggregate, id))
            elif step.each is not None:
                value = step.each[1](work.message)
                if value is not None:
                    fields.append((step.aggregate, step.each[0], value))
    return refs, fields


async def neighbours_of(works: Iterable[Work], workspace: Workspace) -> tuple[list[Ref], list[FieldRef]]:
    """What the decisions of a batch will read beside, judged by the states as loaded."""
    refs: list[Ref] = []
    fields: list[FieldRef] = []
    nothing = Stage()
    for work in works:
        for step in work.steps:
            if not step.reads:
                continue
            for state in await _targets(step, work.message, workspace, nothing):
                for read in step.reads.values():
                    if isinstance(read, One):
                        id = read.key(work.message, state)
                        if id is not None:
                            refs.append((read.aggregate, id))
                    else:
                        value = read.value(work.message, state)
                        if value is not None:
                            fields.append((read.aggregate, read.field, value))
    return refs, fields


async def decide(work: Work, workspace: Workspace, now: datetime, new_id: Callable[[], str]) -> Stage:
    """All steps of one work, in order. Raises what a decision raises; the workspace is as before then."""
    stage = Stage()
    ctx = Context(now=now, actor=work.actor, new_id=new_id, event=work.envelope)
    for step in work.steps:
        for state in await _targets(step, work.message, workspace, stage):
            reads = {
                name: await _read(read, work.message, state, workspace, stage) for name, read in step.reads.items()
            }
            change = step.do(state, work.message, ctx, **reads)
            _apply(change, stage)
    return stage


async def _targets(step: Step, message: Any, workspace: Workspace, stage: Stage) -> tuple[Any, ...]:
    if step.key is not None:
        id = step.key(message)
        return () if id is None else (await workspace.get((step.aggregate, id), stage),)
    if step.each is None:
        return (None,)
    name, value_of = step.each
    value = value_of(message)
    return () if value is None else await workspace.where((step.aggregate, name, value), stage)


async def _read(read: One | Many, message: Any, state: Any, workspace: Workspace, stage: Stage) -> Any:
    if isinstance(read, One):
        id = read.key(message, state)
        return None if id is None else await workspace.get((read.aggregate, id), stage)
    value = read.value(message, state)
    return () if value is None else await workspace.where((read.aggregate, read.field, value), stage)


def _apply(change: Change[Any], stage: Stage) -> None:
    stage.stale |= change.stale
    stage.states.update({(type(newcomer), newcomer.id): newcomer for newcomer in change.created})
    state: Aggregate | None = change.state
    if state is None:
        if change.events or change.timers or change.cancelled:
            raise TypeError("a change with events or timers names its state")
        return
    sequence = state.sequence
    for event in change.events:
        if event.subject != state.id:
            raise TypeError(f"{type(event).__name__} is about {event.subject}, not about {state.id}")
        sequence += 1
        stage.events.append(Emitted(event, sequence))
    stage.states[type(state), state.id] = state.model_copy(update={"sequence": sequence})
    stage.timers.extend(change.timers)
    stage.cancelled.extend((name, state.id) for name in change.cancelled)
