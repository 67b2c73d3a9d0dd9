"""The portal's settings for tests: a folder of their own, a fast hasher, the database and cache that were asked for.

TEST_DATABASE_URL (PostgreSQL) and TEST_REDIS_URL choose real servers; without them, SQLite and the process's memory.
"""

import atexit
import os
import shutil
import tempfile

_data = tempfile.mkdtemp(prefix="zonepress-test-")
atexit.register(shutil.rmtree, _data, ignore_errors=True)
os.environ["DATA_DIR"] = _data
os.environ["SECRET_KEY"] = "for tests only, and long enough to be accepted"
os.environ.pop("SITE_URL", None)
os.environ.pop("ADMIN_PATH", None)
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL") or f"sqlite:///{_data}/portal.sqlite3"
os.environ["CACHE_URL"] = os.environ.get("TEST_REDIS_URL", "")

from portal.settings import *  # noqa: E402, F403
from portal.settings import ALLOWED_HOSTS, DATABASES, STORAGES  # noqa: E402

ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in production: a database in memory, shared by the threads of a live server, locks whole tables.
    DATABASES["default"]["TEST"] = {"NAME": f"{_data}/test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
