"""A patient reads the guide: by keyboard, on a phone, at night."""

import re

import pytest
from playwright.sync_api import Page, expect


def test_reader_finds_what_to_do_about_dry_lips_from_the_home_page(page: Page):
    page.goto("/")

    page.get_by_role("region", name="During your course").get_by_role("link", name="Side effects").click()
    page.get_by_role("radio", name="Lips").check()

    advice = page.locator("#dry-lips").get_by_text("What you can do")
    expect(advice).to_be_hidden()
    page.get_by_role("heading", name="Dry, cracked lips").click()
    expect(advice).to_be_visible()
    expect(page.get_by_role("heading", name="Hair shedding")).to_be_hidden()
    expect(page.get_by_text(re.compile(r"^Showing (\d+ side effects|one side effect)\.$"))).to_be_visible()


def test_reader_shows_one_body_area_without_javascript(new_context, site):
    page = new_context(base_url=site, java_script_enabled=False).new_page()
    page.goto("/guide/side-effects/")

    page.get_by_text("Eyes", exact=True).first.click()

    assert page.locator(".effect:visible").count() == page.locator('.effect[data-area="eyes"]').count() > 0


def test_link_into_a_folded_row_opens_it(page: Page):
    page.goto("/guide/questions/#tattoo")

    expect(page.locator("#tattoo .question__short")).to_be_in_viewport()

    page.evaluate("location.hash = 'piercing'")

    expect(page.locator("#piercing .question__short")).to_be_in_viewport()


def test_reader_opens_and_closes_all_rows_of_a_part(page: Page):
    page.goto("/guide/what-to-avoid/")
    part = page.get_by_role("region", name="Skin care", exact=True)
    rows = part.locator(".fold")
    opened = part.locator(".fold[open]")
    assert opened.count() == 0

    part.get_by_role("button", name="Open all in this part").click()
    assert opened.count() == rows.count() > 1
    assert page.locator(".fold[open]").count() == rows.count()

    part.get_by_role("button", name="Close all in this part").click()
    assert opened.count() == 0


def test_printing_opens_all_that_is_folded_and_folds_it_again(page: Page):
    page.goto("/guide/questions/")
    folded = page.locator("details:not([open])")
    before = folded.count()

    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert folded.count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert folded.count() == before > 1


def test_reader_of_the_glossary_jumps_to_a_letter(page: Page):
    page.goto("/glossary/")

    page.get_by_role("navigation", name="A to Z").get_by_role("link", name="S", exact=True).click()

    first = page.locator(".words__entry:target dt")
    expect(first).to_have_text(re.compile(r"^s", re.IGNORECASE))
    expect(first).to_be_in_viewport()


def test_reader_reaches_the_warning_signs_in_one_step_from_every_page(page: Page):
    page.goto("/guide/how-acne-forms/")

    page.get_by_role("banner").get_by_role("link", name="Warning signs").click()

    expect(page).to_have_url(re.compile(r"/guide/side-effects/#emergency-signs$"))
    emergency = page.get_by_role("heading", name="Emergency: call 911 or go to the emergency room now").first
    expect(emergency).to_be_in_viewport()


def test_reader_goes_by_keyboard_past_the_menu_to_the_page(page: Page):
    page.goto("/guide/questions/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the page")).to_be_in_viewport()
    page.keyboard.press("Enter")

    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Guide", exact=True)).to_be_focused()


def test_reader_on_a_phone_sees_the_message_before_the_contents(page: Page):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/guide/what-to-expect/")

    contents = page.get_by_text("On this page", exact=True)
    link = page.get_by_role("navigation", name="On this page").get_by_role("link").first
    expect(link).to_be_hidden()
    contents.click()
    expect(link).to_be_visible()
    assert page.locator(".message").bounding_box()["y"] < contents.bounding_box()["y"]


def test_reader_on_a_wide_screen_has_the_contents_open_beside_the_text(page: Page):
    page.goto("/guide/what-to-expect/")

    link = page.get_by_role("navigation", name="On this page").get_by_role("link", name="Sources")
    link.click()

    expect(page.get_by_role("heading", name="Sources")).to_be_in_viewport()


def test_contents_on_a_wide_screen_fit_the_window_and_mark_the_part_that_is_read(page: Page):
    page.goto("/guide/side-effects/")
    contents = page.get_by_role("navigation", name="On this page")
    current = contents.locator('[aria-current="true"]')

    for name in ("How to use this page", "What is not known", "Signs to call us about today"):
        page.get_by_role("heading", name=name, exact=True).evaluate("heading => heading.scrollIntoView()")
        expect(current).to_have_text(name)
        expect(current).to_be_in_viewport(ratio=1)
        assert page.locator(".contents__fold").evaluate("list => list.getBoundingClientRect().bottom <= innerHeight")


@pytest.mark.parametrize(("anchor", "is_told"), [("no-such-part", True), ("sources", False)], ids=["gone", "there"])
def test_reader_whose_link_points_to_a_part_that_is_gone_is_told(page: Page, anchor: str, is_told: bool):
    page.goto(f"/guide/side-effects/#{anchor}")

    notice = page.get_by_text("The part that your link points to is not on this page any more.")

    if is_told:
        expect(notice).to_be_focused()
    else:
        expect(notice).to_be_hidden()


def test_reader_whose_link_is_no_text_is_told_and_the_page_goes_on(page: Page):
    page.goto("/guide/side-effects/#50%-off")
    expect(page.get_by_text("The part that your link points to is not on this page any more.")).to_be_focused()

    page.evaluate("location.hash = '100%'")
    page.evaluate("location.hash = 'dry-lips'")

    expect(page.locator("#dry-lips").get_by_text("What you can do")).to_be_visible()


def test_link_to_a_row_shows_it_though_another_area_is_chosen(page: Page):
    page.goto("/guide/side-effects/")
    page.get_by_role("radio", name="Eyes").check()

    page.evaluate("location.hash = 'dry-lips'")

    expect(page.get_by_role("heading", name="Dry, cracked lips")).to_be_in_viewport()


def test_reader_of_an_unknown_address_finds_a_way_on(page: Page, complaints):
    page.goto("/guide/accutane/")

    expect(page.get_by_role("heading", name="We cannot find this page")).to_be_visible()
    page.get_by_role("region", name="All pages of the guide").get_by_role("link", name="Side effects").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Side effects and when to call")
    complaints.clear()  # the 404 itself
