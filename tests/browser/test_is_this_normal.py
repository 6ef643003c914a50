"""A reader asks whether something is normal: by keyboard, in two taps, without scripts, on a small phone."""

import re

import pytest
from playwright.sync_api import Page, expect

TOOL = "/tools/is-this-normal/"
LEVELS = {
    "expected": ("dry lips and purple toes", "week-3", "This is expected. Care for it yourself"),
    "tell": ("headache", "", "Tell us at your next visit"),
    "call": ("everything is blurry", "week-3", "Stop the capsules and call us today"),
    "emergency": ("dry lips and chest pain", "week-3", "Emergency: call 911 or go to the emergency room now"),
    "ask": ("cash", "week-0", "Ask the clinic"),
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_answer_of_every_level_is_accessible_and_fits(page: Page, check_accessibility, scheme):
    page.emulate_media(color_scheme=scheme)
    for level, (typed, when, heading) in LEVELS.items():
        page.goto(f"{TOOL}?q={typed}&when={when}")
        first = page.locator("[data-level]").first
        expect(first).to_have_attribute("data-level", level)
        expect(first.get_by_role("heading")).to_contain_text(heading)
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            check_accessibility(page)
            assert (width, page.evaluate("document.documentElement.scrollWidth")) == (width, width)


def test_reader_asks_by_keyboard(page: Page, check_accessibility):
    page.goto(TOOL)
    check_accessibility(page)
    page.get_by_label("What do you notice?").focus()
    page.keyboard.type("more pimples")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("I take the capsules")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("9")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="You asked about “more pimples”")).to_be_visible()
    card = page.get_by_role("article", name="More pimples at the start")
    expect(card).to_contain_text("Tell us at your next visit")
    expect(page.get_by_label("Which week is it?")).to_have_value("9")


def test_reader_chooses_a_sign_in_two_taps_and_the_week_goes_along(page: Page):
    page.goto(TOOL)
    page.get_by_label("I have taken my last capsule").check()
    page.get_by_label("Which week is it?").fill("2")
    page.locator("summary", has_text="Lips").click()
    page.get_by_role("link", name="Dry, cracked lips").click()

    expect(page).to_have_url(re.compile(r"\?q=dry-lips&when=after-week-2$"))
    expect(page.get_by_text("This is expected up to week 4 after your last capsule.")).to_be_visible()


def test_tool_works_without_javascript_on_a_small_phone(new_context, site):
    page = new_context(base_url=site, java_script_enabled=False).new_page()
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(TOOL)
    page.locator("summary", has_text="Nose").click()
    page.get_by_role("link", name="Nosebleeds").click()

    expect(page.get_by_role("article")).to_have_attribute("data-level", "tell")
    expect(page.get_by_text("so this is the most careful answer")).to_be_visible()

    page.get_by_label("What do you notice?").fill("nosebleed wont stop")
    page.get_by_label("I have not started yet").check()
    page.get_by_role("button", name="Is this normal?").click()

    expect(page.get_by_role("article").first).to_have_attribute("data-level", "emergency")
    expect(page.get_by_role("article").first).to_contain_text("A nosebleed that does not stop")


def test_sign_to_check_first_leads_to_its_answer(page: Page):
    page.goto(f"{TOOL}?q=headache&when=week-2")
    page.get_by_role("link", name="A very bad headache, or").click()

    expect(page.get_by_role("article")).to_have_attribute("data-level", "emergency")
    expect(page.get_by_role("article").get_by_role("link", name="911")).to_be_visible()
