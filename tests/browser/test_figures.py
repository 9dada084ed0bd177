"""Figures in a browser: tables that sort, values of charts by keyboard and pointer, anchors of values, print."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
MATRIX = "en/figures/residents/"
LINE = "nl/cijfers/elk-jaar/"


def column(page: Page, number: int) -> list[float]:
    """The numbers of a column of the table by citizenship, without its total."""
    values = page.locator("#by-citizenship tbody tr:not(.note):not(.total)").evaluate_all(
        "(rows, n) => rows.map((row) => row.cells[n].firstChild?.data.replaceAll(',', '')).filter(Boolean)", number
    )
    return [float(value) for value in values if any(map(str.isdigit, value))]


def test_a_table_sorts_by_each_column(page: Page, address: str) -> None:
    page.goto(address + MATRIX + "#by-citizenship")
    page.locator("#by-citizenship details.table").evaluate_all("(all) => all.forEach((one) => (one.open = true))")
    head = page.locator("#by-citizenship thead th").nth(2)
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    assert column(page, 2) == sorted(column(page, 2), reverse=True)
    head.get_by_role("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert column(page, 2) == sorted(column(page, 2))
    first = page.locator("#by-citizenship tbody tr").first
    expect(first).to_have_class("total")
    names = page.locator("#by-citizenship thead th").first
    names.get_by_role("button").click()
    expect(names).to_have_attribute("aria-sort", "ascending")
    rows = page.locator("#by-citizenship tbody tr:not(.total) th").all_inner_texts()
    assert rows[0] < rows[-1]


def test_a_note_hangs_on_its_value_by_a_letter(page: Page, address: str) -> None:
    page.goto(address + LINE)

    def noted() -> list[list[str]]:
        found: list[list[str]] = page.locator(".piece td a.letters").evaluate_all(
            "(links) => links.map((link) => [link.closest('tr').querySelector('th').textContent,"
            " document.querySelector(link.getAttribute('href')).textContent])"
        )
        return sorted(found)

    before = noted()
    assert before
    assert all(note.strip() for _, note in before)
    page.locator(".piece thead button").nth(1).click()
    assert noted() == before


def test_the_address_of_a_value_shows_it(browser: Browser, address: str) -> None:
    """A value in a folded table opens by its address, without script."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "en/figures/permits/#2015-12-31.FAM")
    cell = page.locator("td:target")
    expect(cell).to_be_visible()
    expect(cell).to_have_text("204,223")
    context.close()


def test_print_shows_every_row(page: Page, address: str) -> None:
    page.emulate_media(media="print")
    page.goto(address + "en/figures/permits/")
    expect(page.locator("#by-reason tbody tr").last).to_be_visible()
    expect(page.locator("nav.languages")).to_be_hidden()
