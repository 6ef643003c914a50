"""The WSGI application that gunicorn serves."""

import os

from django.core.handlers.wsgi import WSGIRequest
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accutane_guide.settings")


class Utf8Request(WSGIRequest):
    """A request read as UTF-8, whatever it says of itself.

    Browsers send nothing else. With some other encodings Django fails before it can answer, and gunicorn then logs the
    address with all that was typed.
    """

    encoding = property(lambda _self: None, lambda _self, _encoding: None)


application = get_wsgi_application()
application.request_class = Utf8Request
