"""Books in reading order, and messages with who wrote to whom."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from ingest.errors import DocumentError
from ingest.readers.epub import read_epub
from ingest.readers.mail import read_mail
from tests.files import as_eml, as_epub, as_html, zipped


def test_a_book_is_its_pages_in_reading_order_with_title_and_date() -> None:
    pages = [
        b"<html><body><h1>One</h1><p>First.</p></body></html>",
        b"<html><body><h1>Two</h1><p>Then.</p></body></html>",
    ]
    told = read_epub(as_epub(pages))
    assert (told.text, told.title, told.date) == (
        "# One\n\nFirst.\n\n# Two\n\nThen.\n",
        "Ferries of Lyngholm",
        "9 April 2021",
    )


ENCRYPTED = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData '
    'xmlns="http://www.w3.org/2001/04/xmlenc#"><EncryptionMethod Algorithm="{}"/></EncryptedData></encryption>'
)


def test_a_locked_book_is_refused_and_one_whose_fonts_are_mangled_is_read() -> None:
    mangled = ENCRYPTED.format("http://www.idpf.org/2008/embedding")
    assert read_epub(as_epub(members={"META-INF/encryption.xml": mangled})).text.startswith("# Ferries of Lyngholm\n")
    locked = ENCRYPTED.format("http://www.w3.org/2001/04/xmlenc#aes256-cbc")
    with pytest.raises(DocumentError, match=r"^it is locked by its seller \(DRM\)$"):
        read_epub(as_epub(members={"META-INF/encryption.xml": locked}))


def test_what_is_no_book_is_refused() -> None:
    for content in (zipped({"a.txt": "x"}), as_html()):
        with pytest.raises(DocumentError, match=r"^it is not EPUB, whatever its name says$"):
            read_epub(content)
    with pytest.raises(DocumentError, match="its list of pages cannot be read"):
        read_epub(zipped({"META-INF/container.xml": "<container>"}))


def test_a_message_tells_its_subject_people_day_and_attachments() -> None:
    told = read_mail(as_eml())
    assert (told.title, told.date) == ("Ferries of Lyngholm", "9 April 2021")
    assert told.text.startswith(
        "# Ferries of Lyngholm\n\nFrom: Anna Holm <anna@lyngholm.example>\n\nTo: crew@lyngholm.example\n\n"
        "Date: Fri, 09 Apr 2021 10:30:00 +0200\n\nAttachments: plans.zip\n\nThe ferry to Lyngholm "
        "sails at noon every day.\n"
    )


def message(**headers: str) -> EmailMessage:
    made = EmailMessage()
    for name, words in headers.items():
        made[name] = words
    return made


def test_the_plain_part_is_preferred_and_html_read_where_there_is_no_other() -> None:
    made = message(Subject="Færgen", From="a@b.example")
    made.set_content("Plain words.")
    made.add_alternative("<p>HTML words.</p>", subtype="html")
    assert read_mail(made.as_bytes()).text == "# Færgen\n\nFrom: a@b.example\n\nPlain words.\n"
    made = message(Subject="Page")
    made.set_content("<p>Only <b>HTML</b> here.</p>", subtype="html")
    assert read_mail(made.as_bytes()).text == "# Page\n\nOnly HTML here.\n"


def test_a_rule_below_a_line_makes_no_heading_of_it() -> None:
    made = message(Subject="Signed")
    made.set_content("See you.\nAnna\n--\nHarbour office\n======\nOpen 9 to 17\n")
    assert read_mail(made.as_bytes()).text == "# Signed\n\nSee you.\nAnna\n\nHarbour office\n\nOpen 9 to 17\n"


def test_a_message_in_an_unknown_or_wrong_charset_is_read_as_well_as_can_be() -> None:
    for charset in ("klingon", "us-ascii"):
        head = f"Subject: Old\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n"
        assert (
            "Færgen til Ærø går ikke." in read_mail(head.encode() + "Færgen til Ærø går ikke.\n".encode("cp1252")).text
        )


def test_what_is_no_message_is_refused() -> None:
    for content in (b"\x89PNG\r\n\x1a\n", b"just words", as_html()):
        with pytest.raises(DocumentError, match=r"^it is not a message, whatever its name says$"):
            read_mail(content)
