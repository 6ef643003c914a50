"""What a browser sends from the form."""

from typing import Any

from education.models import Location


def make_places() -> None:
    """The places of which the form lets people choose."""
    Location.objects.create(key="encino", name="Encino", kind="office")
    Location.objects.create(key="video", name="Video visit", kind="video")


def make_post(**answers: Any) -> dict[str, Any]:
    """All boxes of the form, filled in by somebody who can be called; *answers* replace, None leaves out."""
    values = {
        "submission_id": "7f0c5d1e-8a55-4b54-9d43-1f2f3a4b5c6d",
        "clock": "",
        "has_seen_signs": "",
        "reason": "monthly",
        "window_ends_on_0": "",
        "window_ends_on_1": "",
        "window_ends_on_2": "",
        "name": "Ann Example",
        "is_minor": "no",
        "companion": "",
        "contact_way": "call",
        "phone": "(818) 555-0142",
        "may_leave_message": "yes",
        "may_name_clinic": "no",
        "email": "",
        "language": "",
        "place": "encino",
        "days": ["mon"],
        "times": ["morning"],
        "note": "",
        "website": "",
    }
    return {name: value for name, value in (values | answers).items() if value is not None}


def make_window(month: int | str, day: int | str, year: int | str) -> dict[str, str]:
    """The boxes of somebody whose prescription window ends on this day."""
    boxes = {f"window_ends_on_{box}": str(value) for box, value in enumerate((month, day, year))}
    return {"reason": "window"} | boxes
