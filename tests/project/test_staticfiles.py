"""Static files as production serves them."""

import json
from pathlib import Path

from django.core.management import call_command


def test_module_imports_another_by_its_hashed_name(settings, tmp_path: Path):
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    real = {"BACKEND": "accutane_guide.staticfiles.OneStylesheetStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": real}

    call_command("collectstatic", interactive=False, verbosity=0)

    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    assert f'from "./{Path(names["js/find-target.js"]).name}"' in (tmp_path / names["js/folds.js"]).read_text()
    assert names["js/find-target.js"] != "js/find-target.js"
