"""Where letters have gone out, nothing was closed: that stays so. An installation that begins waits for its operator."""

from django.db import migrations


def keep_open(apps, schema_editor):
    if apps.get_model("notifications", "Delivery").objects.exists():
        apps.get_model("notifications", "Opening").objects.get_or_create(pk=1, defaults={"everyone": True})


class Migration(migrations.Migration):
    dependencies = [("notifications", "0007_opened")]

    operations = [migrations.RunPython(keep_open, migrations.RunPython.noop)]
