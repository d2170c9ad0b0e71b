"""A file kept with a row: what it is was read from its content, its name is shown and never used as a path."""

from django.db import models


class Attached(models.Model):
    file = models.FileField("tệp", upload_to="papers/%Y/%m", max_length=300, blank=True)
    file_name = models.CharField("tên tệp", max_length=255, blank=True)
    content_type = models.CharField("kiểu nội dung", max_length=100, blank=True)
    size = models.PositiveBigIntegerField("dung lượng (byte)", null=True, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, db_index=True)

    class Meta:
        abstract = True
