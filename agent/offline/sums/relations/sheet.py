"""The way to each result as a worksheet: amounts by name with their units, a step for each equation."""

import re
from collections.abc import Collection, Sequence
from typing import Any

from agent.offline.sums.relations.amount import Amount
from agent.offline.sums.relations.asked import Slot
from agent.offline.sums.relations.book import Equation, roles
from agent.offline.sums.relations.given import Given
from agent.offline.sums.relations.solve import Way

_NAME = re.compile(r"(?<![a-z_])(?!ln\()[a-z_]+")
_LENT = "the amounts without a period are taken per {0} | 未说明周期的金额按每{1}计"
_LY = {"day": "daily"}
_BY_HOURS = re.compile(r"\bhours\b|小时", re.IGNORECASE)
_ZH = {"hour": "小时", "year": "年", "month": "月", "quarter": "季度", "week": "周", "day": "天"}


def worksheet(
    text: str, given: Given, found: Sequence[tuple[Slot, tuple[str, Way]]]
) -> dict[str, Any]:
    """Arguments of kind `chain`."""
    timed = any(
        e.unit == "months" or "step" in e.inputs for _, (_, way) in found for e in way.steps
    )
    flows = {slot.period for slot, (_, way) in found if "{per}" in way.steps[-1].unit}
    sheet = _Sheet(text, given, [slot for slot, _ in found], flows, timed=timed)
    told: list[str] = []
    bars: dict[str, str] = {}
    for slot, (name, way) in found:
        results = sheet.results(name, way, slot.period)
        told += results
        bars |= dict.fromkeys(results, roles()[name].bar) if roles()[name].bar else {}
        sheet.moves += results if roles()[name].is_move else []
    arguments: dict[str, Any] = {"kind": "chain", "givens": sheet.givens, "steps": sheet.steps}
    told = list(dict.fromkeys(told))
    if len(told) > 1 or told[-1:] != [sheet.steps[-1].partition(" = ")[0]]:
        arguments["answers"] = told
    if moves := [own for own in told if own in sheet.moves]:
        arguments["moves"] = moves
    if bars:
        arguments["bars"] = bars
    if sheet.notes:
        arguments["notes"] = list(dict.fromkeys(sheet.notes))
    return arguments


class _Sheet:
    """Collects amounts and steps under names of their own."""

    def __init__(
        self,
        text: str,
        given: Given,
        slots: Sequence[Slot],
        flows: Collection[str | None],
        *,
        timed: bool,
    ) -> None:
        self.by_hours = _BY_HOURS.search(text) is not None
        self.chinese = re.search(r"[\u4e00-\u9fff]", text) is not None
        self.given = given
        self.givens: dict[str, str] = {}
        self.steps: list[str] = []
        self.notes: list[str] = []
        self.moves: list[str] = []
        self._names: dict[str, str] = {}
        self.currency = next((a.unit for a in self._monies()), "")
        self.step = next((a.per for n, some in given.items() if roles()[n].is_step for a in some if a.per), None)  # fmt: skip
        self.asked = next((s.period for s in slots if s.period), None)
        self.timed = timed
        self.common = self._common_period(next(iter(flows)) if len(flows) == 1 else None)

    def results(self, name: str, way: Way, period: str | None) -> list[str]:
        """Adds the steps of a way; the names of its results, one for each of several moments."""
        several = [n for n in way.used if roles()[n].is_many and len(self.given[n]) > 1]
        if not several:
            return [self._run(name, way, period)]
        many, told = several[0], list[str]()
        for a in self.given[many]:
            self._names = {k: v for k, v in self._names.items() if not _rests_on(k, many, way)}
            self._add_given(many, (a,))
            own = f"{self._own(name)}_{a.called or f'{a.unit}_{a.written}'}"
            if self.chinese:
                own = f"{f'到{a.called}年' if a.called else f'第{a.written}{_ZH[a.unit]}'}{self._own(name)}"
            told.append(self._run(name, way, period, own))
        return told

    def _run(self, name: str, way: Way, period: str | None, own: str = "") -> str:
        for equation in way.steps:
            last = equation is way.steps[-1]
            key = f"{equation.finds} {period}" if "{per}" in equation.unit or "one" in equation.inputs else equation.finds  # fmt: skip
            if equation.finds in self._names and (not last or self._names.get(key)):
                continue
            named = own if last else ""
            named = named or self._named_for(equation, way, period)
            self._add_step(equation, period if last else None, named, last=last)
            self._names[key] = self._names[equation.finds]
        return self._names[name]

    def _named_for(self, equation: Equation, way: Way, period: str | None) -> str:
        """A rate that is brought to another period with that in its name."""
        per, role = period or self.asked, roles().get(equation.finds)
        is_rate = equation.unit == "%" and role is not None and role.asked is not None
        if per is None or not is_rate or not any("one" in e.inputs for e in way.steps):
            return ""
        own = self._own(equation.finds)
        return f"{_ZH[per]}{own}" if self.chinese else f"{_LY.get(per, f'{per}ly')}_{own}"

    def _add_step(self, equation: Equation, period: str | None, own: str, *, last: bool) -> None:
        for name in equation.inputs:
            if name not in self._names:
                self._add_input(name, period)
        by = _NAME.sub(lambda m: self._names[m[0]], equation.by)
        name = self._new(own or self._own(equation.finds))
        self.steps.append(f"{name} = {by}{self._unit(equation, period, last=last)}")
        self._names[equation.finds] = name
        if equation.note:
            self.notes.append(equation.note)

    def _add_input(self, name: str, period: str | None) -> None:
        if name in self.given:
            self._add_given(name, self.given[name])
        else:
            unit = (self.step if name == "step" else period or self.asked) or "year"
            own = f"{'一' if self.chinese else 'one_'}{_ZH[unit] if self.chinese else unit}"
            self.givens[own] = f"1 {unit}"
            self._names[name] = own

    def _add_given(self, name: str, some: Sequence[Amount]) -> None:
        parts = [self._given(name, a) for a in some]
        self._names[name] = parts[0] if len(parts) == 1 else f"({' + '.join(parts)})"

    def _given(self, name: str, a: Amount) -> str:
        """The amount under its name, with a step that brings it to the sum's period."""
        role = roles()[name]
        own = self._new(self._own(name))
        unit = self._unit_of(name, a)
        self.givens[own] = f"{a.written} {unit}".strip()
        per = a.per or self.common
        if not (role.is_flow and "money" in _sort(name, a) and self.common and per != self.common):
            return own
        brought = self._new(f"{own}_{_ZH[self.common] if self.chinese else self.common}")
        wanted = unit.replace(f"/{per}", f"/{self.common}")
        self.steps.append(f"{brought} = {own} in {wanted}")
        return brought

    def _unit_of(self, name: str, a: Amount) -> str:
        role, sort = roles()[name], _sort(name, a)
        if sort == "money":
            per = f"/{a.per or self.common}" if role.is_flow and (a.per or self.common) else ""
            return f"{self.currency}{'/person' if role.per and self.currency else ''}{per if self.currency else ''}"
        if name == "steepness":
            return f"/{a.per or self._clock()}"
        units = {"count": "people", "length": a.unit, "cycle": a.unit, "power": "kWh/hour"}
        return {**units, "energy": f"{a.unit}/kWh"}.get(sort, "")

    def _clock(self) -> str:
        """The unit of the moments on a curve, where its constant says none."""
        lengths = (a for some in self.given.values() for a in some if "length" in a.sorts)
        return next((a.unit for a in lengths), "year")

    def _unit(self, equation: Equation, period: str | None, *, last: bool) -> str:
        """The unit that a step comes out in."""
        if not equation.unit or (equation.unit.startswith("money") and not self.currency):
            return ""
        if equation.unit == "months" and self.by_hours:
            return " in hours"
        unit = equation.unit.replace("money", self.currency).replace("{step}", self.step or "month")
        if "{per}" in unit:
            wanted = period or self.asked if last else None
            per = self.common and (wanted or self.common)
            unit = unit.replace("{per}", per) if per else unit.replace("/{per}", "")
        return f" in {unit}"

    def _monies(self) -> list[Amount]:
        monies = ("money", "energy")
        return [
            a for n, some in self.given.items() for a in some if a.unit and _sort(n, a) in monies
        ]

    def _common_period(self, asked: str | None) -> str | None:
        """The period that all flows are brought to, where all results are asked for one that; None where
        none of them says one."""
        flows = [a for n, some in self.given.items() if roles()[n].is_flow for a in some]
        said = {a.per for a in flows if a.per}
        spent_first = any(n in self.given for n in ("capex", "life"))
        if not said and not (spent_first or self.asked or self.timed):
            return None
        common = next(iter(said)) if len(said) == 1 else "year"
        if asked or not said:
            common = asked or self.asked or (self.step or "month" if self.timed else common)
        if "life" in self.given:
            common = "year"
        if any(a.per is None for a in flows):
            self.notes.append(_LENT.format(common, _ZH.get(common, common)))
        return common

    def _own(self, name: str) -> str:
        role = roles().get(name)
        if self.chinese:
            return role.chinese if role else {"steps": "期数", "periods": "期数"}.get(name, name)
        return role.english if role and role.english else name

    def _new(self, name: str) -> str:
        taken = {*self.givens, *(step.partition(" = ")[0] for step in self.steps)}
        return next(n for n in (name, *(f"{name}_{i}" for i in range(2, 60))) if n not in taken)


def _sort(name: str, a: Amount) -> str:
    """What the amount is in its role."""
    return next(s for s in a.sorts if s in roles()[name].sorts)


def _rests_on(found: str, given: str, way: Way) -> bool:
    """Whether a result of the way has to be found again for another amount of the role."""
    known = {given}
    for equation in way.steps:
        if known & set(equation.inputs):
            known.add(equation.finds)
    return found.partition(" ")[0] in known
