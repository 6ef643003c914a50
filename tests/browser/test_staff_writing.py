"""What a form does for somebody who writes in it."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from education.models import Question


@pytest.fixture
def question(site) -> Question:
    return Question.objects.first()


@pytest.fixture
def warnings(page) -> list[str]:
    """The warnings that the page gave to somebody about to leave it. They stay on it."""
    kinds: list[str] = []

    def stay(dialog) -> None:
        kinds.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    return kinds


def test_leaving_unsaved_words_warns_and_saving_them_does_not(page, sign_in, question, warnings):
    sign_in("demo-editor")
    open_question(page, question)
    page.get_by_label("Short answer").click()
    try_to_leave(page)
    assert warnings == []
    page.wait_for_url("**/admin/")

    open_question(page, question)
    write(page, "New words. ")
    try_to_leave(page)
    assert warnings == ["beforeunload"]
    assert page.url.endswith(get_url(question))

    save(page)
    assert warnings == ["beforeunload"]


def test_leaving_refused_words_warns(page, sign_in, question, warnings):
    sign_in("demo-editor")
    open_question(page, question)
    write(page, "New words. ")
    page.get_by_label("Question:", exact=True).fill("")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("Please correct the error below.")).to_be_visible()
    page.get_by_label("Short answer").click()

    try_to_leave(page)

    assert warnings == ["beforeunload"]


def test_second_of_two_windows_sees_what_the_first_wrote_and_goes_on(
    page, context, sign_in, question, check_accessibility
):
    sign_in("demo-editor")
    Question.objects.filter(pk=question.pk).update(long_answer_en="- One line.\n- Another line.")
    first, second = context.new_page(), page
    for window in (first, second):
        open_question(window, question)
    first.get_by_label("Question:", exact=True).fill("Their question?")
    first.get_by_label("Short answer:", exact=True).fill("Their answer.")
    save(first)

    second.get_by_label("Short answer:", exact=True).fill("My answer.")
    second.get_by_role("button", name="Save", exact=True).first.click()

    expect(second.locator(".field-short_answer_en .errorlist")).to_have_text("They wrote: Their answer.")
    expect(second.get_by_label("Question:", exact=True)).to_have_value("Their question?")
    assert second.locator(".form-row.errors").count() == 2
    check_accessibility(second)
    second.get_by_role("checkbox", name="I have looked at what they wrote.").check()
    save(second)
    row = Question.objects.get(pk=question.pk)
    assert (row.question, row.short_answer) == ("Their question?", "My answer.")
    assert row.long_answer == "- One line.\n- Another line."


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()


def get_url(question: Question) -> str:
    return reverse("admin:education_question_change", args=[question.pk])


def open_question(page: Page, question: Question) -> None:
    page.goto(get_url(question))


def write(page: Page, words: str) -> None:
    page.get_by_label("Short answer").click()
    page.keyboard.type(words)


def try_to_leave(page: Page) -> None:
    page.get_by_role("link", name="Home").first.click()
