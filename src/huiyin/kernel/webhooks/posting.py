"""One POST to one address, within limits of time and size."""

import time
from dataclasses import dataclass

import httpx2

from huiyin.kernel.refusal import Refusal
from huiyin.kernel.webhooks.addresses import target_of

TIMEOUT = httpx2.Timeout(10.0, connect=5.0)
# Reading goes on at most this long, however slowly the answer drips.
LONGEST_READ_S = 10.0
MOST_READ = 2000
GONE = 410


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of it: a status and the beginning of the answer, or what went wrong."""

    status: int | None = None
    answer: str = ""
    error: str = ""

    @property
    def is_delivered(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def new_client() -> httpx2.Client:
    """Return a client that follows nothing and trusts no proxy of the environment."""
    return httpx2.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False)


def post(client: httpx2.Client, *, url: str, body: bytes, headers: dict[str, str]) -> Outcome:
    """Send `body` to `url`; whatever happens is an outcome."""
    try:
        return _send(client, url=url, body=body, headers=headers)
    except Refusal as refusal:
        return Outcome(error=refusal.message)
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError, ValueError) as fault:
        return Outcome(error=f"{type(fault).__name__}: {fault}"[:500])


def _send(client: httpx2.Client, *, url: str, body: bytes, headers: dict[str, str]) -> Outcome:
    target = target_of(url)
    asked = httpx2.URL(url)
    # To the address that was checked, by the name that was meant.
    request = client.build_request(
        "POST",
        asked.copy_with(host=target.address),
        content=body,
        headers={
            **headers,
            "Host": asked.netloc.decode("ascii"),
            "Content-Type": "application/json",
            "User-Agent": "Huiyin-Webhooks/1",
        },
        extensions={"sni_hostname": target.host},
    )
    response = client.send(request, stream=True)
    try:
        answer = _beginning(response)
    finally:
        response.close()
    return Outcome(status=response.status_code, answer=answer, error=_fault(response))


def _fault(response: httpx2.Response) -> str:
    if response.is_success:
        return ""
    if response.is_redirect:
        return f"HTTP {response.status_code}: redirects are not followed"
    return f"HTTP {response.status_code}"


def _beginning(response: httpx2.Response) -> str:
    began, read = time.monotonic(), b""
    for chunk in response.iter_raw():
        read += chunk
        if len(read) >= MOST_READ or time.monotonic() - began > LONGEST_READ_S:
            break
    return read[:MOST_READ].decode("utf-8", errors="replace").replace("\0", "")
