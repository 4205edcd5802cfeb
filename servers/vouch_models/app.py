"""The HTTP application around the models of one server."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from .activity import activity
from .errors import WireError
from .guard import Guard
from .host import Host, Slot
from .memory import device_bytes, resident_bytes
from .routes import audio, chat, embeddings, images, metrics, vision


class ModelName(BaseModel):
    model: str


def create_app(host: Host, token: str | None) -> FastAPI:
    """The OpenAI-compatible routes of all jobs, and health, activity, metrics, loading and unloading. Nothing answers without the token, where there is one."""
    app = FastAPI(title="vouch-models", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(Guard, token=token)

    @app.exception_handler(WireError)
    async def wire_error(_request: Request, error: WireError) -> JSONResponse:
        return error.response()

    @app.exception_handler(RequestValidationError)
    async def invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        faults = "; ".join(f'{".".join(str(part) for part in fault["loc"])}: {fault["msg"]}' for fault in error.errors())
        return WireError(400, "invalid_request", faults).response()

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> JSONResponse:
        code = {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "invalid_request")
        return WireError(error.status_code, code, f"{request.method} {request.url.path}: {error.detail}").response()

    @app.get("/health")
    async def health() -> dict[str, Any]:
        passed = await run_in_threadpool(host.check)
        return {"status": "ok", "models": passed, "rss": resident_bytes(), "device_bytes": device_bytes()}

    @app.get("/activity")
    async def gets_on() -> dict[str, int]:
        return activity()

    @app.get("/v1/models")
    async def models() -> dict[str, Any]:
        return {"object": "list", "data": [_describe(slot) for slot in host.slots()]}

    @app.post("/admin/load")
    async def load(body: ModelName) -> dict[str, Any]:
        return _describe(await run_in_threadpool(host.load, body.model))

    @app.post("/admin/unload")
    async def unload(body: ModelName) -> dict[str, Any]:
        return _describe(await run_in_threadpool(host.unload, body.model))

    for routes in (audio, chat, embeddings, images, vision):
        routes.register(app, host)
    metrics.register(app, host)
    return app


def _describe(slot: Slot) -> dict[str, Any]:
    return {
        "id": slot.spec.id,
        "object": "model",
        "owned_by": "vouch",
        "job": slot.kind.job,
        "modalities": {"in": list(slot.kind.takes), "out": list(slot.kind.gives)},
        "state": slot.state,
        "memory_bytes": slot.bytes,
    }
