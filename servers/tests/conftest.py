"""A real server on loopback around tiny models; the device is the GPU where there is one."""

from __future__ import annotations

import base64
import io
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ["HF_HUB_OFFLINE"] = "1"

import vouch_models  # First: it says how PyTorch's threads wait for each other.

import av
import httpx
import numpy
import pytest
import torch
import uvicorn
from PIL import Image, ImageDraw

from tiny_models import make
from vouch_models.app import create_app
from vouch_models.engines import Machine
from vouch_models.engines.sounds import write_wav
from vouch_models.host import Host
from vouch_models.spec import ModelSpec

TOKEN = "a-token-for-tests-only"


def pytest_report_header() -> str:
    return f"device: {torch.cuda.get_device_name() if torch.cuda.is_available() else 'CPU'}, torch {torch.__version__}"


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="session")
def tiny(folder: Path) -> Callable[..., ModelSpec]:
    """The spec of a tiny model; its files are made once."""

    def spec(kind: str, engine: str, **settings: Any) -> ModelSpec:
        place = folder / kind
        return ModelSpec(kind, engine, str(place if place.exists() else make(kind, folder)), settings=settings)

    return spec


class Serving:
    """A host behind HTTP, and a client with its token."""

    def __init__(self, host: Host, token: str | None = TOKEN) -> None:
        self.host = host
        self._server = uvicorn.Server(uvicorn.Config(create_app(host, token), log_level="warning", lifespan="off"))
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listener]}, daemon=True)
        self._thread.start()
        headers = {"authorization": f"Bearer {token}"} if token else {}
        self.client = httpx.Client(base_url=self.url, headers=headers, timeout=300)

    def post(self, path: str, **arguments: Any) -> httpx.Response:
        return self.client.post(path, **arguments)

    def close(self) -> None:
        self.client.close()
        self._server.should_exit = True
        self._thread.join(10)
        self.host.close()


@pytest.fixture
def serve() -> Iterator[Callable[..., Serving]]:
    open_servers: list[Serving] = []

    def start(*specs: ModelSpec, token: str | None = TOKEN) -> Serving:
        serving = Serving(Host(specs, Machine(threads=2)), token)
        open_servers.append(serving)
        return serving

    yield start
    for serving in open_servers:
        serving.close()


def picture(width: int = 96, height: int = 64, colour: str = "white") -> Image.Image:
    image = Image.new("RGB", (width, height), colour)
    ImageDraw.Draw(image).ellipse((width // 4, height // 4, width // 2, height // 2), fill="red")
    return image


def png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, format="PNG")
    return buffer.getvalue()


def data_uri(data: bytes, mime: str = "image/png") -> str:
    return f"data:{mime};base64,{base64.b64encode(data).decode()}"


def tone(seconds: float = 1.0, rate: int = 16_000) -> bytes:
    return write_wav(numpy.sin(numpy.arange(int(seconds * rate)) * 440 * 2 * numpy.pi / rate).astype(numpy.float32) * 0.5, rate)


def video(frames: int = 12) -> bytes:
    """An MP4 whose pictures go from black to white."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4") as container:
        stream = container.add_stream("mpeg4", rate=6)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for index in range(frames):
            shade = round(index * 255 / max(1, frames - 1))
            for packet in stream.encode(av.VideoFrame.from_image(Image.new("RGB", (64, 48), (shade, shade, shade)))):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    return buffer.getvalue()


def until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "the condition did not come true in time"
        time.sleep(0.02)
