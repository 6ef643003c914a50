"""A reader checks what they know: with a mouse, by keyboard, without scripts, on a small phone, on paper."""

import pytest
from playwright.sync_api import Page, expect

QUIZ = "/tools/quiz/"
HEADACHE = "You get a very bad headache, and your sight is blurred. What do you do?"
RIGHT = "I stop the capsules and get emergency help now"
WRONG = "I take a pain pill and wait until tomorrow"


def find_question(page: Page, words: str = HEADACHE):
    return page.locator("li").filter(has=page.get_by_role("group", name=words))


def test_reader_sees_at_once_what_we_mean_and_why(page: Page, check_accessibility):
    page.goto(QUIZ)
    question = find_question(page)
    why = question.get_by_text("It may be raised pressure around the brain.")
    expect(why).to_be_hidden()

    question.get_by_label(WRONG).click()

    expect(question.get_by_role("status")).to_have_text(f"No. We mean: {RIGHT}.")
    expect(why).to_be_visible()
    expect(question.get_by_label(WRONG)).to_be_focused()
    check_accessibility(page)

    question.get_by_label(RIGHT).click()

    expect(question.get_by_role("status")).to_have_text("Yes. That is what we mean.")


def test_reader_learns_which_part_to_read_again(page: Page, check_accessibility):
    page.goto(QUIZ)
    find_question(page).get_by_label(WRONG).click()
    page.get_by_role("button", name="Show what to read again").click()

    result = page.get_by_role("region", name="Did we explain this well?")
    expect(result).to_be_in_viewport()
    expect(result.get_by_role("heading")).to_be_focused()
    expect(result).to_contain_text("1 question: no. We did not explain it well enough.")
    expect(find_question(page).get_by_label(WRONG)).to_be_checked()
    check_accessibility(page)

    result.get_by_role("link", name="Side effects and when to call: Signs that need emergency help now").click()

    expect(page.get_by_role("heading", name="Signs that need emergency help now")).to_be_in_viewport()


def test_reader_looks_through_the_choices_by_keyboard_before_one_counts(page: Page):
    page.goto(QUIZ)
    question = find_question(page)
    question.get_by_role("radio").first.focus()

    page.keyboard.press("ArrowDown")
    expect(question.get_by_role("radio").nth(1)).to_be_checked()
    expect(question.get_by_role("status")).to_be_empty()
    page.keyboard.press("ArrowDown")
    expect(question.get_by_role("status")).to_be_empty()
    page.keyboard.press("Space")

    expect(question.get_by_role("status")).not_to_be_empty()
    expect(question.get_by_role("radio").nth(2)).to_be_focused()

    page.keyboard.press("ArrowUp")
    expect(question.get_by_role("status")).to_be_empty()
    page.keyboard.press("Tab")

    expect(question.get_by_role("status")).not_to_be_empty()
    expect(question.get_by_text("What we mean, and why")).to_be_focused()


def test_reader_without_javascript_gets_each_answer_explained(new_context, site):
    page = new_context(base_url=site, java_script_enabled=False).new_page()
    page.goto(QUIZ)
    find_question(page).get_by_text(WRONG).click()
    page.get_by_role("button", name="Show what to read again").click()

    assert find_question(page).get_by_text(f"No. We mean: {RIGHT}.").is_visible()
    assert find_question(page).get_by_text("It may be raised pressure around the brain.").is_visible()
    assert not page.get_by_role("button", name="Print this page").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_quiz_fits_a_small_phone_and_has_no_accessibility_violation(page: Page, check_accessibility, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(QUIZ)
    for question in page.locator("[data-question]").all():
        question.get_by_role("radio").first.check()
    check_accessibility(page)
    page.get_by_role("button", name="Show what to read again").click()
    page.wait_for_url("**/#result")
    check_accessibility(page)

    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_paper_shows_what_was_answered_and_no_other_question(page: Page):
    page.goto(QUIZ)
    find_question(page).get_by_label(WRONG).click()
    page.get_by_role("button", name="Show what to read again").click()
    page.wait_for_url("**/#result")
    page.emulate_media(media="print")

    expect(page.get_by_role("group").filter(has_text="What do you do?")).to_have_count(1)
    expect(find_question(page)).to_contain_text("It may be raised pressure around the brain.")
    expect(page.get_by_role("button")).to_have_count(0)
