"""Forms filled in as a browser does it: everything the page offers is sent, with what somebody changed."""

from typing import Any

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client

Fields = dict[str, list[str]]


def parse(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content.decode(), "html5lib")


def read_form(response: HttpResponse, selector: str) -> Fields:
    """The fields of the page's form and their values, as a browser would send them."""
    fields: Fields = {}
    for element in parse(response).select_one(selector).select("input, textarea, select"):
        if element.get("name") and not element.has_attr("disabled"):
            fields.setdefault(element["name"], []).extend(_read_values(element))
    return {name: values for name, values in fields.items() if values}


def _read_values(element: Any) -> list[str]:
    if element.name == "textarea":
        return [element.text.removeprefix("\n")]
    if element.name == "select":
        chosen = element.select("option[selected]") or element.select("option")[:1]
        return [option.get("value", option.text) for option in chosen]
    if element["type"] in ("submit", "button"):
        return []
    if element["type"] in ("checkbox", "radio"):
        return [element.get("value", "on")] if element.has_attr("checked") else []
    return [element.get("value", "")]


def send(client: Client, opened: HttpResponse, selector: str, button: str = "_save", **changes: Any) -> HttpResponse:
    """Press *button* of the form on a page that was *opened* before, with *changes* to its fields."""
    return client.post(opened.wsgi_request.get_full_path(), {**read_form(opened, selector), **changes, button: "1"})


def list_messages(response: HttpResponse) -> list[str]:
    """What the page tells in answer to what somebody did."""
    return [item.get_text(" ", strip=True) for item in parse(response).select(".messagelist li")]


def list_errors(response: HttpResponse) -> list[str]:
    """Every error on a form of the stock admin."""
    return [item.get_text(" ", strip=True) for item in parse(response).select(".errorlist li")]


def list_summary(response: HttpResponse) -> list[str]:
    """Every line of the summary above a form of our own."""
    return [item.get_text(" ", strip=True) for item in parse(response).select(".error-summary li")]
