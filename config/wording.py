"""Sentences of Django's forms where its Vietnamese catalogue has none, or one that nobody would say."""

from django.core import validators
from django.forms import fields, models

WORDS = {
    fields.Field: {"required": "Cần điền ô này."},
    fields.IntegerField: {"invalid": "Nhập một số nguyên."},
    fields.ChoiceField: {"invalid_choice": "“%(value)s” không nằm trong các giá trị cho phép."},
    fields.MultipleChoiceField: {"invalid_choice": "“%(value)s” không nằm trong các giá trị cho phép."},
    fields.JSONField: {"invalid": "Không phải JSON hợp lệ."},
    models.ModelMultipleChoiceField: {"invalid_pk_value": "“%(pk)s” không phải số của một mục."},
}


def speak_vietnamese() -> None:
    """For every form made from now on."""
    for kind, words in WORDS.items():
        kind.default_error_messages = kind.default_error_messages | words
    validators.MinValueValidator.message = "Ít nhất là %(limit_value)s."
    validators.MaxValueValidator.message = "Nhiều nhất là %(limit_value)s."
    validators.ProhibitNullCharactersValidator.message = "Có ký tự hỏng (U+0000). Gõ lại."
