"""The one error of this package that a user can cause."""


class CannotCalculate(ValueError):
    """What was given, why it cannot be computed and what would work, in one sentence."""


class NeedsRate(CannotCalculate):
    """Two currencies and no rate between them: what is known can still be told in its own."""
