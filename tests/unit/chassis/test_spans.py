"""Where nobody collects spans none are made, and nothing for them is loaded."""

import subprocess
import sys

from chassis import spans

LOADED = """
import sys
from services.registry.service import service
from chassis import process, spans
spans.configure("registry", "registry-1", "")
unwanted = ("opentelemetry.sdk", "opentelemetry.exporter", "google.protobuf")
print([name for name in sys.modules if name.startswith(unwanted)])
"""


def test_the_parent_is_handed_on() -> None:
    assert not spans.measured()
    with spans.span("GET", spans.Kind.SERVER, "00-a-b-01") as unmeasured:
        unmeasured.tell("GET /", {"a": 1})
        assert unmeasured.traceparent == "00-a-b-01"


def test_no_library_is_loaded() -> None:
    told = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
