"""What the Kafka client knows of our group and of our place in it. It is read where it stands; nobody is asked.

The client lives in a thread of its own, so what is read may be gone a moment later: every look copes with that.
"""

from collections.abc import Sequence
from time import monotonic
from typing import Any

import structlog
from faust.transport.consumer import CONSUMER_FETCHING

from chassis.metrics import CONSUMER_LAG, PARTITIONS

Partition = tuple[str, int]

log = structlog.get_logger(__name__)


class GivenUp(RuntimeError):
    """The Kafka client has stopped taking part in the group, for this reason; it has to be made anew."""


class Membership:
    """Our place in the group, as the Faust application `app` has it; `topics` are all that we read.

    `lasting`: a process that is started again in the same slot takes the place of its predecessor at once (static
    membership). `joined` says whether the group has given us a share of the partitions, which may be none.
    """

    def __init__(self, app: Any, topics: Sequence[str], *, lasting: bool) -> None:
        self._app = app
        self._topics = topics
        self._lasting = lasting
        self._looked = False
        self._generation = 0
        self._unknown_at = monotonic()

    @property
    def joined(self) -> bool:
        """Whether we have a share now, and it is not being divided anew."""
        app = self._app
        return bool(app.started and not app.rebalancing and app.consumer is not None and app.consumer_generation_id > 0)

    @property
    def complete(self) -> bool:
        """Whether every topic has partitions. One without (it is not there yet) is read by nobody."""
        return all(self._client.partitions_for_topic(topic) for topic in self._topics)

    @property
    def known_for(self) -> float:
        """For how many seconds it has been known who leads the group; 0 while the broker is away."""
        self._look()
        return monotonic() - self._unknown_at

    @property
    def silent(self) -> float:
        """Seconds since the broker was last asked for records.

        It is Faust's loop that is looked at: the client's own idle time stays 0 once a fetch was cancelled.
        """
        if not self._app.started:
            return 0.0
        return monotonic() - float(self._app.consumer.diag.last_transition.get(CONSUMER_FETCHING, self._unknown_at))

    def check(self) -> None:
        """Raises GivenUp when the client does not mind our place in the group any more.

        It has a task for that, which ends by what it does not expect: an answer of the broker that names no broker,
        for example, just after it came back. Faust never asks what became of that task, and would wait for ever.
        """
        client = self._app._consumer and self._client
        task = getattr(client and self._coordinator, "_coordination_task", None)
        if task is not None and task.done() and not self._app.should_stop:
            raise GivenUp(repr(None if task.cancelled() else task.exception()))

    def observe(self) -> None:
        """Set the gauges, and see to it that somebody watches for topics that turn up. Never fails."""
        CONSUMER_LAG.clear()
        try:
            self._look()
            share = self._app.consumer.assignment() if self.joined else ()
            PARTITIONS.set(len(share))
            self._tell(len(share))
            self._observe_lag(share)
            if self._lasting and self.joined and not self._looked:
                self._looked = True
                self._watch_topics({(each.topic, each.partition) for each in share})
        except Exception as error:
            log.info("membership.unknown", error=repr(error))

    def leave_for_good(self) -> None:
        """Tell the group when we stop, so that others need not wait for us to come back.

        The client says nothing when it has a lasting place, since its process is expected to be started again.
        """
        if self._lasting and self._app.started:
            self._coordinator._group_instance_id = None

    def _tell(self, partitions: int) -> None:
        generation = self._app.consumer_generation_id
        if self.joined and generation != self._generation:
            self._generation = generation
            log.info("consumer.joined", generation=generation, partitions=partitions)

    def _look(self) -> None:
        if not self._app.started or self._client is None or self._coordinator.coordinator_id is None:
            self._unknown_at = monotonic()

    def _observe_lag(self, share: Any) -> None:
        consumer = self._app.consumer
        for partition in share:
            highwater, read = consumer.highwater(partition), consumer._read_offset.get(partition)
            if highwater is not None and read is not None:
                CONSUMER_LAG.labels(partition.topic, partition.partition).set(max(0, highwater - read - 1))

    def _watch_topics(self, share: set[Partition]) -> None:
        """Whoever leads the group watches for new partitions; but a leader that was started again does not know it is.

        The broker gives it the old share without a new division. So a process that did not divide itself watches, too,
        and has the partitions divided anew if its share is none of the present ones' (a follower's wish has no effect).
        """
        coordinator = self._coordinator
        if coordinator._group_subscription is not None:
            return
        coordinator._group_subscription = frozenset(self._topics)
        coordinator._metadata_snapshot = coordinator._get_metadata_snapshot()
        present = {
            (topic, number) for topic in self._topics for number in self._client.partitions_for_topic(topic) or ()
        }
        if not may_be_a_share(share, present):
            log.info("membership.outdated")
            self._app.consumer._thread.thread_loop.call_soon_threadsafe(coordinator.request_rejoin)

    @property
    def _client(self) -> Any:
        return self._app.consumer._thread._consumer

    @property
    def _coordinator(self) -> Any:
        return self._client._coordinator


def may_be_a_share(share: set[Partition], present: set[Partition]) -> bool:
    """Whether one of some number of members gets `share` when `present` is dealt out in turn (round robin)."""
    dealt = sorted(present)
    places = [place for place, partition in enumerate(dealt) if partition in share]
    if len(places) != len(share):
        return False
    if len(places) < 2:
        return bool(places) or not dealt
    members = places[1] - places[0]
    return places[0] < members and places == list(range(places[0], len(dealt), members))
