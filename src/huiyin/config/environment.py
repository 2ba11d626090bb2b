"""The environment, typed and checked at start; every error names its variable."""

import base64
import json
import os
import secrets
import sys
from ipaddress import ip_address
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Environment(BaseSettings):
    """What an operator may set. Every variable starts with HUIYIN_, but for DATABASE_URL."""

    model_config = SettingsConfigDict(env_prefix="HUIYIN_", extra="ignore")

    env: Literal["development", "production"] = "development"
    home: Path = Field(default_factory=lambda: Path.cwd() / ".huiyin")
    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    secret_key: str = ""
    # Newest first: the first key encrypts, all of them decrypt. 32 bytes, urlsafe base64.
    field_keys: str = ""
    hosts: str = "localhost,127.0.0.1,[::1]"
    # Addresses browsers use, with scheme, for forms behind a proxy: "https://care.example".
    origins: str = ""
    behind_proxy: bool = False
    time_zone: str = "Asia/Shanghai"
    language: Literal["zh-hans", "zh-hant", "en"] = "zh-hans"
    region: str = "CN"
    smtp_url: str = ""
    imap_url: str = ""
    mail_from: str = "Huiyin <care@localhost>"
    webhook_networks: str = ""
    api_rate: int = Field(default=300, ge=1)
    # Sign-in by the operator's own directory (OpenID Connect); off while the issuer is empty.
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_name: str = "OpenID"
    require_mfa: bool = False
    # The telephone line where customers reach a person, as they dial it.
    service_phone: str = ""
    # Who was asked to rate a case is not asked about another one for so many days; 0: always.
    rating_pause_days: int = Field(default=30, ge=0, le=3650)
    # How many answers are drawn each week to be judged: a share, and so many of each person.
    sample_percent: float = Field(default=5, gt=0, le=100)
    sample_per_person: int = Field(default=2, ge=1, le=50)
    # A model outside that may phrase suggested answers (OpenAI's chat completions); off while
    # the address is empty.
    phrasing_url: str = ""
    phrasing_key: str = ""
    phrasing_model: str = Field(default="", max_length=80)
    phrasing_timeout_s: float = Field(default=20, ge=1, le=120)
    phrasing_per_hour: int = Field(default=200, ge=1)
    public_url: str = "http://localhost:8000"
    # Lets a monitoring system read /metrics from another machine.
    metrics_token: str = ""

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, value: str) -> str:
        if value and len(value) < 50:
            message = "must have at least 50 characters"
            raise ValueError(message)
        return value

    @field_validator("phrasing_url")
    @classmethod
    def _plain_address(cls, value: str) -> str:
        parts = urlsplit(value)
        is_plain = parts.scheme in ("http", "https") and parts.hostname
        if value and (not is_plain or parts.query or parts.fragment or parts.username):
            message = (
                "must be an address such as https://models.example/v1, without a key in it"
            )
            raise ValueError(message)
        return value.rstrip("/")


def read_environment() -> Environment:
    """Return the checked environment, or stop with one sentence per wrong variable."""
    try:
        environment = Environment()
    except ValidationError as wrong:
        for error in wrong.errors():
            name = str(error["loc"][0])
            variable = name if name.isupper() else f"HUIYIN_{name.upper()}"
            sys.stderr.write(f"{variable}: {error['msg']}.\n")
        raise SystemExit(2) from None
    if environment.phrasing_url and not environment.phrasing_model:
        sys.stderr.write("HUIYIN_PHRASING_MODEL: must be set where HUIYIN_PHRASING_URL is.\n")
        raise SystemExit(2)
    if environment.env == "production":
        _refuse_what_is_unsafe(environment)
        return environment
    return _with_local_secrets(environment)


def _refuse_what_is_unsafe(environment: Environment) -> None:
    missing = [
        f"HUIYIN_{name.upper()}"
        for name in ("secret_key", "field_keys")
        if not getattr(environment, name)
    ]
    for variable in missing:
        sys.stderr.write(f"{variable}: must be set in production; see docs/operations.md.\n")
    insecure = environment.oidc_issuer and not environment.oidc_issuer.startswith("https://")
    if insecure:
        # The directory's word is trusted because of the connection it comes by.
        sys.stderr.write("HUIYIN_OIDC_ISSUER: must start with https:// in production.\n")
    is_open = _goes_out_unsealed(environment.phrasing_url)
    if is_open:
        sys.stderr.write(
            "HUIYIN_PHRASING_URL: must be https:// in production, but on this machine.\n"
        )
    if missing or insecure or is_open:
        raise SystemExit(2)


def _goes_out_unsealed(url: str) -> bool:
    """Return whether words would go over a line that others may listen to."""
    parts = urlsplit(url)
    if parts.scheme != "http":
        return False
    host = parts.hostname or ""
    try:
        return not ip_address(host).is_loopback
    except ValueError:
        return host != "localhost"


def _with_local_secrets(environment: Environment) -> Environment:
    """Fill what is missing from a file only the owner can read, made at first start."""
    path = environment.home / "development-secrets.json"
    if not path.exists():
        environment.home.mkdir(parents=True, exist_ok=True)
        made = {
            "secret_key": secrets.token_urlsafe(64),
            "field_keys": base64.urlsafe_b64encode(os.urandom(32)).decode(),
        }
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(made))
        # Several processes may start at once: the first file stays, the others are dropped.
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    kept = json.loads(path.read_text())
    filled = {name: getattr(environment, name) or kept[name] for name in kept}
    return environment.model_copy(update=filled)
