"""What each group may see, and what it must not: neither a row, nor a number."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from appointments.steps import State
from tests.appointments.admin.desk_pages import EXPORT, NUMBERS, QUEUE, SEARCH, get_page, get_step
from tests.appointments.factories import make_request, make_request_in
from tests.education.admin.browsing import parse
from tests.education.factories import make_topic, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

CONTENT = [model for model in admin.site._registry if model._meta.app_label == "education"]
GUIDE_STAFF = ["Content editors", "Clinical reviewers"]


def list_apps(browser) -> list[str]:
    """The parts of the start page, in its order."""
    return [
        caption.get_text(strip=True) for caption in parse(browser.get("/admin/")).select("#content .module caption")
    ]


@pytest.fixture(params=GUIDE_STAFF)
def guide_staff(request, sign_in):
    """The browser of somebody of the guide's own groups."""
    return sign_in(make_user("gail", request.param))


@pytest.mark.parametrize("model", CONTENT, ids=lambda model: model.__name__)
def test_front_desk_cannot_open_content(desk, model):
    name = model._meta.model_name

    assert desk.get(reverse(f"admin:education_{name}_changelist")).status_code == 403
    assert desk.get(reverse(f"admin:education_{name}_add")).status_code == 403


def test_front_desk_cannot_open_a_topic_or_its_pages(desk):
    topic = make_topic()
    pages = ["change", "preview", "publish", "withdraw", "history"]

    answers = [desk.get(reverse(f"admin:education_topic_{page}", args=[topic.pk])).status_code for page in pages]

    assert answers == [403] * 5


def test_front_desk_finds_requests_alone_on_the_start_page(desk):
    make_topic()

    page = parse(desk.get("/admin/"))

    assert list_apps(desk) == ["Appointments"]
    assert page.select("#work-to-do") == []
    assert page.select_one("#requests-to-answer") is not None


def test_guide_staff_cannot_open_search_count_or_export_requests(guide_staff, rosa):
    request = make_request_in(State.OFFERED, rosa)
    gets = [QUEUE, f"{QUEUE}?q=ann", NUMBERS, get_page(request), get_step(request, "booked"), f"{QUEUE}add/"]
    posts = [SEARCH, EXPORT, get_step(request, "closed"), f"{QUEUE}{request.pk}/delete/"]

    answers = [guide_staff.get(url) for url in gets] + [guide_staff.post(url, {"words": "ann"}) for url in posts]

    assert [answer.status_code for answer in answers] == [403] * 10
    assert [answer for answer in answers if "Ann" in answer.content.decode()] == []
    assert guide_staff.get(f"{QUEUE}{request.pk}/history/").status_code == 403


def test_guide_staff_see_no_number_of_requests_on_the_start_page(guide_staff):
    make_request()

    page = parse(guide_staff.get("/admin/"))

    assert list_apps(guide_staff) == ["The guide"]
    assert page.select("#requests-to-answer, a[href*=appointment]") == []


def test_guide_staff_find_no_request_through_the_search_of_a_field(guide_staff):
    make_request()
    query = {"app_label": "appointments", "model_name": "appointmentrequest", "field_name": "merged_into", "term": "a"}

    assert guide_staff.get("/admin/autocomplete/", query).status_code == 403


def test_managers_have_requests_first_then_the_guide_and_the_audit_log(manager):
    assert list_apps(manager) == ["Appointments", "The guide", "Audit log"]


@pytest.mark.parametrize("model", CONTENT, ids=lambda model: model.__name__)
def test_managers_read_content(manager, model):
    answer = manager.get(reverse(f"admin:education_{model._meta.model_name}_changelist"))

    assert answer.status_code == 200


def test_managers_keep_the_details_of_the_clinic_right_and_change_no_other_content():
    permissions = Group.objects.get(name="Managers").permissions.exclude(codename__startswith="view_")

    assert set(permissions.values_list("codename", flat=True)) == {
        "change_appointmentrequest",
        "change_clinicprofile",
        "change_location",
        "export_appointmentrequest",
    }


def test_front_desk_has_two_permissions():
    permissions = Group.objects.get(name="Front desk").permissions

    assert set(permissions.values_list("codename", flat=True)) == {
        "change_appointmentrequest",
        "view_appointmentrequest",
    }


def test_who_may_look_and_not_act_has_no_button_and_takes_no_step(sign_in, django_user_model):
    request = make_request()
    onlooker = make_user("otto")
    onlooker.user_permissions.add(*Group.objects.get(name="Front desk").permissions.filter(codename__startswith="view"))
    browser = sign_in(onlooker)

    page = parse(browser.get(get_page(request)))
    answer = browser.post(get_step(request, "taken"), {"seen": "1"})

    assert page.select(".steps__step") == []
    assert answer.status_code == 403
    request.refresh_from_db()
    assert request.revision == 1


def test_who_is_no_staff_is_asked_to_sign_in(client):
    request = make_request()

    for url in (QUEUE, NUMBERS, get_page(request), get_step(request, "taken")):
        assert client.get(url).url == f"/admin/login/?next={url}"
    assert client.post(EXPORT).url == f"/admin/login/?next={EXPORT}"


def test_outbox_has_no_pages(sign_in):
    browser = sign_in(make_user("sue", is_superuser=True))

    assert [model for model in admin.site._registry if model._meta.app_label == "post_office"] == []
    assert browser.get("/admin/post_office/email/").status_code == 404
