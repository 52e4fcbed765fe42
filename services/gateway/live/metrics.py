"""Prometheus names of live updates."""

from prometheus_client import Counter, Gauge

OPEN = Gauge("traces_streams_open", "Streams of live updates that are open.")
CLOSED = Counter("traces_streams_closed_total", "Streams that ended, by why.", ["reason"])
HINTS = Counter("traces_hints_total", "Hints that were written to streams.")
RESETS = Counter("traces_stream_resets_total", "Readers that were told to look for themselves.")
