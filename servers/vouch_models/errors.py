"""Errors on the wire: ``{"error": {"message", "type", "code"}}`` with a status."""

from __future__ import annotations

from fastapi.responses import JSONResponse


class WireError(Exception):
    """An error that is answered to the client; the server goes on."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code

    def body(self) -> dict[str, dict[str, str]]:
        kind = "invalid_request_error" if self.status < 500 else "server_error"
        return {"error": {"message": str(self), "type": kind, "code": self.code}}

    def response(self) -> JSONResponse:
        return JSONResponse(self.body(), status_code=self.status)


class ClientGone(WireError):
    """The client has closed its connection: nobody reads this answer, and its work is dropped."""

    def __init__(self) -> None:
        super().__init__(499, "client_gone", "The client has gone.")


def is_out_of_memory(error: BaseException) -> bool:
    return isinstance(error, MemoryError) or "out of memory" in str(error).lower()


def describe(error: Exception) -> WireError:
    """What a failure inside an engine means to the client."""
    if isinstance(error, WireError):
        return error
    if is_out_of_memory(error):
        return WireError(503, "out_of_memory", f"The model ran out of memory: {error}. Send less at once or load a smaller model.")
    return WireError(500, "engine_failed", f"{type(error).__name__}: {error}")
