"""The same server on Ray Serve: many replicas on many machines behind one address, more of them while requests queue.

``serve run vouch_models.ray_serve:build models=/path/models.json replicas=4 gpus=0.5`` on a Ray cluster, or ``start`` from Python.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from ray import serve
from ray.serve.handle import DeploymentHandle

from .app import create_app
from .engines import Machine
from .host import Host
from .spec import ModelSpec, read_models_file


@dataclass(frozen=True)
class Scale:
    """How many replicas there are, and what each may use."""

    #: Replicas at least and at most.
    least: int = 1
    most: int = 1
    #: Requests that a replica should have at a time; more of them bring another replica, once they have for ``patience`` seconds.
    target: int = 2
    patience: float = 30.0
    #: Requests that a replica may have at a time; the rest wait.
    limit: int = 16
    #: GPUs of a replica; a part of one shares it with others.
    gpus: float = 0.0
    cpus: int = 1


def deployment(specs: Sequence[ModelSpec], scale: Scale, token: str | None = None) -> serve.Application:
    """Every replica serves all models, and loads each when it is first asked for it."""

    def app() -> FastAPI:
        return create_app(Host(specs, Machine(scale.cpus, scale.gpus > 0)), token)

    @serve.deployment(
        name="vouch-models",
        autoscaling_config={"min_replicas": scale.least, "max_replicas": scale.most, "target_ongoing_requests": scale.target, "upscale_delay_s": scale.patience},
        max_ongoing_requests=scale.limit,
        ray_actor_options={"num_cpus": scale.cpus, "num_gpus": scale.gpus},
    )
    @serve.ingress(app)
    class Replica:
        """The ingress answers; there is nothing to add."""

    return Replica.bind()


def build(arguments: dict[str, str]) -> serve.Application:
    """For ``serve run`` and configuration files: ``models``, ``replicas``, ``most``, ``target``, ``patience``, ``gpus``, ``cpus``, ``token_env``."""
    least = int(arguments.get("replicas", "1"))
    scale = Scale(
        least=least,
        most=max(least, int(arguments.get("most", least))),
        target=int(arguments.get("target", "2")),
        patience=float(arguments.get("patience", "30")),
        gpus=float(arguments.get("gpus", "0")),
        cpus=int(arguments.get("cpus", "1")),
    )
    name = arguments.get("token_env")
    token = os.environ.get(name) if name else None
    if name and not token:
        raise ValueError(f"the environment variable {name} is empty")
    return deployment(read_models_file(Path(arguments["models"])), scale, token)


def start(specs: Sequence[ModelSpec], scale: Scale, port: int, token: str | None = None) -> DeploymentHandle[Any]:
    """Starts Ray here where it does not run, and serves on loopback. ``serve.shutdown()`` ends it."""
    serve.start(http_options={"host": "127.0.0.1", "port": port})
    return serve.run(deployment(specs, scale, token), name="vouch-models", route_prefix="/")
