"""What an Office file says about itself: title and date, read from its properties.

The libraries of the formats make up what is not there ("Word Document", changed just now), so this is read here.
"""

from __future__ import annotations

from typing import NamedTuple
from zipfile import ZipFile

import lxml.etree

from ingest.readers.contents import told_date, told_title

_PROPERTIES = "docProps/core.xml"
_TERMS = "{http://purl.org/dc/terms/}"


class Properties(NamedTuple):
    """Title and date of the last change, "" where the file does not tell them."""

    title: str = ""
    date: str = ""


def told_properties(archive: ZipFile) -> Properties:
    """The properties of an archive that has been checked."""
    if _PROPERTIES not in archive.NameToInfo:
        return Properties()
    try:
        parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True)
        root = lxml.etree.fromstring(archive.read(_PROPERTIES), parser)
    except (lxml.etree.LxmlError, ValueError):
        return Properties()
    dates = (told_date(root.findtext(f"{_TERMS}{name}")) for name in ("modified", "created"))
    title = told_title(root.findtext("{http://purl.org/dc/elements/1.1/}title"))
    return Properties(title, next(filter(None, dates), ""))
