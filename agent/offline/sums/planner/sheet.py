"""A derivation written as a worksheet: amounts by name, a step for each result."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from agent.offline.sums.planner import units
from agent.offline.sums.planner.search import Derivation, Factor, Product, money_in, unit_of
from agent.offline.sums.planner.sought import Sought
from agent.offline.sums.planner.term import Term
from agent.offline.sums.planner.units import PERIODS, PERSON
from agent.offline.vocabulary import phrase

_CHINESE = {"people": "人数", "price": "单价", "amount": "金额", "share": "占比", "cut": "抽成", "rise": "涨幅", "loss": "降幅",
            "growth": "增长率", "churn": "流失率", "time": "时长", "revenue": "收入", "cost": "成本", "left": "剩余", "result": "结果",
            "periods": "期数", "free": "免费期", "multiple": "倍增周期", "difference": "差额", "before": "之前", "tokens": "token数", "persons": "人数"}  # fmt: skip


def worksheet(text: str, found: Sequence[tuple[Sought, Derivation]]) -> dict[str, Any]:
    """Arguments of kind `chain`: `givens`, `steps`, the `answers` and what was assumed."""
    sheet = _Sheet(re.search(r"[\u4e00-\u9fff]", text) is not None)
    for sought, way in found:
        if len(found) == 1 and (payers := _payers(text, sought, way)):
            sheet.answers.append(sheet.result(replace(sought, kind="count", noun=PERSON), payers))
        sheet.answers.append(sheet.result(sought, way))
        if len(found) == 1 and (before := _before(way)):
            sheet.answers.append(sheet.result(replace(sought, label="before"), before))
            sheet.compare()
    sheet.set_apart(text, found)
    arguments: dict[str, Any] = {"kind": "chain", "givens": sheet.givens, "steps": sheet.steps}
    if len(sheet.answers) > 1:
        arguments["answers"] = sheet.answers
    if sheet.notes:
        arguments["notes"] = list(dict.fromkeys(sheet.notes))
    return arguments


class _Sheet:
    """Collects amounts and steps under names of their own."""

    def __init__(self, chinese: bool) -> None:
        self.chinese = chinese
        self.givens: dict[str, str] = {}
        self.steps: list[str] = []
        self.answers: list[str] = []
        self.notes: list[str] = []
        self._names: dict[tuple[int, int, str], str] = {}

    def compare(self) -> None:
        """By how much the first result differs from the second."""
        name = self._new("difference")
        self.steps.append(f"{name} = {self.answers[0]} - {self.answers[1]}")
        self.answers.append(name)

    def set_apart(self, text: str, found: Sequence[tuple[Sought, Derivation]]) -> None:
        """How far two sides lie apart, where that is asked."""
        if len(found) == 2 and found[0][0].label and phrase("revenue", "difference").search(text):
            self.compare()

    def result(self, sought: Sought, way: Derivation) -> str:
        """Adds the steps that find it; their last one's name."""
        if (
            len(way) > 1
            and sought.period is None
            and len({p for one in way for p in _periods(one)}) > 1
        ):
            sought = replace(sought, period="year")
        parts = [self._product(one, sought, alone=len(way) == 1) for one in way]
        if sought.is_cost and any(_is_of_use(move) for one in way for move in one.moves):
            self.notes.append("only the hours in use are paid for | 只为使用的时间付费")
        if len(parts) == 1:
            return parts[0]
        signed = [
            ("-" if one.sign < 0 else "+", part) for one, part in zip(way, parts, strict=True)
        ]
        joined = _joined(signed)
        name = self._new(sought.name)
        first = next(iter(way))
        if first.over:
            joined = f"({joined}) / ({' + '.join(self._given(t, t.unit) for t in first.over)})"
        elif first.in_margin:
            income = " + ".join(part for sign, part in signed if sign == "+")
            joined = f"({joined}) / ({income}) in %"
        self.steps.append(f"{name} = {joined}")
        return name

    def _product(self, one: Product, sought: Sought, *, alone: bool) -> str:
        above = [self._factor(f, one) for f in one.factors if f.power > 0]
        below = [self._factor(f, one) for f in one.factors if f.power < 0]
        above += self._moves(replace(one, moves=tuple(m for m in one.moves if not one.below(m))))
        below += self._moves(replace(one, moves=tuple(m for m in one.moves if one.below(m))))
        text = " * ".join(above) or "1"
        text += "".join(f" / {name}" for name in below)
        name = self._new(sought.name if alone else "amount")
        self.steps.append(f"{name} = {text}{self._unit(one, sought)}")
        return name

    def _unit(self, one: Product, sought: Sought) -> str:
        """The unit that the step is to come out in, its periods converted."""
        if sought.kind == "share":
            return " in %"
        unit = dict(one.unit)
        if not any(f.term.unit.get(PERSON, 0) > 0 for f in one.factors) and sought.noun != PERSON:
            unit = {n: p for n, p in unit.items() if n != PERSON or p < 0}
        periods = sum(p for n, p in unit.items() if n in PERIODS)
        rest = {n: p for n, p in unit.items() if n not in PERIODS}
        if sought.kind == "time":
            return f" in {sought.noun or 'month'}s" if periods == 1 and not rest else ""
        if periods == 0:
            return f" in {units.written(rest)}" if rest else ""
        wanted = sought.period or next((n for n in unit if n in PERIODS and unit[n] < 0), "year")
        if sought.period is None and sought.kind == "money" and not sought.is_cost:
            wanted = "year"
        return f" in {units.written({**rest, wanted: periods})}"

    def _factor(self, factor: Factor, one: Product) -> str:
        term = factor.term
        if factor.implied:
            self._assumed(factor)
        name = self._given(term, unit_of(factor))
        if factor.less is None:
            return name
        cost = self._given(
            factor.less, unit_of(replace(factor, term=factor.less, implied=_shared(factor)))
        )
        return f"({name} - {cost})"

    def _moves(self, one: Product) -> list[str]:
        """What changes the product: parts, cuts of the whole together, changes, growth over time."""
        moves, found = list(one.moves), list[str]()
        found += self._billed(moves)
        gross = [t for t in moves if t.role == "off"]
        kept = [t for t in moves if t.role == "part" and t.of_gross]
        if any(t.of_gross for t in gross) and len(gross) + len(kept) > 1:
            names = [self._given(t, {}) for t in (*kept[:1], *gross)]
            found.append(f"({' - '.join(names if kept else ['1', *names])})")
            moves = [t for t in moves if t not in (*gross, *kept[:1])]
        for term in moves:
            if term.role in ("part", "factor"):
                found.append(self._given(term, {}))
            elif term.role in ("rise", "fall", "off"):
                found.append(f"(1 {'+' if term.role == 'rise' else '-'} {self._given(term, {})})")
            elif term.role in ("growth", "churn", "multiple") and one.length is not None:
                found.append(self._compounded(term, one.length))
        return found

    def _billed(self, moves: list[Term]) -> list[str]:
        """Months not paid or a discount, of those alone who are billed so where their share is said."""
        free = next((t for t in moves if t.role == "free"), None)
        billed = next((t for t in moves if t.role == "part" and t.is_fixed), None)
        off = free or (next((t for t in moves if t.role == "fall"), None) if billed else None)
        if off is None:
            return []
        moves.remove(off)
        name = self._number(off, self._period("year")) if free else self._given(off, {})
        if billed is None:
            return [f"(1 - {name})"]
        moves.remove(billed)
        return [f"(1 - {self._given(billed, {})} * {name})"]

    def _compounded(self, term: Term, length: Term) -> str:
        if term.role == "multiple":
            often = self._number(length, self._given(term, term.unit))
            return f"({term.times})^{often}"
        rate, sign = self._given(term, {}), "+" if term.role == "growth" else "-"
        often = self._number(length, self._period(next(iter(term.unit))))
        return f"(1 {sign} {rate})^{often}"

    def _number(self, length: Term, period: str) -> str:
        """How many periods the length holds, a step of its own."""
        text = f"{self._given(length, length.unit)} / {period} in number"
        for step in self.steps:
            if step.endswith(f"= {text}"):
                return step.partition(" = ")[0]
        name = self._new("periods")
        self.steps.append(f"{name} = {text}")
        return name

    def _period(self, period: str) -> str:
        self.givens[f"one_{period}"] = f"1 {period}"
        return f"one_{period}"

    def _given(self, term: Term, unit: units.Unit) -> str:
        key = (term.start, term.end, units.written(unit))
        if key not in self._names:
            name = self._new(_name(term))
            self._names[key] = name
            self.givens[name] = f"{term.written} {units.written(unit)}".strip()
        return self._names[key]

    def _new(self, name: str) -> str:
        name = _CHINESE.get(name, name) if self.chinese else name
        taken = {*self.givens, *(step.partition(" = ")[0] for step in self.steps)}
        return next(n for n in (name, *(f"{name}_{i}" for i in range(2, 60))) if n not in taken)

    def _assumed(self, factor: Factor) -> None:
        """What an amount is taken to be for, where its words do not say."""
        for name in factor.implied:
            if name in PERIODS or name != PERSON:
                zh = {"year": "年", "month": "月", "day": "天"}.get(name, name)
                self.notes.append(
                    f"{factor.term.text.strip()} is per {name} | {factor.term.text.strip()}按每{zh}计"
                )


def _payers(text: str, sought: Sought, way: Derivation) -> Derivation | None:
    """How many the part that pays is, where the most that it can bring is asked."""
    if sought.kind != "money" or len(way) != 1 or not phrase("revenue", "ceiling_asks").search(text):  # fmt: skip
        return None
    one = way[0]
    people = tuple(f for f in one.factors if f.term.unit == {PERSON: 1} and f.power > 0)
    parts = tuple(m for m in one.moves if m.role == "part" and not m.of_gross)
    return (replace(one, factors=people, moves=parts),) if len(people) == 1 and parts else None


def _before(way: Derivation) -> Derivation | None:
    """The same sum at the price that was, before what came with the new one; None without such a price."""
    if len(way) != 1 or not any(f.term.was for f in way[0].factors):
        return None
    one = way[0]
    factors = tuple(
        replace(f, term=replace(f.term, written=f.term.was, start=f.term.start - 1))
        if f.term.was
        else f
        for f in one.factors
    )
    return (
        replace(
            one,
            factors=factors,
            moves=tuple(m for m in one.moves if m.role not in ("rise", "fall")),
        ),
    )


def _periods(one: Product) -> list[str]:
    """The periods that a product is for."""
    return [name for name, power in one.unit.items() if name in PERIODS and power < 0]


def _is_of_use(move: Term) -> bool:
    return move.role == "part" and re.search(r"utili[sz]|利用率", move.label) is not None


def _joined(signed: Sequence[tuple[str, str]]) -> str:
    """Parts of a sum, those that come in first."""
    ordered = sorted(signed, key=lambda pair: pair[0] == "-")
    return " ".join(f"{sign} {part}" for sign, part in ordered).removeprefix("+ ")


def _shared(factor: Factor) -> tuple[str, ...]:
    """What the cost of a net price is for each of without saying so, as its price is."""
    return tuple(name for name in factor.implied if factor.less and name not in factor.less.unit)


def _name(term: Term) -> str:
    if term.role != "amount":
        return {"part": "share", "factor": "times", "off": "cut", "fall": "loss"}.get(
            term.role, term.role
        )
    if money_in(term.unit):
        return "price" if any(p < 0 for p in term.unit.values()) else "amount"
    noun = next((n for n, p in term.unit.items() if p > 0), "share")
    return "people" if noun == PERSON else "time" if noun in PERIODS else f"{noun}s"
