"""A reader fills in the sheet for a visit: on a phone, by keyboard, without scripts. It is gone when they say so."""

import pytest
from playwright.sync_api import Page, expect

SHEET = "/tools/visit-sheet/"
HEADACHE = "A very bad headache, or a headache with sight changes"
KEEP = "Keep what I fill in, in this browser"
HELP = "Stop the capsules and get emergency help now"


def find_card(page: Page):
    return page.locator("[data-level=emergency]").filter(has_text="Say that isotretinoin can raise pressure")


def test_red_answer_shows_the_emergency_card_at_once_and_says_it(page: Page, check_accessibility):
    page.goto(SHEET)
    expect(find_card(page)).to_be_hidden()

    page.get_by_label(HEADACHE).check()

    expect(find_card(page)).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text(HELP)
    check_accessibility(page)

    page.get_by_label(HEADACHE).uncheck()

    expect(find_card(page)).to_be_hidden()
    expect(page.get_by_role("alert")).to_be_empty()


def test_red_answer_shows_its_card_without_javascript(new_context, site):
    page = new_context(base_url=site, java_script_enabled=False).new_page()
    page.goto(f"{SHEET}?ask=side-effects.dry-lips")

    page.get_by_label(HEADACHE).check()
    assert find_card(page).is_visible()
    page.get_by_role("group", name="Mood").get_by_label("Bothers me a lot").check()
    assert page.get_by_text("Mood: is it one of these? Do not wait for your visit").is_visible()
    assert not page.get_by_label(KEEP).is_visible()
    page.get_by_role("button", name="Show my sheet").click()

    assert page.locator("h1 + .sheet__card").inner_text().startswith(HEADACHE)
    sheet = page.get_by_role("region", name="For my visit")
    assert sheet.get_by_role("link", name="Dry, cracked lips").get_attribute("href") == "/guide/side-effects/#dry-lips"


def test_part_of_a_page_comes_to_the_sheet_and_leaves_it(page: Page, check_accessibility):
    page.goto("/guide/getting-the-most/")
    page.get_by_role("button", name="Ask about this: Care of your lips", pressed=False).click()
    marked = page.get_by_role("button", name="On my visit sheet: Care of your lips", pressed=True)
    expect(marked).to_be_focused()
    check_accessibility(page)
    page.reload()
    expect(marked).to_be_visible()

    page.goto(SHEET)
    ask = page.get_by_label("Care of your lips")
    expect(ask).to_be_checked()
    expect(page.get_by_role("link", name="Getting the most from your course")).to_have_attribute(
        "href", "/guide/getting-the-most/#care-of-lips"
    )
    page.get_by_role("button", name="Show my sheet").click()
    expect(page.get_by_role("region", name="For my visit")).to_contain_text("Care of your lips")

    ask.uncheck()
    page.goto(SHEET)

    expect(page.get_by_role("button", name="Show my sheet")).to_be_visible()
    expect(ask).to_have_count(0)


def test_what_does_not_wait_for_a_visit_cannot_be_put_off(page: Page):
    page.goto("/guide/side-effects/")
    expect(page.get_by_role("button", name="Ask about this: What helps dryness, by body part")).to_be_visible()

    for urgent in (".care", ".effect-group:has(.group-heading--emergency)", ".effect-group:has(.group-heading--call)"):
        assert page.locator(urgent).count() > 0
        assert page.locator(f"{urgent} .ask-about").count() == 0


def test_sheet_survives_a_reload_only_if_the_reader_says_so_and_is_gone_after_forget_everything(page: Page):
    page.goto(SHEET)
    page.get_by_label("My questions").fill("Can I swim?")
    page.reload()
    expect(page.get_by_label("My questions")).to_have_value("")

    page.get_by_label(KEEP).check()
    page.get_by_label("My questions").fill("Can I swim?")
    page.get_by_label(HEADACHE).check()
    page.get_by_role("group", name="Lips").get_by_label("Bothers me a little").check()
    page.reload()
    expect(page.get_by_label("My questions")).to_have_value("Can I swim?")
    expect(find_card(page)).to_be_visible()
    expect(page.get_by_role("group", name="Lips").get_by_label("Bothers me a little")).to_be_checked()

    page.get_by_role("button", name="Forget everything").click()

    expect(page.get_by_text("Nothing of yours is kept in this browser any more.")).to_be_visible()
    expect(page.get_by_label("My questions")).to_have_value("")
    expect(find_card(page)).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage)") == []
    page.reload()
    expect(page.get_by_label("My questions")).to_have_value("")


def test_sheet_is_filled_in_by_keyboard_alone(page: Page):
    page.goto(SHEET)
    page.get_by_label("Thoughts of ending your life").focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("alert")).to_contain_text("Call or text for help now")
    page.get_by_role("group", name="Lips").get_by_label("Fine").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.get_by_label("How many capsules did I miss?").focus()
    page.keyboard.type("2")
    page.get_by_role("button", name="Show my sheet").focus()
    page.keyboard.press("Enter")

    sheet = page.get_by_role("region", name="For my visit")
    expect(sheet).to_contain_text("Thoughts of ending your life")
    expect(sheet).to_contain_text("Bothers me a little")
    expect(sheet.get_by_text("2", exact=True)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_sheet_fits_a_small_phone_and_has_no_accessibility_violation(page: Page, check_accessibility, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{SHEET}?ask=side-effects.dry-lips&ask=treatments.gone")
    for box in page.get_by_role("checkbox").all():
        box.check()
    for radio in page.get_by_label("Bothers me a lot").all():
        radio.check()
    check_accessibility(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.get_by_role("button", name="Show my sheet").click()
    expect(page.get_by_role("region", name="For my visit")).to_be_visible()
    page.wait_for_load_state()  # axe looks at the styles, too
    check_accessibility(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_paper_shows_the_sheet_alone(page: Page):
    page.goto(SHEET)
    page.get_by_label("My questions").fill("Can I swim?")
    page.get_by_role("button", name="Show my sheet").click()
    expect(page.get_by_role("region", name="For my visit")).to_contain_text("Can I swim?")
    page.emulate_media(media="print")

    expect(page.get_by_role("region", name="For my visit")).to_be_visible()
    expect(page.get_by_role("checkbox")).to_have_count(0)
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_text("Not yet reviewed by a clinician.").first).to_be_visible()
