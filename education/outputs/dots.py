"""How many of 100, as dots."""

_GAP = 10


def draw_dots(count: int) -> str:
    """The path along which *count* dots stand, ten in a row, from the top corner; its dashes are the dots."""
    rows, rest = divmod(count, 10)
    in_rows = [10] * rows + [rest] * (rest > 0)
    # A line of no length would not be drawn.
    return "".join(f"M5 {5 + row * _GAP}h{(dots - 1) * _GAP + 0.1:g}" for row, dots in enumerate(in_rows))
