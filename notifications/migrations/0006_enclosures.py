from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0005_channels'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='message',
            name='message_without_envelope',
        ),
        migrations.RemoveField(
            model_name='message',
            name='delivery',
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('enclosed_at__isnull', True), ('obsolete_at__isnull', True)), fields=['single'], name='message_without_envelope'),
        ),
    ]
