"""How long the search takes to make ready and to answer, for a guide of 20 documents and of 2,000."""

import copy
import gc
import os
import statistics
import time
from pathlib import Path
from typing import Any

from scripts.bench_site import run_python

SIZES = (20, 2000)
ROUNDS = 20
SEARCHES = (
    "dry lips",
    "acne",
    "alcohol",
    "isotretnoin",
    "how long does it take to work",
    "vitiligo",
    "can I take ibuprofen for a headache",
    "contraceptoin",
)


def measure_search(folder: Path) -> None:
    """Measure with the documents of the guide in *folder*, and print what was found. Takes some minutes."""
    print(run_python(folder, "-m", "scripts.bench_search"), flush=True)


def main() -> None:
    import django  # noqa: PLC0415  the settings are read only here

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accutane_guide.settings")
    django.setup()
    from education.live import list_live_topics  # noqa: PLC0415
    from education.tools.search import SearchIndex  # noqa: PLC0415

    documents = [topic.document for topic in list_live_topics("en")]
    print(f"{'documents':>9} {'made in, s':>11} {'median query, ms':>17} {'slowest query, ms':>18}")
    for size in SIZES:
        copies = (copy_document(documents[number % len(documents)], number) for number in range(size))
        start = time.perf_counter()
        index = SearchIndex(copies, "en")
        made = time.perf_counter() - start
        gc.collect()
        times = [measure_query(index, typed) for _round in range(ROUNDS) for typed in SEARCHES]
        print(f"{size:>9} {made:>11.1f} {statistics.median(times):>17.1f} {max(times):>18.1f}")


def copy_document(document: Any, number: int) -> Any:
    """The document under a name of its own, with a word that no other has."""
    made = copy.deepcopy(document)
    made["slug"] = f"{document['slug']}-{number}"
    made["title"] = f"{document['title']} {number:x}"
    return made


def measure_query(index: Any, typed: str) -> float:
    start = time.perf_counter()
    index.search(typed)
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
