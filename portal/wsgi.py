"""The WSGI application that any WSGI server serves."""

import os

from django.core.wsgi import get_wsgi_application

from portal.gate import utf8_only

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

application = utf8_only(get_wsgi_application())
