"""Pictures and frames of videos as engines take them. Bytes come in, and nothing is fetched."""

from __future__ import annotations

import base64
import binascii
import io
from dataclasses import dataclass

import av
from PIL import Image, ImageOps, UnidentifiedImageError

from ..errors import WireError

#: Pixels of one picture at most: what a decompression bomb would exceed.
MAX_PIXELS = 64_000_000


def read_image(data: bytes) -> Image.Image:
    """An upright RGB picture. Raises WireError ``input_corrupt`` or ``input_too_large``."""
    try:
        image = Image.open(io.BytesIO(data))
        if image.width * image.height > MAX_PIXELS:
            raise WireError(400, "input_too_large", f"The picture has {image.width}x{image.height} pixels; {MAX_PIXELS} are the most.")
        return ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        raise WireError(400, "input_corrupt", f"The picture does not decode: {error}") from error


def write_png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, format="PNG")
    return buffer.getvalue()


def read_data_uri(uri: str) -> bytes:
    """The bytes of a ``data:`` URI. Other addresses are refused: the server fetches nothing."""
    if not uri.startswith("data:"):
        raise WireError(400, "invalid_request", "Media must be sent as data: URIs; this server fetches nothing.")
    header, comma, body = uri.partition(",")
    if not comma or not header.endswith(";base64"):
        raise WireError(400, "invalid_request", "The data: URI must be base64.")
    return read_base64(body)


def read_base64(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise WireError(400, "invalid_request", f"The base64 text is broken: {error}") from error


@dataclass(frozen=True)
class Frame:
    image: Image.Image
    #: Seconds from the start of the video.
    at: float


def sample_frames(data: bytes, count: int) -> list[Frame]:
    """``count`` pictures spread evenly over a video, the first and the last part included. Fewer where it has fewer."""
    try:
        with av.open(io.BytesIO(data)) as container:
            stream = container.streams.video[0]
            times = [float(frame.time or 0.0) for frame in container.decode(stream)]
        if not times:
            raise WireError(400, "input_corrupt", "The video holds no pictures.")
        wanted = sorted({round(index * (len(times) - 1) / max(1, count - 1)) for index in range(min(count, len(times)))})
        with av.open(io.BytesIO(data)) as container:
            chosen = set(wanted)
            pictures = {
                index: frame.to_image() for index, frame in enumerate(container.decode(container.streams.video[0])) if index in chosen
            }
        return [Frame(pictures[index].convert("RGB"), times[index]) for index in wanted if index in pictures]
    except WireError:
        raise
    except (av.error.FFmpegError, IndexError, ValueError) as error:
        raise WireError(400, "input_corrupt", f"The video does not decode: {error}") from error
