"""Ask for appointments while things break, and count. On this machine alone, in a folder of its own; ends by itself.

The server and the mail worker are the real ones, on SQLite. Exits with 1 when a request that was acknowledged is lost
or doubled, when a mail is, or when somebody was not told that their request was not kept.
"""

import base64
import http.client
import itertools
import os
import random
import re
import resource
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.smtp_catcher import SmtpCatcher  # noqa: E402

FORM = "/appointments/request/"
CLIENTS = 6
WORKER_KILLS = 10
SERVER_KILLS = 3
LOCKED_SECONDS = 30
MAIL_KILLS = (6, 9)  # at these kills the mail worker is killed too
MAIL_BACK = 5  # at this one the mail server comes back
CLINIC = """
from education.models import ClinicProfile, Location
ClinicProfile.objects.create(key="clinic", request_email="desk@clinic.example")
Location.objects.create(key="office", name="The office", kind="office")
"""
HALF_WRITTEN = """
    SELECT reference FROM appointments_appointmentrequest AS request
    WHERE (SELECT COUNT(*) FROM appointments_requestevent WHERE request_id = request.id) <> 1
    OR (SELECT COUNT(*) FROM appointments_requestmail WHERE request_id = request.id) <> 2
"""
PATIENCE = 60  # seconds that a client tries to send one request

BEGUN = time.monotonic()
complaints: list[str] = []


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="guide-faults-") as folder, SmtpCatcher() as mail_server:
        site = Site(Path(folder), mail_server.port)
        site.make()
        try:
            site.start()
            kill_under_load(site, mail_server)
            send_at_once(site)
            lock_database(site)
            fill_disk(site)
            count_mails(site, mail_server)
            stop_well(site)
            start_both(site)
            read_log(site)
        finally:
            site.kill()
    if complaints:
        sys.exit("\n".join(["Something is wrong:", *complaints]))
    print("Nothing was lost, nothing was doubled.")


def say(words: str) -> None:
    print(f"{time.monotonic() - BEGUN:4.0f} s  {words}", flush=True)


def expect(wanted: Any, found: Any, what: str) -> None:
    if wanted != found:
        complaints.append(f"{what}: {found}, and it should be {wanted}.")


# What breaks


def kill_under_load(site: "Site", mail_server: SmtpCatcher) -> None:
    say(f"{CLIENTS} people at a time ask for appointments. The mail server is away.")
    mail_server.go_away()
    ledger, numbers, is_over = Ledger(), itertools.count(), threading.Event()

    def keep_asking() -> None:
        while not is_over.is_set():
            number = next(numbers)
            ledger.hand_in(site, f"Person {number}", number)

    with ThreadPoolExecutor(CLIENTS) as pool:
        people = [pool.submit(keep_asking) for _client in range(CLIENTS)]
        try:
            for kill in range(1, WORKER_KILLS + SERVER_KILLS + 1):
                so_far = ledger.count()
                until(lambda: ledger.count() > so_far + 3 or any(one.done() for one in people), "requests came through")  # noqa: B023
                if kill % 4 == 0 and kill // 4 <= SERVER_KILLS:
                    site.kill("server")
                    site.start_server()
                else:
                    os.kill(random.choice(site.list_server_workers()), signal.SIGKILL)
                if kill in MAIL_KILLS:
                    site.kill("worker")
                    site.start_worker()
                if kill == MAIL_BACK:
                    mail_server.come_back()
                    site.let_time_pass()
        finally:
            is_over.set()
        for one in people:
            one.result()
    say(f"{WORKER_KILLS} workers, {SERVER_KILLS} whole servers and {len(MAIL_KILLS)} mail workers were killed with -9.")
    say(f"What people were answered: {dict(ledger.statuses)}.")
    compare(site, ledger)


def compare(site: "Site", ledger: "Ledger") -> None:
    rows = site.read("SELECT name, COUNT(*), MAX(id) FROM appointments_appointmentrequest GROUP BY name")
    kept = {name: pk for name, _count, pk in rows}
    lost = [name for name in ledger.tokens if name not in kept]
    doubled = {name for name, count, _pk in rows if count > 1}
    doubled |= {
        name for name, tokens in ledger.tokens.items() if {read_pk(token) for token in tokens} != {kept.get(name)}
    }
    half = site.read(HALF_WRITTEN)
    say(f"{ledger.count()} requests acknowledged, {len(lost)} lost, {len(doubled)} doubled, {len(half)} half written.")
    expect([], [*lost, *doubled, *half], "Requests lost, doubled or half written")


def read_pk(token: str) -> int:
    return int(base64.urlsafe_b64decode(token.partition(":")[0] + "=="))


def send_at_once(site: "Site") -> None:
    typed = fill_in(site, "Eightfold Person", 8000)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: ask(site, "POST", typed | {"send": "1"}, network=8000), range(8)))
    say("The same request was sent eight times at once.")
    expect([303] * 8, [answer.status for answer in answers], "Eight equal posts are answered")
    expect(1, len({read_pk(answer.token) for answer in answers}), "They lead to so many requests")
    expect(1, count_requests(site, "Eightfold Person"), "So many rows of theirs")


def lock_database(site: "Site") -> None:
    typed = fill_in(site, "Locked Person", 8001)
    say(f"The database is locked for {LOCKED_SECONDS} seconds.")
    with closing(sqlite3.connect(site.database, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        end = time.monotonic() + LOCKED_SECONDS
        with ThreadPoolExecutor(1) as pool:
            sending = pool.submit(ask, site, "POST", typed | {"send": "1"}, network=8001)
            expect(200, ask(site, "GET", path="/privacy/").status, "Somebody who reads meanwhile is answered")
            expect_not_kept(sending.result(), "Locked Person")
        time.sleep(max(0.0, end - time.monotonic()))
        holder.execute("ROLLBACK")
    expect_kept_at_last(site, typed, "Locked Person", 8001)


def fill_disk(site: "Site") -> None:
    typed = fill_in(site, "Crowded Person", 8002)
    say("The disk takes nothing more from the server.")
    pids = [site.processes["server"].pid, *site.list_server_workers()]
    for pid in pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
    expect_not_kept(ask(site, "POST", typed | {"send": "1"}, network=8002), "Crowded Person")
    for pid in pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    expect_kept_at_last(site, typed, "Crowded Person", 8002)


def expect_not_kept(answer: "Answer", name: str) -> None:
    found = (answer.status, answer.headers.get("Retry-After"), f'value="{name}"' in answer.body)
    expect((503, "60", True), found, f"{name} is told, with what they typed")


def expect_kept_at_last(site: "Site", typed: dict[str, str], name: str, network: int) -> None:
    expect(0, count_requests(site, name), f"So many rows of {name} before they send it again")
    answer = ask(site, "POST", typed | {"send": "1"}, network=network)
    expect((303, 1), (answer.status, count_requests(site, name)), f"{name} sends it again")


def count_requests(site: "Site", name: str) -> int:
    return len(site.read(f"SELECT 1 FROM appointments_appointmentrequest WHERE name = '{name}'"))


def count_mails(site: "Site", mail_server: SmtpCatcher) -> None:
    site.let_time_pass()
    until(lambda: not site.read("SELECT 1 FROM post_office_email WHERE status <> 0"), "every mail was sent")
    wanted = [message_id for (message_id,) in site.read("SELECT message_id FROM post_office_email")]
    repeated = Counter(mail_server.list_ids()) - Counter(wanted)
    say(f"The mail server is back: {len(wanted)} mails arrived, {repeated.total()} of them twice.")
    expect(set(wanted), set(mail_server.list_ids()), "The mails that arrived")
    if repeated.total() > len(MAIL_KILLS):
        complaints.append(f"More mails arrived twice than mail workers were killed: {repeated}.")


def stop_well(site: "Site") -> None:
    expect((0, 0), (site.end("worker"), site.end("server")), "The exit codes of the mail worker and the server")


def start_both(site: "Site") -> None:
    """As make run does."""
    say("The server and its mail worker are started as make run starts them.")
    site.start_both()
    first = site.find_mail_worker()
    os.kill(first, signal.SIGKILL)
    until(lambda: site.find_mail_worker() not in (None, first), "another mail worker was started")
    process = site.processes.pop("both")
    os.killpg(process.pid, signal.SIGINT)  # what Ctrl-C does
    process.wait(timeout=30)
    expect({}, list_group(process.pid), "The processes that are left after Ctrl-C")


def list_group(group: int) -> dict[int, str]:
    """{number: command} of the processes of a group that are alive."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            state, _parent, its_group = (folder / "stat").read_text().rpartition(")")[2].split()[:3]
            if int(its_group) == group and state != "Z":
                found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    return found


def read_log(site: "Site") -> None:
    log = b"".join(site.log).decode()
    found = [word for word in ("Traceback", "Person", "@example.com") if word in log]
    expect([], found, f"What the log holds and should not. It is:\n{log}\nWords")


# The site


class Site:
    """The server and the mail worker, each with all its processes, on a database in *folder*."""

    def __init__(self, folder: Path, mail_port: int) -> None:
        self.database = folder / "guide.sqlite3"
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.environment = {
            name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ
        } | {
            "SECRET_KEY": secrets.token_urlsafe(64),
            "DATA_DIR": str(folder),
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "SITE_URL": f"http://127.0.0.1:{self.port}",
            "WEB_CONCURRENCY": "3",
            "BEHIND_PROXY": "true",  # each client has a network of its own
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        }
        self.log: list[bytes] = []
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def make(self) -> None:
        say("A new site is made ...")
        for command in (["migrate"], ["collectstatic", "--no-input"], ["shell", "--command", CLINIC]):
            subprocess.run(
                [sys.executable, "manage.py", *command, "--verbosity", "0"],
                cwd=ROOT,
                env=self.environment,
                check=True,
                stdout=subprocess.DEVNULL,
            )

    def start(self) -> None:
        self.start_server()
        self.start_worker()

    def start_server(self) -> None:
        self._start("server", sys.executable, "-m", "gunicorn")
        until(lambda: ask(self, "GET").status == 200, "the server answers")

    def start_worker(self) -> None:
        self._start("worker", sys.executable, "manage.py", "run_worker")

    def start_both(self) -> None:
        self._start("both", "scripts/serve")
        until(lambda: ask(self, "GET").status == 200 and self.find_mail_worker(), "both are there")

    def find_mail_worker(self) -> int | None:
        """The mail worker among the processes of scripts/serve."""
        group = list_group(self.processes["both"].pid)
        return next((pid for pid, command in group.items() if "run_worker" in command), None)

    def _start(self, name: str, *command: str) -> None:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # so that all of it can be killed at once
        )
        threading.Thread(target=self.log.extend, args=(process.stdout,), daemon=True).start()
        self.processes[name] = process

    def kill(self, *names: str) -> None:
        for name in names or list(self.processes):
            process = self.processes.pop(name)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def end(self, name: str) -> int:
        """Ask a process to end. Returns its exit code."""
        process = self.processes.pop(name)
        process.terminate()
        return process.wait(timeout=30)

    def list_server_workers(self) -> list[int]:
        parent = self.processes["server"].pid
        return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]

    def let_time_pass(self) -> None:
        """All waits of mails that are not sent are over: those between tries, and those after the end of a worker."""
        self.write("UPDATE post_office_email SET scheduled_time = NULL WHERE status <> 0")

    def read(self, statement: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.database, timeout=20)) as connection:
            return connection.execute(statement).fetchall()

    def write(self, statement: str) -> None:
        with closing(sqlite3.connect(self.database, timeout=20)) as connection, connection:
            connection.execute(statement)


def until(is_so: Callable[[], Any], what: str, seconds: float = 60) -> None:
    """Wait until *is_so*. A connection that is refused or breaks is a no."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if is_so():
                return
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.1)
    sys.exit(f"It did not come that {what}, in {seconds:.0f} seconds.")


# Clients


@dataclass(frozen=True)
class Answer:
    status: int
    body: str
    headers: dict[str, str]

    @property
    def token(self) -> str:
        """What stands for the row in the address of the page with the reference."""
        return self.headers["Location"].split("/")[-2]


def ask(site: Site, method: str, fields: dict[str, str] | None = None, *, network: int = 0, path: str = FORM) -> Answer:
    with closing(http.client.HTTPConnection("127.0.0.1", site.port, timeout=40)) as connection:
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": f"10.{network // 250}.{network % 250}.1",
        }
        connection.request(method, path, urlencode(fields or {}), headers)
        answer = connection.getresponse()
        return Answer(answer.status, answer.read().decode(), dict(answer.getheaders()))


def fill_in(site: Site, name: str, network: int) -> dict[str, str]:
    """The form as somebody has it after they filled it in and looked at their answers."""
    page = ask(site, "GET", network=network)
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.body))
    (place, *_others) = re.findall(r'name="place" value="([^"]+)"', page.body)
    typed = hidden | {
        "reason": "thinking",
        "name": name,
        "is_minor": "no",
        "contact_way": "email",
        "email": f"{name.replace(' ', '.').lower()}@example.com",
        "place": place,
        "note": "After school.",
    }
    checked = ask(site, "POST", typed | {"check": "1"}, network=network)
    if "Nothing is sent yet." not in checked.body:
        sys.exit(f"The form did not come to its check page: {checked.status}\n{checked.body}")
    return typed


@dataclass
class Ledger:
    """What the clients were told."""

    tokens: dict[str, set[str]] = field(default_factory=dict)  # of a name: where each acknowledgement led
    statuses: Counter[str] = field(default_factory=Counter)

    def count(self) -> int:
        return len(self.tokens)

    def hand_in(self, site: Site, name: str, network: int) -> None:
        """Send a request as often as it takes, and sometimes once more."""
        typed = self._insist(lambda: fill_in(site, name, network))
        sent = self._insist(lambda: self._send(site, typed, network))
        again = self._insist(lambda: self._send(site, typed, network)) if network % 3 == 0 else sent
        self.tokens[name] = {sent.token, again.token}

    def _send(self, site: Site, typed: dict[str, str], network: int) -> Answer:
        answer = ask(site, "POST", typed | {"send": "1"}, network=network)
        self.statuses[str(answer.status)] += 1
        if answer.status != 303:
            raise http.client.HTTPException
        return answer

    def _insist(self, act: Callable[[], Any]) -> Any:
        result = []

        def try_it() -> bool:
            try:
                result.append(act())
            except (OSError, http.client.HTTPException) as error:
                self.statuses[type(error).__name__] += 1
                raise
            return True

        until(try_it, "a request was acknowledged", PATIENCE)
        return result[0]


if __name__ == "__main__":
    main()
