"""The queue and a person's other requests are read by their indexes: what they cost does not grow with the rows."""

import pytest

from appointments.models import ORDER_OF_NEED, AppointmentRequest
from tests.appointments.factories import make_request

pytestmark = pytest.mark.django_db


def test_first_page_of_the_queue_sorts_nothing():
    for number in range(5):
        make_request(f"Row {number}")

    plan = AppointmentRequest.objects.waiting().order_by(*ORDER_OF_NEED)[:50].explain()

    assert "INDEX appointments_request_queue" in plan
    assert "TEMP B-TREE" not in plan


def test_newest_requests_are_found_without_sorting_all():
    for number in range(5):
        make_request(f"Row {number}")

    plans = [
        rows.order_by("-created_at", "-pk")[:50].explain()
        for rows in (AppointmentRequest.objects.all(), AppointmentRequest.objects.filter(state="closed"))
    ]

    assert ["TEMP B-TREE" in plan for plan in plans] == [False, False]


def test_requests_of_a_contact_are_found_without_reading_all():
    make_request()

    plan = AppointmentRequest.objects.from_contact(phone="+18185550100", email="Ann@Example.com").explain()

    indexes = ["INDEX appointments_request_phone" in plan, "INDEX appointments_request_email" in plan]
    assert [*indexes, "SCAN" in plan] == [True, True, False]
