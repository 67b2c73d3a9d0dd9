"""Settings of the portal, all of them driven by the environment. docs/settings.md lists every name.

A wrong value stops the start and says its name and what it should be; see portal/lib/env.py.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from portal.lib import env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = env.data_dir(BASE_DIR)

# --- Who we are ------------------------------------------------------------------------------------------------
DEBUG = env.yes_or_no("DEBUG", default=False)
PORT = env.whole_number("PORT", 8000, least=1, most=65535)
SITE_URL = env.site_url(default=f"http://127.0.0.1:{PORT}")  # the only source of absolute addresses
ADMIN_PATH = env.admin_path()
SECRET_KEY = env.secret_key(DATA_DIR / "secret_key")

_site = urlsplit(SITE_URL)
HTTPS = _site.scheme == "https"
ALLOWED_HOSTS = sorted(
    {_site.hostname or "", "127.0.0.1", "localhost", "[::1]"}
    | {host.strip() for host in os.environ.get("ALLOWED_HOSTS", "").split(",") if host.strip()}
)
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS：不能用 *，请写出每个主机名，用逗号隔开。")
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS else []
# How many proxies of our own stand before the server: the client's address is counted from the right by it.
TRUSTED_PROXIES = env.whole_number("TRUSTED_PROXIES", 0, least=0, most=10)
if HTTPS and TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Parts -----------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "portal.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "ckeditor",
    "csp",
    "taggit",
    "portal.apps.PortalConfig",
    "links.apps.LinksConfig",
    "news.apps.NewsConfig",
    "feedback.apps.FeedbackConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.middleware.refuse_broken_addresses",
    "portal.middleware.remember_client_address",
    "csp.middleware.CSPMiddleware",
    "portal.middleware.permissions_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.middleware.refuse_large_bodies",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
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
                "portal.frame.frame",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # our widgets' templates stand in templates/
AUTH_USER_MODEL = "portal.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEST_RUNNER = "django.test.runner.DiscoverRunner"

# --- Database --------------------------------------------------------------------------------------------------
_database_help = "DATABASE_URL：应形如 postgres://用户:口令@主机:5432/库名，或 sqlite:////绝对路径/portal.sqlite3。"
_database_url = os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'portal.sqlite3'}"
if not _database_url.startswith(("sqlite:///", "postgres://", "postgresql://")):
    raise ImproperlyConfigured(_database_help)
try:
    DATABASES = {"default": environ.Env.db_url_config(_database_url)}
except ValueError as error:
    raise ImproperlyConfigured(_database_help) from error
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Readers never wait for a writer in WAL. FULL: what a receipt was shown for survives a power cut too.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        # `atomic` stands around writing blocks only (no ATOMIC_REQUESTS), so each takes the write lock at its
        # start and waits for it, instead of failing when a read lock has to be raised.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

# --- Cache: rate limits, and (apart, for strangers fill it) the page loads whose view was counted -----------------
# One process needs no more than its own memory.
_cache_url = os.environ.get("CACHE_URL", "")
if not _cache_url:
    CACHES = {
        name: {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": name,
            "OPTIONS": {"MAX_ENTRIES": 50_000},
        }
        for name in ("default", "loads")
    }
elif _cache_url.startswith(("redis://", "rediss://")):
    CACHES = {
        name: {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": _cache_url, "KEY_PREFIX": prefix}
        for name, prefix in (("default", ""), ("loads", "loads"))
    }
else:
    raise ImproperlyConfigured("CACHE_URL：应形如 redis://主机:6379/0；留空则用本进程内存。")

# --- Language and time -------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# --- Files: what is not declared public is private ---------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
PRIVATE_ROOT = DATA_DIR / "private"
JOURNAL_ROOT = DATA_DIR / "journals"
STORAGES = {
    "default": {"BACKEND": "portal.lib.storage.PrivateStorage"},
    "public": {"BACKEND": "portal.lib.storage.PublicStorage"},
    "staticfiles": {"BACKEND": "portal.lib.storage.StaticStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 2**20  # a text of 10 MB gets an error beside its field and comes back whole
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2**20
FILE_UPLOAD_PERMISSIONS = 0o644
PICTURE_MAX_BYTES = env.whole_number("PICTURE_MAX_MB", 20, least=1, most=200) * 2**20
ATTACHMENT_MAX_BYTES = env.whole_number("ATTACHMENT_MAX_MB", 50, least=1, most=1000) * 2**20

# --- Limits on what one address may do -----------------------------------------------------------------------------
RATE_FORMS = "10/h"  # 投稿 and 留言, each, by address
RATE_LOOKUP = "60/10m"  # receipt codes asked for, by address
RATE_VIEWS = "600/m"  # views posted by one address (an office shares one)
RATE_VIEWS_OF_ARTICLE = "30/m"  # of one article by one address
RATE_LOGIN = "20/5m"  # sign-in tries by address

# --- Sign-in, cookies, headers -------------------------------------------------------------------------------------
LOGIN_URL = "admin:login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# Stored reader pages hold nothing personal: the session lives below the admin's path only.
SESSION_COOKIE_PATH = ADMIN_PATH
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "portal.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and env.yes_or_no("HSTS_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = HTTPS and env.yes_or_no("HSTS_PRELOAD", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"  # one view allows our own pages to frame it: the PDF of a magazine
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *env.origin_list("MEDIA_ORIGINS")],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "object-src": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
SILENCED_SYSTEM_CHECKS = [
    # CKEditor 4 is no longer maintained by its makers, says django-ckeditor. The customer fixed it; it stays inside
    # the admin, its upload addresses are never mounted, and everything it sends goes through portal.lib.html.clean.
    "ckeditor.W001",
]

# --- The editor ------------------------------------------------------------------------------------------------------
# Its configuration stands in portal/editor.py, beside the widget; django-ckeditor reads this name only.
CKEDITOR_CONFIGS: dict[str, dict[str, object]] = {"default": {}}

TAGGIT_CASE_INSENSITIVE = True
TAGGIT_TAGS_FROM_STRING = "news.tags.parse"
TAGGIT_STRING_FROM_TAGS = "news.tags.join"

# --- Mail (files by default: nothing leaves a machine that was not told where to) ------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL") or f"portal@{_site.hostname}"

# --- Log -------------------------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "portal": {"level": "INFO"},
        "news": {"level": "INFO"},
        "feedback": {"level": "INFO"},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # a scanner's noise, not our fault
    },
}
