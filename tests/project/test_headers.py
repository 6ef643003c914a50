"""The security headers of every kind of answer, pinned."""

import pytest
from django.test import Client
from django.urls import reverse

from education.publishing import publish_topic, withdraw_topic
from tests.education.factories import make_review, make_topic, make_user

pytestmark = pytest.mark.django_db

CONTENT_SECURITY_POLICY = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "connect-src": "'self'",
    "font-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "img-src": "'self'",
    "manifest-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
}
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
OTHER_HEADERS_OF_A_PAGE = {"Cache-Control", "Content-Length", "Content-Type", "ETag", "Last-Modified"}

READING_PAGES = ["/", "/guide/small-topic/", "/glossary/", "/about/", "/about/changes/", "/accessibility/", "/privacy/"]
ANSWERS = [
    *[(path, {}, 200) for path in READING_PAGES],
    ("/robots.txt", {}, 200),
    ("/sitemap.xml", {}, 200),
    ("/api/v1/topics/", {}, 200),
    ("/api/v1/topics/small-topic/", {}, 200),
    ("/api/v1/topic.schema.json", {}, 200),
    ("/api/v1/topics/no-such-topic/", {}, 404),
    ("/guide/no-such-topic/", {}, 404),
    ("/guide/withdrawn-topic/", {}, 410),
    ("/no-such-page/", {}, 404),
    ("/about", {}, 301),
    ("/static/admin/css/base.css", {}, 200),
    ("/static/no-such-file.css", {}, 404),
    ("/admin/login/", {}, 200),
    ("/admin/", {}, 302),
    ("/", {"host": "evil.example"}, 400),
]


@pytest.fixture(autouse=True)
def topics():
    publisher, review = make_user("publisher"), make_review(make_user("reviewer"))
    for key in ("small-topic", "glossary", "withdrawn-topic"):
        topic = make_topic(key)
        publish_topic(topic, "en", by=publisher, review=review, change_note="First words.")
    withdraw_topic(topic, "en", by=publisher, reason="A dose is wrong.")


def read_security_headers(response):
    headers = {name: response.headers.get(name) for name in SECURITY_HEADERS}
    policy = headers["Content-Security-Policy"] or ""
    parts = [part.split(maxsplit=1) for part in policy.split(";") if part.strip()]
    return headers | {"Content-Security-Policy": {name: value.strip() for name, value in parts}}


@pytest.mark.parametrize(("path", "headers", "status"), ANSWERS)
def test_answer_has_every_security_header(client, path, headers, status):
    response = client.get(path, headers=headers)
    response.close()  # a static file is open until then
    assert (response.status_code, read_security_headers(response)) == (status, SECURITY_HEADERS)


@pytest.mark.parametrize("path", ["/admin/", "/admin/education/topic/", "/admin/education/topic/add/"])
def test_staff_page_has_every_security_header(client, path):
    client.force_login(make_user("manager", is_superuser=True))
    response = client.get(path)
    assert (response.status_code, read_security_headers(response)) == (200, SECURITY_HEADERS)


def test_refusal_of_a_person_has_every_security_header(client):
    client.force_login(make_user("clerk"))
    response = client.get("/admin/education/topic/")
    assert (response.status_code, read_security_headers(response)) == (403, SECURITY_HEADERS)


def test_refusal_of_a_form_without_its_token_has_every_security_header():
    response = Client(enforce_csrf_checks=True).post("/admin/login/")
    assert (response.status_code, read_security_headers(response)) == (403, SECURITY_HEADERS)


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_refused_method_has_every_security_header(db, method):
    response = getattr(Client(enforce_csrf_checks=True), method)(reverse("education:home"))
    assert (response.status_code, read_security_headers(response)) == (405, SECURITY_HEADERS)


def test_error_of_ours_has_every_security_header(client, rf, settings):
    settings.ROOT_URLCONF = "tests.project.broken_urls"
    client.raise_request_exception = False
    response = client.get("/")
    assert (response.status_code, read_security_headers(response)) == (500, SECURITY_HEADERS)


def test_way_to_https_has_every_security_header(settings):
    settings.SECURE_SSL_REDIRECT = True
    response = Client().get("/about/")
    assert (response.status_code, response.headers["Location"]) == (301, "https://testserver/about/")
    assert read_security_headers(response) == SECURITY_HEADERS


@pytest.mark.parametrize("path", READING_PAGES)
def test_reading_page_sets_no_cookie_and_no_header_of_unknown_use(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert not response.cookies
    assert set(response.headers) - set(SECURITY_HEADERS) <= OTHER_HEADERS_OF_A_PAGE
