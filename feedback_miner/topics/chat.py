"""One question to an OpenAI-compatible endpoint: no redirects, limits to size and time of the answer."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from http.client import HTTPException
from typing import IO, Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from feedback_miner.config import NamingConfig, is_loopback

MOST_BYTES = 1_000_000
_PIECE = 65_536


class NoAnswer(Exception):  # noqa: N818
    """Nothing that can be used came back. Caught in this step, never shown as an error."""


def ask(config: NamingConfig, key: str | None, instruction: str, question: str) -> str:
    """What the model says.

    Args:
        config: Where, which model, and how long to wait.
        key: Sent as bearer token, if there is one.
        instruction: What is to be done with the question.
        question: Data, as JSON.

    Raises:
        NoAnswer: With the reason, which holds nothing of question, answer or key.
    """
    messages = [{"role": "system", "content": instruction}, {"role": "user", "content": question}]
    body = {"model": config.model, "messages": messages, "temperature": 0, "seed": 0}
    deadline = time.monotonic() + config.timeout_s
    try:
        with _open(config, _request(config, key, body)) as response:
            return _content(_read(response, deadline))
    except HTTPError as error:
        with error:
            raise NoAnswer(f"status {error.code}") from None
    except TimeoutError:
        raise NoAnswer("no answer in time") from None
    except (OSError, HTTPException) as error:
        slow = isinstance(getattr(error, "reason", None), TimeoutError)
        raise NoAnswer("no answer in time" if slow else "not reached") from None


def _request(config: NamingConfig, key: str | None, body: Mapping[str, Any]) -> Request:
    url = f"{str(config.endpoint).rstrip('/').removesuffix('/chat/completions')}/chat/completions"
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {key}"} if key else {})
    return Request(url, json.dumps(body).encode(), headers, method="POST")  # noqa: S310 - config checks the scheme


def _open(config: NamingConfig, request: Request) -> IO[bytes]:
    direct = [ProxyHandler({})] if is_loopback(urlsplit(request.full_url).hostname) else []
    opened: IO[bytes] = build_opener(_NoRedirects, *direct).open(request, timeout=config.timeout_s)
    return opened


class _NoRedirects(HTTPRedirectHandler):
    """Texts and key go to the endpoint that was named, and nowhere else."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def _read(response: IO[bytes], deadline: float) -> bytes:
    read = b""
    while piece := response.read1(_PIECE):  # type: ignore[attr-defined]
        read += piece
        if len(read) > MOST_BYTES:
            raise NoAnswer("answer too long")
        if time.monotonic() > deadline:
            raise NoAnswer("no answer in time")
    return read


def _content(answer: bytes) -> str:
    try:
        content = json.loads(answer)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise NoAnswer("not an answer of this kind of endpoint") from None
    if not isinstance(content, str):
        raise NoAnswer("not an answer of this kind of endpoint")
    return content
