"""What `make bench` fills a database with, and what it finds wrong. The measuring itself takes minutes."""

import pytest
from django.db.models import Count

from appointments.models import AppointmentRequest, RequestEvent
from scripts.bench_queue import judge
from scripts.bench_requests import make_desk, make_events, make_requests, write_rows

QUEUE = "/admin/appointments/appointmentrequest/"


@pytest.mark.django_db
def test_database_to_measure_holds_each_state_and_fills_the_first_page(client):
    desk = make_desk("a-password")
    rows = list(make_requests(100, desk.pk))
    write_rows(AppointmentRequest, rows)
    write_rows(RequestEvent, (event for row in rows for event in make_events(row, desk.pk)))
    client.force_login(desk)

    page = client.get(QUEUE)

    states = AppointmentRequest.objects.order_by().values_list("state").annotate(Count("pk"))
    assert dict(states) == {
        "new": 30,
        "in_contact": 15,
        "offered": 15,
        "booked": 6,
        "declined": 3,
        "withdrawn": 3,
        "closed": 28,
    }
    assert [AppointmentRequest.objects.waiting().count(), len(page.context["cl"].result_list)] == [60, 50]


def test_queue_is_judged_by_its_ratio_and_its_queries():
    complaints = [judge(ratio, queries) for ratio, queries in [(1.5, [14, 19]), (1.51, [14, 14]), (1.0, [14, 20])]]

    assert complaints == [
        [],
        ["The queue's first page takes 1.51 times as long, and 1.5 is the most."],
        ["The queue's first page takes 20 queries, and fewer than 20 are allowed."],
    ]
