"""What a framework's caching allocator holds for a sequence of births and deaths of tensors.

PyTorch's rules for CUDA: sizes in steps of 512 bytes; up to 1 MiB out of segments of 2 MiB, up to
10 MiB out of segments of 20 MiB, above that a segment of the size in steps of 2 MiB. A free block
is reused where it fits best and split where more than 1 MiB is over; free neighbours are joined;
no segment goes back. (c10/cuda/CUDACachingAllocator.cpp)
"""

from dataclasses import dataclass, field

MIB = 2**20


@dataclass(eq=False)
class Block:
    """A stretch of one segment, linked to its neighbours."""

    size: int
    is_small: bool
    is_free: bool = False
    before: "Block | None" = None
    after: "Block | None" = None


@dataclass
class Allocator:
    """Segments held so far; `reserved` never falls."""

    reserved: int = 0
    free_blocks: list[Block] = field(default_factory=list[Block])

    def take(self, size: int) -> Block:
        """A block of at least `size` bytes.

        >>> allocator = Allocator()
        >>> allocator.give_back(allocator.take(64 * MIB))
        >>> block = allocator.take(40 * MIB)
        >>> allocator.reserved // MIB
        64
        """
        size = max(512, -(-size // 512) * 512)
        is_small = size <= MIB
        fits = [b for b in self.free_blocks if b.is_small == is_small and b.size >= size]
        block = min(fits, key=lambda b: b.size, default=None)
        if block is None:
            block = Block(_segment(size), is_small)
            self.reserved += block.size
        else:
            self.free_blocks.remove(block)
        block.is_free = False
        over = block.size - size
        if over >= 512 if is_small else over > MIB:
            self._split(block, size)
        return block

    def give_back(self, block: Block) -> None:
        """Free a block and join it with free neighbours."""
        block.is_free = True
        if block.before and block.before.is_free:
            block = self._join(block.before, block)
        if block.after and block.after.is_free:
            block = self._join(block, block.after)
        self.free_blocks.append(block)

    def _split(self, block: Block, size: int) -> None:
        rest = Block(block.size - size, block.is_small, True, block, block.after)
        if block.after:
            block.after.before = rest
        block.after, block.size = rest, size
        self.free_blocks.append(rest)

    def _join(self, first: Block, second: Block) -> Block:
        for block in (first, second):
            if block in self.free_blocks:
                self.free_blocks.remove(block)
        first.size += second.size
        first.after = second.after
        if second.after:
            second.after.before = first
        return first


def _segment(size: int) -> int:
    if size <= MIB:
        return 2 * MIB
    return 20 * MIB if size < 10 * MIB else -(-size // (2 * MIB)) * 2 * MIB
