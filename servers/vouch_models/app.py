"""The HTTP application around one engine: token, health, model list, errors."""

from __future__ import annotations

import hmac
import threading
import time
from typing import Any

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response

from .engine import Engine
from .errors import WireError, describe
from .start_line import StartLine

#: Largest request body in bytes; about 45 minutes of CD-quality WAV. The form parser streams it to disk.
MAX_BODY_BYTES = 512 * 1024 * 1024

#: How long a passed health check counts, in seconds.
HEALTH_TTL = 5.0


def create_app(engine: Engine, start: StartLine) -> FastAPI:
    """Put an engine behind HTTP. Nothing answers without the bearer token."""
    app = FastAPI(title="vouch-models", docs_url=None, redoc_url=None, openapi_url=None)
    expected = f"Bearer {start.token}".encode()

    @app.middleware("http")
    async def authorize(request: Request, call_next: Any) -> Response:
        if not hmac.compare_digest(request.headers.get("authorization", "").encode(), expected):
            return WireError(401, "unauthorized", "The bearer token is missing or wrong.").response()
        if request.method == "POST" and (refusal := refuse_length(request.headers.get("content-length"))):
            return refusal.response()
        try:
            return await call_next(request)
        except Exception as error:  # Whatever an engine throws is answered, and the server goes on.
            return describe(error).response()

    @app.exception_handler(WireError)
    async def wire_error(_request: Request, error: WireError) -> JSONResponse:
        return error.response()

    @app.exception_handler(RequestValidationError)
    async def invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        faults = "; ".join(f'{".".join(str(part) for part in fault["loc"])}: {fault["msg"]}' for fault in error.errors())
        return WireError(400, "invalid_request", faults).response()

    health = Health(engine)

    @app.get("/health")
    async def health_route() -> dict[str, Any]:
        await run_in_threadpool(health.ensure)
        return {"status": "ok", "model": start.model_id, "rss": resident_bytes()}

    @app.get("/v1/models")
    async def models() -> dict[str, Any]:
        return {"object": "list", "data": [{"id": start.model_id, "object": "model", "owned_by": "vouch"}]}

    engine.register(app)
    return app


def refuse_length(length: str | None) -> WireError | None:
    """The error for a body whose length is unknown or too large."""
    if length is None or not length.isdigit():
        return WireError(411, "length_required", "The request must say its Content-Length.")
    if int(length) > MAX_BODY_BYTES:
        return WireError(413, "input_too_large", f"The request is larger than {MAX_BODY_BYTES} bytes. Cut the file into pieces.")
    return None


class Health:
    """Runs the engine's check, at most once in ``HEALTH_TTL`` seconds."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._passed_at = float("-inf")
        self._lock = threading.Lock()

    def ensure(self) -> None:
        with self._lock:
            if time.monotonic() - self._passed_at > HEALTH_TTL:
                self._engine.check()
                self._passed_at = time.monotonic()


def resident_bytes() -> int:
    """Resident memory of this process; its peak where the system does not tell the present value."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            for line in status:
                if line.startswith("VmRSS:"):
                    return int(line.split()[1]) * 1024
    except FileNotFoundError:
        pass  # Not Linux.
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
