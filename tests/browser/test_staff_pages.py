"""Every kind of page of the admin: accessible, in one column at 320 px, and silent."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse
from playwright.sync_api import expect

from education.admin.base import DraftAdmin
from education.models import Topic

MODELS = ("topic", "sideeffect", "source", "fact", "clinicprofile", "edition")


@pytest.fixture
def paths(site) -> list[str]:
    """A list, an empty form and filled-in forms of every kind, and each page about a topic."""
    topic = Topic.objects.get(key="how-isotretinoin-works")
    pages = ("change", "publish", "preview", "history", "withdraw")
    return [
        reverse("admin:index"),
        reverse("admin:app_list", args=["education"]),
        reverse("admin:password_change"),
        reverse("admin:education_question_add"),
        reverse("admin:education_question_delete", args=[1]),
        *(reverse(f"admin:education_{model}_changelist") for model in MODELS),
        *(reverse(f"admin:education_{model}_change", args=[1]) for model in MODELS),
        *(reverse(f"admin:education_topic_{page}", args=[topic.pk]) for page in pages),
        *(reverse(f"admin:education_topic_{page}", args=[topic.pk, 1]) for page in ("roll_back", "restore")),
    ]


@pytest.mark.timeout(600)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_every_staff_page_has_no_accessibility_violation_and_fits(
    page, sign_in, paths, check_accessibility, width, scheme
):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto("/admin/login/")
    check_accessibility(page)
    sign_in("demo-manager")
    wide = []

    for path in paths:
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
        check_accessibility(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)

    assert wide == []


CUT_FIELDS = """() => [...document.querySelectorAll("#content :is(label, select, textarea, input:not([type=hidden]))")]
    .filter((field) => {
        const box = field.getBoundingClientRect();
        if (box.width < 2) return false;
        for (let part = field.parentElement; part; part = part.parentElement) {
            const edge = part.getBoundingClientRect();
            const clips = getComputedStyle(part).overflowX !== "visible";
            if (clips && (box.right > edge.right + 1 || box.left < edge.left - 1)) return true;
        }
        return field.matches("textarea") && field.scrollHeight > field.clientHeight + 2 && field.clientHeight < 450;
    })
    .map((field) => field.id || field.textContent)"""


def test_no_field_of_a_form_is_cut_on_a_phone(page, sign_in):
    page.set_viewport_size({"width": 390, "height": 900})
    sign_in("demo-manager")
    cut = {}

    for model, edited in admin.site._registry.items():
        row = model._default_manager.first()
        if isinstance(edited, DraftAdmin) and row:
            page.goto(reverse(f"admin:education_{model._meta.model_name}_change", args=[row.pk]))
            page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
            cut[model.__name__] = page.evaluate(CUT_FIELDS)

    assert len(cut) > 15
    assert {name: fields for name, fields in cut.items() if fields} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_refused_form_has_no_accessibility_violation(page, sign_in, check_accessibility, width, scheme):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    sign_in("demo-manager")
    page.goto(reverse("admin:education_topic_publish", args=[1]))

    page.get_by_role("button", name="Publish").click()

    expect(page).to_have_title(re.compile("^Error: Publish “"))
    expect(page.get_by_role("alert", name="There is a problem")).to_be_focused()
    check_accessibility(page)
    page.get_by_role("link", name="Choose who read the words.").click()
    expect(page.get_by_label("Who read these words")).to_be_focused()


def test_stock_form_with_faults_has_no_accessibility_violation(page, sign_in, check_accessibility):
    sign_in("demo-manager")
    page.goto(reverse("admin:education_question_add"))

    page.get_by_role("button", name="Save", exact=True).first.click()

    assert page.locator(".errornote").inner_text() == "Please correct the errors below."
    check_accessibility(page)
