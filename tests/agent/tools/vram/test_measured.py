import pytest

from agent.tools.vram import fit


def check(gpu: str, frames: int = 121, **request):
    return fit.check_fit(
        "Wan2.2-TI2V-5B",
        gpu,
        width=1280,
        height=704,
        frames=frames,
        **{"offload": "model+t5_cpu", **request},
    )


@pytest.mark.parametrize("frames", [121, 97])
def test_a_run_measured_in_the_setting_or_a_larger_one_turns_the_verdict(frames):
    report = check("RTX 4090", frames)
    assert report.required_gib and report.available_gib
    if report.required_gib > report.available_gib:
        assert (report.verdict, report.fits) == ("tight", True)
        assert report.cautions[0].startswith("Measured at 22.8 GiB")
        assert report.sentence("zh").startswith("**勉强可以**")


@pytest.mark.parametrize(
    ("gpu", "setting"),
    [
        ("RTX 4090", {"frames": 161}),  # nobody measured so many
        ("RTX 4090", {"offload": "none"}),
        ("RTX 3060", {}),  # below what was measured
    ],
)
def test_no_other_setting_or_card_is_helped(gpu, setting):
    assert check(gpu, **setting).verdict == "does not fit"
