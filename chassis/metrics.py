"""Prometheus names, all in one place."""

from prometheus_client import Counter, Gauge, Histogram

HANDLED = Counter("traces_events_handled_total", "Events settled, by what became of them.", ["type", "outcome"])
IGNORED = Counter("traces_events_ignored_total", "Events of a type that this service does not know.", ["type"])
FAILED = Counter("traces_events_failed_total", "Exceptions that were not the store's or the broker's.", ["type"])
DEAD_LETTERED = Counter("traces_events_dead_lettered_total", "Events set aside.", ["type", "reason"])
DEAD_LETTERS_WAITING = Gauge("traces_dead_letters_waiting", "Events set aside that nobody has replayed or dropped yet.")
DEAD_LETTERS_OLDEST = Gauge("traces_dead_letters_oldest_seconds", "Age of the oldest of them, in seconds.")
HALTED = Gauge("traces_consumer_halted", "1 while a bad release keeps the consumer from going on.")
BATCH_SIZE = Histogram("traces_batch_events", "Events a batch.", buckets=(1, 2, 5, 10, 20, 50, 100, 200, 500))
BATCH_SECONDS = Histogram("traces_batch_seconds", "Seconds a batch, from first read to commit.")
PUBLISHED = Counter("traces_outbox_published_total", "Events that the broker acknowledged.", ["topic"])
OUTBOX_DEPTH = Gauge("traces_outbox_pending", "Transactions whose events wait to be published.")
OUTBOX_AGE = Gauge("traces_outbox_oldest_seconds", "Age of the oldest of them, in seconds.")
LEASE_HELD = Gauge("traces_lease_held", "1 while this process holds the lease.", ["lease"])
TIMERS_FIRED = Counter("traces_timers_fired_total", "Deadlines that were acted on.", ["name"])
TIMERS_TRIED = Counter("traces_timers_total", "Deadlines taken up, by what became of them.", ["name", "outcome"])
TIMERS_OVERDUE = Gauge("traces_timers_overdue_seconds", "How late the oldest deadline is that waits, in seconds.")
CONSUMER_LAG = Gauge("traces_consumer_lag", "Records not yet read, by partition.", ["topic", "partition"])
PARTITIONS = Gauge("traces_consumer_partitions", "Partitions that this process reads.")
HTTP_REQUESTS = Counter("traces_http_requests_total", "HTTP requests.", ["method", "route", "status"])
HTTP_SECONDS = Histogram("traces_http_seconds", "Seconds an HTTP request.", ["method", "route"])
