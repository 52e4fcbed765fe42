"""Kafka is fetched once. Without a network the first start says so; later starts need none."""

import socket
from pathlib import Path

import pytest

from deploy.local.kafka_jars import VERSION, class_path
from deploy.trouble import StackTrouble


def cut_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed_soon:
        nobody = f"http://127.0.0.1:{closed_soon.getsockname()[1]}"
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy"):
        monkeypatch.setenv(name, nobody)
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)


def test_a_failed_download_is_a_clear_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cut_the_network(monkeypatch)
    with pytest.raises(StackTrouble, match=r"Fetching Apache Kafka from Maven Central failed\. The first start needs"):
        class_path(tmp_path)
    assert f"Fetching Apache Kafka {VERSION}" in capsys.readouterr().err
    assert not (tmp_path / "complete").exists()


def test_what_was_fetched_is_used_offline(monkeypatch: pytest.MonkeyPatch) -> None:
    class_path()
    cut_the_network(monkeypatch)
    assert f"kafka-clients-{VERSION}.jar" in class_path()
