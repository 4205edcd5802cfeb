"""Routes that look at one picture, sent as its bytes: detections, segments, depth."""

from __future__ import annotations

import base64
from typing import Annotated, Any

import numpy
from fastapi import FastAPI, Query, Request
from fastapi.responses import Response

from ..host import Host
from .work import work

#: Headers of a depth map: the values that black and white stand for.
LOWEST, HIGHEST = "x-depth-lowest", "x-depth-highest"


def register(app: FastAPI, host: Host) -> None:
    @app.post("/v1/detections")
    async def detect(
        request: Request,
        min_score: Annotated[float, Query(ge=0, le=1)] = 0.3,
        labels: Annotated[list[str], Query(max_length=64)] = [],
        model: str | None = None,
    ) -> dict[str, Any]:
        data = await request.body()
        return await work(request, host, model, "detect", lambda engine, _: _detections(engine, data, labels, min_score))

    @app.post("/v1/segmentations")
    async def segment(request: Request, model: str | None = None) -> dict[str, Any]:
        data = await request.body()
        return await work(request, host, model, "segment", lambda engine, _: _segments(engine, data))

    @app.post("/v1/depth")
    async def depth(request: Request, model: str | None = None) -> Response:
        data = await request.body()
        return await work(request, host, model, "depth", lambda engine, _: _depth(engine, data))


def _detections(engine: Any, data: bytes, labels: list[str], min_score: float) -> dict[str, Any]:
    from ..engines.pictures import read_image

    image = read_image(data)
    found = engine.detect(image, [label for label in labels if label.strip()], min_score)
    detections = [
        {"label": item.label, "score": item.score, "box": {"x": left, "y": top, "width": right - left, "height": bottom - top}}
        for item in found
        for left, top, right, bottom in [item.box]
    ]
    return {"width": image.width, "height": image.height, "detections": detections}


def _segments(engine: Any, data: bytes) -> dict[str, Any]:
    """Masks are PNG pictures of one bit a pixel, in base64."""
    from PIL import Image

    from ..engines.pictures import read_image, write_png

    image = read_image(data)
    segments = [
        {
            "label": segment.label,
            "pixels": int(segment.mask.sum()),
            "mask": base64.b64encode(write_png(Image.fromarray(segment.mask))).decode(),
        }
        for segment in engine.segment(image)
    ]
    return {"width": image.width, "height": image.height, "segments": segments}


def _depth(engine: Any, data: bytes) -> Response:
    """A 16-bit grey PNG, 0 the lowest value and 65535 the highest; headers tell both in the model's unit."""
    from PIL import Image

    from ..engines.pictures import read_image, write_png

    values = engine.depth(read_image(data))
    lowest, highest = float(values.min()), float(values.max())
    scaled = (values - lowest) / (highest - lowest) if highest > lowest else numpy.zeros_like(values)
    picture = Image.fromarray((scaled * 65_535).round().astype(numpy.uint16))
    return Response(write_png(picture), media_type="image/png", headers={LOWEST: str(lowest), HIGHEST: str(highest)})
