"""The server: an address that speaks OpenAI's protocol, as Ollama, llama.cpp and others do."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self
from urllib.parse import urljoin

import httpx
from pydantic import BaseModel, Field, ValidationError

from aft_themes.errors import AftThemesError
from aft_themes.settings import LanguageModelSettings

_CONNECT_S = 10.0  # a server on this computer takes a connection at once
_MOST_BYTES = 4 * 2**20  # of one answer; the longest has some thousand tokens
_HINTS = {
    400: "the prompt may be longer than the server's context, or it knows no JSON schema",
    401: "set the environment variable AFT_LANGUAGE_MODEL_KEY to the server's key",
    404: "write language_model.url as the server gives it, usually ending in /v1, and "
    "language_model.model as it names the model",
    413: "the prompt is longer than the server takes",
    429: "the server wants fewer requests; try later",
    503: "the server is still loading its model; try later",
}


class ServerError(AftThemesError):
    """The server cannot be used as it is; says what to do."""


class RefusesError(ServerError):
    """The server answers with another status than 200."""


class NoAnswerError(Exception):
    """No answer came in time."""


class _Message(BaseModel):
    content: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Usage(BaseModel):
    prompt_tokens: int
    completion_tokens: int = 0


class Reply(BaseModel):
    """What the server says to a request."""

    model: str = ""
    choices: list[_Choice] = Field(min_length=1)
    usage: _Usage

    @property
    def content(self) -> str:
        """The answer's words."""
        return self.choices[0].message.content or ""

    @property
    def finish(self) -> str:
        """Why the answer ends."""
        return self.choices[0].finish_reason or ""


class _Served(BaseModel):
    name: str = ""
    model: str = ""
    digest: str = ""


class _ServedList(BaseModel):
    models: list[_Served] = Field(default_factory=list)


class Server:
    """A connection to the server; redirects and proxies are not followed, so words go nowhere else.

    Parameters
    ----------
    settings : LanguageModelSettings
        Its address, and how long to wait.
    key : str
        A key that the server may ask for.
    """

    def __init__(self, settings: LanguageModelSettings, key: str = "") -> None:
        self._settings = settings
        self._url = f"{settings.url.rstrip('/')}/chat/completions"
        self._client = httpx.Client(
            timeout=httpx.Timeout(settings.timeout_s, connect=_CONNECT_S),
            headers={"Authorization": f"Bearer {key}"} if key else {},
            follow_redirects=False,
            trust_env=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._client.close()

    def ask(self, body: dict[str, Any]) -> Reply:
        """Send a request.

        Raises
        ------
        NoAnswerError
            If no answer came in time.
        ServerError
            If the server cannot be reached, refuses, or does not speak the protocol.
        """
        try:
            return Reply.model_validate_json(self._send("POST", self._url, body))
        except ValidationError:
            raise ServerError(
                f"{self._settings.url} does not answer as OpenAI's protocol says, with choices and "
                "usage. Fix: use a server that does; a newer version of it may."
            ) from None

    def digest(self) -> str:
        """Ask which file the model is; only Ollama says so."""
        address = urljoin(self._settings.url, "/api/tags")
        model = self._settings.model or self._settings.name
        try:
            served = _ServedList.model_validate_json(self._send("GET", address)).models
        except (RefusesError, NoAnswerError, ValidationError):
            return ""
        wanted = {model, f"{model}:latest"}
        return next((one.digest for one in served if wanted & {one.name, one.model}), "")

    def _send(self, method: str, url: str, body: dict[str, Any] | None = None) -> bytes:
        where = self._settings.url
        try:
            with self._client.stream(method, url, json=body) as response:
                read = bytearray()
                for part in response.iter_bytes():
                    read += part
                    if len(read) > _MOST_BYTES:
                        raise ServerError(f"{where} answers with more than anybody asked for.")
        except httpx.ConnectTimeout:
            raise ServerError(_unreachable(where)) from None
        except httpx.TimeoutException:
            raise NoAnswerError from None
        except httpx.HTTPError:
            raise ServerError(_unreachable(where)) from None
        if response.status_code != httpx.codes.OK:
            # the server's own words may repeat the prompt
            hint = _HINTS.get(response.status_code, "look at the server's own log")
            raise RefusesError(
                f"{where} refuses with status {response.status_code}. Perhaps: {hint}."
            )
        return bytes(read)


def _unreachable(where: str) -> str:
    return (
        f"{where} cannot be reached, or stopped. Fix: start the server, and type the same again: "
        "what was answered is kept."
    )
