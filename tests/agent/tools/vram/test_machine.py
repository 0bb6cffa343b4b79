import pytest

from agent.tools.bilingual import say
from agent.tools.vram import CannotEstimate, NoGpuFound, check_fit, which_models
from agent.tools.vram.drivers import Device, devices
from agent.tools.vram.machine import card_of, read_card

MIB = 1 / 1024


@pytest.mark.parametrize(
    ("device", "name"),
    [
        (Device("GeForce RTX 3060", 12288 * MIB), "RTX 3060 12GB"),
        (Device("GeForce RTX 3060", 8192 * MIB), "RTX 3060 8GB"),
        (Device("GeForce RTX 4090 Laptop GPU", 16376 * MIB), "RTX 4090 Laptop"),
        (Device("GeForce RTX 4090", 24564 * MIB), "RTX 4090"),
        (Device("RTX 6000 Ada Generation", 49140 * MIB), "RTX 6000 Ada"),
        (Device("RTX PRO 6000 Blackwell Workstation Edition", 97887 * MIB),
         "RTX PRO 6000 Blackwell"),
        (Device("GeForce GTX 1650 with Max-Q Design", 4096 * MIB), "GTX 1650"),
        (Device("A100-SXM4-40GB", 40960 * MIB), "A100 40GB"),
        (Device("A100 80GB PCIe", 81920 * MIB), "A100 80GB"),
        (Device("H100 80GB HBM3", 81559 * MIB), "H100 80GB"),
        (Device("GH200 480GB", 97871 * MIB), "GH200 96GB"),
        (Device("Tesla V100-SXM2-16GB", 16384 * MIB), "V100 16GB"),
        (Device("Tesla T4", 15360 * MIB), "T4"),
        (Device("L40S", 46068 * MIB), "L40S"),
        (Device("B200", 183359 * MIB), "B200"),
        (Device("GB10", None), "DGX Spark 128GB"),
        (Device("AMD Instinct MI300X OAM", 196592 * MIB, "rocm"), "MI300X"),
        (Device("Radeon RX 7900 XTX", 24560 * MIB, "rocm"), "RX 7900 XTX"),
        (Device("Apple M2 Max", 64, "apple"), "Apple M2 Max 64GB"),
    ],
    ids=lambda value: value.name if isinstance(value, Device) else "",
)  # fmt: skip
def test_what_a_driver_says_is_a_card_of_the_catalogue(device: Device, name: str) -> None:
    card = card_of([device])
    assert (card.name, card.count) == (name, None)
    assert card.usable_gib <= (device.memory_gib or card.memory_gib)
    assert card.bandwidth_gb_s


def test_a_card_the_catalogue_lacks_is_made_of_its_measured_memory() -> None:
    card = card_of([Device("GeForce RTX 7090", 40.0, "cuda", 0.5, "NVML")])
    assert (card.name, card.memory_gib, card.usable_gib) == ("GeForce RTX 7090", 40, 39.5)
    report = check_fit("Qwen3-8B", card)
    assert report.fits
    assert any("not in the catalogue" in text for text in report.assumptions)
    assert "不在目录中" in report.markdown("zh")
    assert any("asked by NVML" in text for text in report.sources)


def test_what_the_driver_keeps_is_assumed_where_it_does_not_say() -> None:
    assert card_of([Device("AMD GPU 40GB", 40.0, "rocm")]).usable_gib == 39.4
    assert card_of([Device("Apple M9", 100, "apple")]).usable_gib == 75
    with pytest.raises(CannotEstimate, match="how much memory"):
        card_of([Device("Nonesuch", None)])


def test_a_name_does_not_count_where_the_memory_is_another() -> None:
    card = card_of([Device("GeForce RTX 4090", 36.0)])
    assert (card.memory_gib, card.bandwidth_gb_s) == (36, None)


def test_several_cards_are_counted_and_of_different_ones_the_smallest_is_taken() -> None:
    small, large = Device("GeForce RTX 3060", 12.0), Device("GeForce RTX 3090", 24.0)
    assert (card_of([large, large]).name, card_of([large, large]).count) == ("RTX 3090", 2)
    report = check_fit("Qwen3-8B", card_of([large, small]))
    assert (report.gpu, report.gpus) == ("RTX 3060 12GB", 2)
    said = next(text for text in report.assumptions if text.startswith("RTX 3060"))
    assert "2 cards, RTX 3090, RTX 3060 12GB, each counted as the smallest" in said
    assert "共 2 张：RTX 3090、RTX 3060 12GB" in say(said, "zh")


def test_no_card_is_one_clear_sentence() -> None:
    with pytest.raises(NoGpuFound, match="No GPU was found on this machine") as caught:
        card_of([])
    assert say(caught.value.args[0], "zh") == "本机没有找到显卡。"


@pytest.mark.parametrize("text", ["auto", "This machine", "本机"])
def test_auto_means_this_machine_wherever_a_card_is_named(text: str) -> None:
    if found := devices():
        assert check_fit("Qwen3-8B", text).gpu == card_of(found).name
        return
    for ask in (lambda: check_fit("Qwen3-8B", text), lambda: which_models(text)):
        with pytest.raises(NoGpuFound):
            ask()
    with pytest.raises(NoGpuFound):
        read_card(f" {text} ")


@pytest.mark.parametrize("text", ["auto", "this machine", "本机"])
def test_in_a_text_of_others_auto_is_no_card(text: str) -> None:
    with pytest.raises(CannotEstimate, match="does not say which card") as caught:
        check_fit("Qwen3-8B", text, catalogue_only=True)
    assert not isinstance(caught.value, NoGpuFound)
    assert "没有说明是哪款显卡" in say(caught.value.args[0], "zh")
