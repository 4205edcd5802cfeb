"""llama-server as the package xllamacpp carries it, for machines without the program: it takes the arguments that its preset gives it."""

from __future__ import annotations

import argparse
import signal
import threading

import xllamacpp

parser = argparse.ArgumentParser(prog="llama-server")
parser.add_argument("--model", required=True)
parser.add_argument("--mmproj", default="")
parser.add_argument("--host", required=True)
parser.add_argument("--port", type=int, required=True)
parser.add_argument("--metrics", action="store_true")
parser.add_argument("--ctx-size", type=int, default=0)
parser.add_argument("--parallel", type=int, default=1)
parser.add_argument("--image-max-tokens", type=int, default=-1)
parser.add_argument("--batch-size", type=int, default=2048)
parser.add_argument("--ubatch-size", type=int, default=512)
asked = parser.parse_args()

parameters = xllamacpp.CommonParams()
parameters.model.path = asked.model
parameters.mmproj.path = asked.mmproj
parameters.hostnames = [asked.host]
parameters.port = asked.port
parameters.endpoint_metrics = asked.metrics
parameters.n_ctx = asked.ctx_size
parameters.n_parallel = asked.parallel
parameters.image_max_tokens = asked.image_max_tokens
parameters.n_batch = asked.batch_size
parameters.n_ubatch = asked.ubatch_size
parameters.cpuparams.n_threads = 1
server = xllamacpp.Server(parameters)
ended = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: ended.set())
ended.wait()
