"""Make demo sign-ins for staff."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accutane_guide.demo_staff import make_demo_staff


class Command(BaseCommand):
    help = "Make a sign-in of each role for trying the admin. Prints their passwords once."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("PRODUCTION is true: demo sign-ins are for trying the guide, not for a site people use.")
        passwords = make_demo_staff()
        if passwords:
            self.stdout.write(f"Sign-ins for {settings.SITE_URL}/admin/, shown only this once:")
        for username, password in passwords.items():
            self.stdout.write(f"  {username:<13}  {password}")
