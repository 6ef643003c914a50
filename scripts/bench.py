"""Measure a topic page. Runs on this machine alone, in a folder of its own, for about a minute, and stops by itself."""

import http.client
import multiprocessing
import os
import re
import secrets
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

PAGE = "/guide/side-effects/"
ROUNDS = 5
SECONDS = 4
CONNECTIONS = 8
ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="guide-bench-")))
        environment = make_environment(folder)
        print("Making a guide to measure ...", flush=True)
        make_guide(environment)
        guide = stack.enter_context(serve("accutane_guide.wsgi:application", environment))
        body = fetch(guide)
        (folder / "body").write_bytes(body)
        bare = stack.enter_context(
            serve("scripts.bare_wsgi:application", environment | {"BENCH_BODY": str(folder / "body")})
        )
        if fetch(bare) != body:
            sys.exit("The bare callable returns other bytes than the page: nothing to compare.")
        rates = measure_in_turn({"the guide": guide, "bare callable": bare})
    print_table(rates, len(body))


def make_environment(folder: Path) -> dict[str, str]:
    clean = {
        name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR", "WEB_CONCURRENCY") if name in os.environ
    }
    return clean | {"SECRET_KEY": secrets.token_urlsafe(64), "DATA_DIR": str(folder), "PYTHONPATH": str(ROOT)}


def make_guide(environment: dict[str, str]) -> None:
    for command in ("migrate", "load_guide", "publish_guide", "collectstatic --no-input"):
        done = subprocess.run(
            [sys.executable, "manage.py", *command.split(), "--verbosity", "0"],
            cwd=ROOT,
            env=environment,
            check=False,
            stdout=subprocess.DEVNULL,
        )
        if done.returncode:
            sys.exit(f"There is no guide to measure: manage.py {command} failed, see above.")


@contextmanager
def serve(application: str, environment: dict[str, str]) -> Iterator[int]:
    """Gunicorn with the guide's own settings; yields its port on this machine."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", application],
        cwd=ROOT,
        env=environment | {"HOST": "127.0.0.1", "PORT": str(port)},
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


def fetch(port: int) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", PAGE)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != http.client.OK:
        sys.exit(f"{PAGE} answers {answer.status}, not 200.")
    return body


def measure_in_turn(ports: dict[str, int]) -> dict[str, list[float]]:
    """One short run of each, then again: what else the machine does meets both alike."""
    measure = measure_with_wrk if shutil.which("wrk") else measure_with_python
    for port in ports.values():
        measure(port, 1)  # warm
    rates: dict[str, list[float]] = {name: [] for name in ports}
    for _round in range(ROUNDS):
        for name, port in ports.items():
            rates[name].append(measure(port, SECONDS))
    return rates


def measure_with_wrk(port: int, seconds: int) -> float:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s", f"http://127.0.0.1:{port}{PAGE}"]
    said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=seconds + 30).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        sys.exit(f"Some requests failed:\n{said}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if found is None:
        sys.exit(f"wrk said nothing of requests per second:\n{said}")
    return float(found[1])


def measure_with_python(port: int, seconds: int) -> float:
    """One process a connection, as Python cannot do two things at once. Slower than wrk, which flatters the guide."""
    with multiprocessing.Pool(CONNECTIONS) as pool:
        counts = pool.starmap(count_answers, [(port, seconds)] * CONNECTIONS)
    return sum(counts) / seconds


def count_answers(port: int, seconds: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    count, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        connection.request("GET", PAGE)
        answer = connection.getresponse()
        answer.read()
        if answer.status != http.client.OK:
            sys.exit(f"{PAGE} answers {answer.status} under load.")
        count += 1
    connection.close()
    return count


def print_table(rates: dict[str, list[float]], size: int) -> None:
    client = "wrk" if shutil.which("wrk") else "a Python client (wrk measures better: apt-get install wrk)"
    print(f"\n{PAGE}, {size} bytes; {ROUNDS} runs of {SECONDS} s each in turn, {CONNECTIONS} connections, {client}\n")
    print(f"{'':<14} {'median requests/s':>18} {'lowest':>9} {'highest':>9}")
    for name, runs in rates.items():
        print(f"{name:<14} {statistics.median(runs):>18.0f} {min(runs):>9.0f} {max(runs):>9.0f}")
    guide, bare = (statistics.median(runs) for runs in rates.values())
    print(f"{'ratio':<14} {guide / bare:>18.3f}")


if __name__ == "__main__":
    main()
