"""Pages of the web as Markdown: what is kept, what is left out, encodings, title and date."""

from __future__ import annotations

import pytest

from ingest.errors import DocumentError
from ingest.readers.html import read_html

PIECES = [
    ("<h1>Boats</h1><h3>Small <em>ones</em></h3><p>They float.</p>", "# Boats\n\n### Small ones\n\nThey float.\n"),
    ("<p>The <b>old</b> <a href='x'>boat</a> sank.<br>It is gone.</p>", "The old boat sank.\n\nIt is gone.\n"),
    ("loose <span>words</span><div>in a div</div>after it", "loose words\n\nin a div\n\nafter it\n"),
    ("<ul><li>oars<ul><li>long</li></ul></li><li><p>sail</p></li></ul>", "- oars\n  - long\n- sail\n"),
    ("<ol start=3><li>third<li>fourth<li value=9>ninth</ol>", "3. third\n4. fourth\n9. ninth\n"),
    ("<dl><dt>Keel</dt><dd>The beam below.</dd></dl>", "**Keel**\n\nThe beam below.\n"),
    ("<pre>a = 1\n  b = 2</pre>", "```\na = 1\n  b = 2\n```\n"),
    ("<pre>```\nx</pre>", "````\n```\nx\n````\n"),
    ("<p>&lt;script&gt; is a tag.</p><p>More.</p>", "    <script> is a tag.\n\nMore.\n"),
    ("<p>5&nbsp;kg of e\ufb03cient soft\u00adware\u200b</p>", "5 kg of efficient software\n"),
    ("<nav>Home</nav><header><h1>Boats</h1></header><footer>Written by Ann.</footer>", "# Boats\n\nWritten by Ann.\n"),
    ("<script>a()</script><style>b{}</style><template>c</template><form><input value=d><button>e</button></form>"
     "f", "f\n"),
    ("<p hidden>a</p><p style='display: none'>b</p><div role='navigation'>c</div><p aria-hidden='true'>d</p>e", "e\n"),
    ("<!-- a --><?pi b?><p>c</p>", "c\n"),
]  # fmt: skip


@pytest.mark.parametrize(("html", "text"), PIECES)
def test_a_page_reads_as_it_is_seen(html: str, text: str) -> None:
    assert read_html(f"<html><body>{html}</body></html>".encode()).text == text


TABLES = [
    (
        "<table><caption>Fleet</caption><tr><th>Ferry<th>Built</tr><tr><td>Alder<td>1987</tr></table>",
        "Fleet\n\n| Ferry | Built |\n| --- | --- |\n| Alder | 1987 |\n",
    ),
    (
        "<table><tr><td>Open<td>9 to 17<tr><td>Closed<td>on Sunday 1</table>",
        "| Open | 9 to 17 |\n| --- | --- |\n| Closed | on Sunday 1 |\n",
    ),
    (
        "<table><tr><th rowspan=2>Ferry<th colspan=2>Size<tr><th>m<th>ft<tr><td "
        "rowspan=2>A<td>1<td>3<tr><td>2<td>6</table>",
        "| Ferry | Size m | Size ft |\n| --- | --- | --- |\n| A | 1 | 3 |\n| A | 2 | 6 |\n",
    ),
    ("<table role=presentation><tr><td><p>One.</p><td>Two.</table>", "One.\n\nTwo.\n"),
    ("<table><tr><td><h2>Left</h2>a<td><table><tr><td>b<td>1<tr><td>c<td>2</table></table>",
     "## Left\n\na\n\n|  |  |\n| --- | --- |\n| b | 1 |\n| c | 2 |\n"),
]  # fmt: skip


@pytest.mark.parametrize(("html", "text"), TABLES)
def test_tables_keep_the_names_of_their_columns_and_frames_are_no_tables(html: str, text: str) -> None:
    assert read_html(html.encode()).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso-8859-1"])
def test_the_encoding_is_found(encoding: str) -> None:
    declared = f"<meta charset='{encoding}'>" if encoding.startswith(("cp", "iso")) else ""
    page = f"<html><head>{declared}<title>Ærø</title></head><body>Færgen til Ærø går.</body></html>"
    assert read_html(page.encode(encoding)).text == "Færgen til Ærø går.\n"


def test_a_page_that_declares_a_wrong_or_unknown_encoding_is_read_all_the_same() -> None:
    for declared in ("iso-8859-1", "klingon"):
        assert read_html(f"<meta charset={declared}><p>Færgen går.</p>".encode()).text == "Færgen går.\n"


HEADS = [
    ("<title>The boats | Harbour</title>", "<h1>The boats</h1>", "The boats", ""),
    ("<title>The boats</title>", "<h1>Welcome</h1>", "The boats", ""),
    ("<title>Untitled document</title>", "", "", ""),
    ("<meta property='article:published_time' content='2024-05-03T10:00:00Z'>", "", "", "3 May 2024"),
    ("<meta name='DC.Date' content='2024-05'>", "", "", "May 2024"),
    ("<meta name='date' content='last spring'>", "", "", ""),
]


@pytest.mark.parametrize(("head", "body", "title", "date"), HEADS)
def test_title_and_date_are_what_the_page_says(head: str, body: str, title: str, date: str) -> None:
    told = read_html(f"<html><head>{head}</head><body>{body}<p>x</p></body></html>".encode())
    assert (told.title, told.date) == (title, date)


def test_entities_that_a_page_declares_are_not_expanded(tmp_path: object) -> None:
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    page = f'<!DOCTYPE html [<!ENTITY l0 "lol">{bomb}<!ENTITY file SYSTEM "file:///etc/passwd">]><p>&l11;&file;</p>'
    text = read_html(page.encode()).text
    assert len(text) < 3_000
    assert "root:" not in text


def test_a_table_that_spans_without_end_is_refused() -> None:
    with pytest.raises(DocumentError, match="a table of it spans more than 300,000 cells"):
        read_html(b"<table>" + (b"<tr>" + b"<td rowspan=100 colspan=100>x" * 50) * 300 + b"</table>")


def test_words_that_stand_too_deep_are_not_lost_without_a_word() -> None:
    with pytest.raises(DocumentError, match="nested too deeply"):
        read_html(b"<p>a</p>" + b"<b>" * 300 + b"deep" + b"</b>" * 300 + b"<p>after</p>")


def test_a_page_nested_without_end_is_refused_or_read_but_never_crashes() -> None:
    for tag in ("div", "ul><li", "table><tr><td", "b", "blockquote"):
        try:
            read_html((f"<{tag}>" * 5_000 + "x").encode())
        except DocumentError as error:
            assert "nested" in str(error)
