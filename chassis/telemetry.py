"""Structured logs: one JSON object a line, ours and the libraries' alike."""

import io
import logging
import time
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog
from pydantic_core import to_json
from structlog.typing import ExcInfo

from chassis.defects import write_trace

NOISY = dict.fromkeys(("aiokafka", "faust", "mode", "httpx", "httpcore", "pymongo"), logging.WARNING)
"""Libraries that say too much, at any level of ours: below WARNING the driver quotes every document it moves."""

SAME_LINE_SECONDS = 10.0


class OncePerInterval(logging.Filter):
    """Lets the same line of a library through once in ten seconds: while the broker is away there are hundreds."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line is new enough."""
        key, now = f"{record.name}:{record.msg}", time.monotonic()
        if now - self._last.get(key, -SAME_LINE_SECONDS) < SAME_LINE_SECONDS:
            return False
        self._last[key] = now
        return True


def _json(line: Any, **_: Any) -> str:
    """As the standard library writes it, in a third of the time: every event that is handled has its line."""
    return to_json(line, fallback=repr).decode()


def _trace(exc_info: ExcInfo) -> str:
    text = io.StringIO()
    write_trace(text, exc_info)
    return text.getvalue()


def configure(service: str, slot: str, level: str, stream: TextIO) -> None:
    """Send everything to `stream` as JSON lines that name service and slot."""

    def name_the_process(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        event["service"], event["slot"] = service, slot
        return event

    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        name_the_process,
        structlog.processors.ExceptionRenderer(_trace),
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer(serializer=_json)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.WriteLoggerFactory(file=stream),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    handler.addFilter(OncePerInterval())
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name, least in NOISY.items():
        logging.getLogger(name).setLevel(least)
