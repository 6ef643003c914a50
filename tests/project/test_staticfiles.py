"""Static files as production serves them."""

import json
import re
from pathlib import Path

from django.conf import settings as django_settings
from django.core.management import call_command

from accutane_guide.staticfiles import squeeze


def test_module_imports_another_by_its_hashed_name(settings, tmp_path: Path):
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    real = {"BACKEND": "accutane_guide.staticfiles.OneStylesheetStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": real}

    call_command("collectstatic", interactive=False, verbosity=0)

    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    assert f'from "./{Path(names["js/find-target.js"]).name}"' in (tmp_path / names["js/folds.js"]).read_text()
    assert names["js/find-target.js"] != "js/find-target.js"


def test_stylesheet_is_sent_without_comments_and_needless_blanks():
    styles = '/* Why:\n a reason. */\n.a > .b,\n.c {\n  content: " (";\n}\n'
    assert squeeze(styles) == '.a > .b, .c { content: " ("; }'


def test_no_string_of_a_stylesheet_would_be_changed_by_that():
    for path in (django_settings.BASE_DIR / "static/css").rglob("*.css"):
        styles = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert [text for text in re.findall(r'"[^"]*"', styles) if "  " in text or "/*" in text or "\n" in text] == []
