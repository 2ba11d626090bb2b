"""Django settings, derived from the environment (see environment.py)."""

from typing import Any

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from huiyin.config.directory import form_targets, providers
from huiyin.config.environment import read_environment

ENVIRONMENT = read_environment()
HOME = ENVIRONMENT.home
IS_PRODUCTION = ENVIRONMENT.env == "production"

DEBUG = False
SECRET_KEY = ENVIRONMENT.secret_key
FIELD_KEYS = [key for key in ENVIRONMENT.field_keys.split(",") if key]
ALLOWED_HOSTS = [*ENVIRONMENT.hosts.split(","), "testserver"][
    : None if not IS_PRODUCTION else -1
]
CSRF_TRUSTED_ORIGINS = [origin for origin in ENVIRONMENT.origins.split(",") if origin]
ROOT_URLCONF = "huiyin.config.urls"
WSGI_APPLICATION = "huiyin.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "access.User"

KERNEL = [
    "huiyin.kernel.editions",
    "huiyin.kernel.journal",
    "huiyin.kernel.timers",
    "huiyin.kernel.worker",
    "huiyin.kernel.access",
    "huiyin.kernel.protection",
    "huiyin.kernel.apikeys",
    "huiyin.kernel.branding",
    "huiyin.kernel.rest",
    "huiyin.kernel.tabular",
    "huiyin.kernel.lake",
    "huiyin.kernel.webhooks",
    "huiyin.kernel.ui",
]
CONTEXTS = [
    "huiyin.standards",
    "huiyin.customers",
    "huiyin.workforce",
    "huiyin.knowledge",
    "huiyin.channels",
    "huiyin.notifications",
    "huiyin.cases",
    "huiyin.insight",
    "huiyin.quality",
    "huiyin.simulator",
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    # Before the libraries whose templates they restyle and whose words they may differ from.
    *KERNEL,
    *CONTEXTS,
    "huiyin.config",
    "django_htmx",
    "template_partials",
    "csp",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "huiyin.kernel.worker.probes.ProbesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "huiyin.config.machines.MachineMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "huiyin.kernel.editions.kept.EditionMiddleware",
    "huiyin.kernel.access.actor.ActorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "huiyin.kernel.access.second_step.SecondStepMiddleware",
    "csp.middleware.CSPMiddleware",
    "axes.middleware.AxesMiddleware",
    "huiyin.kernel.ui.fragments.RefusalMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "huiyin.kernel.ui.look.look",
            ]
        },
    }
]


def _database() -> dict[str, Any]:
    url = ENVIRONMENT.database_url or f"sqlite:///{HOME / 'huiyin.sqlite3'}"
    database = dict(dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True))
    if str(database["ENGINE"]).endswith("sqlite3"):
        HOME.mkdir(parents=True, exist_ok=True)
        # IMMEDIATE: a writer waits its turn at BEGIN instead of failing half-way through.
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456; "
            # 32 MB of log before it is worked in: pages that change all the time go once.
            "PRAGMA wal_autocheckpoint=8000",
        }
        database["TEST"] = {"NAME": None}
    return database


DATABASES = {"default": _database()}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Languages and time: moments are stored in UTC, shown in one reporting zone.
USE_I18N = True
USE_TZ = True
LANGUAGE_CODE = ENVIRONMENT.language
LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]
TIME_ZONE = ENVIRONMENT.time_zone
HUIYIN_REGION = ENVIRONMENT.region
PUBLIC_URL = ENVIRONMENT.public_url.rstrip("/")
METRICS_TOKEN = ENVIRONMENT.metrics_token
SMTP_URL = ENVIRONMENT.smtp_url
IMAP_URL = ENVIRONMENT.imap_url
MAIL_FROM = ENVIRONMENT.mail_from
SAMPLE_PERCENT = ENVIRONMENT.sample_percent
SAMPLE_PER_PERSON = ENVIRONMENT.sample_per_person
# A model outside that phrases suggested answers, where an operator wants one.
PHRASING_URL = ENVIRONMENT.phrasing_url
PHRASING_KEY = ENVIRONMENT.phrasing_key
PHRASING_MODEL = ENVIRONMENT.phrasing_model
PHRASING_TIMEOUT_S = ENVIRONMENT.phrasing_timeout_s
PHRASING_PER_HOUR = ENVIRONMENT.phrasing_per_hour
# Both until the operator says otherwise on the page of its brand.
OPERATOR_NAME = _("Huiyin")
# Where a person answers; shown on every page of the portal.
SERVICE_PHONE = ENVIRONMENT.service_phone

# A courtesy of the operator, no rule of law: days without a second request to rate.
RATING_PAUSE_DAYS = ENVIRONMENT.rating_pause_days

# Static files and uploads. Attachments never live under the web root.
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
ATTACHMENTS_ROOT = HOME / "attachments"
SPOOL_ROOT = HOME / "spool"
MODELS_ROOT = HOME / "models"
BRAND_ROOT = HOME / "brand"
LAKE_ROOT = HOME / "lake"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if IS_PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not IS_PRODUCTION
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
API_MAX_BODY = 1024 * 1024
# Requests per second and caller in one process, unless the key has a rate of its own.
API_RATE = ENVIRONMENT.api_rate
# Networks inside that webhooks may call; a developer's own machine, nothing in production.
WEBHOOK_NETWORKS = [
    network for network in ENVIRONMENT.webhook_networks.split(",") if network
] or ([] if IS_PRODUCTION else ["127.0.0.0/8", "::1/128"])

# Who is there
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "access:home"
# Where somebody who is not signed in begins: a url name or address.
CUSTOMER_START_URL = "portal:start"
# Where the search box of the desk looks.
SEARCH_URL = "/cases/search/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_FORMS = {
    "login": "huiyin.kernel.access.pages.sign_in.SignInForm",
    "reauthenticate": "huiyin.kernel.access.pages.sign_in.PasswordAgainForm",
}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "huiyin.kernel.access.adapter.StaffAccounts"
# Wrong passwords are counted by axes, in the database, for all processes together.
ACCOUNT_RATE_LIMITS = {"login_failed": False}
SOCIALACCOUNT_ADAPTER = "huiyin.kernel.access.adapter.StaffIdentities"
SOCIALACCOUNT_PROVIDERS = providers(
    issuer=ENVIRONMENT.oidc_issuer,
    name=ENVIRONMENT.oidc_name,
    client_id=ENVIRONMENT.oidc_client_id,
    secret=ENVIRONMENT.oidc_client_secret,
)
REQUIRE_MFA = ENVIRONMENT.require_mfa
MFA_TOTP_ISSUER = "Huiyin"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# One step of 30 s either way: telephones are not set to the second.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "huiyin.kernel.access.pages.second_step.CodeForm",
    "reauthenticate": "huiyin.kernel.access.pages.second_step.CodeAgainForm",
    "activate_totp": "huiyin.kernel.access.pages.second_step.FirstCodeForm",
}
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_TEMPLATE = "access/locked_out.html"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]

# What a browser may do
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if IS_PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31536000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
BEHIND_PROXY = ENVIRONMENT.behind_proxy
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "style-src-attr": [NONE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": form_targets(ENVIRONMENT.oidc_issuer),
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"huiyin": {"level": "INFO"}},
}
