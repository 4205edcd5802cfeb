"""``GET /metrics`` in the Prometheus text format."""

from __future__ import annotations

import time
from typing import Any

from fastapi import FastAPI
from fastapi.responses import Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from ..host import Host
from ..memory import device_bytes, resident_bytes


def register(app: FastAPI, host: Host) -> None:
    registry = CollectorRegistry()
    requests = Counter("vouch_models_requests", "Requests answered", ["route", "status"], registry=registry)
    seconds = Histogram("vouch_models_request_seconds", "Seconds until the answer began", ["route"], registry=registry)
    loaded = Gauge("vouch_models_model_loaded", "1 where the model is loaded", ["model"], registry=registry)
    memory = Gauge("vouch_models_model_bytes", "Bytes that loading the model took", ["model"], registry=registry)
    in_use = Gauge("vouch_models_model_requests", "Requests that the model is answering or that wait for it", ["model"], registry=registry)
    resident = Gauge("vouch_models_resident_bytes", "Resident memory of the process", registry=registry)
    device = Gauge("vouch_models_device_bytes", "Bytes of the GPU that tensors hold", registry=registry)

    app.add_middleware(_Measure, requests=requests, seconds=seconds)

    @app.get("/metrics")
    async def metrics() -> Response:
        for slot in host.slots():
            loaded.labels(slot.spec.id).set(1 if slot.state == "ready" else 0)
            memory.labels(slot.spec.id).set(slot.bytes)
            in_use.labels(slot.spec.id).set(slot.users)
        resident.set(resident_bytes())
        on_device = device_bytes()
        if on_device is not None:
            device.set(on_device)
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


class _Measure:
    """ASGI middleware: counts answers and the time until each began."""

    def __init__(self, app: Any, requests: Counter, seconds: Histogram) -> None:
        self._app, self._requests, self._seconds = app, requests, seconds

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        started = time.perf_counter()

        async def watched(message: Any) -> None:
            if scope["type"] == "http" and message["type"] == "http.response.start":
                # Only known paths become labels: a client must not make new ones without end.
                route = getattr(scope.get("route"), "path", "other")
                self._requests.labels(route, str(message["status"])).inc()
                self._seconds.labels(route).observe(time.perf_counter() - started)
            await send(message)

        await self._app(scope, receive, watched)
