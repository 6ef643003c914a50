"""Measure the guide: a topic page, and the queue of requests. On this machine alone, in folders of its own.

Takes about three minutes, and exits with 1 when the queue is slower than it may be.
"""

import sys
import tempfile
from pathlib import Path

from scripts.bench_queue import measure_queue
from scripts.bench_site import make_guide
from scripts.bench_topic import measure_topic


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="guide-bench-") as name:
        folder = Path(name) / "guide"
        folder.mkdir()
        print("Making a guide to measure ...", flush=True)
        make_guide(folder)
        measure_topic(folder)
        complaints = measure_queue(folder, room=Path(name))
    if complaints:
        sys.exit("\n".join(complaints))


if __name__ == "__main__":
    main()
