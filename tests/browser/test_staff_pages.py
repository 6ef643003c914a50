"""Every kind of page of the admin: accessible, in one column at 320 px, and silent."""

import pytest
from django.contrib import admin
from django.urls import reverse

from education.models import Edition, Topic


def list_paths() -> list[str]:
    """The list, the empty form and a filled-in form of every model of the guide, and each page about a topic."""
    paths = [reverse("admin:index"), reverse("admin:app_list", args=["education"])]
    for model in admin.site._registry:
        if model._meta.app_label == "education":
            name = f"admin:education_{model._meta.model_name}"
            paths.append(reverse(f"{name}_changelist"))
            row = model._default_manager.first()
            paths += [reverse(f"{name}_change", args=[row.pk]), reverse(f"{name}_history", args=[row.pk])] if row else []
            if model not in READ_ONLY:
                paths.append(reverse(f"{name}_add"))
    topic = Topic.objects.get(key="side-effects")
    pages = ("change", "publish", "preview", "history", "withdraw", "delete")
    paths += [reverse(f"admin:education_topic_{page}", args=[topic.pk]) for page in pages]
    paths += [reverse(f"admin:education_topic_{page}", args=[topic.pk, 1]) for page in ("roll_back", "restore")]
    return paths


READ_ONLY = [Edition]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_all(sign_in, check_accessibility, complaints, width, scheme):
    page = sign_in("demo-manager")
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    out = []
    for path in list_paths():
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
