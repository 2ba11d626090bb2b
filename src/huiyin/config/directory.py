"""How sign-in by the operator's own directory (OpenID Connect) is put to the libraries."""

from typing import Any
from urllib.parse import urlsplit

from csp.constants import SELF


def providers(*, issuer: str, name: str, client_id: str, secret: str) -> dict[str, Any]:
    """Return SOCIALACCOUNT_PROVIDERS: one directory, or none while the issuer is empty."""
    app = {
        "provider_id": "oidc",
        "name": name,
        "client_id": client_id,
        "secret": secret,
        # The well-known address is put after it with a slash of its own.
        "settings": {"server_url": issuer.rstrip("/")},
    }
    return {
        "openid_connect": {
            "provider_class": "huiyin.kernel.access.directory.Directory",
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [app] if issuer else [],
        }
    }


def form_targets(issuer: str) -> list[str]:
    """Return where a form may lead: browsers check the redirect to the directory, too."""
    parts = urlsplit(issuer)
    return [SELF, f"{parts.scheme}://{parts.netloc}"] if issuer else [SELF]
