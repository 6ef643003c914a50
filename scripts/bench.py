"""Measure the guide: a topic page, the tools, the search, and the queue of requests.

Works on this machine alone, in folders of its own. Takes about six minutes.
It exits with 1 when a tool or the queue is slower than it may be.
"""

import sys
import tempfile
from pathlib import Path

from scripts.bench_queue import measure_queue
from scripts.bench_search import measure_search
from scripts.bench_site import make_guide
from scripts.bench_tools import measure_tools
from scripts.bench_topic import measure_topic


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="guide-bench-") as name:
        folder = Path(name) / "guide"
        folder.mkdir()
        print("Making a guide to measure ...", flush=True)
        make_guide(folder)
        measure_topic(folder)
        measure_search(folder)
        complaints = [*measure_tools(folder), *measure_queue(folder, room=Path(name))]
    if complaints:
        sys.exit("\n".join(complaints))


if __name__ == "__main__":
    main()
