"""All settings; everything that differs between installations comes from the environment (table in README.md)."""

from email.utils import parseaddr
from urllib.parse import urlsplit

from config import env

BASE_DIR = env.BASE_DIR
VAR_DIR = BASE_DIR / "var"
VAR_DIR.mkdir(exist_ok=True)

DATABASES = {"default": env.database(env.text("DATABASE_URL"), VAR_DIR)}
EMBEDDED = DATABASES["default"]["ENGINE"].endswith("sqlite3")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_keys = VAR_DIR / "keys" if EMBEDDED else None
SECRET_KEY = env.secret("SECRET_KEY", keep_in=_keys)
JOURNAL_KEY = env.secret("JOURNAL_KEY", keep_in=_keys)

DEBUG = env.flag("DEBUG")
BASE_URL = env.text("BASE_URL", "http://localhost:8000").rstrip("/")
_base = urlsplit(BASE_URL)
SECURE = _base.scheme == "https"
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", f"{_base.hostname},localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "config",
    "api",
    "intake",
    "agenda",
    "insight",
    "reports",
    "kpi",
    "tasks",
    "plans",
    "notifications",
    "units",
    "journal",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_celery_beat",
    "django_htmx",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "config.second_step.setting_up_first",
    "config.acting.acting",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.navigation.navigation",
            ],
            "builtins": ["config.templatetags.vietnamese", "config.templatetags.kit"],
        },
    }
]
FORM_RENDERER = "config.widgets.Renderer"

AUTH_USER_MODEL = "units.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTHENTICATION_BACKENDS = ["config.signin.NameOrMailBackend"]
SECOND_STEP_REQUIRED = env.flag("SECOND_STEP_REQUIRED", not EMBEDDED)  # of focal officers and administrators
OTP_TOTP_ISSUER = "Sáu Rõ"
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0  # tries are counted as those of passwords are
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "login"

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
(VAR_DIR / "assets").mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static", ("vendor", VAR_DIR / "assets")]
WHITENOISE_USE_FINDERS = EMBEDDED
MEDIA_ROOT = env.text("MEDIA_ROOT", str(VAR_DIR / "media"))
MEDIA_STORAGE = env.text("MEDIA_STORAGE")  # s3://bucket/prefix?endpoint=…&region=…; unset: files under MEDIA_ROOT
STORAGES = {
    "default": env.storage(MEDIA_STORAGE),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if EMBEDDED
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# An upload is checked by content and size in the operation that takes it; this only bounds memory.
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in ("default", "bar")
}
UPLOAD_LIMIT_MB = env.number("UPLOAD_LIMIT_MB", 25)
OCR = env.flag("OCR")  # Tesseract reads scans
RECEIPT_DAYS = env.number("RECEIPT_DAYS", 3)  # working days, then "not received" is listed
MILESTONE_DAYS = env.number("MILESTONE_DAYS", 10)  # working days to register milestones for work without a date
SIGNATURE_ROOTS = env.text("SIGNATURE_ROOTS")

SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY") else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_AGE = 12 * 3600
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # evidence is previewed in a frame of our own pages
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # wants DENY
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    }
}

REDIS_URL = env.text("REDIS_URL")
EMAIL_URL = env.text("EMAIL_URL")  # smtp:// or smtps://; unset: letters stay in the demo mailbox
EMAIL_FROM = env.text("EMAIL_FROM", f"Sáu Rõ <sauro@{_base.hostname}>")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = parseaddr(EMAIL_FROM)[1]

CHAT_HOURS = env.hours("CHAT_HOURS", "06:05-21:50")  # Zalo and SMS
ZALO_BOT_TOKEN = env.like("ZALO_BOT_TOKEN", r"\d+:[\w-]+", "digits:text")  # digits:text; unset: no Zalo Bot
ZALO_BOT_URL = env.text("ZALO_BOT_URL", "https://bot-api.zaloplatforms.com").rstrip("/")
ZALO_BOT_SECRET = env.text("ZALO_BOT_SECRET")  # of its webhook; unset: updates are fetched
ZALO_BOT_NAME = env.text("ZALO_BOT_NAME", "Bot Sáu Rõ")
ZALO_OA_APP_ID = env.text("ZALO_OA_APP_ID")
ZALO_OA_APP_SECRET = env.text("ZALO_OA_APP_SECRET")
ZALO_OA_ID = env.text("ZALO_OA_ID")
ZALO_OA_WEBHOOK_SECRET = env.text("ZALO_OA_WEBHOOK_SECRET")
ZALO_OA_TEMPLATE = env.text("ZALO_OA_TEMPLATE")  # number of the approved template; unset: no paid messages
ZALO_OA_URL = env.text("ZALO_OA_URL", "https://business.openapi.zalo.me").rstrip("/")
ZALO_OAUTH_URL = env.text("ZALO_OAUTH_URL", "https://oauth.zaloapp.com").rstrip("/")
SMS_URL = env.text("SMS_URL")  # of an HTTP gateway; unset: no SMS
SMS_BODY = env.parsed("SMS_BODY", '{"to": "{to}", "text": "{text}", "id": "{id}"}')
SMS_HEADERS = env.parsed("SMS_HEADERS", "{}")
SMS_RECEIPT_SECRET = env.text("SMS_RECEIPT_SECRET")  # unset: delivery reports are refused
SMS_RECEIPT = {  # the fields of a delivery report, and which values of its status mean what
    "id": "id",
    "status": "status",
    "delivered": ["delivered", "DELIVRD"],
    "failed": ["failed", "undelivered", "UNDELIV", "EXPIRED", "REJECTD"],
    "invalid": ["invalid"],
} | env.parsed("SMS_RECEIPT", "{}")
APPRISE_SCHEMES = env.words("APPRISE_SCHEMES", "tgram,msteams,slack,gchat,discord,jsons,ntfys,mmosts")

CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_IGNORE_RESULT = True
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# Without this a run missed yesterday fires as soon as beat is back, hours early.
CELERY_BEAT_CRON_STARTING_DEADLINE = 3600
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 7200}
else:
    CELERY_BROKER_URL = "filesystem://localhost//"
    _queue, _control = VAR_DIR / "queue", VAR_DIR / "queue-control"
    _queue.mkdir(exist_ok=True)
    _control.mkdir(exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_queue),
        "data_folder_out": str(_queue),
        "control_folder": str(_control),
        "store_processed": False,
    }

API_RATE = env.text("API_RATE")  # e.g. 600/min per person; unset: no limit
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "api.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated", "api.authentication.MayWrite"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser", "rest_framework.parsers.MultiPartParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "api.pages.Pages",
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"] if API_RATE else [],
    "DEFAULT_THROTTLE_RATES": {"user": API_RATE or None},
    "EXCEPTION_HANDLER": "api.problems.answer",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Sáu Rõ",
    "DESCRIPTION": "Giao việc, theo dõi, xác nhận: cùng quyền, cùng quy tắc như trên màn hình.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "PlanKind": "plans.models.Plan.Kind",
        "PlanState": "plans.models.Plan.State",
        "PartyPart": "tasks.models.TaskParty.Part",
        "ScorePart": "insight.models.Part",
        "PartyKind": "tasks.models.TaskParty.Kind",
        "MilestoneKind": "tasks.models.Milestone.Kind",
        "AssignmentState": "tasks.models.Assignment.State",
        "CompilationState": "reports.models.Compilation.State",
        "MeasurementState": "kpi.models.Measurement.State",
        "ObstacleKind": "tasks.models.Obstacle.Kind",
        "EvidenceKind": "tasks.models.Evidence.Kind",
        "EvidenceJudgement": "tasks.models.Evidence.Judgement",
        "MilestoneState": "tasks.models.RegisteredMilestone.State",
        "ChangeRequestKind": "tasks.models.ChangeRequest.Kind",
        "ChangeRequestState": "tasks.models.ChangeRequest.State",
        "ChangeRequestReason": "tasks.models.ChangeRequest.Reason",
        "NoteReason": "tasks.models.Note.Reason",
        "ContributionState": "tasks.models.ContributionRequest.State",
        "ObstacleState": "tasks.models.Obstacle.State",
        "ReportState": "reports.models.Report.State",
        "ChannelEnum": "notifications.models.Channel",
    },
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

# apprise, urllib3 and requests print tokens and bodies below WARNING.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {
        name: {"level": "WARNING"} for name in ("apprise", "urllib3", "requests", "httpx", "kombu", "celery.beat")
    },
}
