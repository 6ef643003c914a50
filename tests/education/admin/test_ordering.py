"""Rows and sections, moved by buttons."""

import pytest
from django.urls import reverse

from education.models import Cause, Phase
from tests.education.admin.browsing import list_messages, parse, read_form, send
from tests.education.factories import make_editor, make_onlooker, make_section, make_topic

LIST = "/admin/education/cause/"
MOVE = "/admin/education/cause/move/"

pytestmark = pytest.mark.postgresql


@pytest.fixture
def causes(db) -> list[Cause]:
    return [
        Cause.objects.create(key=key, name=key.title(), summary="Words.", position=i) for i, key in enumerate("abc")
    ]


def list_keys() -> list[str]:
    return list(Cause.objects.values_list("key", flat=True))


def list_buttons(response) -> dict[str, str]:
    """{label: value} of the buttons that move a row."""
    buttons = parse(response).select(".move-button")
    return {button.select_one(".visually-hidden").text: button["value"] for button in buttons}


def test_list_has_a_labelled_button_for_each_way_a_row_can_go(editor, causes):
    response = editor.get(LIST)

    assert list(list_buttons(response)) == ["Move “A” down", "Move “B” up", "Move “B” down", "Move “C” up"]
    form = parse(response).select_one("form#move")
    assert (form["method"], form["action"]) == ("post", f"{MOVE}?")
    assert {button["form"] for button in parse(response).select(".move-button")} == {"move"}


def test_button_moves_the_row_and_comes_back_to_it(editor, causes):
    value = list_buttons(editor.get(LIST))["Move “C” up"]

    response = editor.post(MOVE, {"move": value})

    assert response.url == f"{LIST}#move-{causes[2].pk}"
    assert list_keys() == ["a", "c", "b"]
    answer = editor.get(LIST)
    assert list_messages(answer) == ["“C” moved up."]
    assert parse(answer).select_one(f"#move-{causes[2].pk}").name == "button"


def test_button_of_a_list_that_is_out_of_date_moves_nothing(editor, causes):
    value = list_buttons(editor.get(LIST))["Move “C” up"]
    editor.post(MOVE, {"move": value})

    response = editor.post(MOVE, {"move": value})

    assert list_keys() == ["a", "c", "b"]
    assert list_messages(editor.get(response.url))[-1] == (
        "Somebody else changed the order meanwhile, so nothing was moved. This is how it stands now."
    )


def test_button_of_a_row_that_is_gone_moves_nothing(editor, causes):
    value = list_buttons(editor.get(LIST))["Move “C” up"]
    causes[1].delete()

    editor.post(MOVE, {"move": value})

    assert list_keys() == ["a", "c"]


def test_filtered_list_moves_a_row_past_the_one_above_it_there_and_stays_filtered(editor):
    for position, (key, start) in enumerate([("a", "first_capsule"), ("b", "last_capsule"), ("c", "first_capsule")]):
        Phase.objects.create(key=key, title=key, counted_from=start, week_from=1, position=position)
    url = "/admin/education/phase/?counted_from__exact=first_capsule"
    opened = editor.get(url)

    response = editor.post(
        parse(opened).select_one("form#move")["action"], {"move": list_buttons(opened)["Move “c” up"]}
    )

    assert list(Phase.objects.values_list("key", flat=True)) == ["c", "b", "a"]
    assert response.url.startswith(f"{url}#move-")


def test_sorted_list_has_no_buttons(editor, causes):
    assert list_buttons(editor.get(f"{LIST}?o=-1")) == {}


def test_move_needs_a_post_and_the_permission_to_change(editor, sign_in, causes):
    onlooker = sign_in(make_onlooker())
    value = list_buttons(editor.get(LIST))["Move “C” up"]

    assert editor.get(MOVE).status_code == 405
    assert list_buttons(onlooker.get(LIST)) == {}
    assert onlooker.post(MOVE, {"move": value}).status_code == 403
    assert editor.post(MOVE, {"move": "up:1"}).status_code == 400
    assert list_keys() == ["a", "b", "c"]


def test_row_that_was_moved_meanwhile_keeps_its_place_and_takes_the_words(editor, causes):
    url = reverse("admin:education_cause_change", args=[causes[2].pk])
    opened = editor.get(url)
    editor.post(MOVE, {"move": list_buttons(editor.get(LIST))["Move “C” up"]})

    send(editor, opened, "#cause_form", summary_en="New words.")

    assert list(Cause.objects.values_list("key", "summary")) == [("a", "Words."), ("c", "New words."), ("b", "Words.")]


@pytest.fixture
def topic(db):
    topic = make_topic()
    make_section(topic, "second", heading="Second")
    make_section(topic, "third", heading="Third")
    return topic


def list_sections(topic) -> list[str]:
    return list(topic.sections.values_list("key", flat=True))


def test_section_button_saves_the_topic_and_moves_the_section(editor, topic):
    url = reverse("admin:education_topic_change", args=[topic.pk])
    opened = editor.get(url)
    buttons = list_buttons(opened)
    fields = read_form(opened, "#topic_form") | {"message_en": "New message.", "_move": buttons["Move “Third” up"]}

    response = editor.post(url, fields)

    assert list(buttons) == [
        "Move “Lips” down",
        "Move “Second” up",
        "Move “Second” down",
        "Move “Third” up",
    ]
    assert response.url == f"{url}#move-{topic.sections.get(key='third').pk}"
    assert list_sections(topic) == ["lips", "third", "second"]
    topic.refresh_from_db()
    assert (topic.message, topic.revision) == ("New message.", 1)


def test_section_button_of_a_page_that_is_out_of_date_moves_nothing(editor, sign_in, topic):
    url = reverse("admin:education_topic_change", args=[topic.pk])
    opened = editor.get(url)
    other = sign_in(make_editor("eddy"))
    send(other, other.get(url), "#topic_form", title_en="Their title")

    editor.post(url, read_form(opened, "#topic_form") | {"_move": list_buttons(opened)["Move “Third” up"]})

    assert list_sections(topic) == ["lips", "second", "third"]


@pytest.mark.parametrize("value", ["up:first", "down:third", "up:gone", "sideways", ""])
def test_section_button_that_leads_nowhere_moves_nothing(editor, topic, value):
    url = reverse("admin:education_topic_change", args=[topic.pk])
    pks = {"first": topic.sections.get(key="lips").pk, "third": topic.sections.get(key="third").pk, "gone": 0}
    for word, pk in pks.items():
        value = value.replace(word, str(pk))

    response = editor.post(url, read_form(editor.get(url), "#topic_form") | {"_move": value})

    assert response.status_code == 302
    assert list_sections(topic) == ["lips", "second", "third"]
