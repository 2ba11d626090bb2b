"""What an operator sets is checked at start; each error names its variable."""

import pytest

from huiyin.config.environment import read_environment

URL = "HUIYIN_PHRASING_URL"


@pytest.fixture
def production(monkeypatch):
    monkeypatch.setenv("HUIYIN_ENV", "production")
    monkeypatch.setenv("HUIYIN_SECRET_KEY", "k" * 50)
    monkeypatch.setenv("HUIYIN_FIELD_KEYS", "k")
    monkeypatch.setenv("HUIYIN_PHRASING_MODEL", "small")
    return monkeypatch


def test_nothing_is_phrased_outside_unless_it_is_set(monkeypatch):
    monkeypatch.delenv(URL, raising=False)

    assert read_environment().phrasing_url == ""


@pytest.mark.parametrize(
    "url", ["https://models.example/v1", "http://127.0.0.1:11434/v1", "http://localhost/v1/"]
)
def test_words_leave_over_https_or_stay_on_the_machine(production, url):
    production.setenv(URL, url)

    assert read_environment().phrasing_url == url.rstrip("/")


@pytest.mark.parametrize("url", ["http://models.example/v1", "http://10.0.0.8/v1"])
def test_in_production_words_do_not_leave_over_an_open_line(production, capsys, url):
    production.setenv(URL, url)

    with pytest.raises(SystemExit):
        read_environment()

    told = f"{URL}: must be https:// in production, but on this machine.\n"
    assert capsys.readouterr().err == told


@pytest.mark.parametrize(
    "url",
    ["models.example", "ftp://m.example", "https://me:pw@m.example", "https://m.example?k=1"],
)
def test_what_is_no_plain_address_is_refused(production, capsys, url):
    production.setenv(URL, url)

    with pytest.raises(SystemExit):
        read_environment()

    assert capsys.readouterr().err.startswith(f"{URL}: ")


def test_an_address_wants_a_model(monkeypatch, capsys):
    monkeypatch.delenv("HUIYIN_PHRASING_MODEL", raising=False)
    monkeypatch.setenv(URL, "https://models.example/v1")

    with pytest.raises(SystemExit):
        read_environment()

    told = "HUIYIN_PHRASING_MODEL: must be set where HUIYIN_PHRASING_URL is.\n"
    assert capsys.readouterr().err == told


def test_the_time_allowed_is_a_time(monkeypatch, capsys):
    monkeypatch.setenv("HUIYIN_PHRASING_TIMEOUT_S", "0")

    with pytest.raises(SystemExit):
        read_environment()

    assert capsys.readouterr().err.startswith("HUIYIN_PHRASING_TIMEOUT_S: ")
