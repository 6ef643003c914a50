"""Print as JSON how many queries each look of the front desk takes, in a process that has asked nothing before."""

import json
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accutane_guide.settings")
django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from scripts.bench_desk import CLERK, FIRST_PAGE, OTHER_LOOKS, Look  # noqa: E402


def main() -> None:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(username=CLERK))
    print(json.dumps({look.what: count_queries(client, look) for look in (FIRST_PAGE, *OTHER_LOOKS)}))


def count_queries(client: Client, look: Look) -> int:
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(look.path, {"words": look.words}, follow=True) if look.words else client.get(look.path)
    if answer.status_code != 200:
        raise RuntimeError(f"{look.path} answers {answer.status_code}, not 200.")
    return len(queries)


if __name__ == "__main__":
    main()
