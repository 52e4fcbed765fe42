"""Live updates of one process: follows the topics, and answers with a stream whoever is known."""

import asyncio
from datetime import timedelta
from functools import partial

from starlette.requests import Request

from chassis.clock import Clock
from chassis.web.limits import lift_time_limit
from contracts.topics import ACCOUNTS, EVENT_TOPICS
from services.gateway.ended_sessions import EndedSessions
from services.gateway.follower import Follower
from services.gateway.live.caller import Caller, ask_registry
from services.gateway.live.feed import Feed
from services.gateway.live.journal import KEPT_SECONDS, Journal
from services.gateway.live.response import LiveResponse
from services.gateway.live.stream import End, Stream
from services.gateway.live.streams import OpenStreams
from services.gateway.live.telling import Bounds, Telling
from services.gateway.settings import GatewaySettings
from services.gateway.upstream import Upstream

TOPICS = tuple(topic for topic in EVENT_TOPICS if topic is not ACCOUNTS)
"""Accounts are followed for the ends of sessions; nothing else there is hinted to anybody."""


class LiveUpdates:
    """What the streams of a process share."""

    def __init__(self, settings: GatewaySettings, registry: Upstream, ended: EndedSessions, clock: Clock) -> None:
        self._settings = settings
        self._registry = registry
        self._clock = clock
        self.journal = Journal(clock)
        self.streams = OpenStreams(self.journal, ended, settings.streams_per_account)
        self.feed = Feed(self.journal, self.streams.tell)
        self._follower = Follower(
            settings.broker,
            [settings.topic_prefix + topic.name for topic in TOPICS],
            timedelta(seconds=KEPT_SECONDS),
            self.feed,
            clock,
        )

    async def run(self) -> None:
        """Follow the topics until this is cancelled; that ends all streams."""
        try:
            await self._follower.run()
        finally:
            self.streams.close()

    def answer(self, request: Request, caller: Caller, last_event_id: str | None) -> LiveResponse:
        """A stream for somebody who has been admitted; it goes on from `last_event_id`, or from now."""
        lift_time_limit(request)
        stream = Stream.of(caller)
        bounds = self._bounds(caller)
        telling = Telling(stream, self.journal, self.streams, partial(ask_registry, self._registry, caller), bounds)
        return LiveResponse(self.streams, stream, self._begin, telling.frames(last_event_id), bounds.until)

    async def _begin(self, stream: Stream) -> None:
        await self.feed.caught_up()
        stream.begin(self.journal.position)

    def _bounds(self, caller: Caller) -> Bounds:
        now = asyncio.get_running_loop().time()
        token = caller.actor.expires_at - self._clock().timestamp()
        why = End.TOKEN_EXPIRED if token < self._settings.stream_seconds else End.LIFE_OVER
        seconds = min(token, self._settings.stream_seconds)
        return Bounds(now + seconds, why, self._settings.stream_heartbeat_seconds)
