"""Arithmetic that a ComfyUI node does on widget values, such as `a * 24 + 1`; nothing else runs."""

import ast
import math
import operator
from collections.abc import Callable, Mapping
from typing import Any

#: A size is a line of arithmetic; longer texts are somebody's program.
_LONGEST = 400
_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "abs": abs,
    "ceil": math.ceil,
    "float": float,
    "floor": math.floor,
    "int": int,
    "max": max,
    "min": min,
    "round": round,
}
#: Powers and shifts are left out: they make numbers without end.
_OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,  # pyright: ignore[reportUnknownMemberType] - open in typeshed
    ast.FloorDiv: operator.floordiv,  # pyright: ignore[reportUnknownMemberType] - open in typeshed
    ast.Mod: operator.mod,
    ast.BitAnd: operator.and_,  # pyright: ignore[reportUnknownMemberType] - open in typeshed
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}


def computed(expression: str, values: Mapping[str, Any]) -> int | float | None:
    """The value of an expression, or None where it is more than arithmetic on known numbers.

    >>> computed("floor(a / 32) * 32 + b", {"a": 100, "b": 1}), computed("a ** 9", {"a": 9})
    (97, None)
    """
    if len(expression) > _LONGEST:
        return None
    try:
        result = _value(ast.parse(expression.strip(), mode="eval").body, values)
    except (SyntaxError, KeyError, TypeError, ValueError, ArithmeticError, RecursionError):
        return None
    return result if isinstance(result, int | float) and math.isfinite(result) else None


def _value(node: ast.expr, values: Mapping[str, Any]) -> Any:
    """One node of the tree; what is not arithmetic is a KeyError."""
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return node.value
    if isinstance(node, ast.Name):
        return _number(values[node.id])
    if isinstance(node, ast.BinOp):
        return _OPERATORS[type(node.op)](_value(node.left, values), _value(node.right, values))
    if isinstance(node, ast.UnaryOp):
        return _OPERATORS[type(node.op)](_value(node.operand, values))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        return _FUNCTIONS[node.func.id](*(_value(part, values) for part in node.args))
    raise KeyError(type(node).__name__)


def _number(value: Any) -> int | float:
    if isinstance(value, int | float):
        return value
    raise TypeError(value)
