"""Zip archives that documents come in (docx, pptx, xlsx, epub), opened only when they are safe to read.

Three things are checked before a library sees the archive. Its directory: how many members it has and how large they
say they are. Its members: each is unpacked once, piece by piece, and counted, so that a directory that lies, a bomb
and a damaged member are all found in bounded time and memory. Its XML: a part of an Office file that declares a
document type is refused, which is what entity tricks begin with and no Office program writes.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from ingest.errors import DocumentError

MOST_MEMBERS = 10_000
MOST_UNPACKED = 300_000_000
"""Bytes of all members together."""
MOST_XML = 60_000_000
"""Bytes of one part that is parsed."""
_PIECE = 1 << 20
_XML = (".xml", ".rels", ".opf", ".ncx", ".vml")
_OFFICE_ONLY = (".xml", ".rels")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, OSError, ValueError)
"""What the standard library raises for archives that are cut off, changed, or packed in a way it does not know."""


MALFORMED = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, AssertionError, OSError, RuntimeError)
"""What libraries for Office files raise for parts that are well packed and make no sense: whatever Python raises where
they trip. Their own error types are named beside it."""


def open_archive(content: bytes, kind: str, *, declares_types: bool = False) -> zipfile.ZipFile:
    """The archive, checked. `kind` is what it should be, for messages. Raises DocumentError with the reason.

    `declares_types` allows document types: the pages of an EPUB have them, and are read by a parser that does not
    expand entities.
    """
    if content.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        raise DocumentError("it is protected by a password" if locked else f"it is an older format than {kind}")
    if not content.startswith(b"PK"):
        raise DocumentError(f"it is not {kind}, whatever its name says")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        _check(archive, declares_types)
    except DAMAGED as error:
        raise DocumentError(f"it is damaged or cut off, no whole {kind}") from error
    except RuntimeError as error:  # what zipfile says of a member with a password
        raise DocumentError("it is protected by a password") from error
    return archive


def _check(archive: zipfile.ZipFile, declares_types: bool) -> None:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise DocumentError(
            f"it is packed from {len(members):,} parts, more than the {MOST_MEMBERS:,} that are allowed"
        )
    if sum(member.file_size for member in members) > MOST_UNPACKED:
        raise DocumentError(f"it unpacks to more than the {MOST_UNPACKED:,} bytes that are allowed")
    unpacked = 0
    for member in members:
        is_xml = member.filename.lower().endswith(_XML)
        looks_for_types = not declares_types and member.filename.lower().endswith(_OFFICE_ONLY)
        size, tail = 0, b""
        with archive.open(member) as part:
            while piece := part.read(_PIECE):
                size += len(piece)
                unpacked += len(piece)
                if unpacked > MOST_UNPACKED or (is_xml and size > MOST_XML):
                    raise DocumentError("it unpacks to more than what is allowed")
                # Without NULs UTF-16 reads as ASCII does.
                seen = (tail + piece).replace(b"\x00", b"")
                if looks_for_types and (b"<!DOCTYPE" in seen or b"<!ENTITY" in seen):
                    raise DocumentError("it declares XML entities, which no Office program does")
                tail = seen[-16:]
