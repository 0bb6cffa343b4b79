import time
from dataclasses import replace
from typing import Any

import pytest

from agent.tools.vram.exact.live_bytes import (
    TookTooLong,
    fake_tensors,
    live_bytes,
    peak_bytes,
    without_data,
)

torch = pytest.importorskip("torch")


def _halves() -> Any:
    """1000 values in, 4000 and then 1000 out, without a bias."""
    return torch.nn.Sequential(
        torch.nn.Linear(1000, 4000, bias=False), torch.nn.Linear(4000, 1000, bias=False)
    )


def test_the_peak_is_what_is_alive_together_above_weights_and_inputs() -> None:
    call = lambda model: lambda: model(torch.empty(50, 1000, dtype=torch.bfloat16))  # noqa: E731

    peak, reserved = peak_bytes(_halves, call, "bfloat16")

    # the input is made while it runs; its 100,000 bytes, 400,000 and 100,000 are alive together
    assert peak == 50 * (1000 + 4000 + 1000) * 2
    assert reserved >= peak


def test_weights_and_inputs_are_not_counted() -> None:
    with fake_tensors():
        weight, given = torch.empty(512, 512), torch.empty(512, 512)
        with live_bytes() as counted:
            made = weight @ given
    assert counted.live == counted.peak == made.nbytes


def test_a_16_bit_convolution_holds_copies_of_its_input_and_output_while_it_runs() -> None:
    peaks = {}
    for dtype in (torch.bfloat16, torch.float32):
        with fake_tensors():
            convolve = torch.nn.Conv2d(8, 8, 3, padding=1, dtype=dtype)
            given = torch.empty(1, 8, 64, 64, dtype=dtype)
            with live_bytes() as counted:
                convolve(given)
        peaks[dtype] = counted.peak / given.nbytes
    assert peaks == {torch.bfloat16: 3, torch.float32: 1}


def test_no_weight_is_filled_so_a_terabyte_costs_nothing() -> None:
    build = lambda: torch.nn.Linear(10**6, 10**6, bias=False)  # noqa: E731
    call = lambda model: lambda: model(torch.empty(1, 10**6, dtype=torch.bfloat16))  # noqa: E731

    assert peak_bytes(build, call, "bfloat16")[0] == 2 * 10**6 * 2


def test_a_trace_past_its_time_ends_and_leaves_torch_as_it_was() -> None:
    call = lambda model: lambda: model(torch.empty(50, 1000, dtype=torch.bfloat16))  # noqa: E731

    with pytest.raises(TookTooLong):
        peak_bytes(_halves, call, "bfloat16", until=time.monotonic() - 1)

    assert torch.get_default_dtype() == torch.float32
    assert torch.equal(torch.ones(2) + 1, torch.full((2,), 2.0))


def test_what_died_is_not_alive_and_views_are_counted_once() -> None:
    with fake_tensors():
        given = torch.empty(512, 512)
        with live_bytes() as counted:
            first = given + 1
            view = first.view(-1)[:10]
            del first
            assert counted.live == given.nbytes  # the view holds it
            del view
            second = given * 2
            assert (counted.live, counted.peak) == (second.nbytes, given.nbytes)


def test_a_module_that_refuses_the_meta_device_is_run_all_the_same() -> None:
    def call(model: Any) -> Any:
        def run() -> Any:
            given = torch.empty(50, 1000, dtype=torch.bfloat16)
            with torch.autocast(given.device.type, enabled=False):  # as Mochi does
                return model(given)

        return run

    assert peak_bytes(_halves, call, "bfloat16")[0] == 50 * (1000 + 4000 + 1000) * 2


def test_what_no_kind_of_tensor_can_do_is_the_modules_own_error() -> None:
    with pytest.raises(RuntimeError):
        without_data(lambda: torch.empty(2, 3) @ torch.empty(2, 3))


def test_a_decoder_that_goes_frame_by_frame_need_not_run_over_all() -> None:
    pytest.importorskip("diffusers")
    from agent.tools.vram.exact.decoders import DECODERS
    from agent.tools.vram.exact.pipeline import trace_decoder

    for name in ("wan21", "wan22"):
        spec = next(spec for spec in DECODERS if spec.name == name)
        whole = replace(spec, by_frame=False)
        short, long = (trace_decoder(one, (256, 256, 33), "float32") for one in (spec, whole))
        assert short.alive == pytest.approx(long.alive, rel=1e-4)
        assert short.parameters == long.parameters
