"""Real commands in a folder on the path, a real folder of devices, a real small C library."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from agent.tools.vram.drivers import Device, devices

GIB = 2**30
NONE = ("libnothing-of-this-name.so",)
Command = Callable[[str, str], Path]

NVML = """
#include <string.h>
typedef struct { unsigned version; unsigned long long total, reserved, free, used; } new_memory;
typedef struct { unsigned long long total, free, used; } old_memory;
static int cards[2] = {0, 1};
int nvmlInit_v2(void) { return 0; }
int nvmlShutdown(void) { return 0; }
int nvmlDeviceGetCount_v2(unsigned *count) { *count = 2; return 0; }
int nvmlDeviceGetHandleByIndex_v2(unsigned index, void **card) { *card = &cards[index]; return 0; }
int nvmlDeviceGetName(void *card, char *name, unsigned length) {
  strncpy(name, "NVIDIA GeForce RTX 3060", length); return 0; }
#ifndef OLD
int nvmlDeviceGetMemoryInfo_v2(void *card, new_memory *m) {
  if (m->version != (sizeof(new_memory) | 2u << 24)) return 25;
  m->total = 12ull << 30; m->reserved = 256ull << 20; return 0; }
#endif
int nvmlDeviceGetMemoryInfo(void *card, old_memory *m) { m->total = 12ull << 30; return 0; }
"""


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Writes commands that alone are on the path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def write(name: str, script: str) -> Path:
        path = folder / name
        path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        path.chmod(0o755)
        return path

    return write


@pytest.fixture
def drm(tmp_path: Path) -> Callable[..., Path]:
    """A folder like /sys/class/drm with AMD cards of so many bytes."""
    root = tmp_path / "drm"
    root.mkdir()

    def write(**cards: int) -> Path:
        for name, size in cards.items():
            device = root / name / "device"
            device.mkdir(parents=True)
            (device / "mem_info_vram_total").write_text(f"{size}\n", "utf-8")
        return root

    return write


@pytest.fixture
def library(tmp_path: Path) -> Callable[..., str]:
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("no C compiler to build a driver library with")
    path = dict(os.environ)  # before a test narrows it
    source = tmp_path / "nvml.c"
    source.write_text(NVML, "utf-8")

    def build(*options: str) -> str:
        built = tmp_path / f"libnvml{len(options)}.so"
        call = [compiler, "-shared", "-fPIC", *options, "-o", str(built), str(source)]
        subprocess.run(call, check=True, env=path)
        return str(built)

    return build


def test_nvidia_cards_are_read_through_the_drivers_own_library(library, command) -> None:
    found = devices((*NONE, library()))
    assert found == [Device("GeForce RTX 3060", 12.0, "cuda", 0.25, "NVML")] * 2


def test_an_old_driver_says_only_the_total(library, command) -> None:
    assert devices((library("-DOLD"),))[0] == Device("GeForce RTX 3060", 12.0)


def test_without_the_library_nvidias_command_is_asked(command: Command, tmp_path: Path) -> None:
    command("nvidia-smi", "echo 'NVIDIA A100-SXM4-80GB, 81920 MiB'; echo 'NVIDIA GB10, [N/A]'")
    a100, gb10 = devices(NONE, tmp_path)
    assert (a100.name, a100.memory_gib, a100.asked) == ("A100-SXM4-80GB", 80.0, "nvidia-smi")
    assert gb10.memory_gib is None


@pytest.mark.parametrize(
    "script",
    [
        "echo 'NVIDIA-SMI has failed, it could not communicate with the driver, 9 MiB'; exit 9",
        "echo 'No devices were found'",
        "printf '\\377\\376, 8 MiB'",
    ],
)
def test_a_command_that_fails_names_no_card(command: Command, script: str, tmp_path: Path) -> None:
    command("nvidia-smi", script)
    assert devices(NONE, tmp_path) == []


def test_amd_cards_have_their_memory_from_the_kernel_and_names_from_rocm(command, drm) -> None:
    root = drm(card10=24 * GIB, card2=16 * GIB)
    (root / "card2-DP-1").mkdir()
    rows = '{"card10": {"Card Series": "0x744c", "Card Model": "Radeon RX 7900 XTX"}, '
    rows += '"card9": {"Card series": "Radeon RX 7800 XT"}, "system": {}}'
    said = command("rocm-smi", f"[ \"$*\" = '--showproductname --json' ] && echo '{rows}'")
    found = devices(NONE, root)
    assert [(one.name, one.memory_gib, one.kind) for one in found] == [
        ("Radeon RX 7800 XT", 16, "rocm"),
        ("Radeon RX 7900 XTX", 24, "rocm"),
    ]

    said.unlink()
    (root / "card2" / "device" / "product_name").write_text("Instinct MI50\n", "utf-8")
    assert [one.name for one in devices(NONE, root)] == ["Instinct MI50", "AMD GPU 24GB"]


def test_a_processors_own_graphics_is_no_card(command, drm) -> None:
    root = drm(card0=GIB // 2, card1=16 * GIB)
    assert [one.memory_gib for one in devices(NONE, root)] == [16]


def test_apple_shares_the_memory_of_the_machine(command: Command, tmp_path: Path) -> None:
    chip = "echo 'hw.memsize: 68719476736'; echo 'machdep.cpu.brand_string: "
    command("sysctl", f"{chip}Apple M2 Max'")
    assert devices(NONE, tmp_path) == [Device("Apple M2 Max", 64.0, "apple", asked="sysctl")]
    command("sysctl", f"{chip}Intel(R) Core(TM) i7'")
    assert devices(NONE, tmp_path) == []


def test_a_machine_without_any_has_none(command: Command, tmp_path: Path) -> None:
    assert devices(NONE, tmp_path / "nowhere") == []
