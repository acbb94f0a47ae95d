"""Zip archives: bombs, lies, entity tricks, passwords and damage are refused before any library sees them."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from ingest.errors import DocumentError
from ingest.readers import archive
from ingest.readers.archive import open_archive
from tests.files import as_docx, rezipped, zipped

ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'


def refused(content: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        open_archive(content, "DOCX")
    return str(caught.value)


def test_a_sound_archive_is_opened() -> None:
    with open_archive(as_docx(), "DOCX") as opened:
        assert "word/document.xml" in opened.namelist()


def test_a_bomb_is_refused_by_what_its_directory_says() -> None:
    assert (
        refused(zipped({"a.xml": b"0" * 310_000_000}))
        == "it unpacks to more than the 300,000,000 bytes that are allowed"
    )


def test_a_part_that_is_parsed_may_not_be_as_large_as_a_picture() -> None:
    assert refused(zipped({"a.xml": b"0" * 70_000_000})) == "it unpacks to more than what is allowed"
    open_archive(zipped({"a.png": b"0" * 70_000_000}), "DOCX").close()


def test_a_bomb_whose_directory_lies_is_refused_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = bytearray(zipped({"a.bin": b"0" * 50_000_000}))
    entry = bomb.index(b"PK\x01\x02")
    bomb[entry + 24 : entry + 28] = struct.pack("<I", 10)
    assert refused(bytes(bomb)) == "it is damaged or cut off, no whole DOCX"
    monkeypatch.setattr(archive, "MOST_UNPACKED", 10_000)
    assert refused(zipped({f"{n}.bin": b"0" * 2_000 for n in range(9)})).startswith("it unpacks to more than")


def test_an_archive_of_very_many_parts_is_refused() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for number in range(10_001):
            made.writestr(str(number), "")
    assert refused(held.getvalue()) == "it is packed from 10,001 parts, more than the 10,000 that are allowed"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_that_declares_entities_is_refused_in_any_encoding(encoding: str) -> None:
    bomb = rezipped(
        as_docx(), lambda name, content: ENTITIES.encode(encoding) if name == "word/document.xml" else content
    )
    assert refused(bomb) == "it declares XML entities, which no Office program does"


def test_a_declaration_is_found_behind_much_else() -> None:
    hidden = f"<?xml version='1.0'?><!--{'x' * 1_048_540}-->{ENTITIES[21:]}"
    assert "entities" in refused(zipped({"a.xml": hidden}))


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def test_what_is_no_archive_is_refused_with_the_reason() -> None:
    sound = as_docx()
    assert refused(sound[: len(sound) // 2]) == "it is damaged or cut off, no whole DOCX"
    assert refused(b"\x89PNG\r\n\x1a\n") == "it is not DOCX, whatever its name says"
    assert refused(OLE) == "it is an older format than DOCX"
    assert refused(OLE + "EncryptedPackage".encode("utf-16-le")) == "it is protected by a password"


def test_a_member_with_a_password_is_refused() -> None:
    locked = bytearray(zipped({"a.xml": "x"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = locked.index(mark) + place
        locked[start] |= 1
    assert refused(bytes(locked)) == "it is protected by a password"
