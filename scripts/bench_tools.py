"""How long each tool takes to answer, against a reading page that the same process renders anew.

No server and no browser between: the WSGI application is asked in this process, so that the answer alone is measured.
"""

import os
import statistics
import time
from pathlib import Path
from typing import Any

from scripts.bench_site import run_python

ROUNDS = 15
READING_PAGE = "/guide/how-acne-forms/"  # one of the shortest, so that the comparison is the hardest
TOOLS = {
    "is this normal": "/tools/is-this-normal/?q=dry+lips&when=week-3",
    "can I": "/tools/can-i/?q=doxycyclin",
    "search": "/search/?q=dry+lips",
    "search, no result": "/search/?q=vitiligo",
    "my course, the form": "/tools/my-course/",
    "quiz": "/tools/quiz/",
    "visit sheet": "/tools/visit-sheet/",
}
MOST_TIMES_A_READING_PAGE = 2.0  # a tool is at least half as fast


def measure_tools(folder: Path) -> list[str]:
    """Measure the guide in *folder*, and print what was found. Returns a sentence for each tool that is too slow."""
    said = run_python(folder, "-m", "scripts.bench_tools")
    print(said, flush=True)
    return [f"Too slow: {line.strip()}" for line in said.splitlines() if line.endswith("too slow")]


def main() -> None:
    import django  # noqa: PLC0415  the settings are read only here

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accutane_guide.settings")
    django.setup()
    from django.test import Client  # noqa: PLC0415

    client = Client()
    paths = {"reading page": READING_PAGE} | TOOLS
    for path in paths.values():
        ask(client, path)  # warm
    times: dict[str, list[float]] = {name: [] for name in paths}
    for _round in range(ROUNDS):  # in turn, so that what else the machine does meets all alike
        for name, path in paths.items():
            times[name].append(ask(client, path))
    page = statistics.median(times["reading page"])
    print(f"{'':<22} {'median, ms':>11} {'reading pages':>14}")
    for name, runs in times.items():
        ratio = statistics.median(runs) / page
        verdict = "  too slow" if ratio > MOST_TIMES_A_READING_PAGE else ""
        print(f"{name:<22} {statistics.median(runs):>11.1f} {ratio:>14.2f}{verdict}")


def ask(client: Any, path: str) -> float:
    """Milliseconds for one answer. Its first bytes are made anew each time: no byte cache is asked."""
    start = time.perf_counter()
    answer = client.get(path, headers={"host": "127.0.0.1"})
    took = (time.perf_counter() - start) * 1000
    if answer.status_code != 200:
        raise SystemExit(f"{path} answers {answer.status_code}, not 200.")
    return took


if __name__ == "__main__":
    main()
