"""The settings of production, with what tests need: a key, a folder of their own, and no waiting."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = tempfile.mkdtemp(prefix="guide-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ |= {
    "SECRET_KEY": "only-for-tests-only-for-tests-only-for-tests-only-for-tests",
    "DATA_DIR": _folder,
    "SITE_URL": "http://127.0.0.1:8000",
}
for _name in ("SECRET_KEY_FILE", "SECRET_KEY_FALLBACKS", "PRODUCTION", "DEBUG", "ALLOWED_HOSTS", "BEHIND_PROXY"):
    os.environ.pop(_name, None)

from accutane_guide.settings import *  # noqa: E402, F403  the environment comes first
from accutane_guide.settings import ALLOWED_HOSTS, DATABASES, STORAGES  # noqa: E402

ALLOWED_HOSTS += ["testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Files are served from where they are written, under their own names. A test of the real storage asks for it.
STORAGES |= {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True

_database = DATABASES["default"]
if _database["ENGINE"] == "django.db.backends.sqlite3":
    _database["TEST"] = {
        "NAME": Path(_folder, "tests.sqlite3")
    }  # a file: threads then wait for each other as in production
    _database["OPTIONS"]["init_command"] = _database["OPTIONS"]["init_command"].replace(
        "FULL", "OFF"
    )  # no power cuts here
