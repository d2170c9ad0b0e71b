from django.contrib.auth import SESSION_KEY

from tests.factories import PASSWORD


def change(client, user, old, new):
    client.force_login(user)
    return client.post("/mat-khau/", {"old_password": old, "new_password1": new, "new_password2": new})


def test_a_person_changes_the_own_password_and_stays_signed_in(client, cast):
    assert change(client, cast.unit_officer, PASSWORD, "một câu dài dễ nhớ 2026").status_code == 302
    assert SESSION_KEY in client.session
    cast.unit_officer.refresh_from_db()
    assert cast.unit_officer.check_password("một câu dài dễ nhớ 2026")


def test_a_wrong_old_or_a_weak_new_password_is_refused_in_words(client, cast):
    for old, new in (("sai", "một câu dài dễ nhớ 2026"), (PASSWORD, "12345")):
        answer = change(client, cast.unit_officer, old, new)
        assert answer.status_code == 200
        assert "sr-error" in answer.content.decode()
    cast.unit_officer.refresh_from_db()
    assert cast.unit_officer.check_password(PASSWORD)
