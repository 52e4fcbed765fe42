"""A release freezes schemas and samples: whatever happens to them afterwards is seen."""

from pathlib import Path

from contracts.generate.layout import SAMPLES, SCHEMAS
from contracts.generate.release import changed_samples, release, released_samples, released_schemas
from tests.contract.golden import GOLDEN


def released(folder: Path) -> tuple[Path, Path]:
    """A release of what is committed, with samples of its own to spoil."""
    samples = folder / "samples"
    for path in SAMPLES.glob("*/*.json"):
        (samples / path.parent.name).mkdir(parents=True, exist_ok=True)
        (samples / path.parent.name / path.name).write_bytes(path.read_bytes())
    release(SCHEMAS, samples, folder / "released")
    return samples, folder / "released"


def test_before_the_first_release_there_is_nothing(tmp_path: Path) -> None:
    assert released_schemas(tmp_path) == released_samples(tmp_path) == {}
    assert changed_samples(SAMPLES, tmp_path) == []


def test_a_release_holds_every_schema_and_every_sample(tmp_path: Path) -> None:
    samples, folder = released(tmp_path)
    assert released_schemas(folder) == {path.name: path.read_text("utf-8") for path in SCHEMAS.glob("*.json")}
    assert len(released_samples(folder)) == len(GOLDEN)
    assert changed_samples(samples, folder) == []


def test_a_changed_or_lost_sample_is_seen_and_a_new_one_is_welcome(tmp_path: Path) -> None:
    samples, folder = released(tmp_path)
    changed, lost, *_ = sorted(released_samples(folder))
    (samples / changed).write_text("{}")
    (samples / lost).unlink()
    (samples / Path(changed).parent / "999.json").write_text("{}")
    assert changed_samples(samples, folder) == [changed, lost]
