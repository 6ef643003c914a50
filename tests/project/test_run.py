"""`make run`: the guide opens on an empty folder, keeps every edit, and ends with all that it started."""

import os
import signal
import socket
import sqlite3
import subprocess
from contextlib import closing, suppress
from pathlib import Path
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def run(tmp_path):
    """`run()` opens the guide, returns what it said and its home page, and stops it as Ctrl-C does."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(tmp_path),
        "PORT": str(port),
        "WEB_CONCURRENCY": "1",
    }

    def run_once() -> tuple[list[str], str]:
        process = subprocess.Popen(
            ["scripts/run"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            said = []
            for line in process.stdout:
                said.append(line.rstrip("\n"))
                if line.startswith("The guide is open at"):
                    break
            else:
                pytest.fail("\n".join(said))
            with urlopen(f"http://127.0.0.1:{port}/") as answer:
                page = answer.read().decode()
            os.killpg(process.pid, signal.SIGINT)
            process.communicate(timeout=30)
            with pytest.raises(ProcessLookupError):
                os.killpg(process.pid, 0)  # nobody of its group is left
        except BaseException:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            raise
        return said, page

    return run_once


def read_title(folder) -> str:
    with closing(sqlite3.connect(folder / "guide.sqlite3")) as database:
        return database.execute("SELECT title_en FROM education_topic WHERE key = 'treatments'").fetchone()[0]


def test_run_publishes_shows_passwords_once_keeps_an_edit_and_ends_whole(run, tmp_path):
    (_, published, *said), page = run()
    assert published == "11 topics published, not yet reviewed by a clinician."
    assert [line.split()[0] for line in said if line.startswith("  ")] == [
        "demo-editor",
        "demo-reviewer",
        "demo-desk",
        "demo-manager",
    ]
    assert "How acne forms" in page

    with closing(sqlite3.connect(tmp_path / "guide.sqlite3")) as database, database:
        database.execute("UPDATE education_topic SET title_en = 'Our own title' WHERE key = 'treatments'")
    (_, kept, *said), page = run()

    assert kept == "Kept: topics: treatments was changed by staff and stays as they left it."
    assert read_title(tmp_path) == "Our own title"
    assert "Our own title" not in page  # an edit is not published by starting again
    assert [line for line in said if "demo-" in line or "Sign-ins" in line] == []
