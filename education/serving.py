"""How long an answer is kept, and which methods it has."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

View = Callable[..., HttpResponse]


def public_page(view: View) -> View:
    """GET and HEAD alone; kept by browsers and proxies, but never shown without asking whether it still holds."""
    # A method that changes things is refused as such: Django would ask it for a token of a form first.
    return csrf_exempt(require_safe(cache_control(public=True, no_cache=True)(view)))


def personal_form(view: View) -> View:
    """As public_page; and POST, for what a reader tells of themselves: what answers it is kept by nobody."""
    return _serve_form(view, lambda request: request.method == "POST")


def personal_page(view: View) -> View:
    """As personal_form; and what a reader says in the address is personal as well."""
    return _serve_form(view, lambda request: request.method == "POST" or bool(request.GET))


def _serve_form(view: View, is_personal: Callable[[HttpRequest], bool]) -> View:
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if is_personal(request):
            patch_cache_control(response, private=True, no_store=True)
        else:
            patch_cache_control(response, public=True, no_cache=True)
        return response

    # docs/adr/0008: nobody is signed in, so nothing can be done in their name
    return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(answer))
