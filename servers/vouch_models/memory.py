"""How much memory this process holds."""

from __future__ import annotations

import resource
import sys


def resident_bytes() -> int:
    """Resident memory of this process; its peak where the system does not tell the present value."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            for line in status:
                if line.startswith("VmRSS:"):
                    return int(line.split()[1]) * 1024
    except FileNotFoundError:
        pass  # Not Linux.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def device_bytes() -> int | None:
    """Bytes of the GPUs that this process's tensors hold; None without a GPU, or where no engine has needed PyTorch yet."""
    torch = sys.modules.get("torch")
    if torch is None or not torch.cuda.is_available():
        return None
    return sum(torch.cuda.memory_allocated(index) for index in range(torch.cuda.device_count()))
