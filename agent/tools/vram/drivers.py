"""What the drivers of this machine say of its cards: the only part that asks the machine."""

import ctypes
import json
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.tools.vram.need import GIB

DRM = Path("/sys/class/drm")
"""Where Linux shows its graphics devices."""
NVML = ("libnvidia-ml.so.1", "nvml.dll")

_MIB = 2**20
#: Below it an AMD device is a processor's own graphics, whose carve-out says nothing of its memory.
_LEAST_AMD_GIB = 2.0


@dataclass(frozen=True)
class Device:
    """One card as its driver names it."""

    name: str
    memory_gib: float | None
    """None where the driver does not say, as with memory shared with the processor."""
    kind: str = "cuda"
    kept_gib: float | None = None
    """What the driver keeps for itself."""
    asked: str = "NVML"
    """Who told."""


def devices(nvml: Sequence[str] = NVML, drm: Path = DRM) -> list[Device]:
    """The cards of this machine, of the first maker that has any."""
    return _by_nvml(nvml) or _by_nvidia_smi() or _of_amd(drm) or _of_apple()


class _Memory(ctypes.Structure):
    """nvmlMemory_v2_t: bytes; `version` is the structure's size and, from bit 24, a 2."""

    _fields_ = [
        ("version", ctypes.c_uint),
        ("total", ctypes.c_ulonglong),
        ("reserved", ctypes.c_ulonglong),
        ("free", ctypes.c_ulonglong),
        ("used", ctypes.c_ulonglong),
    ]


class _OldMemory(ctypes.Structure):
    """nvmlMemory_t, of drivers before 510."""

    _fields_ = [(name, ctypes.c_ulonglong) for name in ("total", "free", "used")]


def _by_nvml(names: Sequence[str]) -> list[Device]:
    """NVIDIA's cards, by the library that comes with the driver."""
    for name in names:
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        if library.nvmlInit_v2() != 0:
            continue
        try:
            return list(_nvml_devices(library))
        finally:
            library.nvmlShutdown()
    return []


def _nvml_devices(library: Any) -> Iterator[Device]:  # Any: a C library's functions
    count = ctypes.c_uint()
    if library.nvmlDeviceGetCount_v2(ctypes.byref(count)) != 0:
        return
    for index in range(count.value):
        handle, name = ctypes.c_void_p(), ctypes.create_string_buffer(96)
        if library.nvmlDeviceGetHandleByIndex_v2(index, ctypes.byref(handle)) != 0:
            continue
        if library.nvmlDeviceGetName(handle, name, 96) == 0:
            total, kept = _nvml_memory(library, handle)
            yield Device(_without_brand(name.value.decode("utf-8", "replace")), total, "cuda", kept)


def _nvml_memory(library: Any, handle: ctypes.c_void_p) -> tuple[float | None, float | None]:
    """Total and kept by the driver, in GiB; None where it does not say."""
    new = _Memory(version=ctypes.sizeof(_Memory) | 2 << 24)
    ask = getattr(library, "nvmlDeviceGetMemoryInfo_v2", None)
    if ask is not None and ask(handle, ctypes.byref(new)) == 0:
        return new.total / GIB, new.reserved / GIB
    old = _OldMemory()
    if library.nvmlDeviceGetMemoryInfo(handle, ctypes.byref(old)) == 0:
        return old.total / GIB, None
    return None, None


def _by_nvidia_smi() -> list[Device]:
    """The same by NVIDIA's command: "NVIDIA GeForce RTX 3060, 12288 MiB"."""
    said = _output("nvidia-smi", "--query-gpu=name,memory.total", "--format=csv,noheader")
    found: list[Device] = []
    for line in said.splitlines():
        name, comma, memory = line.rpartition(",")
        if comma:
            mib = re.search(r"(\d+)\s*MiB", memory)
            total = int(mib[1]) * _MIB / GIB if mib else None
            found.append(Device(_without_brand(name), total, asked="nvidia-smi"))
    return found


def _of_amd(drm: Path) -> list[Device]:
    """AMD's cards: memory from the kernel, names from `rocm-smi` or, on server cards, the kernel."""
    folders = [one / "device" for one in drm.glob("card*") if re.fullmatch(r"card\d+", one.name)]
    folders = [one for one in folders if (one / "mem_info_vram_total").is_file()]
    folders.sort(key=lambda one: _number(one.parent.name))
    names = _rocm_names() if folders else []
    if len(names) != len(folders):
        names = [_read(one / "product_name") for one in folders]
    found: list[Device] = []
    for folder, name in zip(folders, names, strict=True):
        total = int(_read(folder / "mem_info_vram_total") or 0) / GIB
        if total >= _LEAST_AMD_GIB:
            device = Device(name or f"AMD GPU {total:.0f}GB", total, "rocm", asked="the kernel")
            found.append(device)
    return found


def _rocm_names() -> list[str]:
    """Names in the order of the cards: {"card0": {"Card Series": "Radeon RX 7900 XTX", …}}."""
    try:
        said = json.loads(_output("rocm-smi", "--showproductname", "--json"))
    except ValueError:
        return []
    rows = {key: row for key, row in said.items() if re.fullmatch(r"card\d+", key)}
    return [_rocm_name(rows[key]) for key in sorted(rows, key=_number)]


def _rocm_name(row: dict[str, str]) -> str:
    """The name in words; old releases write "Card series", and a number where they know none."""
    lowered = {key.lower(): str(value).strip() for key, value in row.items()}
    said = (lowered.get("card series", ""), lowered.get("card model", ""))
    return next((name for name in said if name and not name.startswith(("0x", "N/A"))), "")


def _of_apple() -> list[Device]:
    """Apple's chips, whose GPU shares the machine's memory."""
    said = _output("sysctl", "hw.memsize", "machdep.cpu.brand_string")
    memory = re.search(r"hw\.memsize: (\d+)", said)
    chip = re.search(r"brand_string: (Apple .+)", said)
    if not memory or not chip:
        return []
    return [Device(chip[1].strip(), int(memory[1]) / GIB, "apple", asked="sysctl")]


def _output(*command: str) -> str:
    """What a command prints; nothing where it is missing, fails or hangs."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
    return done.stdout


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8").strip()
    except OSError:
        return ""


def _number(name: str) -> int:
    return int(re.sub(r"\D", "", name))


def _without_brand(name: str) -> str:
    return re.sub(r"^NVIDIA\s+", "", name.strip())
