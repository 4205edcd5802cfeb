"""``POST /v1/images/generations`` and ``/v1/images/edits``: pictures from words."""

from __future__ import annotations

import base64
import time
from typing import Annotated, Any, Literal

from fastapi import FastAPI, File, Form, Request, UploadFile
from pydantic import BaseModel, Field

from ..errors import WireError
from ..host import Host
from .work import work

JOB = "make-image"
Size = Annotated[str, Field(pattern=r"^\d{2,4}x\d{2,4}$")]


class Generation(BaseModel):
    """OpenAI's fields, and steps, a seed and a control picture as a ``data:`` URI."""

    model: str | None = None
    prompt: Annotated[str, Field(min_length=1, max_length=4000)]
    n: Annotated[int, Field(ge=1, le=8)] = 1
    size: Size = "512x512"
    response_format: Literal["b64_json"] = "b64_json"
    steps: Annotated[int, Field(ge=1, le=200)] | None = None
    seed: int | None = None
    control_image: str | None = None


def register(app: FastAPI, host: Host) -> None:
    @app.post("/v1/images/generations")
    async def generate(body: Generation, request: Request) -> dict[str, Any]:
        def make(engine: Any, cancel: Any) -> list[Any]:
            from ..engines.image_making import ImageOrder
            from ..engines.pictures import read_data_uri, read_image

            width, height = _size(body.size)
            control = read_image(read_data_uri(body.control_image)) if body.control_image else None
            order = ImageOrder(body.prompt, body.n, width, height, body.steps, body.seed, control=control)
            return engine.make(order, cancel)

        return _answer(await work(request, host, body.model, JOB, make))

    @app.post("/v1/images/edits")
    async def edit(
        request: Request,
        image: Annotated[UploadFile, File()],
        prompt: Annotated[str, Form(min_length=1, max_length=4000)],
        model: Annotated[str | None, Form()] = None,
        n: Annotated[int, Form(ge=1, le=8)] = 1,
        steps: Annotated[int | None, Form(ge=1, le=200)] = None,
        seed: Annotated[int | None, Form()] = None,
        strength: Annotated[float, Form(gt=0, le=1)] = 0.6,
    ) -> dict[str, Any]:
        data = await image.read()

        def make(engine: Any, cancel: Any) -> list[Any]:
            from ..engines.image_making import ImageOrder
            from ..engines.pictures import read_image

            return engine.make(ImageOrder(prompt, n, steps=steps, seed=seed, start=read_image(data), strength=strength), cancel)

        return _answer(await work(request, host, model, JOB, make))


def _size(text: str) -> tuple[int, int]:
    width, height = (int(part) for part in text.split("x"))
    if width % 8 or height % 8 or not (64 <= width <= 2048 and 64 <= height <= 2048):
        raise WireError(400, "invalid_request", f"size: {text} px; sides are multiples of 8 from 64 to 2048.")
    return width, height


def _answer(images: list[Any]) -> dict[str, Any]:
    from ..engines.pictures import write_png

    return {"created": int(time.time()), "data": [{"b64_json": base64.b64encode(write_png(image)).decode()} for image in images]}
