"""Wrong and missing environment variables are named in a sentence that says what to write."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from accutane_guide.env import read_database, read_folder, read_list, read_switch, read_text, read_url


def test_text_missing_is_named(monkeypatch):
    monkeypatch.delenv("COLOUR", raising=False)
    with pytest.raises(ImproperlyConfigured) as error:
        read_text("COLOUR")
    assert str(error.value) == "Set COLOUR (or COLOUR_FILE, a file that holds it) in the environment."


@pytest.mark.parametrize("value", ["", "  ", "\n"])
def test_text_of_nothing_but_space_counts_as_missing(monkeypatch, value):
    monkeypatch.setenv("COLOUR", value)
    with pytest.raises(ImproperlyConfigured, match=r"^Set COLOUR "):
        read_text("COLOUR")
    assert read_text("COLOUR", default="teal") == "teal"


def test_text_comes_from_a_file_without_its_last_line_break(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("teal\n")
    monkeypatch.setenv("KEY_OF_THIS_TEST_FILE", str(tmp_path / "key"))  # a file's text is remembered: a name of its own
    assert read_text("KEY_OF_THIS_TEST") == "teal"


def test_text_from_a_file_that_is_not_there_names_variable_and_file(monkeypatch):
    monkeypatch.setenv("ANOTHER_KEY_OF_THIS_TEST_FILE", "/no/such/file")
    with pytest.raises(ImproperlyConfigured, match=r"^ANOTHER_KEY_OF_THIS_TEST_FILE names a file .*/no/such/file"):
        read_text("ANOTHER_KEY_OF_THIS_TEST")


@pytest.mark.parametrize("address", ["https://guide.example/path", "https://guide.example?q=1"])
def test_address_with_more_than_the_site_is_refused(monkeypatch, address):
    monkeypatch.setenv("PLACE", address)
    with pytest.raises(ImproperlyConfigured, match=r"^PLACE is .*: write it without what comes after"):
        read_url("PLACE", "")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("true", True),
        ("1", True),
        ("Yes", True),
        ("on", True),
        ("FALSE", False),
        ("0", False),
        ("no", False),
        ("off", False),
    ],
)
def test_switch_reads_words_for_yes_and_no(monkeypatch, word, expected):
    monkeypatch.setenv("LIGHT", word)
    assert read_switch("LIGHT", default=not expected) is expected


@pytest.mark.parametrize("default", [True, False])
def test_switch_missing_is_its_default(monkeypatch, default):
    monkeypatch.delenv("LIGHT", raising=False)
    assert read_switch("LIGHT", default=default) is default


def test_switch_refuses_a_slip_of_the_pen(monkeypatch):
    monkeypatch.setenv("LIGHT", "ture")
    with pytest.raises(ImproperlyConfigured) as error:
        read_switch("LIGHT", default=False)
    assert str(error.value) == "LIGHT is 'ture': write true or false."


def test_list_drops_space_and_empty_parts(monkeypatch):
    monkeypatch.setenv("HOSTS", " a.example, ,b.example,")
    assert read_list("HOSTS", []) == ["a.example", "b.example"]


def test_url_loses_the_slash_at_its_end(monkeypatch):
    monkeypatch.setenv("SITE", "https://guide.example/")
    assert read_url("SITE", "http://127.0.0.1") == "https://guide.example"


def test_url_without_scheme_is_refused(monkeypatch):
    monkeypatch.setenv("SITE", "guide.example")
    with pytest.raises(ImproperlyConfigured) as error:
        read_url("SITE", "http://127.0.0.1")
    assert str(error.value) == "SITE is 'guide.example': write an address that starts with http:// or https://."


def test_folder_that_is_not_there_is_refused(monkeypatch, tmp_path):
    missing = tmp_path / "missing"
    monkeypatch.setenv("PLACE", str(missing))
    with pytest.raises(ImproperlyConfigured) as error:
        read_folder("PLACE", Path("/"))
    assert str(error.value) == f"PLACE is {missing}, and there is no such folder: make it, or name another."


@pytest.mark.parametrize("address", ["guide", "mysql://root@localhost/guide", "postgres//guide", "redis://localhost/1"])
def test_database_of_another_kind_is_refused(monkeypatch, address):
    monkeypatch.setenv("STORE", address)
    with pytest.raises(ImproperlyConfigured) as error:
        read_database("STORE", "sqlite:///guide.sqlite3")
    assert str(error.value) == "STORE must begin with sqlite:/// or postgres://."


def test_database_address_that_cannot_be_read_is_refused(monkeypatch):
    monkeypatch.setenv("STORE", "postgres://guide@db.example:port/clinic")
    with pytest.raises(ImproperlyConfigured, match=r"^STORE is no database address: "):
        read_database("STORE", "sqlite:///guide.sqlite3")


def test_database_addresses_are_read(monkeypatch):
    monkeypatch.setenv("STORE", "postgres://guide:secret@db.example:5433/clinic")
    read = read_database("STORE", "sqlite:///guide.sqlite3")
    assert {name: read[name] for name in ("ENGINE", "HOST", "PORT", "NAME", "USER", "PASSWORD")} == {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "db.example",
        "PORT": 5433,
        "NAME": "clinic",
        "USER": "guide",
        "PASSWORD": "secret",
    }
