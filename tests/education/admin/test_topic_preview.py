"""The preview is the public page, but for what marks it as a draft."""

import pytest
from django.urls import reverse

from education.models import Section, Topic
from tests.education.admin.browsing import parse, send
from tests.education.factories import make_fact, make_topic, make_user, publish


@pytest.fixture
def topic(db) -> Topic:
    make_fact()
    return make_topic(body="It helps [[fact:clear]].")


def get_url(topic: Topic) -> str:
    return reverse("admin:education_topic_preview", args=[topic.pk])


def drop_marks(response) -> str:
    """The page without what tells a draft from an edition: the mark, the stamp, and what search engines are told."""
    page = parse(response)
    for marked in page.select(".draft-mark, .stamp, script[type='application/ld+json']"):
        marked.decompose()
    return "".join(page.prettify().split())


def test_preview_is_the_public_page_but_for_the_mark(editor, client, topic):
    publish(topic)

    preview, page = editor.get(get_url(topic)), client.get("/guide/small-topic/")

    assert drop_marks(preview) == drop_marks(page)
    assert parse(preview).select_one(".draft-mark").get_text(strip=True) == "Draft. Patients do not see this page."
    assert parse(page).select(".draft-mark") == []


def test_preview_shows_the_draft_and_leaves_the_public_page_alone(editor, client, topic):
    publish(topic)
    Section.objects.update(body="Words of the draft.", body_en="Words of the draft.")

    assert "Words of the draft." in editor.get(get_url(topic)).content.decode()
    assert "Words of the draft." not in client.get("/guide/small-topic/").content.decode()


def test_preview_is_kept_and_found_by_nobody(editor, topic):
    headers = editor.get(get_url(topic)).headers

    assert (headers["Cache-Control"], headers["X-Robots-Tag"]) == ("no-store", "noindex")


def test_preview_is_for_staff_who_may_see_topics(client, sign_in, topic):
    assert client.get(get_url(topic)).url == f"/admin/login/?next={get_url(topic)}"
    assert sign_in(make_user("nobody")).get(get_url(topic)).status_code == 403


def test_draft_that_refers_to_nothing_says_what_to_mend(editor, topic):
    Section.objects.update(body="See [[fact:gone]].", body_en="See [[fact:gone]].")

    response = editor.get(get_url(topic))

    assert [item.get_text(" ", strip=True) for item in parse(response).select(".reasons li")] == [
        "Must be mended: There is nothing behind “[[fact:gone]]”: look at its spelling. Section “Lips”, text"
    ]
    assert (response.headers["Cache-Control"], response.headers["X-Robots-Tag"]) == ("no-store", "noindex")


def test_save_and_preview_saves_first(editor, topic):
    url = reverse("admin:education_topic_change", args=[topic.pk])

    response = send(editor, editor.get(url), "#topic_form", "_preview", title_en="A new title")

    assert response.url == get_url(topic)
    assert parse(editor.get(response.url)).h1.get_text(strip=True) == "A new title"
