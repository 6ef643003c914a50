"""Requests a second of a topic page, against a bare callable that returns the same bytes under the same server."""

import http.client
import multiprocessing
import re
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from scripts.bench_site import serve

PAGE = "/guide/side-effects/"
ROUNDS = 5
SECONDS = 4
CONNECTIONS = 8


def measure_topic(folder: Path) -> None:
    """Measure the guide in *folder*, and print what was found."""
    with serve("accutane_guide.wsgi:application", folder) as guide:
        body = fetch(guide)
        (folder / "body").write_bytes(body)
        with serve("scripts.bare_wsgi:application", folder, BENCH_BODY=str(folder / "body")) as bare:
            if fetch(bare) != body:
                sys.exit("The bare callable returns other bytes than the page: nothing to compare.")
            rates = measure_in_turn({"the guide": guide, "bare callable": bare})
    print_table(rates, len(body))


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
