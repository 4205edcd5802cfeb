"""Routes of sound: transcriptions, tags, and sounds from words."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import FastAPI, File, Form, Request, UploadFile
from fastapi.responses import PlainTextResponse, Response
from pydantic import BaseModel, Field

from ..errors import WireError
from ..host import Host
from .work import work


class SoundOrder(BaseModel):
    model: str | None = None
    prompt: Annotated[str, Field(min_length=1, max_length=4000)]
    #: Seconds.
    duration: Annotated[float, Field(gt=0, le=300)] = 5.0
    seed: int | None = None


def register(app: FastAPI, host: Host) -> None:
    @app.post("/v1/audio/transcriptions", response_model=None)
    async def transcribe(
        request: Request,
        file: Annotated[UploadFile, File()],
        model: Annotated[str | None, Form()] = None,
        language: Annotated[str | None, Form()] = None,
        prompt: Annotated[str | None, Form()] = None,
        response_format: Annotated[str, Form()] = "json",
        temperature: Annotated[float, Form()] = 0.0,
    ) -> Response | dict[str, Any]:
        if response_format not in ("json", "text", "verbose_json"):
            raise WireError(400, "invalid_request", f'response_format "{response_format}" is not json, text or verbose_json')
        result = await work(
            request,
            host,
            model,
            "transcribe",
            lambda engine, cancel: engine.transcribe(file.file, language or None, prompt or None, temperature, cancel),
        )
        if response_format == "text":
            return PlainTextResponse(result["text"])
        return result if response_format == "verbose_json" else {"text": result["text"]}

    @app.post("/v1/audio/tags")
    async def tag(
        request: Request,
        file: Annotated[UploadFile, File()],
        model: Annotated[str | None, Form()] = None,
        labels: Annotated[list[str], Form(max_length=256)] = [],
        top: Annotated[int, Form(ge=1, le=1000)] = 10,
    ) -> dict[str, Any]:
        def task(engine: Any, _cancel: Any) -> list[Any]:
            from ..engines.sounds import read_samples

            return engine.tag(read_samples(file.file, engine.sample_rate), [label for label in labels if label.strip()])

        tags = await work(request, host, model, "tag-audio", task)
        return {"tags": [{"label": tag.label, "score": tag.score} for tag in tags[:top]]}

    @app.post("/v1/audio/generations")
    async def generate(body: SoundOrder, request: Request) -> Response:
        def task(engine: Any, cancel: Any) -> bytes:
            from ..engines.sounds import write_wav

            sound = engine.make(body.prompt, body.duration, body.seed, cancel)
            return write_wav(sound.samples, sound.rate)

        return Response(await work(request, host, body.model, "make-audio", task), media_type="audio/wav")
