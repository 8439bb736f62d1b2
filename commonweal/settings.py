"""Settings of the house. Everything that an operator may set is an environment variable named COMMONWEAL_…
(or DATABASE_URL and its kin) and documented in docs/operations.md.
"""

import os
from pathlib import Path

from commonweal.house import database, places, ports

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = places.var()

SECRET_KEY = places.secret_key()
CODES_KEY_FILE = places.codes_key_file()
SIGN_IN_FILE = places.sign_in_file()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("COMMONWEAL_HOSTS", "localhost,127.0.0.1").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
SITE_ADDRESS = os.environ.get("COMMONWEAL_ADDRESS", f"http://localhost:{ports.web_port()}")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "bootstrap",
    "procrastinate.contrib.django",
    "commonweal.common",
    "commonweal.audit",
    "commonweal.workflow",
    "commonweal.handling",
    "commonweal.members",
    "commonweal.databanks",
    "commonweal.search",
    "commonweal.oversight",
    "commonweal.portal",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "commonweal.portal.middleware.ContentSecurity",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "commonweal.portal.middleware.Errors",
    "commonweal.portal.middleware.Desk",
]
ROOT_URLCONF = "commonweal.portal.urls"
WSGI_APPLICATION = "commonweal.portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["commonweal.portal.context.house"]},
    }
]

DATABASES = {"default": database.django_settings(pool=True)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "members.Officer"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ru", "Русский")]
LOCALE_PATHS = [BASE_DIR / "commonweal" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

SECURE_HTTPS = SITE_ADDRESS.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
LANGUAGE_COOKIE_SAMESITE = "Strict"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HTTPS
SILENCED_SYSTEM_CHECKS = [
    "security.W008",  # the proxy before the house, which has the certificate, turns http into https
    "security.W021",  # whether a whole domain stands in browsers' lists is its owner's decision
]
SECURE_REFERRER_POLICY = "same-origin"  # with "no-referrer" browsers send "Origin: null" and no form passes
CSRF_FAILURE_VIEW = "commonweal.portal.web.errors.form_refused"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

SEARCH_SOCKET = places.search_socket()
SEARCH_STEP = 0.05
"""Seconds: an answer leaves at whole steps of this, whatever it found."""
QUESTION_KEY, QUESTION_RING = places.question_key_file(), places.question_ring_file()
NAMES_DICTIONARY = places.dictionary_file()
INTAKE_FOLDER = places.intake_folder()
