from django.db import migrations, models
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    dependencies = [("appointments", "0002_staff_groups")]

    operations = [
        migrations.RemoveIndex("appointmentrequest", "appointments_request_email"),
        migrations.AddIndex("appointmentrequest", models.Index(Lower("email"), name="appointments_request_email")),
    ]
