"""What the real server answers to requests that are long, strange or broken."""

import os
import socket
import subprocess
import sys
from email import message_from_string
from pathlib import Path

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db  # pytest-django makes a database only when a test asks for one

ROOT = Path(__file__).resolve().parents[2]
OURS = {"Content-Security-Policy", "Strict-Transport-Security", "X-Content-Type-Options", "X-Frame-Options"}


@pytest.fixture(scope="module")
def server(django_db_setup):
    """Gunicorn as it runs for readers, on the empty database of the tests: its process and its port."""
    assert connection.vendor == "sqlite"  # another database's name would be the name of a new file
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
        "PORT": str(port),
        "WEB_CONCURRENCY": "1",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        assert process.stdout.readline() == b"The guide is open at http://127.0.0.1:8000. Ctrl-C stops it.\n"
        yield process, port
    finally:
        process.terminate()
        process.communicate(timeout=30)


@pytest.fixture
def ask(server):
    """Sends bytes as they are; returns the status, the headers and the body."""

    def send(request: bytes) -> tuple[int, set[str], str]:
        with socket.create_connection(("127.0.0.1", server[1]), timeout=20) as plug:
            plug.sendall(request)
            answer = b"".join(iter(lambda: plug.recv(65536), b"")).decode("latin-1")
        head, _, body = answer.partition("\r\n\r\n")
        status, _, headers = head.partition("\r\n")
        return int(status.split()[1]), set(message_from_string(headers)), body

    return send


def make_request(method: str, path: str, *headers: str, version: str = "1.1") -> bytes:
    lines = [f"{method} {path} HTTP/{version}", "Host: 127.0.0.1", "Connection: close", *headers, "", ""]
    return "\r\n".join(lines).encode("latin-1")


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (make_request("GET", "/"), 200),
        (make_request("HEAD", "/"), 200),
        (make_request("OPTIONS", "/"), 405),
        (make_request("TRACE", "/"), 405),
        (make_request("GET!", "/"), 405),
        (make_request("GET", "/?" + "q=%00&" * 500), 200),
        (make_request("GET", "/guide/" + "a" * 4000 + "/"), 404),
        (make_request("GET", "/guide/%00/"), 404),
        (make_request("GET", "/", "Cookie: sessionid=%00; csrftoken=\xff"), 200),
        (make_request("GET", "/search/?q=a", "Content-Type: text/plain; charset=rot13"), 200),
        (make_request("GET", "/search/?q=%5Cud800", "Content-Type: text/plain; charset=unicode_escape"), 200),
        (make_request("GET", "/").replace(b"Host: 127.0.0.1", b"Host: evil.example"), 400),
    ],
    ids=[
        "page",
        "HEAD",
        "OPTIONS",
        "TRACE",
        "odd method",
        "long query",
        "4 kB path",
        "escaped NUL",
        "odd cookie",
        "encoding of no text",
        "encoding with surrogates",
        "other host",
    ],
)
def test_guide_answers_with_its_headers(ask, request_bytes, status):
    found, headers, _body = ask(request_bytes)

    assert (found, headers & OURS) == (status, OURS)


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (make_request("GET", "/" + "a" * 10_000), 414),
        (make_request("GET", "/\0"), 400),
        (make_request("GET", "/", version="9.9"), 400),
        (make_request("GET", "/", "A broken header"), 400),
        (make_request("GET", "/", "Bad Name: x"), 400),
        (make_request("GET", "/", "Long: " + "x" * 10_000), 431),
        (make_request("GET", "/", *(f"X-{number}: x" for number in range(100))), 431),
        (make_request("POST", "/", "Transfer-Encoding: odd"), 501),
        (make_request("GET", "/", "Expect: <script>alert(1)</script>"), 417),
        (b"<script>alert(1)</script>\r\n\r\n", 400),
    ],
    ids=[
        *("10 kB path", "NUL byte", "odd version", "no header", "bad name", "long header"),
        *("many headers", "odd coding", "odd wish", "no HTTP"),
    ],
)
def test_gunicorn_refuses_what_is_no_request_and_tells_nothing(ask, request_bytes, status):
    found, headers, body = ask(request_bytes)

    assert (found, headers) == (status, {"Connection", "Content-Type", "Content-Length"})
    assert [word for word in ("<script", "Traceback", "gunicorn", str(ROOT), "SECRET") if word in body] == []
    assert len(body) < 11_000


@pytest.mark.parametrize(
    "request_bytes",
    [
        make_request("HEAD", "/"),
        make_request("GET", "/" + "my-illness" * 1000),
        make_request("GET", "/", "Bad Name: x"),
        make_request("GET", "/search/?q=my-illness", "Content-Type: text/plain; charset=rot13"),
    ],
    ids=["HEAD", "long", "broken", "odd encoding"],
)
def test_request_of_a_reader_is_not_logged(server, ask, request_bytes):
    process, _port = server
    ask(request_bytes)
    os.set_blocking(process.stderr.fileno(), False)

    assert process.stderr.read() is None
