

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agenda', '0001_initial'),
        ('tasks', '0003_source_picture'),
        ('units', '0002_people_and_reorganisation'),
    ]

    operations = [
        migrations.CreateModel(
            name='MovedWork',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('new', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moved_from', to='tasks.assignment', verbose_name='việc mới')),
                ('old', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moved_to', to='tasks.assignment', verbose_name='việc cũ')),
                ('reorganisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moved', to='units.reorganisation', verbose_name='sắp xếp đơn vị')),
            ],
            options={
                'verbose_name': 'việc đã chuyển',
                'verbose_name_plural': 'việc đã chuyển',
                'constraints': [models.UniqueConstraint(fields=('old', 'new'), name='moved_work_once')],
            },
        ),
    ]
