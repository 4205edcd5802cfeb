"""Stands for a model server in scripts/check-gpu.ts: takes memory on the first CUDA device that it sees, serves ``/health``, keeps all until it is ended.

``python3 hold-gpu.py PORT BYTES``; 0 bytes: no device is touched. Needs the driver's libcuda and nothing of CUDA beside it.
"""

from __future__ import annotations

import ctypes
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

CUDA_ERROR_OUT_OF_MEMORY = 2
CHUNK = 2**30


def hold(size: int) -> None:
    cuda = ctypes.CDLL("libcuda.so.1")

    def call(name: str, *arguments: object) -> None:
        status = getattr(cuda, name)(*arguments)
        if status == CUDA_ERROR_OUT_OF_MEMORY:
            sys.exit(f"CUDA out of memory: {name} of {size} bytes")
        if status != 0:
            sys.exit(f"{name} failed with {status}")

    device, context = ctypes.c_int(), ctypes.c_void_p()
    call("cuInit", 0)
    call("cuDeviceGet", ctypes.byref(device), 0)
    call("cuDevicePrimaryCtxRetain", ctypes.byref(context), device)
    call("cuCtxSetCurrent", context)
    for begin in range(0, size, CHUNK):
        call("cuMemAlloc_v2", ctypes.byref(ctypes.c_uint64()), ctypes.c_size_t(min(CHUNK, size - begin)))


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


if __name__ == "__main__":
    if int(sys.argv[2]) > 0:
        hold(int(sys.argv[2]))
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
