"""Until when a thing of the avoid list is to be avoided."""

from django.utils.translation import gettext as _

from education.documents.schema import AvoidItemRow

from .labels import UNTIL
from .resolving import Resolver, is_lapsed


def say_until(item: AvoidItemRow, resolver: Resolver) -> str:
    """How long an avoid item holds, in words that cannot be read as leave."""
    if item["until_rule"] is None:
        return str(UNTIL[item["until"]])
    words = resolver.say_rule(item["until_rule"])
    if is_lapsed(resolver.rules[item["until_rule"]], resolver.surroundings.today):
        return words
    return _("until %(phrase)s") % {"phrase": words}


def count_days(item: AvoidItemRow, resolver: Resolver) -> int | None:
    """How many days after the last capsule it ends; None when its rule names none or is being re-checked."""
    if item["until_rule"] is None:
        return None
    rule = resolver.rules[item["until_rule"]]
    return None if is_lapsed(rule, resolver.surroundings.today) else rule["days_after_last_capsule"]
