"""A Kafka client that has given up its group reads nothing for ever: the process ends, and is started again."""

from pathlib import Path

import pytest

from tests.support.backing import Backing
from tests.support.eventually import eventually
from tests.support.toy.forsaken import POINTS
from tests.support.toy.harness import Toy

DIED = 1


@pytest.mark.parametrize("where", POINTS)
async def test_a_process_ends_with_its_kafka_client(
    backing: Backing, isolation: str, toy_topics: None, tmp_path: Path, where: str
) -> None:
    toy = Toy(backing, isolation, tmp_path)
    toy.start("tests.support.toy.forsaken", GIVES_UP=where)
    try:
        assert toy.wait(40) == DIED
        assert "GivenUp" in toy.log.read_text()
        toy.start()
        await eventually(toy.ready, within=30)
    finally:
        toy.kill()
