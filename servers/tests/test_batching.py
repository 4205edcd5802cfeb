"""Requests that come together run together, and each gets what it would get alone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import numpy
import pytest
import torch
from conftest import picture, until

from vouch_models.engines import Machine, load_engine
from vouch_models.engines.batched_engine import BatchedEngine
from vouch_models.spec import ModelSpec

#: Half precision on a GPU rounds differently for other shapes.
TOLERANCE = 5e-2 if torch.cuda.is_available() else 1e-3


def pictures() -> list[Any]:
    """Three of one size, and two of another that must not be mixed with them."""
    return [picture(96, 64, colour) for colour in ("white", "blue", "black")] + [picture(64, 96, colour) for colour in ("green", "gray")]


def sounds(rate: int) -> list[numpy.ndarray]:
    return [numpy.sin(numpy.arange(rate // 2) * pitch * 2 * numpy.pi / rate).astype(numpy.float32) for pitch in (220, 440, 880, 1760)]


def boxes(found: list[Any]) -> list[float]:
    return sorted(number for item in found for number in (item.score, *(side / 100 for side in item.box)))


def scores(tags: list[Any]) -> list[float]:
    return [tag.score for tag in sorted(tags, key=lambda tag: tag.label)]


def one_label(engine: Any) -> list[Callable[[], Any]]:
    return [lambda image=image: boxes(engine.detect(image, ["cat"], 0.0)) for image in pictures()]


def other_labels(engine: Any) -> list[Callable[[], Any]]:
    labels = (["cat"], ["dog", "red ball"], ["rain", "music"], ["cat"], ["cat"])
    return [lambda image=image, wanted=wanted: boxes(engine.detect(image, wanted, 0.0)) for image, wanted in zip(pictures(), labels, strict=True)]


CASES = {
    "detr detects": ("detr", "detect", lambda engine: [lambda image=image: boxes(engine.detect(image, [], 0.0)) for image in pictures()]),
    "owl looks for one label": ("owl", "open-detect", one_label),
    "owl looks for different labels": ("owl", "open-detect", other_labels),
    "grounding dino looks for one label": ("grounding-dino", "open-detect", one_label),
    "grounding dino looks for different labels": ("grounding-dino", "open-detect", other_labels),
    "depth anything measures": ("depth", "depth", lambda engine: [lambda image=image: engine.depth(image) for image in pictures()]),
    "segformer cuts": ("segformer", "segment", lambda engine: [lambda image=image: [float(part.mask.mean()) for part in engine.segment(image)] for image in pictures()]),
    "ast tags": ("audio-tags", "audio-tags", lambda engine: [lambda samples=samples: scores(engine.tag(samples, [])) for samples in sounds(engine.sample_rate)]),
    "clap compares with two words": ("clap", "audio-text", lambda engine: [lambda samples=samples: scores(engine.tag(samples, ["rain", "music"])) for samples in sounds(engine.sample_rate)]),
}


@pytest.mark.parametrize("case", CASES)
def test_a_batch_gives_each_what_it_would_get_alone(tiny, monkeypatch, case):
    kind, name, asks = CASES[case]
    engine: Any = load_engine(tiny(kind, name), Machine(threads=2))
    sizes: list[int] = []
    together = BatchedEngine._together

    def counted(self, items):
        sizes.append(len(items))
        return together(self, items)

    monkeypatch.setattr(BatchedEngine, "_together", counted)
    requests = asks(engine)
    alone = [request() for request in requests]
    assert sizes == [1] * len(requests)
    sizes.clear()

    results: dict[int, Any] = {}
    threads = [threading.Thread(target=lambda index=index: results.update({index: requests[index]()})) for index in range(len(requests))]
    # Nothing is computed until all have come.
    with engine._lock:
        threads[0].start()
        until(lambda: sizes != [], 20)
        for thread in threads[1:]:
            thread.start()
        until(lambda: engine._batcher.waiting == len(requests) - 1, 20)
    for thread in threads:
        thread.join()
    engine.close()
    assert sum(sizes) == len(requests) and max(sizes) > 1
    for index, expected in enumerate(alone):
        assert numpy.shape(results[index]) == numpy.shape(expected)
        assert numpy.allclose(results[index], expected, atol=TOLERANCE)


def test_a_batch_is_no_larger_than_the_setting_says_and_a_bad_request_fails_alone(tiny, monkeypatch):
    spec = tiny("detr", "detect", batch=2)
    engine: Any = load_engine(spec, Machine(threads=1))
    sizes: list[int] = []
    together = BatchedEngine._together

    def exhausted(self, items):
        sizes.append(len(items))
        if len(items) > 1:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return together(self, items)

    monkeypatch.setattr(BatchedEngine, "_together", exhausted)
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(len(engine.detect(picture(), [], 0.0)))) for _ in range(6)]
    with engine._lock:
        for thread in threads:
            thread.start()
        until(lambda: sizes != [] and engine._batcher.waiting >= 3, 20)
    for thread in threads:
        thread.join()
    engine.close()
    assert found == [5] * 6
    assert max(sizes) == 2


def test_the_spec_of_a_batch_of_none_is_refused(tiny):
    spec = tiny("detr", "detect")
    with pytest.raises(ValueError, match="settings.batch"):
        load_engine(ModelSpec("a", "detect", spec.source, settings={"batch": 0}), Machine(threads=1))
