"""What the front desk looks at while the queue is measured. Nobody in it is real."""

from typing import NamedTuple

CLERK = "bench-desk"
QUEUE = "/admin/appointments/appointmentrequest/"
FIRST_NAMES = ("Ann", "Ben", "Carla", "David", "Elena", "Farid", "Grace", "Hugo", "Ines", "José", "Kim", "Lena", "Maya")
LAST_NAMES = ("Adams", "Baker", "Chen", "Díaz", "Evans", "Fischer", "García", "Hall", "Ito", "Jones", "Khan", "Lopez")
RARE_NAME = "Zebulon Quillfeather"  # of the oldest request alone: whoever looks for it looks through all


class Look(NamedTuple):
    """An address, and the words that are typed into the search when it is one."""

    what: str
    path: str
    words: str = ""


FIRST_PAGE = Look("the first page", QUEUE)

# Each search but one leads to the page of the oldest request, which is asked for too.
OTHER_LOOKS = (
    Look("all, unfiltered", f"{QUEUE}?state=all"),
    Look("search: reference", f"{QUEUE}search/", "AAAA-AAAA"),
    Look("search: name of many", f"{QUEUE}search/", FIRST_NAMES[2]),
    Look("search: name of one", f"{QUEUE}search/", RARE_NAME),
    Look("search: e-mail", f"{QUEUE}search/", "person.0@example.com"),
    Look("search: phone", f"{QUEUE}search/", "(310) 200-0000"),
)
