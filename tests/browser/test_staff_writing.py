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

    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
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


def get_url(question: Question) -> str:
    return reverse("admin:education_question_change", args=[question.pk])


def open_question(page: Page, question: Question) -> None:
    page.goto(get_url(question))


def write(page: Page, words: str) -> None:
    page.get_by_label("Short answer").click()
    page.keyboard.type(words)


def try_to_leave(page: Page) -> None:
    page.get_by_role("link", name="Home").first.click()
