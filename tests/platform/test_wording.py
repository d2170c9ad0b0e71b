"""No form and no answer of the API speaks English, whichever library words it."""

import pytest
from django.core import validators
from django.forms import fields as form_fields
from django.forms import models as form_models
from django.urls import get_resolver
from rest_framework import fields, relations, serializers

from agenda.forms.people import AbsenceForm
from config.second_step import SignIn
from units.forms import PersonForm

NOT_USED = {
    "ComboField",
    "DurationField",
    "FilePathField",
    "GenericIPAddressField",
    "HyperlinkedIdentityField",
    "HyperlinkedRelatedField",
    "ImageField",
    "InlineForeignKeyField",
    "IPAddressField",
    "ModelField",
    "MultiValueField",
    "SlugRelatedField",
    "SplitDateTimeField",
    "UUIDField",
}


def kinds(*modules) -> list[type]:
    bases = (fields.Field, form_fields.Field)
    named = {kind for module in modules for kind in vars(module).values() if isinstance(kind, type)}
    return sorted((k for k in named if issubclass(k, bases) and k.__name__ not in NOT_USED), key=lambda k: k.__name__)


@pytest.mark.parametrize(
    "modules", [(fields, relations, serializers), (form_fields, form_models)], ids=["api", "forms"]
)
def test_every_field_words_its_errors_in_vietnamese(modules):
    assert get_resolver().url_patterns  # which has it speak
    said = {}
    for kind in kinds(*modules):
        words = {}
        for one in reversed(kind.__mro__):
            words |= getattr(one, "default_error_messages", {})
        said |= {f"{kind.__name__}.{code}": str(text) for code, text in words.items()}
    assert len(said) > 30
    assert [name for name, text in said.items() if text and text.isascii()] == []


def test_forms_that_are_made_while_the_server_starts_speak_so_too():
    made = (SignIn.form_class, PersonForm, AbsenceForm)
    said = {text for form in made for field in form.base_fields.values() for text in field.error_messages.values()}
    assert "Cần điền ô này." in said
    assert "Trường này là bắt buộc." not in said


@pytest.mark.parametrize("kind", ["MinValueValidator", "MaxValueValidator", "ProhibitNullCharactersValidator"])
def test_limits_are_worded_too(kind):
    assert not str(getattr(validators, kind).message).isascii()


@pytest.mark.django_db
def test_a_wrong_body_is_answered_in_vietnamese(client, cast):
    client.force_login(cast.unit_officer)
    address = f"/api/v1/assignments/{cast.assignment.pk}/updates/"
    answer = client.post(address, {"percent": "nhiều"}, content_type="application/json").json()
    assert answer["errors"] == [{"field": "percent", "detail": "Phải là số nguyên."}]
