"""How a sentence gets from an editor to the readers."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from education.models import Section, Topic

NEW = "Use **balm** often. See [[topic:questions]]."
NEW_WORDS = "Use balm often. See Questions and answers."


@pytest.fixture
def topic(site) -> Topic:
    return Topic.objects.get(key="after-your-course")


@pytest.fixture
def section(topic) -> Section:
    return topic.sections.filter(kind="prose").first()


def test_editor_mends_a_sentence_and_manager_publishes_it(page, sign_in, topic, section):
    sign_in("demo-editor")
    open_topic(page, topic)
    write_in(page, section, NEW)
    see_it_as_readers_will(page, section)
    save_and_preview(page, topic)
    see_on_the_page(page, NEW_WORDS)
    see_the_draft_mark(page)
    see_the_change_word_by_word(page, topic)
    readers_still_read_the_old_words(page, topic)
    sign_out(page)

    sign_in("demo-manager")
    open_topic(page, topic)
    publish_with_a_reviewer(page, "A clearer sentence.", "demo-reviewer")
    readers_read(page, topic, NEW_WORDS)
    readers_see_who_reviewed_it(page, "demo-reviewer")

    see_in_the_history(page, topic, "A clearer sentence.")
    roll_back(page, "The first words were better.", "demo-reviewer")
    readers_do_not_read(page, topic, NEW_WORDS)


def test_editor_works_without_javascript(new_context, site, sign_in, page, topic, section):
    sign_in("demo-editor")
    plain = new_context(base_url=site, java_script_enabled=False, storage_state=page.context.storage_state()).new_page()
    open_topic(plain, topic)
    write_in(plain, section, NEW)
    save_and_preview(plain, topic)
    see_on_the_page(plain, NEW_WORDS)


def test_rows_are_moved_by_keyboard(page, sign_in):
    sign_in("demo-editor")
    page.goto(reverse("admin:education_cause_changelist"))
    first, second = page.locator("#result_list tbody th").all_inner_texts()[:2]

    page.get_by_role("button", name=f"Move “{second}” up").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text(f"“{second}” moved up.")).to_be_visible()
    assert page.locator("#result_list tbody th").all_inner_texts()[:2] == [second, first]
    expect(page.get_by_role("button", name=f"Move “{second}” down")).to_be_focused()


def test_source_is_picked_by_typing(page, sign_in, topic, section, check_accessibility):
    sign_in("demo-editor")
    section.sources.clear()
    open_topic(page, topic)
    field = page.locator(f"[data-pick-many][data-name='{get_prefix(page, section)}-sources']")
    words = "Absorica and Absorica LD: prescribing information"

    field.get_by_role("combobox").fill("to be confirmed by nobody")
    expect(field.get_by_role("status")).to_have_text("Nothing has these words.")
    field.get_by_role("combobox").press("Enter")
    assert field.get_by_role("checkbox").count() == 0

    field.get_by_role("combobox").fill("PRESCRIBING absorica ld")
    expect(field.get_by_role("option").first).to_have_text(re.compile(f"^{words} .* label-absorica$"))
    check_accessibility(page)
    field.get_by_role("combobox").press("ArrowUp")
    field.get_by_role("combobox").press("ArrowDown")
    field.get_by_role("combobox").press("Enter")
    assert field.get_by_role("checkbox", name=words).is_checked()
    expect(field.get_by_role("listbox")).to_be_hidden()

    field.get_by_role("combobox").fill("clindamycin warning")
    field.get_by_role("option").first.click()
    assert field.get_by_role("checkbox").count() == 2
    save(page)
    assert set(section.sources.values_list("key", flat=True)) == {"label-absorica", "label-clindamycin"}


def open_topic(page: Page, topic: Topic) -> None:
    page.goto(reverse("admin:education_topic_change", args=[topic.pk]))


def get_prefix(page: Page, section: Section) -> str:
    """How the names of the section's fields begin."""
    name = page.locator(f"input[name^='sections-'][name$='-id'][value='{section.pk}']").get_attribute("name")
    return name.removesuffix("-id")


def find_text_field(page: Page, section: Section):
    return page.locator(f"#{get_prefix(page, section)}").get_by_label("Text", exact=False).first


def write_in(page: Page, section: Section, text: str) -> None:
    find_text_field(page, section).fill(text)


def see_it_as_readers_will(page: Page, section: Section) -> None:
    preview = page.locator(f"#{get_prefix(page, section)}").get_by_role("group", name="Text: as readers see it")
    expect(preview).to_have_text(NEW_WORDS)
    expect(preview.get_by_role("link", name="Questions and answers")).to_be_visible()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()


def save_and_preview(page: Page, topic: Topic) -> None:
    page.get_by_role("button", name="Save and preview").first.click()
    page.wait_for_url(f"**{reverse('admin:education_topic_preview', args=[topic.pk])}")


def see_on_the_page(page: Page, words: str) -> None:
    expect(page.get_by_role("main")).to_contain_text(words)


def see_the_draft_mark(page: Page) -> None:
    expect(page.get_by_role("complementary", name="Draft")).to_have_text("Draft. Patients do not see this page.")


def see_the_change_word_by_word(page: Page, topic: Topic) -> None:
    open_topic(page, topic)
    panel = page.get_by_role("region", name="Where this topic stands")
    panel.get_by_text("What publishing would change").click()
    expect(panel.get_by_role("insertion").filter(has_text="**balm**")).to_be_visible()


def readers_still_read_the_old_words(page: Page, topic: Topic) -> None:
    readers_do_not_read(page, topic, NEW_WORDS)


def readers_read(page: Page, topic: Topic, words: str) -> None:
    page.goto(f"/guide/{topic.key}/")
    expect(page.get_by_role("main")).to_contain_text(words)


def readers_do_not_read(page: Page, topic: Topic, words: str) -> None:
    page.goto(f"/guide/{topic.key}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(topic.title)
    expect(page.get_by_role("main")).not_to_contain_text(words)


def readers_see_who_reviewed_it(page: Page, name: str) -> None:
    expect(page.locator(".stamp").first).to_contain_text(name)


def sign_out(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_role("button", name="Log out").click()


def publish_with_a_reviewer(page: Page, note: str, reviewer: str) -> None:
    page.get_by_role("link", name="Publish").click()
    expect(page.get_by_role("insertion").filter(has_text="**balm**")).to_be_visible()
    fill_in_the_review(page, note, reviewer)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Edition 2 of “After your course” is live.")).to_be_visible()


def fill_in_the_review(page: Page, note: str, reviewer: str) -> None:
    page.get_by_label("What changes, and why").fill(note)
    page.get_by_label("Who read these words").select_option(reviewer)


def see_in_the_history(page: Page, topic: Topic, note: str) -> None:
    open_topic(page, topic)
    page.get_by_role("link", name="History").click()
    expect(page.get_by_role("row", name="Edition 2 Nov.")).to_contain_text(note)


def roll_back(page: Page, note: str, reviewer: str) -> None:
    page.get_by_role("link", name="Roll back to 1").click()
    fill_in_the_review(page, note, reviewer)
    page.get_by_role("button", name="Roll back").click()
    expect(page.get_by_text("is live, with the words of edition 1.")).to_be_visible()
