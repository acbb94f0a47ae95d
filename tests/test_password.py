from __future__ import annotations

from pathlib import Path

import pytest

from ui.password import Passes, Password, PasswordError, password_for

WORD = "correct horse"


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KILDE_PASSWORD", "KILDE_PASSWORD_FILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("given", ["", "correct hors", "correct horse ", "Correct horse", "correct horse\0", "\udcff"])
def test_only_the_whole_word_matches(given: str) -> None:
    assert Password(WORD).matches(WORD)
    assert not Password(WORD).matches(given)


def test_a_password_of_any_language_matches() -> None:
    assert Password("kodeord på åen").matches("kodeord på åen")


def test_what_shows_a_password_does_not_show_the_word() -> None:
    password = Password(WORD)
    assert WORD not in f"{password!r} {password} {vars(password)}"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_this_machine_alone_needs_no_password(host: str) -> None:
    assert password_for(host) is None


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "kilde.example"])
def test_where_others_can_reach_a_password_is_needed_unless_it_is_waived(host: str) -> None:
    with pytest.raises(PasswordError, match="KILDE_PASSWORD or give --password-file FILE.*--no-password"):
        password_for(host)
    assert password_for(host, waived=True) is None


def test_the_password_comes_from_the_environment_or_the_first_line_of_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "word").write_text(f"{WORD}\nmore\n", encoding="utf-8")
    for password in (password_for("0.0.0.0", tmp_path / "word"), password_for("127.0.0.1", tmp_path / "word")):
        assert password is not None and password.matches(WORD)
    monkeypatch.setenv("KILDE_PASSWORD", "another word")
    from_environment = password_for("0.0.0.0")
    assert from_environment is not None and from_environment.matches("another word")
    monkeypatch.setenv("KILDE_PASSWORD_FILE", str(tmp_path / "word"))
    from_file = password_for("0.0.0.0")
    assert from_file is not None and from_file.matches(WORD)


def test_what_cannot_be_a_password_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("\n")
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    for file, told in (("empty", "first line"), ("missing", "No such file"), ("binary", "no text"), (".", "directory")):
        with pytest.raises(PasswordError, match=told) as caught:
            password_for("0.0.0.0", tmp_path / file)
        assert "\n" not in str(caught.value)
    monkeypatch.setenv("KILDE_PASSWORD", "short")
    with pytest.raises(PasswordError, match="fewer than 8 characters") as caught:
        password_for("0.0.0.0")
    assert "short" not in str(caught.value)
    monkeypatch.setenv("KILDE_PASSWORD", WORD)
    with pytest.raises(PasswordError, match="take back either"):
        password_for("0.0.0.0", waived=True)


def test_a_pass_is_good_until_it_is_returned_or_old() -> None:
    clock = Clock()
    passes = Passes(clock)
    one, other = passes.issue(), passes.issue()
    assert passes.good(one) and passes.good(other) and not passes.good("") and not passes.good(one[:-1])
    passes.returned(one)
    assert not passes.good(one) and passes.good(other)
    clock.now += 31 * 24 * 3600
    assert not passes.good(other)


def test_the_server_does_not_keep_what_opens_it() -> None:
    passes = Passes()
    assert passes.issue() not in str(vars(passes))
