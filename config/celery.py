"""The Celery application and the ticks. Times of day are rules in our tables; beat only ticks."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("sauro")
app.config_from_object("django.conf:settings", namespace="CELERY")
# Our app `tasks` holds assignments, so background work is called a job everywhere.
app.autodiscover_tasks(related_name="jobs")
app.conf.beat_schedule = {
    "seal the journal": {"task": "journal.jobs.seal", "schedule": 10.0},
    "remind": {"task": "agenda.jobs.tick", "schedule": 60.0},
    "reorganise": {"task": "agenda.jobs.reorganise", "schedule": 300.0},
    "deliver": {"task": "notifications.jobs.deliver_pending", "schedule": 30.0},
    "listen to the bot": {"task": "notifications.jobs.listen_to_bot", "schedule": 20.0},
    "check signatures": {"task": "tasks.jobs.check_new_signatures", "schedule": 30.0},
    "open recurring work": {"task": "tasks.jobs.open_recurring", "schedule": 3600.0},
    "open figures of periods": {"task": "kpi.jobs.open_periods", "schedule": 3600.0},
    "brief leaders": {"task": "insight.jobs.brief", "schedule": 3600.0},
    "look ahead": {"task": "insight.jobs.look_ahead", "schedule": 3600.0},
    "freeze scores": {"task": "insight.jobs.freeze_scores", "schedule": 3600.0},
    "open reports": {"task": "reports.jobs.open_due", "schedule": 3600.0},
    "read uploads": {"task": "intake.jobs.read_waiting", "schedule": 20.0},
    "forget steps of reviews": {"task": "intake.jobs.forget_steps", "schedule": 3600.0},
    "prepare reports": {"task": "reports.jobs.prepare_waiting", "schedule": 20.0},
}
