"""Settings, all from environment variables. docs/operations.md lists them."""

from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from csp.constants import NONE, SELF

from accutane_guide.env import (
    read_database,
    read_email,
    read_folder,
    read_list,
    read_mail_server,
    read_switch,
    read_text,
    read_url,
)

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = read_folder("DATA_DIR", BASE_DIR / ".data")

PRODUCTION = read_switch("PRODUCTION", default=False)  # readers use it: the server starts only if checks.py is content
DEBUG = read_switch("DEBUG", default=False)
SECRET_KEY = read_text("SECRET_KEY")
SECRET_KEY_FALLBACKS = read_list("SECRET_KEY_FALLBACKS", [])

# The public address: links that must be absolute, cookies and redirects follow from it, never from a request.
SITE_URL = read_url("SITE_URL", "http://127.0.0.1:8000")
IS_HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = read_list("ALLOWED_HOSTS", [urlsplit(SITE_URL).hostname or "", "127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# Applications

INSTALLED_APPS = [
    "modeltranslation",  # before the admin, whose forms it changes
    "education.admin_site.GuideAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",  # so that FORM_RENDERER finds Django's own widgets
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "crispy_forms",
    "post_office",
    "auditlog",
    "accutane_guide",
    "education",
    "appointments",
]

MIDDLEWARE = [
    "accutane_guide.middleware.add_security_headers",  # first, so that no answer leaves without them
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",  # an ETag from the bytes themselves, and 304
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "accutane_guide.urls"
WSGI_APPLICATION = "accutane_guide.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            # The admin's needs. Pages of the guide are rendered without a request, so none of this reaches them.
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # widgets may have templates of ours
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # the form of a topic sends some forty for each of its sections
CRISPY_ALLOWED_TEMPLATE_PACKS = ["guide_forms"]
CRISPY_TEMPLATE_PACK = "guide_forms"  # templates/guide_forms: our own, accessible

# Database

DATABASES = {"default": read_database("DATABASE_URL", f"sqlite:///{quote(str(DATA_DIR / 'guide.sqlite3'))}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",  # two writers wait for each other instead of failing half-way
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0  # the pool keeps connections
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True  # and hands none out that PostgreSQL has closed
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 8, "timeout": 20}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Language and time

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]  # a second one: a line here, LOCALE_PATHS with its words, a migration for its columns
MODELTRANSLATION_DEFAULT_LANGUAGE = LANGUAGE_CODE
MODELTRANSLATION_ENABLE_FALLBACKS = False  # a page never mixes two languages in silence
USE_I18N = True
USE_TZ = True
TIME_ZONE = "America/Los_Angeles"

# Static files

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "accutane_guide.staticfiles.OneStylesheetStorage"},
}
WHITENOISE_INDEX_FILE = False

# Mail: rows in the database, sent by the worker. Without a server it is written into a folder, for somebody to look at.

_mail = read_mail_server("EMAIL_URL")
EMAIL_BACKEND = _mail.get("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = str(DATA_DIR / "mail")
EMAIL_HOST = _mail.get("EMAIL_HOST")
EMAIL_PORT = _mail.get("EMAIL_PORT")
EMAIL_HOST_USER = _mail.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = _mail.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = read_email("DEFAULT_FROM_EMAIL", "guide@localhost")
POST_OFFICE = {"SENDING_ORDER": ["pk"]}  # the oldest first; appointments/mailing.py makes and sends the rows

# Staff and sessions

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# Security headers: tests/project/test_headers.py pins what leaves

SECURE_SSL_REDIRECT = IS_HTTPS
BEHIND_PROXY = read_switch("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF],
        "manifest-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
}

SILENCED_SYSTEM_CHECKS = [
    "security.W004",  # HSTS is sent by accutane_guide.middleware, on static files and errors too
]

# Logs: what went wrong on our side. What a reader asks for and does not find is nobody's business.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "gunicorn": {"level": "ERROR"},  # it warns of broken requests, with their addresses, and of each HEAD
        # Scanners and broken senders, never anybody's reader. Each is answered 400, and nothing of it is kept.
        "django.security": {"level": "CRITICAL"},
        "post_office": {
            "handlers": ["nowhere"],
            "propagate": False,
        },  # it would log addresses; mailing.py does not
    },
}
