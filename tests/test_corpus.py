"""The shipped documents are the originals, byte for byte, and their notes are complete."""

from __future__ import annotations

from hashlib import sha256

import pytest

from ingest.documents import list_folder, read_document, read_sources
from ingest.settings import SHIPPED_CORPUS

ORIGINALS = {
    "denmark-cyber-security-strategy-profile.txt": "fbb586fa08285326ab876de69fdc819470b3becadf6bb9b603c10754be838d91",
    "denmark-cybersecurity-best-practice.txt": "34deb16311e1308ab7d2d9185d57a122c5045614e93ba0f334d15a3eee738a64",
}


@pytest.mark.parametrize(("name", "digest"), ORIGINALS.items())
def test_a_shipped_document_is_the_original_byte_for_byte(name: str, digest: str) -> None:
    content = (SHIPPED_CORPUS / name).read_bytes()
    assert sha256(content).hexdigest() == digest
    assert read_document(SHIPPED_CORPUS, name).text.encode() == content


def test_every_shipped_document_has_a_note() -> None:
    assert list_folder(SHIPPED_CORPUS).readable == tuple(ORIGINALS)
    notes = read_sources(SHIPPED_CORPUS)
    assert set(notes) == set(ORIGINALS)
    assert all(note.title and note.kind and note.date and note.original for note in notes.values())
