

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('units', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='phone',
            field=models.CharField(blank=True, max_length=20, verbose_name='điện thoại'),
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('door', models.CharField(max_length=20, verbose_name='cửa')),
                ('key', models.CharField(max_length=64, verbose_name='khóa')),
                ('at', models.DateTimeField(verbose_name='lúc')),
            ],
            options={
                'verbose_name': 'lần thử',
                'verbose_name_plural': 'lần thử',
                'indexes': [models.Index(fields=['door', 'key', 'at'], name='attempt_of_key')],
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_date', models.DateField(verbose_name='từ ngày')),
                ('to_date', models.DateField(verbose_name='đến hết ngày')),
                ('created_at', models.DateTimeField(verbose_name='ghi lúc')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True, verbose_name='bỏ lúc')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi')),
                ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stand_ins', to=settings.AUTH_USER_MODEL, verbose_name='người thay')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to='units.unit', verbose_name='đơn vị')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to=settings.AUTH_USER_MODEL, verbose_name='người vắng mặt')),
            ],
            options={
                'verbose_name': 'vắng mặt',
                'verbose_name_plural': 'vắng mặt',
                'indexes': [models.Index(fields=['deputy', 'to_date'], name='absence_of_deputy')],
                'constraints': [models.CheckConstraint(condition=models.Q(('from_date__lte', models.F('to_date'))), name='absence_dates_in_order'), models.CheckConstraint(condition=models.Q(('user', models.F('deputy')), _negated=True), name='absence_deputy_is_another')],
            },
        ),
        migrations.CreateModel(
            name='Reorganisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('effective_date', models.DateField(verbose_name='ngày hiệu lực')),
                ('document_number', models.CharField(max_length=60, verbose_name='số văn bản')),
                ('document_date', models.DateField(verbose_name='ngày văn bản')),
                ('defaults', models.JSONField(default=dict, verbose_name='mặc định')),
                ('choices', models.JSONField(default=dict, verbose_name='lựa chọn từng mục')),
                ('state', models.CharField(choices=[('draft', 'đang chuẩn bị'), ('planned', 'chờ đến ngày hiệu lực'), ('applied', 'đã thực hiện'), ('cancelled', 'đã bỏ')], default='draft', max_length=10, verbose_name='tình trạng')),
                ('version', models.PositiveIntegerField(default=0, verbose_name='lần sửa')),
                ('created_at', models.DateTimeField(verbose_name='lập lúc')),
                ('applied_at', models.DateTimeField(blank=True, null=True, verbose_name='thực hiện lúc')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người lập')),
                ('new_units', models.ManyToManyField(related_name='+', to='units.unit', verbose_name='đơn vị mới')),
                ('old_units', models.ManyToManyField(related_name='reorganisations', to='units.unit', verbose_name='đơn vị cũ')),
                ('planned_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người duyệt')),
            ],
            options={
                'verbose_name': 'sắp xếp đơn vị',
                'verbose_name_plural': 'sắp xếp đơn vị',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'applied'), _negated=True), ('applied_at__isnull', False), _connector='OR'), name='reorganisation_applied_at')],
            },
        ),
    ]
