"""Every kind of page of the admin: accessible, in one column at 320 px, and silent."""

import pytest
from django.urls import reverse

from education.models import Topic

MODELS = ("topic", "sideeffect", "treatment", "source", "fact", "rule", "clinicprofile", "edition")


@pytest.fixture
def paths(site) -> list[str]:
    """A list, an empty form and filled-in forms of every kind, and each page about a topic."""
    topic = Topic.objects.get(key="how-isotretinoin-works")
    pages = ("change", "publish", "preview", "history", "withdraw", "delete")
    return [
        reverse("admin:index"),
        reverse("admin:app_list", args=["education"]),
        reverse("admin:password_change"),
        reverse("admin:education_question_add"),
        *(reverse(f"admin:education_{model}_changelist") for model in MODELS),
        *(reverse(f"admin:education_{model}_change", args=[1]) for model in MODELS),
        *(reverse(f"admin:education_topic_{page}", args=[topic.pk]) for page in pages),
        *(reverse(f"admin:education_topic_{page}", args=[topic.pk, 1]) for page in ("roll_back", "restore")),
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_all(sign_in, page, paths, check_accessibility, complaints, width, scheme):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto("/admin/login/")
    out = []
    try:
        check_accessibility(page)
    except AssertionError as e:
        out.append(str(e))
    sign_in("demo-manager")
    for path in paths:
        page.goto(path)
        try:
            check_accessibility(page)
        except AssertionError as e:
            out.append(str(e))
        if page.evaluate("document.documentElement.scrollWidth") > width:
            out.append(f"{path} WIDE {page.evaluate('document.documentElement.scrollWidth')}")
    print("\n".join(out))
    print(complaints)
    assert not out
