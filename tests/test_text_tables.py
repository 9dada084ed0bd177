"""Tables in the text: a region each, and cells that say of which column they are."""

from __future__ import annotations

from markupsafe import Markup

from factsite.rendering.text_tables import fitted

HEAD = Markup("<table><thead><tr><th>Where</th><th><em>What</em> &amp; how</th><th></th></tr></thead>")
ROW = Markup('<tbody><tr><td>Here</td><td class="right">1</td><td>2</td></tr></tbody></table>')


def test_a_cell_says_of_which_column_it_is_but_the_first() -> None:
    found = fitted(HEAD + ROW, "Table", " : ")
    assert '<td>Here</td><td data-label="What &amp; how : " class="right">1</td><td>2</td>' in found
    assert found.startswith('<div class="scroll" role="region" tabindex="0" aria-label="Table"><table>')
    assert found.endswith("</table></div>")


def test_each_of_several_has_a_name_of_its_own() -> None:
    found = fitted(Markup("<p>Before.</p>") + HEAD + ROW + Markup("<p>After.</p>") + HEAD + ROW, "Table", ": ")
    assert [part.split('"')[0] for part in found.split('aria-label="')[1:]] == ["Table 1", "Table 2"]
    assert "<p>After.</p><div" in found


def test_what_has_no_table_is_left() -> None:
    assert fitted(Markup("<p>Text.</p>"), "Table", ": ") == "<p>Text.</p>"
