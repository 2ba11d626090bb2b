import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from huiyin.kernel.worker.memory import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.config.settings")
application = get_wsgi_application()
# Every page is imported before the first request, not by it.
get_resolver().url_patterns  # noqa: B018 - read for its effect
settle()
