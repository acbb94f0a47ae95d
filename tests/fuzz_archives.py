"""Inputs for `tests.fuzz` in formats that are archives of XML: sound archives, well packed again after their parts were
changed, and parts that hold the right elements in any order.
"""

from __future__ import annotations

import copy
import io
import random
import zipfile
from collections.abc import Callable, Sequence
from typing import NamedTuple

import lxml.etree

from tests.files import rezipped
from tests.fuzz_bytes import NUMBERS, SOUND, WORDS, mutated

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_A = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


class _Grammar(NamedTuple):
    part: str
    """The part of the archive that holds the words."""
    root: str
    tags: Sequence[str]


ARCHIVES: dict[str, _Grammar] = {
    "docx": _Grammar(
        "word/document.xml",
        f"w:document {_W}",
        (
            "w:body; w:p; w:r; w:t; w:tbl; w:tr; w:tc; w:ins; w:sdt; w:sdtContent; w:pPr; w:txbxContent; "
            'w:pStyle w:val="Heading1"; w:ilvl w:val="9"; w:numId w:val="1"; w:numPr; w:gridSpan w:val="99"; '
            'w:footnoteReference w:id="1"; w:tcPr; w:vMerge'
        ).split("; "),
    ),
    "pptx": _Grammar(
        "ppt/slides/slide1.xml",
        f"p:sld {_A}",
        (
            "p:cSld; p:spTree; p:sp; p:txBody; a:p; a:r; a:t; p:grpSp; p:graphicFrame; a:graphic; a:tbl; "
            'a:tr; a:tc; p:nvSpPr; p:cNvPr id="2" name="x"; p:nvPr; p:ph type="title"; p:spPr; a:tblGrid'
        ).split("; "),
    ),
    "xlsx": _Grammar(
        "xl/worksheets/sheet1.xml",
        f"worksheet {_S}",
        (
            'sheetData; row; row r="1048576"; row r="-1"; c; c r="XFD9"; c r="A1" t="s"; c t="inlineStr"; v; '
            'is; t; f; c t="e"; c t="b"; c t="d"; c s="999"; mergeCells; dimension ref="A1:XFD1048576"'
        ).split("; "),
    ),
    "epub": _Grammar(
        "OEBPS/book.opf",
        'package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"',
        (
            "metadata; dc:title; dc:date; manifest; "
            'item id="p0" href="page0.xhtml" media-type="application/xhtml+xml"; spine; itemref idref="p0"; '
            'item id="p1" href="../../etc/passwd" media-type="text/html"; itemref idref="p1"'
        ).split("; "),
    ),
}


def repacked(kind: str, chance: random.Random) -> bytes:
    """A zip archive with a few of its parts changed, well packed again; mostly parts that hold the words."""
    folder = ARCHIVES[kind].part.split("/")[0]
    with zipfile.ZipFile(io.BytesIO(SOUND[kind])) as archive:
        names = [name for name in archive.namelist() if name.startswith(folder) or chance.random() < 0.2]
    chosen = {ARCHIVES[kind].part, *chance.sample(names, 2)} if chance.random() < 0.5 else {chance.choice(names)}

    def change(name: str, part: bytes) -> bytes:
        if name not in chosen:
            return part
        return mutated(part, chance) if chance.random() < 0.25 else _elements_moved(part, chance)

    return rezipped(SOUND[kind], change)


def _elements_moved(part: bytes, chance: random.Random) -> bytes:
    """XML whose elements are repeated, moved, nested, dropped, or told other values: well-formed, and without sense."""
    try:
        root = lxml.etree.fromstring(part)
    except lxml.etree.LxmlError:
        return mutated(part, chance)
    for _ in range(chance.choice((1, 2, 5, 20))):
        elements = list(root.iter("*"))
        one, other = chance.choice(elements), chance.choice(elements)
        match chance.randrange(6):
            case 0 if one.getparent() is not None:
                for _ in range(chance.choice((1, 2, 40))):
                    one.addnext(copy.deepcopy(one))
            case 1 if one.getparent() is not None:
                one.getparent().remove(one)
            case 2:
                other.append(copy.deepcopy(one))
            case 3 if one.attrib:
                one.set(chance.choice(list(one.attrib)), str(chance.choice((*NUMBERS, *WORDS, ""))))
            case 4:
                one.text = chance.choice(WORDS)
            case _:
                deepest = one
                for _ in range(chance.choice((1, 30, 400))):
                    deepest = lxml.etree.SubElement(deepest, one.tag, one.attrib)
                deepest.text = "deep down"
        if len(elements) > 20_000:
            break
    return bytes(lxml.etree.tostring(root))


def archive_grammar(kind: str) -> Callable[[random.Random], bytes]:
    """Parts of the right names that hold elements of the right names in any order."""
    name, head, tags = ARCHIVES[kind]

    def grammar(chance: random.Random) -> bytes:
        def body(depth: int) -> str:
            tag = chance.choice(tags)
            inner = "".join(body(depth + 1) for _ in range(chance.randrange(4))) if depth < 6 else ""
            return f"<{tag}>{inner or chance.choice(WORDS)}</{tag.split()[0]}>"

        root = head.split()[0]
        deep = chance.choice((0, 0, 0, 90, 3_000))
        tag = chance.choice(tags)
        inner = "".join(body(0) for _ in range(chance.choice((1, 5, 40))))
        text = f"<{head}>" + f"<{tag}>" * deep + inner + f"</{tag.split()[0]}>" * deep + f"</{root}>"
        return rezipped(SOUND[kind], lambda part, content: text.encode() if part == name else content)

    return grammar
