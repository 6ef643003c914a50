"""The logs tell what went wrong on our side, and nothing of what readers ask for."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/guide/my-own-illness/", {}, 404),
        ("/?q=my+own+illness", {}, 200),
        ("/about/", {"host": "evil.example"}, 400),
    ],
)
def test_request_of_a_reader_is_not_logged(client, caplog, path, headers, status):
    response = client.get(path, headers=headers)
    assert (response.status_code, caplog.records) == (status, [])


def test_error_of_ours_is_logged_with_its_traceback(client, caplog, settings):
    settings.ROOT_URLCONF = "tests.project.broken_urls"
    client.raise_request_exception = False
    client.get("/")
    assert [record.getMessage() for record in caplog.records] == ["Internal Server Error: /"]
    assert "ZeroDivisionError" in caplog.text
