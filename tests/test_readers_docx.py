"""Word documents: headings, numbers that Word counts, tables, notes, tracked changes, and what is refused."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from ingest.readers.docx import read_docx
from ingest.readers.numbering import Number
from tests.files import as_docx, rezipped, saved

W = nsdecls("w")
NUMBERED = f"""<w:abstractNum {W} w:abstractNumId="90">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading1"/>
    <w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl>
  <w:lvl w:ilvl="3"><w:start w:val="4"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%4"/></w:lvl>
  <w:lvl w:ilvl="4"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl>
</w:abstractNum>"""


def test_a_document_keeps_its_headings_tables_title_and_date() -> None:
    told = read_docx(as_docx())
    assert told.title == "Ferries of Lyngholm"
    assert told.date == "23 December 2013"  # that of python-docx's own template
    assert told.text.startswith("# Ferries of Lyngholm\n\n# Part 1\n\nThe ferry to Lyngholm sails at noon every day.\n")
    assert "| Ferry | Length | Built |\n| --- | --- | --- |\n| Alder | 35 metres | 1987 |\n" in told.text


def test_the_numbers_that_word_shows_are_counted() -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(NUMBERED))
    numbering.append(parse_xml(f'<w:num {W} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))

    def clause(words: str, level: int, style: str | None = None) -> None:
        properties = document.add_paragraph(words, style)._p.get_or_add_pPr()
        numbered = f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
        properties.append(parse_xml(numbered))

    clause("Rent", 0, "Heading 1")
    clause("The rent is 900 euros.", 1)
    clause("It is due monthly.", 1)
    clause("by card", 2)
    clause("in cash", 2)
    clause("in coins", 3)
    clause("of silver", 4)
    document.add_paragraph("In between.")
    clause("Notice", 0, "Heading 1")
    clause("Three months.", 1)
    assert read_docx(saved(document)).text == (
        "# 1. Rent\n\n1.1 The rent is 900 euros.\n\n1.2 It is due monthly.\n\n(a) by card\n\n(b) "
        "in cash\n\nIV in coins\n\n"
        "        - of silver\n\nIn between.\n\n# 2. Notice\n\n2.1 Three months.\n"
    )


def test_lists_are_lists_and_go_on_after_a_paragraph() -> None:
    document = docx.Document()
    document.add_paragraph("Bring:")
    document.add_paragraph("a rope", "List Bullet")
    document.add_paragraph("a lamp", "List Bullet")
    document.add_paragraph("first", "List Number")
    document.add_paragraph("second", "List Number")
    assert read_docx(saved(document)).text == "Bring:\n\n- a rope\n- a lamp\n1. first\n2. second\n"


def test_what_was_deleted_is_out_and_what_was_inserted_is_in() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("The toll is ")._p
    paragraph.append(parse_xml(f"<w:del {W}><w:r><w:delText>5</w:delText></w:r></w:del>"))
    paragraph.append(parse_xml(f"<w:ins {W}><w:r><w:t>6</w:t></w:r></w:ins>"))
    paragraph.append(parse_xml(f"<w:moveFrom {W}><w:r><w:t> gone</w:t></w:r></w:moveFrom>"))
    paragraph.append(parse_xml(f"<w:r {W}><w:noBreakHyphen/><w:t>euro</w:t><w:tab/><w:t>coins.</w:t></w:r>"))
    assert read_docx(saved(document)).text == "The toll is 6-euro coins.\n"


def test_content_controls_and_text_boxes_are_read_once() -> None:
    document = docx.Document()
    body = document.element.body
    body.insert(
        0, parse_xml(f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>Controlled.</w:t></w:r></w:p></w:sdtContent></w:sdt>")
    )
    box = f"<w:txbxContent {W}><w:p><w:r><w:t>Boxed.</w:t></w:r></w:p></w:txbxContent>"
    compatible = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    document.add_paragraph("Above.")._p.append(
        parse_xml(
            f"<w:r {W}><mc:AlternateContent {compatible}><mc:Choice>{box}</mc:Choice>"
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    assert read_docx(saved(document)).text == "Controlled.\n\nAbove.\n\nBoxed.\n"


def test_merged_cells_are_said_in_each_row_and_a_frame_is_no_table() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=2)
    for row, words in enumerate([("Ferry", "Built"), ("Alder", "1987"), ("", "2004")]):
        for column, word in enumerate(words):
            table.cell(row, column).text = word
    table.cell(1, 0).merge(table.cell(2, 0))
    frame = document.add_table(rows=1, cols=2)
    frame.cell(0, 0).text, frame.cell(0, 1).text = "Left side.", "Right side."
    assert read_docx(saved(document)).text == (
        "| Ferry | Built |\n| --- | --- |\n| Alder | 1987 |\n| Alder | 2004 |\n\nLeft side.\n\nRight side.\n"
    )


def test_a_note_follows_the_paragraph_that_it_belongs_to() -> None:
    words = "<w:p><w:r><w:t>Except on Sundays.</w:t></w:r></w:p>"
    notes = f"<w:footnotes {W}><w:footnote w:id='2'>{words}</w:footnote></w:footnotes>"
    document = docx.Document()
    document.add_paragraph("It sails daily.")._p.append(parse_xml(f"<w:r {W}><w:footnoteReference w:id='2'/></w:r>"))
    document.add_paragraph("Then.")
    held = saved(document)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    written = rezipped(
        held,
        lambda name, content: (
            content.replace(
                b"</Relationships>",
                f'<Relationship Id="rIdN" Type="{kind}" Target="numbering2.xml"/></Relationships>'.encode(),
            )
            if name == "word/_rels/document.xml.rels"
            else content
        ),
    )
    extended = io.BytesIO(written)
    with zipfile.ZipFile(extended, "a") as archive:
        archive.writestr("word/numbering2.xml", notes)
    assert read_docx(extended.getvalue()).text == "It sails daily.\n\nNote: Except on Sundays.\n\nThen.\n"


def test_a_number_is_what_stands_before_a_paragraph() -> None:
    assert Number("1.", "", is_bullet=False) != Number("-", "", is_bullet=True)
    assert qn("w:p").endswith("}p")
