"""Guides to measure, each in a folder of its own, and the server that serves one on this machine alone."""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def make_environment(folder: Path) -> dict[str, str]:
    clean = {
        name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR", "WEB_CONCURRENCY") if name in os.environ
    }
    return clean | {"SECRET_KEY": secrets.token_urlsafe(64), "DATA_DIR": str(folder), "PYTHONPATH": str(ROOT)}


def make_guide(folder: Path) -> None:
    for command in ("migrate", "load_guide", "publish_guide", "collectstatic --no-input"):
        run_python(folder, "manage.py", *command.split(), "--verbosity", "0")


def run_python(folder: Path, *arguments: str) -> str:
    """What a program printed that worked on the guide in *folder*."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=make_environment(folder),
        check=False,
        stdout=subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        sys.exit(f"There is nothing to measure: {' '.join(arguments)} failed, see above.")
    return done.stdout


@contextmanager
def serve(application: str, folder: Path, **variables: str) -> Iterator[int]:
    """Gunicorn with the guide's own settings; yields its port on this machine."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", application],
        cwd=ROOT,
        env=make_environment(folder) | {"HOST": "127.0.0.1", "PORT": str(port)} | variables,
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _attempt in range(300):
        if server.poll() is not None:
            sys.exit("The server did not start: see above.")
        with socket.socket() as plug:
            if plug.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit("The server did not answer within 30 seconds.")
