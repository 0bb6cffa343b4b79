from agent.tools.vram.exact.caching_allocator import MIB, Allocator


def test_a_freed_block_is_reused_and_its_rest_stays_free() -> None:
    allocator = Allocator()
    allocator.give_back(allocator.take(64 * MIB))
    first, second = allocator.take(40 * MIB), allocator.take(20 * MIB)
    assert allocator.reserved == 64 * MIB
    allocator.give_back(first)
    allocator.give_back(second)
    assert allocator.take(64 * MIB).size == 64 * MIB  # neighbours were joined again
    assert allocator.reserved == 64 * MIB


def test_a_larger_tensor_finds_no_room_in_smaller_holes() -> None:
    allocator = Allocator()
    blocks = [allocator.take(32 * MIB) for _ in range(3)]
    for block in blocks:
        allocator.give_back(block)
    allocator.take(48 * MIB)
    assert allocator.reserved == (3 * 32 + 48) * MIB


def test_small_tensors_share_a_segment_of_their_own() -> None:
    allocator = Allocator()
    for _ in range(4):
        allocator.take(400_000)
    assert allocator.reserved == 2 * MIB
    allocator.take(5 * MIB)
    assert allocator.reserved == 22 * MIB
