"""The provider as a program: `python -m tests.directory.server '{"port": …}'`."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from wsgiref.simple_server import make_server

import django
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

from tests.directory import CLIENT, PASSWORD, SECRET

FORM = (
    "<!doctype html><html lang=en><title>Directory</title>"
    "<form method=post>{% csrf_token %}{{ form }}<button>Go on</button></form>"
)
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PRIVATE = KEY.private_bytes(
    serialization.Encoding.PEM,
    serialization.PrivateFormat.PKCS8,
    serialization.NoEncryption(),
)
TEMPLATES = {
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "OPTIONS": {
        "loaders": [
            ("django.template.loaders.locmem.Loader", {"registration/login.html": FORM}),
            "django.template.loaders.app_directories.Loader",
        ]
    },
}


def configure(folder: Path, people: dict[str, dict[str, object]]) -> None:
    """Set up Django for a directory with a database of its own."""
    settings.configure(
        ALLOWED_HOSTS=["localhost"],
        SECRET_KEY="of the directory in tests",
        ROOT_URLCONF="tests.directory.urls",
        PEOPLE=people,
        DATABASES={
            "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "directory.db"}
        },
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "oauth2_provider",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        TEMPLATES=[TEMPLATES],
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        LOGIN_URL="/login/",
        SESSION_COOKIE_NAME="directory",
        CSRF_COOKIE_NAME="directory_csrf",
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True,
            "OIDC_RSA_PRIVATE_KEY": PRIVATE.decode(),
            "OAUTH2_VALIDATOR_CLASS": "tests.directory.claims.Claims",
            "PKCE_REQUIRED": True,
            "SCOPES": dict.fromkeys(("openid", "profile", "email"), "who you are"),
        },
    )


def fill(people: Iterable[str], back: str) -> None:
    """Register Huiyin as a client, and the people."""
    # Models can be had only when Django is set up.
    from django.contrib.auth.models import User  # noqa: PLC0415
    from oauth2_provider.models import Application  # noqa: PLC0415

    for name in people:
        User.objects.create_user(name, password=PASSWORD)
    Application.objects.create(
        name="Huiyin",
        client_id=CLIENT,
        client_secret=SECRET,
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
        redirect_uris=back,
        skip_authorization=True,
        algorithm=Application.RS256_ALGORITHM,
    )


def main() -> None:
    """Serve until ended."""
    told = json.loads(sys.argv[1])
    configure(Path(told["folder"]), told["people"])
    django.setup()
    call_command("migrate", verbosity=0)
    fill(told["people"], told["back"])
    make_server("localhost", told["port"], get_wsgi_application()).serve_forever()


if __name__ == "__main__":
    main()
