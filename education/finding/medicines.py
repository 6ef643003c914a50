"""Names of common medicines: known as such, though nothing is said of them."""

from functools import cache
from pathlib import Path


@cache
def read_medicines() -> tuple[tuple[str, ...], ...]:
    """The names of each medicine, its generic name first."""
    lines = Path(__file__).with_name("other_medicines.txt").read_text(encoding="utf-8").splitlines()
    listed = (line.split("#")[0].split(",") for line in lines)
    return tuple(names for line in listed if (names := tuple(name.strip() for name in line if name.strip())))
