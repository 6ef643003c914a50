"""A mail server on this machine that keeps what it is sent, refuses whom it is told to, and can be away."""

import socketserver
import threading
from collections.abc import Callable
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Self


class SmtpCatcher:
    """`with SmtpCatcher() as server:` is up on `server.port`; `go_away()` and `come_back()` keep the port.

    `mails` are those it took. It does not take those to `refused` addresses. `before_answer` is called when a mail is
    whole, before the sender is told that it was taken.
    """

    def __init__(self) -> None:
        self.port = 0
        self.mails: list[EmailMessage] = []
        self.refused: set[str] = set()
        self.before_answer: Callable[[], Any] = lambda: None
        self.is_rude = False  # says something wrong at the end

    def __enter__(self) -> Self:
        self.come_back()
        return self

    def __exit__(self, *_error: object) -> None:
        self.go_away()

    def come_back(self) -> None:
        self._server = _Server(("127.0.0.1", self.port), _Session)
        self._server.catcher = self
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def go_away(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def list_ids(self) -> list[str]:
        return [mail["Message-ID"] for mail in self.mails]


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    catcher: SmtpCatcher


class _Session(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        with suppress(ConnectionError):  # whoever sent was killed
            self._talk()

    def _talk(self) -> None:
        catcher = self.server.catcher
        self._say("220 here")
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == "RCPT" and line.partition("<")[2].partition(">")[0] in catcher.refused:
                self._say("550 nobody of that name")
            elif verb == "DATA":
                self._say("354 go on")
                catcher.mails.append(self._read_mail())
                catcher.before_answer()
                self._say("250 taken")
            elif verb == "QUIT":
                self._say("x" * 9000 if catcher.is_rude else "221 bye")
                return
            else:
                self._say("250 yes")

    def _read_mail(self) -> EmailMessage:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))
        return message_from_bytes(b"".join(lines), policy=policy.default)  # type: ignore[return-value]

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())
