"""``POST /v1/chat/completions`` for conversations with pictures, videos and sounds."""

from __future__ import annotations

import io
import json
import time
import uuid
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field, model_validator

from ..errors import WireError, describe
from ..host import Host
from .work import pieces, work

#: Jobs whose models converse.
JOBS = ("see", "hear")
#: Frames that stand for a video where the request names no number.
FRAMES = 8


class TextPart(BaseModel):
    type: Literal["text"]
    text: str


class Address(BaseModel):
    url: str


class ImagePart(BaseModel):
    """``image_url`` as an object, or bare as some clients write it."""

    type: Literal["image_url"]
    image_url: Address | str


class VideoPart(BaseModel):
    type: Literal["video_url"]
    video_url: Address | str
    #: How many pictures of the video the model sees, spread evenly.
    frames: Annotated[int, Field(ge=1, le=64)] = FRAMES


class Sound(BaseModel):
    """Base64; the format is found in the bytes."""

    data: str
    format: str


class AudioPart(BaseModel):
    type: Literal["input_audio"]
    input_audio: Sound


Part = Annotated[TextPart | ImagePart | VideoPart | AudioPart, Field(discriminator="type")]


class Turn(BaseModel):
    """Calls of tools and what they gave are texts to the models here, whose templates know no tools."""

    role: Literal["system", "user", "assistant", "tool"]
    content: str | list[Part] | None = None
    tool_calls: list[dict[str, Any]] | None = None
    tool_call_id: str | None = None


class JsonSchema(BaseModel):
    json_schema: dict[str, Any] = Field(alias="schema")


class ResponseFormat(BaseModel):
    type: Literal["text", "json_object", "json_schema"]
    json_schema: JsonSchema | None = None

    @model_validator(mode="after")
    def has_schema(self) -> ResponseFormat:
        if self.type == "json_schema" and self.json_schema is None:
            raise ValueError("json_schema is missing")
        return self

    def wanted(self) -> dict[str, Any] | None:
        if self.type == "json_object":
            return {"type": "object"}
        return self.json_schema.json_schema if self.type == "json_schema" and self.json_schema else None


class StreamOptions(BaseModel):
    include_usage: bool = False


class Completion(BaseModel):
    model: str | None = None
    messages: Annotated[list[Turn], Field(min_length=1)]
    max_tokens: Annotated[int, Field(ge=1, le=32_768)] | None = None
    max_completion_tokens: Annotated[int, Field(ge=1, le=32_768)] | None = None
    temperature: Annotated[float, Field(ge=0, le=2)] = 0.0
    seed: int | None = None
    stop: str | list[str] | None = None
    stream: bool = False
    stream_options: StreamOptions = StreamOptions()
    response_format: ResponseFormat | None = None
    #: What other servers do and this one does not is refused, because an answer that left it out would look as if it were done.
    n: Literal[1] = 1
    tools: Annotated[list[Any], Field(max_length=0)] | None = None


def register(app: FastAPI, host: Host) -> None:
    @app.post("/v1/chat/completions", response_model=None)
    async def complete(body: Completion, request: Request) -> StreamingResponse | dict[str, Any]:
        head = {"id": f"chatcmpl-{uuid.uuid4().hex}", "created": int(time.time()), "model": body.model or ""}
        if body.stream:
            return StreamingResponse(_stream(body, host, head), media_type="text/event-stream")
        answer = await work(request, host, body.model, JOBS, lambda engine, cancel: list(engine.chat(*_read(body, engine), cancel)))
        text, end = "".join(answer[:-1]), answer[-1]
        choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": end.finish}
        return {**head, "object": "chat.completion", "choices": [choice], "usage": _usage(end)}


async def _stream(body: Completion, host: Host, head: dict[str, Any]) -> AsyncIterator[str]:
    def chunk(choices: list[dict[str, Any]], **more: Any) -> str:
        return f"data: {json.dumps({**head, 'object': 'chat.completion.chunk', 'choices': choices, **more})}\n\n"

    def piece(delta: dict[str, str], finish: str | None = None) -> str:
        return chunk([{"index": 0, "delta": delta, "finish_reason": finish}])

    try:
        yield piece({"role": "assistant", "content": ""})
        async for part in pieces(host, body.model, JOBS, lambda engine, cancel: engine.chat(*_read(body, engine), cancel)):
            if isinstance(part, str):
                yield piece({"content": part})
            else:
                yield piece({}, part.finish)
                if body.stream_options.include_usage:
                    yield chunk([], usage=_usage(part))
    except Exception as error:  # The status is sent already: the error goes where the next piece would have been.
        yield f"data: {json.dumps(describe(error).body())}\n\n"
    yield "data: [DONE]\n\n"


def _read(body: Completion, engine: Any) -> tuple[list[Any], Any]:
    """The request in the engine's words; media are decoded here, in the thread that works."""
    from ..engines.chat import ChatOptions

    messages = [_message(turn, engine) for turn in body.messages]
    stops = [body.stop] if isinstance(body.stop, str) else body.stop or []
    options = ChatOptions(
        max_tokens=body.max_tokens or body.max_completion_tokens or 512,
        temperature=body.temperature,
        seed=body.seed,
        stop=tuple(stop for stop in stops if stop),
        schema=body.response_format.wanted() if body.response_format else None,
    )
    return messages, options


def _message(turn: Turn, engine: Any) -> Any:
    from ..engines.chat import Message

    if turn.role == "tool":
        return Message("user", (f"Result of the call {turn.tool_call_id or ''}:", *_parts(turn.content or "", engine)))
    calls = [json.dumps(turn.tool_calls)] if turn.tool_calls else []
    if turn.content is None and not calls:
        raise WireError(400, "invalid_request", "A message is empty.")
    return Message(turn.role, (*(_parts(turn.content, engine) if turn.content else []), *calls) or ("",))


def _parts(content: str | list[Part], engine: Any) -> list[Any]:
    if isinstance(content, str):
        return [content]
    parts = [said for part in content for said in _said(part, engine)]
    if not parts:
        raise WireError(400, "invalid_request", "A message is empty.")
    return parts


def _said(part: TextPart | ImagePart | VideoPart | AudioPart, engine: Any) -> list[Any]:
    """A part in the engine's words: texts, pictures, samples."""
    from ..engines.pictures import read_base64, read_data_uri, read_image, sample_frames
    from ..engines.sounds import read_samples

    if isinstance(part, TextPart):
        return [part.text]
    needed = "audio" if isinstance(part, AudioPart) else "image"
    if needed not in engine.takes:
        raise WireError(400, "invalid_request", f"The model takes no {part.type}; beside texts it takes: {', '.join(sorted(engine.takes))}.")
    if isinstance(part, AudioPart):
        return [read_samples(io.BytesIO(read_base64(part.input_audio.data)), engine.sample_rate)]
    if isinstance(part, ImagePart):
        return [read_image(read_data_uri(_address(part.image_url)))]
    # Every vision-language model sees pictures; the times tell it what a video's own input would.
    frames = sample_frames(read_data_uri(_address(part.video_url)), part.frames)
    return [said for frame in frames for said in (f"At {frame.at:.1f} s:", frame.image)]


def _address(value: Address | str) -> str:
    return value if isinstance(value, str) else value.url


def _usage(end: Any) -> dict[str, Any]:
    """The tokens of media are told apart, as SGLang does, so that a client sees that the model saw or heard them."""
    return {
        "prompt_tokens": end.prompt_tokens,
        "completion_tokens": end.completion_tokens,
        "total_tokens": end.prompt_tokens + end.completion_tokens,
        **({"prompt_tokens_details": {f"{medium}_tokens": count for medium, count in end.media_tokens.items()}} if end.media_tokens else {}),
    }
