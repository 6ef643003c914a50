"""The first page of the queue with 100,000 requests, against the same page with 100, both under the guide's server."""

import json
import re
import secrets
import shutil
import statistics
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from scripts.bench_desk import CLERK, FIRST_PAGE, OTHER_LOOKS, QUEUE, Look
from scripts.bench_site import run_python, serve

FEW, MANY = 100, 100_000
ROUNDS = 40
OTHER_ROUNDS = 10
WARM_ROUNDS = 6  # so that each worker of the server has answered before
MOST_RATIO = 1.5
QUERIES_BELOW = 20


class Desk:
    """Somebody of the front desk, who signs in to the guide on *port*."""

    def __init__(self, port: int, password: str) -> None:
        self.site = f"http://127.0.0.1:{port}"
        self.opener = build_opener(HTTPCookieProcessor())
        self.token = ""
        self._open("/admin/login/")
        page = self._open("/admin/login/", username=CLERK, password=password, next=QUEUE)
        self.rows = page.count("<tr>") + page.count("<tr ") - 1  # without the headings
        if 'id="result_list"' not in page:
            sys.exit("The front desk cannot sign in, or sees no queue: nothing to measure.")

    def time(self, look: Look) -> float:
        """The milliseconds until the page is there."""
        begun = time.perf_counter()
        if look.words:
            self._open(look.path, words=look.words)
        else:
            self._open(look.path)
        return (time.perf_counter() - begun) * 1000

    def _open(self, path: str, **fields: str) -> str:
        """Ask for a page, or send a form and follow where it leads."""
        body = urlencode(fields | {"csrfmiddlewaretoken": self.token}).encode() if fields else None
        with self.opener.open(self.site + path, body, timeout=60) as answer:
            page = str(answer.read().decode())
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        self.token = found[1] if found else self.token
        return page


def measure_queue(guide: Path, *, room: Path) -> list[str]:
    """Measure two copies of *guide* in *room*, and print what was found. Returns what is worse than it may be."""
    password = secrets.token_urlsafe(16)
    queries: list[dict[str, int]] = []
    with ExitStack() as stack:
        desks = []
        for count in (FEW, MANY):
            folder = make_copy(guide, room / str(count), count, password)
            queries.append(json.loads(run_python(folder, "-m", "scripts.bench_queries")))
            desks.append(Desk(stack.enter_context(serve("accutane_guide.wsgi:application", folder)), password))
        few, many = desks
        if few.rows != many.rows:
            sys.exit(f"One first page has {few.rows} rows, the other {many.rows}: nothing to compare.")
        times = measure_in_turn(few, many)
        others = {look.what: [many.time(look) for _round in range(OTHER_ROUNDS)] for look in OTHER_LOOKS}
    print(f"\nThe queue's first page, {few.rows} rows; {ROUNDS} requests each in turn\n")
    counts = [counted[FIRST_PAGE.what] for counted in queries]
    ratio = statistics.median(times[1]) / statistics.median(times[0])
    print_table({f"{FEW:,} requests": times[0], f"{MANY:,} requests": times[1]}, counts)
    print(f"{'ratio':<22} {ratio:>9.2f}   at most {MOST_RATIO}, and fewer than {QUERIES_BELOW} queries")
    print(f"\nOther looks with {MANY:,} requests; {OTHER_ROUNDS} requests each\n")
    print_table(others, [queries[1][what] for what in others])
    return judge(ratio, counts)


def make_copy(guide: Path, folder: Path, count: int, password: str) -> Path:
    print(f"Making {count:,} requests ...", flush=True)
    shutil.copytree(guide, folder)
    run_python(folder, "-m", "scripts.bench_requests", str(count), password)
    return folder


def measure_in_turn(few: Desk, many: Desk) -> tuple[list[float], list[float]]:
    """One request of each, then again: what else the machine does meets both alike."""
    for _round in range(WARM_ROUNDS):
        few.time(FIRST_PAGE)
        many.time(FIRST_PAGE)
    pairs = [(few.time(FIRST_PAGE), many.time(FIRST_PAGE)) for _round in range(ROUNDS)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def print_table(times: dict[str, list[float]], queries: list[int]) -> None:
    print(f"{'':<22} {'median ms':>9} {'lowest':>8} {'highest':>8} {'queries':>8}")
    for (what, runs), count in zip(times.items(), queries, strict=True):
        print(f"{what:<22} {statistics.median(runs):>9.0f} {min(runs):>8.0f} {max(runs):>8.0f} {count:>8}")


def judge(ratio: float, queries: list[int]) -> list[str]:
    """What is worse than it may be, in sentences."""
    complaints = []
    if ratio > MOST_RATIO:
        complaints.append(f"The queue's first page takes {ratio:.2f} times as long, and {MOST_RATIO} is the most.")
    if max(queries) >= QUERIES_BELOW:
        complaints.append(
            f"The queue's first page takes {max(queries)} queries, and fewer than {QUERIES_BELOW} are allowed."
        )
    return complaints
