"""Addresses of the desk's pages, and what a person reads on them."""

from django.http import HttpResponse
from django.urls import reverse

from appointments.models import AppointmentRequest
from tests.education.admin.browsing import parse

QUEUE = "/admin/appointments/appointmentrequest/"
NUMBERS = f"{QUEUE}numbers/"
SEARCH = f"{QUEUE}search/"
EXPORT = f"{QUEUE}export/"


def get_page(request: AppointmentRequest) -> str:
    return reverse("admin:appointments_appointmentrequest_change", args=[request.pk])


def get_step(request: AppointmentRequest, kind: str) -> str:
    return reverse("admin:appointments_appointmentrequest_step", args=[request.pk, kind])


def list_references(response: HttpResponse) -> list[str]:
    """The references in the queue, in its order."""
    return [cell.text for cell in parse(response).select("#result_list .field-reference")]


def read_row(response: HttpResponse, number: int = 0) -> dict[str, str]:
    """{column: words} of a row of the queue."""
    row = parse(response).select("#result_list tbody tr")[number]
    return {
        cell["class"][0].removeprefix("field-"): " ".join(cell.get_text(" ", strip=True).split())
        for cell in row.select("th, td")
    }


def read_list(response: HttpResponse, heading: str) -> list[str]:
    """The items below the heading with this id, or the rows of its table."""
    part = parse(response).select_one(f"#{heading}").parent
    return [" ".join(item.get_text(" ", strip=True).split()) for item in part.select("li, tbody tr")]


def read_facts(response: HttpResponse, selector: str) -> dict[str, str]:
    """{term: description} of a list of pairs."""
    return {
        term.get_text(" ", strip=True): " ".join(term.find_next("dd").get_text(" ", strip=True).split())
        for term in parse(response).select(f"{selector} dt")
    }
