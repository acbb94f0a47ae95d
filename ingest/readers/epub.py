"""EPUB to Markdown: the pages of the book in the order in which they are read, each by the HTML reader.

An EPUB is a zip archive with a list of its pages; the standard library and lxml are all it takes. (The library for it,
EbookLib, is under the AGPL and gives the same pages.)
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import lxml.etree

from ingest.errors import DocumentError
from ingest.readers.archive import open_archive
from ingest.readers.contents import Contents, told_date, told_title
from ingest.readers.html import read_html

_CONTAINER = "META-INF/container.xml"
_LOCKS = "META-INF/encryption.xml"
_FONT_MANGLING = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_PAGES = {"application/xhtml+xml", "text/html", "application/x-dtbook+xml"}
_DC = "{http://purl.org/dc/elements/1.1/}"


def read_epub(content: bytes) -> Contents:
    """The text of a book with its title and its date. Raises DocumentError with the reason."""
    with open_archive(content, "EPUB", declares_types=True) as archive:
        if _CONTAINER not in archive.namelist():
            raise DocumentError("it is not EPUB, whatever its name says")
        if _is_locked(archive):
            raise DocumentError("it is locked by its seller (DRM)")
        root = next((e.get("full-path", "") for e in _parsed(archive, _CONTAINER).iter("{*}rootfile")), "")
        package = _parsed(archive, root)
        pages = [read_html(archive.read(name)).text for name in _spine(package, root) if name in archive.NameToInfo]
    title = told_title(package.findtext(f".//{_DC}title"))
    return Contents("\n".join(page for page in pages if page), title, told_date(package.findtext(f".//{_DC}date")))


def _parsed(archive: ZipFile, name: str) -> Any:
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return lxml.etree.fromstring(archive.read(name), parser)
    except (KeyError, lxml.etree.LxmlError, ValueError) as error:
        raise DocumentError("it is damaged: its list of pages cannot be read") from error


def _is_locked(archive: ZipFile) -> bool:
    """Whether anything but fonts is encrypted."""
    if _LOCKS not in archive.namelist():
        return False
    methods = [method.get("Algorithm") for method in _parsed(archive, _LOCKS).iter("{*}EncryptionMethod")]
    return any(method not in _FONT_MANGLING for method in methods)


def _spine(package: Any, root: str) -> Iterator[str]:
    """The names of the pages within the archive, in reading order; those that only lead to others are left out."""
    pages = {
        entry.get("id"): posixpath.normpath(posixpath.join(posixpath.dirname(root), unquote(entry.get("href", ""))))
        for entry in package.iter("{*}item")
        if entry.get("media-type") in _PAGES and "nav" not in (entry.get("properties") or "").split()
    }
    for reference in package.iter("{*}itemref"):
        if reference.get("idref") in pages:
            yield pages.pop(reference.get("idref"))
