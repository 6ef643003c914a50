"""Weeks of the course in words."""

from django.utils.translation import gettext as _


def describe_weeks(counted_from: str, week_from: int, week_to: int | None) -> str:
    """Such as "Weeks 3 to 6" or "From week 5 after your last capsule". Week 1 starts with the capsule."""
    if counted_from == "first_capsule" and week_to is not None and week_to < 1:
        return _("Before your first capsule")
    values = {"from": week_from, "to": week_to}
    if counted_from == "first_capsule":
        if week_to is None:
            return _("From week %(from)d on") % values
        if week_to == week_from:
            return _("Week %(from)d") % values
        return _("Weeks %(from)d to %(to)d") % values
    if week_to is None:
        return _("From week %(from)d after your last capsule on") % values
    if week_to == week_from:
        return _("Week %(from)d after your last capsule") % values
    return _("Weeks %(from)d to %(to)d after your last capsule") % values
