"""What the figures stand on: a database of made-up work, the running server, people signed in."""

from contextlib import ExitStack
from functools import cached_property

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection
from django.db.models import Count
from django.utils import timezone

from api.models import Token
from api.operations import create_token
from bench.measured import measure
from bench.server import Client, web_server
from intake.operations.scale import load_scale
from intake.operations.scale.places import FOCAL_OFFICER, MEASURED_UNIT, OFFICER
from tasks.models import Assignment
from units.models import User

UNITS, ASSIGNMENTS, ACTS, SEED = 150, 20_000, 3, 1
PLAN = 1


class Ground:
    """Everything is made when it is first asked for, and ends with `close`."""

    def __init__(self, assignments: int = ASSIGNMENTS) -> None:
        self._assignments, self._ending = assignments, ExitStack()

    def close(self) -> None:
        self._ending.close()

    @cached_property
    def schema(self) -> None:
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)

    @cached_property
    def data(self) -> None:
        _ = self.schema
        load_scale(units=UNITS, assignments=self._assignments, acts=ACTS, seed=SEED, now=timezone.localtime())
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")

    @cached_property
    def measured(self) -> int:
        """Figures of indicators beside the work; how many."""
        _ = self.data
        return measure(PLAN, today=timezone.localdate(), seed=SEED)

    @cached_property
    def port(self) -> int:
        _ = self.data
        return self._ending.enter_context(web_server())

    @cached_property
    def focal_officer(self) -> User:
        return self._person(FOCAL_OFFICER)

    @cached_property
    def officer(self) -> User:
        return self._person(OFFICER)

    def _person(self, username: str) -> User:
        _ = self.data
        return User.objects.get(username=username)

    def browser(self, user: User, csrf: str = "") -> Client:
        """With `csrf`, one whose page may post through htmx."""
        headers = self.session(user)
        if csrf:
            headers["Cookie"] += f"; {settings.CSRF_COOKIE_NAME}={csrf}"
            headers |= {"X-CSRFToken": csrf, "HX-Request": "true"}
        return Client(self.port, headers)

    def session(self, user: User) -> dict[str, str]:
        return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session_of(user)}"}

    def system(self, user: User) -> Client:
        """Another system with the person's token."""
        return Client(self.port, self.bearer(user))

    def bearer(self, user: User) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret(user)}"}

    def secret(self, user: User) -> str:
        return create_token(user=user, name="bench", scope=Token.Scope.WRITE, now=timezone.now())[1]

    def open_work(self, count: int) -> list[int]:
        """Assignments that the measured unit may still update."""
        found = Assignment.objects.filter(plan=PLAN, unit=MEASURED_UNIT, state="open")
        return list(found.order_by("-id").values_list("id", flat=True)[:count])

    def full_story(self) -> Assignment:
        """An open assignment with 20 events and 10 pieces of evidence."""
        told = Assignment.objects.filter(plan=PLAN, state="open").annotate(proofs=Count("evidences"))
        return told.filter(proofs__gte=9).select_related("unit").order_by("id")[0]


def session_of(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key
