"""A reader looks for something: by keyboard, without scripts, on a small phone, by day and by night."""

import pytest
from playwright.sync_api import Page, expect

STATES = [
    "/search/",
    "/search/?q=dry+lips",
    "/search/?q=vitiligo",
    "/search/?q=suicidal+thoughts",
    "/search/?q=isotretnoin",
]


def test_reader_finds_the_answer_from_home_by_keyboard(page: Page):
    page.goto("/")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("drye lips")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Search")
    expect(page.get_by_role("searchbox")).to_have_value("drye lips")
    page.get_by_role("link", name="Dry, cracked lips", exact=True).focus()
    page.keyboard.press("Enter")

    page.wait_for_url("**/guide/side-effects/#dry-lips")
    expect(page.locator("#dry-lips")).to_be_in_viewport()


def test_reader_in_danger_sees_first_what_to_do(page: Page):
    page.goto("/guide/questions/")
    page.get_by_role("searchbox", name="Search the guide").fill("i want to die")
    page.get_by_role("button", name="Search").click()

    card = page.get_by_role("region", name="If this is happening to you, do not read on first")
    expect(card).to_be_in_viewport()
    expect(card.get_by_role("link", name="988").first).to_have_attribute("href", "tel:988")


def test_reader_who_finds_nothing_is_led_on(page: Page):
    page.goto("/search/?q=vitiligo")
    expect(page.get_by_role("heading", name="We found nothing for these words")).to_be_visible()

    page.get_by_role("navigation", name="Or go there from here").get_by_role("link", name="Is this normal?").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Is this normal?")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", STATES)
def test_search_has_no_accessibility_violation_and_fits_a_small_phone(page: Page, check_accessibility, path, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(path)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        check_accessibility(page)
        assert (width, page.evaluate("document.documentElement.scrollWidth")) == (width, width)


def test_search_works_without_scripts(new_context, site):
    page = new_context(base_url=site, java_script_enabled=False).new_page()
    page.goto("/guide/side-effects/")
    page.get_by_role("searchbox", name="Search the guide").fill("sunscreen")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".results h3").first).to_have_text("Sunscreen")
