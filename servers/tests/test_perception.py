"""Embeddings, detections, segments, depth and tags: shapes, ranges, and that batching changes nothing."""

from __future__ import annotations

import base64
import io
import threading

import numpy
import pytest
import torch
from conftest import data_uri, picture, png, tone
from PIL import Image

from vouch_models.engines.batching import Batcher


@pytest.mark.parametrize("kind", ["clip", "siglip"])
def test_embeddings_are_unit_vectors_in_the_order_of_mixed_inputs(serve, tiny, kind):
    server = serve(tiny(kind, "image-text-embed"))
    image = {"image": data_uri(png(picture()))}
    mixed = server.post("/v1/embeddings", json={"input": ["a cat", image, "a dog"]}).json()["data"]
    vectors = [numpy.array(entry["embedding"]) for entry in mixed]
    assert [entry["index"] for entry in mixed] == [0, 1, 2]
    assert all(abs(numpy.linalg.norm(vector) - 1) < 1e-3 for vector in vectors)
    alone = server.post("/v1/embeddings", json={"input": [image], "encoding_format": "base64"}).json()["data"][0]["embedding"]
    assert numpy.dot(numpy.frombuffer(base64.b64decode(alone), "<f4"), vectors[1]) > 0.99


def test_requests_that_come_together_are_batched_and_get_what_they_would_get_alone(serve, tiny):
    server = serve(tiny("clip", "image-text-embed"))
    images = [data_uri(png(picture(32 + 8 * index, 48, colour))) for index, colour in enumerate(["white", "blue", "green", "black", "yellow", "gray"])]
    alone = [server.post("/v1/embeddings", json={"input": [{"image": image}]}).json()["data"][0]["embedding"] for image in images]
    together: dict[int, list[float]] = {}

    def send(index: int) -> None:
        together[index] = server.post("/v1/embeddings", json={"input": [{"image": images[index]}]}).json()["data"][0]["embedding"]

    threads = [threading.Thread(target=send, args=(index,)) for index in range(len(images))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tolerance = 2e-2 if torch.cuda.is_available() else 1e-4
    for index, vector in enumerate(alone):
        assert numpy.allclose(vector, together[index], atol=tolerance)


def test_a_bad_item_fails_alone_and_not_its_whole_batch():
    gate = threading.Event()

    def halve(items):
        gate.wait(5)
        if any(item % 2 for item in items):
            raise ValueError("odd")
        return [item // 2 for item in items]

    batcher: Batcher[int, int] = Batcher(halve)
    results: dict[int, object] = {}

    def submit(item: int) -> None:
        try:
            results[item] = batcher.submit([item])[0]
        except ValueError as error:
            results[item] = str(error)

    threads = [threading.Thread(target=submit, args=(item,)) for item in (2, 3, 4)]
    for thread in threads:
        thread.start()
    gate.set()
    for thread in threads:
        thread.join()
    batcher.close()
    assert results == {2: 1, 3: "odd", 4: 2}


@pytest.mark.parametrize("kind", ["owl", "grounding-dino"])
def test_what_is_named_is_looked_for_and_boxes_lie_in_the_picture(serve, tiny, kind):
    server = serve(tiny(kind, "open-detect"))
    response = server.post("/v1/detections", params={"labels": ["cat", "red ball"], "min_score": 0.0}, content=png(picture(100, 60)))
    reply = response.json()
    assert (reply["width"], reply["height"]) == (100, 60)
    assert reply["detections"]
    scores = [found["score"] for found in reply["detections"]]
    assert scores == sorted(scores, reverse=True)
    for found in reply["detections"]:
        box = found["box"]
        assert 0 <= box["x"] and 0 <= box["y"] and box["x"] + box["width"] <= 100.01 and box["y"] + box["height"] <= 60.01
    nothing = server.post("/v1/detections", content=png(picture()))
    assert (nothing.status_code, nothing.json()["error"]["code"]) == (400, "invalid_request")


def test_a_detector_of_fixed_kinds_gives_only_what_is_wanted(serve, tiny):
    server = serve(tiny("detr", "detect"))
    everything = server.post("/v1/detections", params={"min_score": 0.0}, content=png(picture())).json()["detections"]
    assert len(everything) == 5
    cats = server.post("/v1/detections", params={"min_score": 0.0, "labels": "cat"}, content=png(picture())).json()["detections"]
    assert [found for found in everything if found["label"] == "cat"] == cats


def test_segments_cover_the_picture_without_overlap(serve, tiny):
    server = serve(tiny("segformer", "segment"))
    reply = server.post("/v1/segmentations", content=png(picture(80, 50))).json()
    masks = [numpy.asarray(Image.open(io.BytesIO(base64.b64decode(segment["mask"])))) for segment in reply["segments"]]
    assert all(mask.shape == (50, 80) for mask in masks)
    assert (sum(mask.astype(int) for mask in masks) == 1).all()
    assert [segment["pixels"] for segment in reply["segments"]] == [int(mask.sum()) for mask in masks]


def test_a_depth_map_has_the_size_of_the_picture_and_says_its_range(serve, tiny):
    server = serve(tiny("depth", "depth"))
    response = server.post("/v1/depth", content=png(picture(70, 42)))
    depth = numpy.asarray(Image.open(io.BytesIO(response.content)))
    assert depth.shape == (42, 70) and depth.dtype == numpy.uint16
    assert float(response.headers["x-depth-lowest"]) <= float(response.headers["x-depth-highest"])


@pytest.mark.parametrize("path", ["/v1/detections", "/v1/segmentations", "/v1/depth"])
@pytest.mark.parametrize("body", [b"", b"no picture", png(picture())[:50]])
def test_bytes_that_are_no_picture_are_refused(serve, tiny, path, body):
    server = serve(tiny("detr", "detect"), tiny("segformer", "segment"), tiny("depth", "depth"))
    response = server.post(path, content=body)
    assert (response.status_code, response.json()["error"]["code"]) == (400, "input_corrupt")


def test_tags_of_a_list_are_scored_from_0_to_1_and_unknown_ones_refused(serve, tiny):
    server = serve(tiny("audio-tags", "audio-tags"))
    response = server.post("/v1/audio/tags", files={"file": ("a.wav", tone())})
    tags = response.json().get("tags", response.text)
    assert {tag["label"] for tag in tags} == {"speech", "music", "rain"}
    assert all(0 <= tag["score"] <= 1 for tag in tags)
    only = server.post("/v1/audio/tags", files={"file": ("a.wav", tone())}, data={"labels": ["rain"]}).json()["tags"]
    assert [tag["label"] for tag in only] == ["rain"]
    refused = server.post("/v1/audio/tags", files={"file": ("a.wav", tone())}, data={"labels": ["thunder"]})
    assert refused.json()["error"]["code"] == "invalid_request"
    broken = server.post("/v1/audio/tags", files={"file": ("a.wav", b"no sound")})
    assert broken.json()["error"]["code"] == "input_corrupt"


def test_words_are_compared_with_a_sound(serve, tiny):
    server = serve(tiny("clap", "audio-text"))
    tags = server.post("/v1/audio/tags", files={"file": ("a.wav", tone(rate=8000))}, data={"labels": ["rain", "music"]}).json()["tags"]
    assert {tag["label"] for tag in tags} == {"rain", "music"}
    assert all(-1.001 <= tag["score"] <= 1.001 for tag in tags)


@pytest.mark.parametrize("kind", ["clip", "siglip"])
def test_a_text_that_the_model_cannot_read_whole_is_refused_and_the_others_are_not(serve, tiny, kind):
    server = serve(tiny(kind, "image-text-embed"))
    answer = server.post("/v1/embeddings", json={"input": ["a cat", "cat " * 200]})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "context_length_exceeded")
    assert server.post("/v1/embeddings", json={"input": ["a cat"] * 100}).status_code == 200


def test_a_computation_that_loses_a_result_fails_and_leaves_nobody_waiting():
    batcher = Batcher(lambda items: items[1:])
    with pytest.raises(RuntimeError, match="1 items gave 0 results"):
        batcher.submit(["a", "b"])
    batcher.close()


def test_embedding_many_items_ends_when_their_client_has_gone():
    from vouch_models.engines.base import Cancel
    from vouch_models.errors import ClientGone
    from vouch_models.routes.embeddings import AT_A_TIME, _embed

    cancel = Cancel()

    class Engine:
        seen = 0

        def embed_texts(self, texts):
            self.seen += len(texts)
            cancel.set()
            return [[1.0] for _ in texts]

        def embed_images(self, images):
            return []

    engine = Engine()
    with pytest.raises(ClientGone):
        _embed(engine, ["a"] * 1000, cancel)
    assert engine.seen == AT_A_TIME
