"""Demo sign-ins: made once, shown once, each with the permissions of its role."""

from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group, User
from django.core.management import call_command

from accutane_guide.demo_staff import make_demo_staff

pytestmark = pytest.mark.django_db


def test_command_prints_passwords_that_work_and_prints_them_once():
    first, second = StringIO(), StringIO()
    call_command("make_demo_staff", stdout=first)
    call_command("make_demo_staff", stdout=second)
    heading, *lines = first.getvalue().splitlines()
    assert heading == "Sign-ins for http://127.0.0.1:8000/admin/, shown only this once:"
    signed_in = [authenticate(username=name, password=password) for name, password in map(str.split, lines)]
    assert [str(user) for user in signed_in] == ["demo-editor", "demo-reviewer", "demo-desk", "demo-manager"]
    assert second.getvalue() == ""


def test_passwords_differ_from_run_to_run():
    first = make_demo_staff()
    User.objects.all().delete()
    second = make_demo_staff()
    assert len({*first.values(), *second.values()}) == 8


def test_one_that_was_deleted_is_made_again_and_the_others_keep_their_password():
    make_demo_staff()
    kept = User.objects.get(username="demo-manager").password
    User.objects.get(username="demo-editor").delete()
    assert set(make_demo_staff()) == {"demo-editor"}
    assert User.objects.get(username="demo-manager").password == kept


def test_editor_changes_drafts_and_publishes_and_nothing_more():
    make_demo_staff()
    editor = User.objects.get(username="demo-editor")
    assert editor.is_staff
    assert editor.has_perms(["education.change_sideeffect", "education.add_fact", "education.publish_topic"])
    refused = ["education.add_edition", "education.change_edition", "education.delete_liveedition", "auth.change_user"]
    assert [editor.has_perm(name) for name in refused] == [False] * 4


def test_reviewer_reads_all_publishes_and_changes_nothing():
    make_demo_staff()
    reviewer = User.objects.get(username="demo-reviewer")
    assert reviewer.is_staff
    assert reviewer.has_perms(["education.view_edition", "education.view_fact", "education.publish_topic"])
    names = Group.objects.get(name="Clinical reviewers").permissions.values_list("codename", flat=True)
    assert {name.split("_")[0] for name in names} == {"view", "publish"}


def test_desk_answers_requests_and_does_nothing_more():
    make_demo_staff()
    desk = User.objects.get(username="demo-desk")
    assert desk.is_staff
    assert desk.get_all_permissions() == {
        "appointments.view_appointmentrequest",
        "appointments.change_appointmentrequest",
    }


def test_manager_may_do_everything():
    make_demo_staff()
    assert User.objects.get(username="demo-manager").is_superuser
