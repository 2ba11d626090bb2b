import pytest
from django.core.management import CommandError, call_command

from huiyin.kernel.access.models import User


def test_the_environment_makes_an_administrator_once(db, monkeypatch, capsys):
    monkeypatch.setenv("HUIYIN_ADMIN_PASSWORD", "a long way to the river")

    call_command("createadmin", "--no-input", "--username", "chief")
    call_command("createadmin", "--no-input", "--username", "chief")

    assert User.objects.get().role_grants.get().role == "administrator"
    assert "already" in capsys.readouterr().out


def test_without_a_password_nothing_is_made(db, monkeypatch):
    monkeypatch.delenv("HUIYIN_ADMIN_PASSWORD", raising=False)

    with pytest.raises(CommandError, match="HUIYIN_ADMIN_PASSWORD"):
        call_command("createadmin", "--no-input", "--username", "chief")

    assert not User.objects.exists()
