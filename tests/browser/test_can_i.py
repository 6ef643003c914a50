"""A reader asks what goes with the capsules: by keyboard, without scripts, on a small phone, in light and dark."""

import pytest
from playwright.sync_api import Page, expect

PATH = "/tools/can-i/"
MY_COURSE = "/tools/my-course/"

ASKED = {
    "no": "doxycyclyne",
    "ask": "zinc",
    "careful": "Tylenol",
    "fine": "Vaseline",
    "unknown": "tylenol with lamictal",
    "choice": "laser",
    "others": "alcohol",
    "emergency": "overdose",
    "nothing": "",
}


def ask(page: Page, typed: str):
    page.get_by_role("textbox", name="What do you want to take, use or do?").fill(typed)
    page.get_by_role("button", name="Can I?").click()


def test_reader_asks_by_keyboard_and_learns_why_how_long_and_what_instead(page: Page):
    page.goto(PATH)
    page.get_by_role("textbox", name="What do you want to take, use or do?").focus()
    page.keyboard.type("leg wax")
    page.keyboard.press("Enter")

    answer = page.get_by_role("article", name="No: Waxing and sugaring")
    expect(answer).to_contain_text("Your skin is thin and can come off with the wax.")
    expect(answer).to_contain_text("Until 6 months after your last capsule")
    expect(answer).to_contain_text("Trim, or shave gently.")
    answer.get_by_role("link", name="Read this in the guide").click()

    expect(page.get_by_role("heading", name="No: Waxing and sugaring")).to_be_in_viewport()


def test_misread_name_is_seen_at_once(page: Page):
    page.goto(PATH)
    ask(page, "doxycyclyne")

    expect(page.get_by_text("We read “doxycyclyne” as doxycycline. Is that what you mean?")).to_be_in_viewport()
    expect(page.get_by_role("article", name="No: Doxycycline")).to_be_visible()


def test_reader_chooses_what_a_word_means(page: Page):
    page.goto(PATH)
    ask(page, "laser")

    expect(page.get_by_role("heading", name="Which one do you mean by “laser”?")).to_be_visible()
    page.get_by_role("group").filter(has_text="Laser hair removal").first.locator("summary").press("Enter")

    expect(page.get_by_text("Do not book it or use a home device on your own.").first).to_be_visible()


def test_unknown_leads_to_a_pharmacist_and_to_the_list(page: Page):
    page.goto(PATH)
    ask(page, "coffee")

    expect(page.get_by_text("We do not know about “coffee”: ask a pharmacist or your clinic first")).to_be_visible()
    page.locator("summary").filter(has_text="Vitamins, herbs and gym products").press("Enter")
    page.get_by_role("link", name="Be careful: Creatine").click()

    expect(page.get_by_role("article", name="Be careful: Creatine")).to_be_visible()


def test_day_comes_from_my_course_without_being_sent(page: Page):
    page.goto(MY_COURSE)
    for box, value in zip(("Month", "Day", "Year"), ("1", "4", "2027"), strict=True):
        page.get_by_role("group", name="When is your first capsule?").get_by_label(box).fill(value)
    page.get_by_label("How long is your course?").fill("5")
    page.get_by_label("I cannot become pregnant").check()
    page.locator("#course-keep").check()
    page.get_by_role("button", name="Show my dates").click()
    expect(page.get_by_role("heading", name="Your course", exact=False).first).to_be_visible()
    sent: list[str | None] = []
    page.on("request", lambda request: sent.append(request.post_data))

    page.goto(PATH)
    ask(page, "giving blood")

    expect(page.get_by_text("For you: until July 4, 2027.")).to_be_visible()
    expect(page.get_by_text("It was not sent to us.")).to_be_visible()
    assert [data for data in sent if data] == []

    page.goto(MY_COURSE)
    page.locator("[data-course-forget]").click()
    page.goto(f"{PATH}?q=giving+blood")

    expect(page.get_by_text("For you:")).to_be_hidden()


def test_reader_without_javascript_gets_answer_and_day(new_context, site):
    page = new_context(base_url=site, java_script_enabled=False).new_page()
    page.goto(PATH)
    ask(page, "giving blood")
    expect(page.get_by_role("article", name="No: Giving blood, plasma or platelets")).to_be_visible()
    for box, value in zip(("Month", "Day", "Year"), ("1", "31", "2027"), strict=True):
        page.get_by_role("group", name="When is your last capsule?").get_by_label(box).fill(value)
    page.get_by_role("button", name="Show the day").click()

    expect(page.get_by_text("For you: until March 3, 2027.")).to_be_visible()
    assert "2027" not in page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_answer_fits_a_small_phone_and_has_no_accessibility_violation(page: Page, check_accessibility, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 640})
    for typed in ASKED.values():
        page.goto(PATH)
        ask(page, typed)
        page.wait_for_url("**?q=*")
        for fold in page.locator("details").all():
            fold.evaluate("fold => { fold.open = true }")
        check_accessibility(page)
        assert page.evaluate("document.documentElement.scrollWidth") == 320
