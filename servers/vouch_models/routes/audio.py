"""Routes of sound: transcriptions, how likely given words are, tags, and sounds from words."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import FastAPI, File, Form, Request, UploadFile
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import PlainTextResponse, Response
from pydantic import BaseModel, Field, StringConstraints

from ..engines.sounds import SPEECH_RATE, read_samples, write_wav
from ..errors import WireError
from ..host import Host
from .work import work


class Speech(BaseModel):
    """OpenAI's fields; WAV is the only format."""

    model: str | None = None
    input: Annotated[str, Field(min_length=1, max_length=20_000)]
    voice: str | None = None
    speed: Annotated[float, Field(ge=0.5, le=2.0)] = 1.0
    response_format: Literal["wav"] = "wav"


#: Longer than anything that is said in the half minute which a recogniser hears at once.
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]


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
        host.require(model, "transcribe")
        # A file that does not decode loads no model.
        samples = await run_in_threadpool(read_samples, file.file, SPEECH_RATE)
        result = await work(
            request,
            host,
            model,
            "transcribe",
            lambda engine, cancel: engine.transcribe(samples, language or None, prompt or None, temperature, cancel),
        )
        if response_format == "text":
            return PlainTextResponse(result["text"])
        return result if response_format == "verbose_json" else {"text": result["text"]}

    @app.post("/v1/audio/scores")
    async def score(
        request: Request,
        file: Annotated[UploadFile, File()],
        texts: Annotated[list[Text], Form(min_length=1, max_length=64)],
        model: Annotated[str | None, Form()] = None,
        language: Annotated[str | None, Form()] = None,
        start: Annotated[float, Form(ge=0)] = 0.0,
        end: Annotated[float | None, Form(gt=0)] = None,
    ) -> dict[str, Any]:
        host.require(model, "transcribe")
        samples = await run_in_threadpool(read_samples, file.file, SPEECH_RATE)
        part = samples[round(start * SPEECH_RATE) : None if end is None else round(end * SPEECH_RATE)]
        if len(part) == 0:
            raise WireError(400, "invalid_request", f"The sound has {len(samples) / SPEECH_RATE:.1f} s: there is nothing from {start} s to {end or 'its end'}.")
        scores = await work(request, host, model, "transcribe", lambda engine, cancel: engine.score(part, language or None, texts, cancel))
        return {"log_probabilities": [each.said for each in scores], "prior_log_probabilities": [each.prior for each in scores], "token_counts": [each.tokens for each in scores]}

    @app.post("/v1/audio/speech")
    async def speak(body: Speech, request: Request) -> Response:
        def task(engine: Any, cancel: Any) -> bytes:
            return write_wav(engine.speak(body.input, body.voice, body.speed, cancel), engine.sample_rate)

        return Response(await work(request, host, body.model, "speak", task), media_type="audio/wav")

    @app.get("/v1/audio/voices")
    async def voices(request: Request, model: str | None = None) -> dict[str, Any]:
        return {"data": await work(request, host, model, "speak", lambda engine, _cancel: engine.voices())}

    @app.post("/v1/audio/tags")
    async def tag(
        request: Request,
        file: Annotated[UploadFile, File()],
        model: Annotated[str | None, Form()] = None,
        labels: Annotated[list[str], Form(max_length=256)] = [],
        top: Annotated[int, Form(ge=1, le=1000)] = 10,
    ) -> dict[str, Any]:
        def task(engine: Any, _cancel: Any) -> list[Any]:
            return engine.tag(read_samples(file.file, engine.sample_rate), [label for label in labels if label.strip()])

        tags = await work(request, host, model, "tag-audio", task)
        return {"tags": [{"label": tag.label, "score": tag.score} for tag in tags[:top]]}

    @app.post("/v1/audio/generations")
    async def generate(body: SoundOrder, request: Request) -> Response:
        def task(engine: Any, cancel: Any) -> bytes:
            sound = engine.make(body.prompt, body.duration, body.seed, cancel)
            return write_wav(sound.samples, sound.rate)

        return Response(await work(request, host, body.model, "make-audio", task), media_type="audio/wav")
