"""Who may do what in the admin."""

import pytest
from django.contrib import admin
from django.urls import reverse

from education.models import ClinicProfile, Edition, LiveEdition, Location, Topic, Withdrawal
from education.publishing import withdraw_topic
from tests.education.admin.browsing import parse, send
from tests.education.factories import make_onlooker, make_topic, make_user, publish

PUBLISHED = (Edition, LiveEdition, Withdrawal)
MODELS = [model for model in admin.site._registry if model._meta.app_label == "education"]


@pytest.fixture
def superuser(sign_in):
    return sign_in(make_user("sue", is_superuser=True))


def get_url(model: type, page: str, *args: object) -> str:
    return reverse(f"admin:education_{model._meta.model_name}_{page}", args=args)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_staff_without_permissions_see_nothing(sign_in, model):
    browser = sign_in(make_user("nobody"))

    assert browser.get(get_url(model, "changelist")).status_code == 403
    assert browser.get(get_url(model, "add")).status_code == 403


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_who_is_no_staff_is_asked_to_sign_in(client, db, model):
    url = get_url(model, "changelist")

    assert client.get(url).url == f"/admin/login/?next={url}"


def test_onlookers_read_a_topic_and_save_nothing(sign_in):
    topic = make_topic()
    browser = sign_in(make_onlooker())
    url = get_url(Topic, "change", topic.pk)

    page = parse(browser.get(url))

    assert page.select("#topic_form :is(input[type=submit], textarea, .move-button)") == []
    assert browser.post(url, {"title_en": "Mine"}).status_code == 403
    assert get_links(page) == {"Preview", "History"}


def get_links(page) -> set[str]:
    return {link.text for link in page.select(".object-tools a")}


def test_managers_have_the_button_that_publishes(manager):
    topic = make_topic()

    assert get_links(parse(manager.get(get_url(Topic, "change", topic.pk)))) == {"Preview", "Publish", "History"}


@pytest.fixture
def published(db) -> dict[type, object]:
    """A row of each model that publishing writes."""
    topic, other = make_topic(), make_topic("other")
    edition = publish(topic)
    withdrawal = withdraw_topic(topic, "en", by=edition.published_by, reason="Wrong.")
    publish(other)
    return {Edition: edition, LiveEdition: LiveEdition.objects.get(), Withdrawal: withdrawal}


@pytest.mark.parametrize("model", PUBLISHED, ids=lambda model: model.__name__)
def test_what_was_published_can_be_read_and_not_changed_even_by_superusers(superuser, published, model):
    row = published[model]
    url = get_url(model, "change", row.pk)

    page = parse(superuser.get(url))

    assert page.select("#content input[type=submit], #content .deletelink, #content textarea") == []
    assert superuser.post(url, {"change_note": "Mine.", "reason": "Mine."}).status_code == 403
    assert superuser.get(get_url(model, "add")).status_code == 403
    assert superuser.post(get_url(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert model.objects.filter(pk=row.pk).exists()


def test_words_of_an_edition_can_be_read(editor, published):
    page = parse(editor.get(get_url(Edition, "change", published[Edition].pk)))

    words = {place.text: place.find_next("dd").text for place in page.select(".words dt")}
    assert words["Main message"] == "Care for your lips."
    assert words["Section “Lips”, heading"] == "Lips"
    assert words["Section “Lips”, text"] == "Take care of your lips."


def test_published_topic_is_not_deleted(superuser, published):
    url = get_url(Topic, "delete", published[Edition].topic.pk)

    assert superuser.post(url, {"post": "yes", "opened_revision": "0"}).status_code == 403
    assert Topic.objects.count() == 2


def test_topic_that_was_never_published_is_deleted(editor):
    topic = make_topic()

    send(editor, editor.get(get_url(Topic, "delete", topic.pk)), "#content form")

    assert not Topic.objects.exists()


def test_there_is_one_clinic_and_its_list_is_its_page(superuser, db):
    add_url = get_url(ClinicProfile, "add")
    send(superuser, superuser.get(add_url), "#clinicprofile_form", phone="(000) 000-0000")

    clinic = ClinicProfile.objects.get()
    assert (clinic.key, clinic.phone, clinic.revision) == ("clinic", "(000) 000-0000", 1)
    assert superuser.get(get_url(ClinicProfile, "changelist")).url == get_url(ClinicProfile, "change", clinic.pk)
    assert superuser.get(add_url).status_code == 403
    assert superuser.get(get_url(ClinicProfile, "delete", clinic.pk)).status_code == 403


def test_places_are_added(editor, db):
    send(editor, editor.get(get_url(Location, "add")), "#location_form", name_en="Main", key="main", kind="office")

    assert Location.objects.values_list("key", "name", "kind", "position").get() == ("main", "Main", "office", 0)


def test_sign_in_page_has_one_heading_in_its_main_part(client, db):
    page = parse(client.get("/admin/login/"))

    assert [heading.text for heading in page.select("h1")] == ["Sign in"]
    assert page.select("main h1") == page.select("h1")


@pytest.mark.parametrize(
    "action", ["publish", "preview", "withdraw", "editions/9/restore", "editions/9/roll-back", "history"]
)
@pytest.mark.parametrize("pk", ["0", "9" * 30])
def test_page_of_no_topic_is_not_found(manager, pk, action):
    response = manager.get(f"/admin/education/topic/{pk}/{action}/")

    assert (response.status_code, response.headers.get("Location")) == (
        (302, "/admin/") if action == "history" else (404, None)
    )


@pytest.mark.parametrize("number", ["9" * 30, "-1", "x", ""])
def test_numbers_that_no_page_holds_change_nothing(manager, number):
    topic = make_topic()
    change, delete = get_url(Topic, "change", topic.pk), get_url(Topic, "delete", topic.pk)

    saved = send(manager, manager.get(change), "#topic_form", opened_revision=number, title_en="Mine")
    manager.post(delete, {"post": "yes", "opened_revision": number})
    moved = manager.post("/admin/education/topic/move/", {"move": f"up:{number}:{topic.pk}:0:0"})

    assert (saved.status_code, moved.status_code) == (200, 400)
    assert Topic.objects.values_list("title", "revision").get() == (topic.title, 0)
