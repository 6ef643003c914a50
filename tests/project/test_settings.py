"""A start with wrong settings ends with one sentence, on the command line and under gunicorn."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KEY = "only-for-tests-only-for-tests-only-for-tests-only-for-tests"


@pytest.fixture
def start(tmp_path):
    """Runs a command with a folder of its own and these variables alone."""

    def run(command: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
        known = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path)}
        return subprocess.run(
            command, cwd=ROOT, env=known | environment, capture_output=True, text=True, timeout=60, check=False
        )

    return run


@pytest.fixture(params=["manage.py", "makemigrations", "gunicorn"])
def command(request):
    return {
        "manage.py": [sys.executable, "manage.py", "check"],
        "makemigrations": [sys.executable, "manage.py", "makemigrations", "--check"],
        "gunicorn": [sys.executable, "-m", "gunicorn", "--bind", "127.0.0.1:0"],
    }[request.param]


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({}, "Set SECRET_KEY (or SECRET_KEY_FILE, a file that holds it) in the environment."),
        ({"SECRET_KEY": KEY, "DEBUG": "maybe"}, "DEBUG is 'maybe': write true or false."),
        (
            {"SECRET_KEY": KEY, "SITE_URL": "guide.example"},
            "SITE_URL is 'guide.example': write an address that starts with http:// or https://.",
        ),
        (
            {"SECRET_KEY": KEY, "DATA_DIR": "/no/such/folder"},
            "DATA_DIR is /no/such/folder, and there is no such folder: make it, or name another.",
        ),
        ({"SECRET_KEY": KEY, "DATABASE_URL": "mysql://x/y"}, "DATABASE_URL must begin with sqlite:/// or postgres://."),
    ],
    ids=["no key", "wrong switch", "wrong address", "no folder", "wrong database"],
)
def test_start_with_wrong_settings_says_what_to_do(start, command, environment, sentence):
    done = start(command, **environment)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"The guide cannot start. {sentence}\n")


def test_server_in_production_names_every_error_and_does_not_start(start):
    done = start(
        [sys.executable, "-m", "gunicorn", "--bind", "127.0.0.1:0"],
        SECRET_KEY=KEY,
        PRODUCTION="true",
        DEBUG="true",
    )
    ids = [line.split(":")[0] for line in done.stderr.splitlines()]
    assert (done.returncode, ids) == (
        1,
        ["The guide cannot start.", "accutane_guide.E001", "accutane_guide.E002", "accutane_guide.E004"],
    )


def test_demo_staff_are_refused_in_production(start):
    done = start([sys.executable, "manage.py", "make_demo_staff"], SECRET_KEY=KEY, PRODUCTION="true")
    assert (done.returncode, done.stderr) == (
        1,
        "CommandError: PRODUCTION is true: demo sign-ins are for trying the guide, not for a site people use.\n",
    )


PRINT_DATABASE = (
    "import json; from accutane_guide.settings import DATABASES; print(json.dumps(DATABASES['default'], default=str))"
)


@pytest.fixture
def read_database_setting(start):
    return lambda **environment: json.loads(
        start([sys.executable, "-c", PRINT_DATABASE], SECRET_KEY=KEY, **environment).stdout
    )


def test_sqlite_waits_and_writes_for_sure_in_a_folder_of_any_name(read_database_setting, tmp_path):
    folder = tmp_path / "100% a+b? c#d"
    folder.mkdir()
    database = read_database_setting(DATA_DIR=str(folder))
    assert database["NAME"] == str(folder / "guide.sqlite3")
    assert database["OPTIONS"] == {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }


def test_postgresql_keeps_the_options_of_its_address_beside_the_pool(read_database_setting):
    database = read_database_setting(DATABASE_URL="postgres://guide:secret@db.example/clinic?sslmode=verify-full")
    assert database["OPTIONS"] == {"sslmode": "verify-full", "pool": {"min_size": 1, "max_size": 8, "timeout": 20}}
    assert (database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (0, True)
