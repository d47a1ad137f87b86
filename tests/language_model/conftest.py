"""A server in the test's own process that speaks the protocol, and answers as a test tells it."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

Say = Callable[[dict[str, Any]], Any]


class ModelServer:
    """A server whose answers a test chooses.

    ``say`` gets the body of a request and returns the answer's words, or a dictionary with what is
    to be different: ``content``, ``finish``, ``status``, ``raw``, ``wait`` (seconds) or ``drop``.
    """

    def __init__(self) -> None:
        self.say: Say = lambda body: '{"codings": []}'
        self.requests: list[dict[str, Any]] = []
        self.cuts_at: int | None = None  # tokens that it reads of a prompt
        self.digest = "sha256:0123"
        server = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: Any) -> None:
                pass

            def do_GET(self) -> None:
                served = [{"name": "tiny:latest", "model": "tiny:latest", "digest": server.digest}]
                self._send(200, json.dumps({"models": served if server.digest else []}))

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if body["max_tokens"] > 1:
                    server.requests.append(body)
                said = server.say(body) if body["max_tokens"] > 1 else ""
                told = said if isinstance(said, dict) else {"content": said}
                time.sleep(told.get("wait", 0))
                if told.get("drop"):
                    self.connection.close()
                    return
                self._send(told.get("status", 200), told.get("raw") or server.reply(body, told))

            def _send(self, status: int, text: str) -> None:
                data = text.encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def reply(self, body: dict[str, Any], told: dict[str, Any]) -> str:
        tokens = len(body["messages"][0]["content"]) // 3 + 10
        return json.dumps(
            {
                "model": body["model"],
                "choices": [
                    {
                        "message": {"role": "assistant", "content": told.get("content", "")},
                        "finish_reason": told.get("finish", "stop"),
                    }
                ],
                "usage": {
                    "prompt_tokens": min(tokens, self.cuts_at or tokens),
                    "completion_tokens": 5,
                },
            }
        )

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def server() -> Iterator[ModelServer]:
    made = ModelServer()
    yield made
    made.stop()
