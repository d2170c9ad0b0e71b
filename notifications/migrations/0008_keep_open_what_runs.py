"""Where letters have really gone out, nothing was closed: that stays so. Any other installation waits for its operator."""

from django.conf import settings
from django.db import migrations, models


def keep_open(apps, schema_editor):
    sent = apps.get_model("notifications", "Delivery").objects.all()
    leads_out = settings.EMAIL_URL or settings.ZALO_BOT_TOKEN or settings.ZALO_OA_TEMPLATE or settings.SMS_URL
    if sent.exists() if leads_out else sent.exclude(channel="email").exists():
        apps.get_model("notifications", "Opening").objects.get_or_create(pk=1, defaults={"everyone": True})


class Migration(migrations.Migration):
    dependencies = [("notifications", "0007_opened")]

    operations = [
        migrations.RunPython(keep_open, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name="opening",
            name="everyone",
            field=models.BooleanField(
                help_text="Trống: chưa ai quyết định.", null=True, verbose_name="gửi cho mọi người"
            ),
        ),
    ]
