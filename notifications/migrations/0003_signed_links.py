

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0002_fewer_indexes'),
        ('units', '0002_people_and_reorganisation'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SignedLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('register', 'đăng ký người của đơn vị'), ('password', 'đặt mật khẩu')], max_length=10, verbose_name='dùng để')),
                ('token_hash', models.CharField(max_length=64, unique=True, verbose_name='mã băm')),
                ('created_at', models.DateTimeField(verbose_name='gửi lúc')),
                ('expires_at', models.DateTimeField(verbose_name='dùng được đến')),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='đã dùng lúc')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='thôi dùng lúc')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người gửi')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_set', to='units.unit', verbose_name='đơn vị')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_set', to=settings.AUTH_USER_MODEL, verbose_name='người')),
            ],
            options={
                'verbose_name': 'liên kết trong thư',
                'verbose_name_plural': 'liên kết trong thư',
                'indexes': [models.Index(fields=['unit', 'purpose', 'created_at'], name='link_of_unit')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('unit__isnull', True), ('user__isnull', False)), models.Q(('unit__isnull', False), ('user__isnull', True)), _connector='OR'), name='link_of_one_recipient')],
            },
        ),
    ]
