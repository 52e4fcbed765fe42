"""The topics table of the integrators' guide, between two markers."""

from contracts.event import Event
from contracts.generate.layout import short_name
from contracts.generate.personal import personal_fields
from contracts.generate.published import published
from contracts.topics import DAY_MS, EVENT_TOPICS, Topic

BEGIN = "<!-- topics: written by `make contracts` -->"
END = "<!-- /topics -->"


def with_table(text: str) -> str:
    """The text with the present table between the markers. Raises ValueError when the markers are not there."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"the markers {BEGIN} and {END} are gone")
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


def table() -> str:
    """All event topics, then the events of each."""
    rows = ["| topic | producer | key | partitions | kept | consumers of ours |", "|---|---|---|---|---|---|"]
    rows += [
        f"| `{topic.name}` | {topic.producer} | {topic.key} | {topic.partitions} "
        f"| {topic.retention_ms // DAY_MS} days | {', '.join(topic.consumers)} |"
        for topic in EVENT_TOPICS
    ]
    return "\n".join([*rows, *(line for topic in EVENT_TOPICS for line in _events(topic))])


def _events(topic: Topic) -> list[str]:
    events = [event for event in published() if event.topic == topic]
    return [
        "",
        f"**`{topic.name}`**",
        "",
        "| event | subject | says |",
        "|---|---|---|",
        *(_row(event) for event in events),
    ]


def _row(event: type[Event]) -> str:
    link = f"[{event.__name__}](../contracts/schemas/{short_name(event)}.json)"
    says = " ".join((event.__doc__ or "").strip().split("\n\n", 1)[0].split())
    personal = " **Personal data.**" if personal_fields(event) else ""
    return f"| {link} | `{event.subject_field}` | {says}{personal} |"
