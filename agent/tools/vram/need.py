"""What a workload needs, in bytes: the phases of one card, and the sum over all cards."""

from dataclasses import dataclass, replace

GIB = 2**30


@dataclass(frozen=True)
class Parts:
    """Bytes the framework allocates, by what they hold."""

    weights: float = 0.0
    kv_cache: float = 0.0
    activations: float = 0.0

    @property
    def total(self) -> float:
        """All three."""
        return self.weights + self.kv_cache + self.activations

    def times(self, factor: float) -> "Parts":
        """Each part multiplied."""
        return Parts(self.weights * factor, self.kv_cache * factor, self.activations * factor)


@dataclass(frozen=True)
class Counted:
    """What a run of the real modules counted, in the place of the laws."""

    alive: dict[str, float]
    """Phase -> bytes alive above weights and cache, before cards share the work."""
    cache: float | None = None
    """Bytes of a language model's cache at the context asked for."""
    is_tiled: bool = False
    """Whether the decode that was run was of one tile."""


@dataclass(frozen=True)
class Phase:
    """One step of the work with its own peak, on the fullest card."""

    name: str
    parts: Parts
    slack: float = 0.0
    """Blocks that the allocator keeps free, of this phase."""

    @property
    def reserved(self) -> float:
        """What the framework holds."""
        return self.parts.total + self.slack


@dataclass(frozen=True)
class Need:
    """Memory of a workload; the largest phase decides."""

    phases: tuple[Phase, ...]
    all_cards: Parts
    """At the peak, summed over the cards."""
    outside: float
    """A card's memory outside the framework's counters: driver context, graphs, communication."""
    spread: float
    """Half of the 90 % interval, as a share of the figure."""
    assumptions: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    resident: float | None = None
    """Bytes with every part at work whole on the card, where the figure counts on less."""
    least: float | None = None
    """Bytes it runs in where a runtime fills the card with what it holds of the weights."""

    @property
    def peak(self) -> Phase:
        """The phase that decides."""
        return max(self.phases, key=lambda phase: phase.reserved)

    @property
    def allocated(self) -> float:
        """What the framework counts as allocated on the fullest card, at its own peak."""
        return max(phase.parts.total for phase in self.phases)

    @property
    def reserved(self) -> float:
        """What the framework holds on the fullest card."""
        return self.peak.reserved

    @property
    def device(self) -> float:
        """What the driver shows on the fullest card."""
        return self.reserved + self.outside

    def said(self, *assumptions: str) -> "Need":
        """The same need with more assumptions."""
        return replace(self, assumptions=(*self.assumptions, *assumptions))
