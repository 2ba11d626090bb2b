"""An endpoint that speaks the chat completions of OpenAI, as many servers do."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx2
from django.conf import settings

from huiyin.kernel.phrasing.provider import Answered, Message, NoAnswer, Provider

CONNECT_S = 5.0
MOST_READ = 256 * 1024
# Close to the words of the sources: a phrasing is not to be original.
TEMPERATURE = 0.2
ASKED_TO_WAIT = frozenset({429, 503})


class _TookTooLong(Exception):  # noqa: N818 - told apart from the library's own
    """The whole answer was not there in time, however it dripped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatEndpoint:
    """`POST {base}/chat/completions`. The key is sent there and stands nowhere else."""

    base: str
    model: str
    timeout_s: float
    key: str = ""

    @property
    def host(self) -> str:
        return urlsplit(self.base).netloc

    def ask(self, *, messages: Sequence[Message], most_tokens: int) -> Answered | NoAnswer:
        """Ask once, follow nothing, trust no proxy of the environment."""
        body = {
            "model": self.model,
            "messages": [{"role": m.role, "content": m.words} for m in messages],
            "temperature": TEMPERATURE,
            "max_tokens": most_tokens,
            "stream": False,
        }
        try:
            status, said = self._post(json.dumps(body, ensure_ascii=False).encode())
        except (httpx2.TimeoutException, _TookTooLong):
            return NoAnswer(code="timed_out", detail=f"{self.timeout_s:g} s")
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError, ValueError) as fault:
            return NoAnswer(code="unreachable", detail=type(fault).__name__)
        if status in ASKED_TO_WAIT:
            return NoAnswer(code="busy", detail=f"HTTP {status}")
        if status != 200:
            return NoAnswer(code="refused", detail=f"HTTP {status}")
        return _words_in(said)

    def _post(self, body: bytes) -> tuple[int, bytes]:
        headers = {"Content-Type": "application/json", "User-Agent": "Huiyin/1"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        began, said = time.monotonic(), b""
        timeout = httpx2.Timeout(self.timeout_s, connect=min(CONNECT_S, self.timeout_s))
        with (
            httpx2.Client(timeout=timeout, follow_redirects=False, trust_env=False) as client,
            client.stream(
                "POST", f"{self.base}/chat/completions", content=body, headers=headers
            ) as response,
        ):
            for chunk in response.iter_bytes():
                said += chunk
                if time.monotonic() - began > self.timeout_s:
                    raise _TookTooLong
                if len(said) > MOST_READ:
                    return 200, b""
            return response.status_code, said


def endpoint() -> Provider | None:
    """Return the endpoint the operator has set; None while it is off."""
    if not settings.PHRASING_URL:
        return None
    return ChatEndpoint(
        base=settings.PHRASING_URL,
        model=settings.PHRASING_MODEL,
        timeout_s=settings.PHRASING_TIMEOUT_S,
        key=settings.PHRASING_KEY,
    )


def _words_in(said: bytes) -> Answered | NoAnswer:
    try:
        answer: Any = json.loads(said)
        choice = answer["choices"][0]
        words = choice["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError):
        return NoAnswer(code="unreadable")
    if not isinstance(words, str) or not words.strip():
        return NoAnswer(code="unreadable", detail="empty")
    if choice.get("finish_reason") == "length":
        return NoAnswer(code="unreadable", detail="cut off")
    return Answered(words=words)
