"""Where the bars of the chart stand. A template draws them."""

from dataclasses import dataclass
from datetime import date

from appointments.counting import WeekCount

WIDTH, HEIGHT = 720, 260
_LEFT, _TOP, _BOTTOM = 8, 28, 32  # room for the words around the bars
_GAP = 12


@dataclass(frozen=True)
class Bar:
    monday: date
    count: int
    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    @property
    def label_y(self) -> int:
        return self.y - 8


@dataclass(frozen=True)
class Chart:
    bars: list[Bar]
    width: int = WIDTH
    height: int = HEIGHT
    ground: int = HEIGHT - _BOTTOM
    label_y: int = HEIGHT - _BOTTOM + 22


def draw_weeks(weeks: list[WeekCount]) -> Chart:
    """A bar for each week; the highest fills the height."""
    room = HEIGHT - _TOP - _BOTTOM
    most = max((week.count for week in weeks), default=0) or 1
    step = (WIDTH - 2 * _LEFT) // max(len(weeks), 1)
    bars = []
    for number, week in enumerate(weeks):
        height = round(week.count * room / most)
        x = _LEFT + number * step + _GAP // 2
        bars.append(Bar(week.monday, week.count, x, HEIGHT - _BOTTOM - height, step - _GAP, height))
    return Chart(bars)
