"""The envelope survives the wire, and whatever is no envelope of ours is refused in one way."""

from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.envelope import Envelope, MalformedEnvelope, format_time
from tests.contract.golden import GOLDEN

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
moments = st.datetimes(datetime(1970, 1, 1), datetime(9999, 12, 30), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)
)
envelopes = st.builds(
    Envelope,
    id=texts,
    type=texts,
    source=texts,
    time=moments,
    subject=texts,
    sequence=st.integers(1, 10**18 - 1),
    key=texts,
    correlation_id=texts,
    causation_id=texts,
    actor=texts,
    traceparent=st.none() | texts,
)
HEADERS = GOLDEN[0].headers
REQUIRED = [name for name, _ in HEADERS if name not in ("ce_dataschema", "content-type", "traceparent")]


def changed(name: str, value: bytes | None) -> list[tuple[str, bytes | None]]:
    return [(header, value if header == name else raw) for header, raw in HEADERS]


@given(envelopes)
def test_round_trip(envelope: Envelope) -> None:
    headers = envelope.to_headers()
    assert Envelope.from_headers(headers) == envelope
    assert Envelope.from_headers(headers).to_headers() == headers


@given(envelopes, st.randoms())
def test_order_and_case_of_headers_do_not_matter(envelope: Envelope, random: Random) -> None:
    headers = [(name.upper(), value) for name, value in envelope.to_headers()]
    random.shuffle(headers)
    assert Envelope.from_headers(headers) == envelope


@given(envelopes, envelopes)
def test_the_first_of_repeated_headers_counts(first: Envelope, second: Envelope) -> None:
    if first.traceparent is not None:
        assert Envelope.from_headers([*first.to_headers(), *second.to_headers()]) == first


@given(envelopes, st.lists(st.tuples(st.from_regex(r"(dlq|x)-[a-z]{1,9}", fullmatch=True), st.none() | st.binary())))
def test_foreign_headers_do_not_matter(envelope: Envelope, foreign: list[tuple[str, bytes | None]]) -> None:
    assert Envelope.from_headers([*foreign, *envelope.to_headers()]) == envelope


@pytest.mark.parametrize("name", REQUIRED)
@pytest.mark.parametrize("value", [None, b"", b"\xff\xfe"])
def test_a_required_header_without_a_readable_value_is_refused(name: str, value: bytes | None) -> None:
    with pytest.raises(MalformedEnvelope, match=name):
        Envelope.from_headers(changed(name, value))


@pytest.mark.parametrize("name", REQUIRED)
def test_a_missing_header_is_refused(name: str) -> None:
    with pytest.raises(MalformedEnvelope, match=name):
        Envelope.from_headers([(header, raw) for header, raw in HEADERS if header != name])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ce_specversion", "0.3"),
        ("ce_specversion", "1.1"),
        ("ce_sequence", "0"),
        ("ce_sequence", "-1"),
        ("ce_sequence", "1.5"),
        ("ce_sequence", "1_000"),
        ("ce_sequence", " 7"),
        ("ce_sequence", "٣"),
        ("ce_sequence", "9" * 40),
        ("ce_sequence", "9" * 5000),
        ("ce_time", "yesterday"),
        ("ce_time", "2026-03-04"),
        ("ce_time", "2026-03-04T09:00:00"),
        ("ce_time", "0001-01-01T00:00:00+14:00"),
        ("ce_time", "9999-12-31T23:59:59-14:00"),
    ],
)
def test_unreadable_values_are_refused(name: str, value: str) -> None:
    with pytest.raises(MalformedEnvelope):
        Envelope.from_headers(changed(name, value.encode()))


@given(st.lists(st.tuples(st.sampled_from([name for name, _ in HEADERS]), st.none() | st.binary(max_size=30))))
def test_whatever_comes_is_read_or_refused(headers: list[tuple[str, bytes | None]]) -> None:
    try:
        envelope = Envelope.from_headers([*headers, *HEADERS])
    except MalformedEnvelope:
        return
    assert Envelope.from_headers(envelope.to_headers()) == envelope


def test_no_headers_at_all_are_refused() -> None:
    with pytest.raises(MalformedEnvelope):
        Envelope.from_headers([])


def test_times_of_other_zones_are_understood() -> None:
    envelope = Envelope.from_headers(changed("ce_time", b"2026-03-04T10:00:00+01:00"))
    assert format_time(envelope.time) == "2026-03-04T09:00:00.000Z"
