"""Spans to an OTLP collector. The ONLY module that imports the OpenTelemetry SDK; imported only where one is set."""

import threading

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from chassis.spans import Attributes, Kind

NAMESPACE = "traces-access"
FLUSH_SECONDS = 3.0
KINDS = {
    Kind.SERVER: trace.SpanKind.SERVER,
    Kind.CLIENT: trace.SpanKind.CLIENT,
    Kind.CONSUMER: trace.SpanKind.CONSUMER,
    Kind.PRODUCER: trace.SpanKind.PRODUCER,
}
_W3C = TraceContextTextMapPropagator()


class Measured:
    """A span of the SDK."""

    def __init__(self, measured: trace.Span) -> None:
        self._measured = measured

    @property
    def traceparent(self) -> str | None:
        """What goes on from here is its child."""
        carrier: dict[str, str] = {}
        _W3C.inject(carrier, trace.set_span_in_context(self._measured))
        return carrier.get("traceparent")

    def tell(self, name: str, attributes: Attributes) -> None:
        """What it turned out to be."""
        self._measured.update_name(name)
        self._measured.set_attributes(dict(attributes))

    def end(self, at: float | None = None) -> None:
        """It ended at this time (seconds since 1970; None: now)."""
        self._measured.end(_nanoseconds(at))


class Otlp:
    """Sends spans in the background, from a thread of its own; what the collector does not take is dropped.

    No global provider is set: libraries that would trace themselves do not.
    """

    def __init__(self, service: str, slot: str, endpoint: str) -> None:
        about = {"service.name": service, "service.namespace": NAMESPACE, "service.instance.id": slot}
        self._provider = TracerProvider(resource=Resource.create(about), shutdown_on_exit=False)
        exporter = OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces")
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer(NAMESPACE)

    def begin(self, name: str, kind: Kind, parent: str | None, at: float | None) -> Measured:
        """A span that began at this time (seconds since 1970; None: now)."""
        context = _W3C.extract({"traceparent": parent} if parent else {})
        began = self._tracer.start_span(name, context=context, kind=KINDS[kind], start_time=_nanoseconds(at))
        return Measured(began)

    def flush(self) -> None:
        """Send what waits, within three seconds. The SDK itself would go on trying for ten."""
        sending = threading.Thread(target=self._provider.force_flush, daemon=True)
        sending.start()
        sending.join(FLUSH_SECONDS)


def _nanoseconds(at: float | None) -> int | None:
    return None if at is None else int(at * 1e9)
