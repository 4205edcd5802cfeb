"""What stands before every route: the token, the size of the body, and an answer for whatever is thrown."""

from __future__ import annotations

import hmac
from typing import Any

from starlette.datastructures import Headers

from .errors import WireError, describe

#: Largest request body in bytes; about 45 minutes of CD-quality WAV. The form parser streams it to disk.
MAX_BODY_BYTES = 512 * 1024 * 1024


class Guard:
    """ASGI middleware. ``token`` None: nobody is asked for one, which is for loopback only."""

    def __init__(self, app: Any, token: str | None) -> None:
        self._app = app
        self._expected = None if token is None else f"Bearer {token}".encode()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def watched(message: Any) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            refusal = self._refuse(scope["method"], Headers(scope=scope))
            if refusal is not None:
                raise refusal
            await self._app(scope, receive, watched)
        except Exception as error:  # Whatever an engine throws is answered, and the server goes on.
            if started:
                raise
            await describe(error).response()(scope, receive, send)

    def _refuse(self, method: str, headers: Headers) -> WireError | None:
        if self._expected is not None and not hmac.compare_digest(headers.get("authorization", "").encode(), self._expected):
            return WireError(401, "unauthorized", "The bearer token is missing or wrong.")
        if method != "POST":
            return None
        length = headers.get("content-length")
        if length is None or not length.isdigit():
            return WireError(411, "length_required", "The request must say its Content-Length.")
        if int(length) > MAX_BODY_BYTES:
            return WireError(413, "input_too_large", f"The request is larger than {MAX_BODY_BYTES} bytes. Cut the file into pieces.")
        return None
