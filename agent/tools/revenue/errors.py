"""The one error of this package that a user can cause."""


class CannotCalculate(ValueError):
    """What was given, why it cannot be computed and what would work, in one sentence."""
