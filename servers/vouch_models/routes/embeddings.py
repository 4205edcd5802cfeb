"""``POST /v1/embeddings`` of texts and pictures in one space."""

from __future__ import annotations

import base64
from typing import Annotated, Any, Literal

import numpy
from fastapi import FastAPI, Request
from pydantic import BaseModel, Field

from ..engines.base import Cancel
from ..errors import ClientGone
from ..host import Host
from .work import work

JOB = "embed"
#: Items between two looks at whether the client is still there.
AT_A_TIME = 64


class ImageItem(BaseModel):
    """A picture as a ``data:`` URI."""

    image: str


class Embedding(BaseModel):
    model: str | None = None
    input: str | Annotated[list[str | ImageItem], Field(min_length=1, max_length=2048)]
    encoding_format: Literal["float", "base64"] = "float"


def register(app: FastAPI, host: Host) -> None:
    @app.post("/v1/embeddings")
    async def embed(body: Embedding, request: Request) -> dict[str, Any]:
        items = [body.input] if isinstance(body.input, str) else body.input
        vectors = await work(request, host, body.model, JOB, lambda engine, cancel: _embed(engine, items, cancel))
        data = [{"object": "embedding", "index": index, "embedding": _encode(vector, body.encoding_format)} for index, vector in enumerate(vectors)]
        return {"object": "list", "model": body.model or "", "data": data, "usage": {"prompt_tokens": 0, "total_tokens": 0}}


def _embed(engine: Any, items: list[str | ImageItem], cancel: Cancel) -> list[numpy.ndarray]:
    from ..engines.pictures import read_data_uri, read_image

    vectors: list[numpy.ndarray] = []
    for start in range(0, len(items), AT_A_TIME):
        if cancel.is_set:
            raise ClientGone
        part = items[start : start + AT_A_TIME]
        pictures = [read_image(read_data_uri(item.image)) for item in part if not isinstance(item, str)]
        texts = iter(engine.embed_texts([item for item in part if isinstance(item, str)]))
        images = iter(engine.embed_images(pictures))
        vectors += [next(texts) if isinstance(item, str) else next(images) for item in part]
    return vectors


def _encode(vector: numpy.ndarray, encoding: str) -> list[float] | str:
    """OpenAI's clients ask for base64: little-endian float32."""
    return base64.b64encode(vector.astype("<f4").tobytes()).decode() if encoding == "base64" else vector.tolist()
