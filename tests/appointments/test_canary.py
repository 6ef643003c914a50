"""What people write about themselves is planted in every box, and looked for in everything that is written down."""

import zlib
from collections.abc import Iterable
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.signing import b64_decode
from django.test import Client
from django.urls import reverse
from post_office.models import Email

from appointments.mailing import send_next
from appointments.models import AppointmentRequest
from appointments.purging import purge
from appointments.references import make_token
from education.models import Location
from tests.appointments.admin.desk_pages import EXPORT, NUMBERS, QUEUE, SEARCH, get_page, get_step
from tests.appointments.factories import make_clinic
from tests.appointments.test_faults import without_requests
from tests.education.factories import make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]

TYPED = {
    "reason": "window",
    "window_ends_on_0": "12",
    "window_ends_on_1": "9",
    "window_ends_on_2": "2026",
    "name": "Zanzibar Quokka",
    "is_minor": "yes",
    "companion": "Yggdrasil",
    "contact_way": "call",
    "phone": "(818) 555-0142",
    "may_leave_message": "no",
    "may_name_clinic": "no",
    "email": "xylophone@canary.example",
    "language": "Klingonish",
    "place": "encino",
    "note": "Wombat in the note",
}
ADDED, CONTACT, OFFER, REASON, CLOSING = "Gryphon day", "Narwhal told", "Axolotl hour", "Basilisk rule", "Ocelot word"
CANARIES = (
    "quokka",
    "yggdrasil",
    "555-0142",
    "5550142",
    "xylophone",
    "klingonish",
    "wombat",
    "gryphon",
    "narwhal",
    "axolotl",
    "basilisk",
    "ocelot",
    "trapped",
)


def find(text: str) -> list[str]:
    return [canary for canary in CANARIES if canary in text.lower()]


class WatchedClient(Client):
    """A browser that remembers every address and every header that it met."""

    def __init__(self, **options) -> None:
        super().__init__(**options)
        self.met: list[str] = []

    def request(self, **request):
        self.met.append(f"{request['PATH_INFO']}?{request.get('QUERY_STRING', '')}")
        response = super().request(**request)
        self.met += [f"{name}: {value}" for name, value in response.items()]
        self.met += [unpack_cookie(cookie.value) for cookie in response.cookies.values()]
        return response


def unpack_cookie(value: str) -> str:
    """What a cookie of Django's holds, packed or not."""
    body = value.partition(":")[0]
    try:
        return value + zlib.decompress(b64_decode(body[1:].encode())).decode()
    except (ValueError, zlib.error):
        return value


@pytest.fixture
def patient() -> WatchedClient:
    return WatchedClient()


@pytest.fixture
def desk(transactional_db) -> WatchedClient:
    client = WatchedClient()
    client.force_login(make_user("mona", is_superuser=True))
    return client


def find_in_database() -> dict[str, list[str]]:
    """{table.column: canaries in it} of every row of every table."""
    found: dict[str, set[str]] = {}
    for model in apps.get_models(include_auto_created=True):
        for row in model._base_manager.values():
            for column, value in row.items():
                found.setdefault(f"{model._meta.model_name}.{column}", set()).update(find(str(value)))
    sessions = [str(session.get_decoded()) for session in Session.objects.all()]
    found["session.decoded"] = {canary for words in sessions for canary in find(words)}
    return {place: sorted(canaries) for place, canaries in found.items() if canaries}


def ask(patient: Client, **answers: str) -> AppointmentRequest:
    """The whole way through the form, with its errors, its signs and a failure."""
    path = reverse("appointments:request")
    typed = TYPED | answers
    patient.get(path, {"about": "window"})
    patient.post(path, typed | {"phone": "12 555-0142", "check": "1"})
    patient.post(path, typed | {"reason": "urgent", "check": "1"})
    patient.post(path, typed | {"edit": "1"})
    patient.post(path, {"note": "wombat" * 1000, "name": "Quokka\0", "check": "1"})
    patient.post(path, '{"name": "Quokka"}', content_type="application/json")
    patient.post(path, typed | {"check": "1"})
    with without_requests():
        assert patient.post(path, typed | {"send": "1"}).status_code == 503
    response = patient.post(path, typed | {"send": "1", "website": "trapped"})
    assert response.status_code == 303, response.content.decode()
    patient.get(response.headers["Location"])
    return AppointmentRequest.objects.latest("pk")


def visit(patient: Client, request: AppointmentRequest, **sent: str) -> None:
    path = reverse("appointments:status", args=[make_token(request.pk)])
    patient.get(path)
    patient.post(path, {"reference": "Quokka"})
    request.refresh_from_db()
    response = patient.post(path, {"reference": request.reference, "seen": str(request.revision), **sent})
    assert response.status_code == 200, response.content.decode()


def answer(desk: Client, request: AppointmentRequest, kind: str, **typed: str) -> None:
    request.refresh_from_db()
    response = desk.post(get_step(request, kind), {"seen": request.revision, **typed})
    assert response.status_code == 302, response.content.decode()


def send_mails() -> None:
    while send_next():
        pass


def look_everywhere(desk: Client, requests: Iterable[AppointmentRequest]) -> None:
    for path in (QUEUE, NUMBERS, reverse("admin:auditlog_logentry_changelist"), *map(get_page, requests)):
        assert desk.get(path).status_code == 200, path
    desk.post(SEARCH, {"words": "Quokka"}, follow=True)
    assert b"".join(desk.post(f"{EXPORT}?state=all").streaming_content).count(b"Quokka") == 2


def test_what_people_write_stays_in_the_request_and_goes_with_it(patient, desk, mail_server, clock, caplog, capfd):
    caplog.set_level("DEBUG")
    make_clinic(keep_days=30)
    Location.objects.create(key="encino", name="Encino", kind="office")

    first = ask(patient)
    second = ask(patient, note="Wombat again")
    visit(patient, first, time=ADDED, add_time="1")
    look_everywhere(desk, [first, second])
    answer(desk, first, "contacted", note=CONTACT)
    answer(desk, first, "offered", appointment=OFFER)
    answer(desk, first, "declined", reason=REASON)
    answer(desk, first, "closed", note=CLOSING)
    visit(patient, first)
    visit(patient, second, withdraw_now="1")
    mail_server.refused.add(TYPED["email"])
    send_mails()
    clock.shift(timedelta(minutes=2))
    mail_server.refused.clear()
    send_mails()

    mails = mail_server.mails
    assert len(mails) == Email.objects.count() == 6
    assert find("\n".join(words for mail in mails for words in (mail.get_content(), mail["Subject"]))) == []
    headers = [f"{name}: {value}" for mail in mails for name, value in mail.items() if name != "To"]
    assert find("\n".join(headers)) == []
    assert find("\n".join(patient.met)) == []
    assert find("\n".join(desk.met)) == []
    assert list(patient.cookies) == []
    written = "".join(capfd.readouterr())
    assert "was not taken (try 1 of 8): SMTPRecipientsRefused" in caplog.text
    assert find(caplog.text + written) == []
    assert find_in_database() == {
        "appointmentrequest.name": ["quokka"],
        "appointmentrequest.companion": ["yggdrasil"],
        "appointmentrequest.phone": ["5550142"],
        "appointmentrequest.email": ["xylophone"],
        "appointmentrequest.language": ["klingonish"],
        "appointmentrequest.note": ["wombat"],
        "appointmentrequest.added_times": ["gryphon"],
        "appointmentrequest.appointment": ["axolotl"],
        "appointmentrequest.decline_reason": ["basilisk"],
        "requestevent.note": ["narwhal", "ocelot"],
        "email.to": ["xylophone"],
    }

    clock.shift(timedelta(days=31))
    assert purge().requests == 2

    assert find_in_database() == {}
