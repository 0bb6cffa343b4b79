"""What is made of a result: a share that others take of it, or how it stands against another sum."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, localcontext

from agent.tools.bilingual import Language, Note
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import Amount, read_money, read_part
from agent.tools.revenue.money import EXACT, format_number, plain, say_count, say_money
from agent.tools.revenue.plain_report import plain_report, same_currency
from agent.tools.revenue.report import Report, Step


def net_of(report: Report, cuts: Sequence[Amount]) -> Report:
    """The report with what is left after others take their shares, one after the other."""
    with localcontext(EXACT):
        asked = report.details.get(
            "asked", report.total
        )  # one year of several, where that is asked
        left, steps = asked, list(report.trace)
        taken: list[Note] = []
        for given in cuts:
            if money := _money_taken(given, report.currency):
                cut = money
                taken.append(Note(say_money(cut, report.currency), say_money(cut, report.currency, "zh")))  # fmt: skip
            else:
                share = read_part(given)
                cut = left * share
                taken.append(Note(_percent(share), _percent(share)))
                steps.append(_step(Note(f"cut of {_percent(share)}", f"抽走{_percent(share)}"), f"{plain(left)} × {plain(share)}", cut, report.currency))  # fmt: skip
            steps.append(_step(Note("what is left", "剩余"), f"{plain(left)} - {plain(cut)}", left - cut, report.currency))  # fmt: skip
            left -= cut

        part = left / asked if asked else Decimal(0)
        converted = {code: amount * part for code, amount in report.converted.items()}

        def said(language: Language) -> str:
            kept, gone = (say_money(v, report.currency, language) for v in (left, asked - left))  # fmt: skip
            whole = say_money(asked, report.currency, language)
            abroad = [say_money(amount, code, language) for code, amount in converted.items()]
            kept += f" ({', '.join(abroad)})" if abroad else ""
            if language == "zh":
                shares = "、".join(t.zh for t in taken)
                in_all = f"，即{gone}" if gone != shares else ""
                return f"**剩余{kept}**：{whole}中抽走{shares}{in_all}。"
            in_all = f", which is {gone}" if [gone] != taken else ""
            return f"**{kept}** is left: of {whole}, {' and then '.join(taken)} goes{in_all}."

        return replace(
            report,
            trace=steps,
            converted=converted,
            sentences=(f"{said('en')} {report.sentences[0]}", f"{said('zh')}{report.sentences[1]}"),
            details={**report.details, "net": left, "cut": asked - left},
        )


def _money_taken(given: Amount, currency: str) -> Decimal | None:
    """What is taken as an amount of money, "500M USD"; None for a share of the result."""
    if "%" in str(given) or "/" in str(given):
        return None
    money = read_money(given, "what is taken")
    if money.currency is None:
        return None
    same_currency(money.currency, currency)
    return money.amount


def gross_of(report: Report, takers: Sequence[str]) -> Report:
    """The report with the caution that these take a share which is not counted: gross, not net."""
    named, named_zh = " and ".join(takers), "、".join(takers)
    note = Note(
        f"This is gross: what {named} takes is not known and not deducted; give its share, such as 15 %, for the net.",
        f"此为总额：{named_zh}抽走的部分未知，没有扣除；给出比例（例如15%）即可得净额。",
    )
    return replace(report, cautions=[*report.cautions, note])


def before_cuts(target: Amount, cuts: Sequence[Amount]) -> tuple[str, Note]:
    """What must come in so that the target is left after the shares, `target ÷ (1 - share)` for each; and in words.

    >>> before_cuts("84M USD", ["30%"])[0]
    '120000000 USD'
    """
    with localcontext(EXACT):
        wanted = read_money(target, "target")
        amount, shares, currency = wanted.amount, [read_part(given) for given in cuts], wanted.currency or "USD"  # fmt: skip
        for share in shares:
            if share == 1:
                raise CannotCalculate(
                    Note("Nothing is left after that share.", "抽走之后没有剩余。")
                )
            amount /= 1 - share
        taken, per = [_percent(share) for share in shares], f"/{wanted.per}" if wanted.per else ""
        left, whole = say_money(wanted.amount, currency), say_money(amount, currency)
        note = Note(
            f"{left} is what is left of {whole} after {' and then '.join(taken)}",
            f"{say_money(amount, currency, 'zh')}抽走{'、'.join(taken)}后剩余{say_money(wanted.amount, currency, 'zh')}",
        )
        return f"{plain(amount)} {currency}{per}", note


def _percent(share: Decimal) -> str:
    return f"{format_number(share * 100, 2)} %"


def _step(name: Note, formula: str, value: Decimal, unit: str) -> Step:
    return Step(name, formula, value, unit)


def cut(revenue: Amount, cuts: Sequence[Amount]) -> Report:
    """What is left of an amount after others take their shares.

    >>> cut("$44.1M", ["15%"]).to_dict()["net"]
    '37485000'
    """
    with localcontext(EXACT):
        whole = read_money(revenue, "revenue")
        currency = whole.currency or "USD"
        return net_of(plain_report(whole.amount, currency, [], ("", "")), cuts)


def against(report: Report, earlier: Report) -> Report:
    """The report with its difference from an earlier sum, how many times that it is, and the change in percent."""
    with localcontext(EXACT):
        now, then = _answer(report), _answer(earlier)
        currency = same_currency(report.currency, earlier.currency)
        difference = now.value - then.value
        unit = currency if now.is_money else "people"
        steps = [
            *earlier.trace,
            *report.trace,
            _step(Note("difference", "差额"), f"{plain(now.value)} - {plain(then.value)}", difference, unit),
        ]  # fmt: skip
        details: dict[str, Decimal] = {"difference": abs(difference), "before": then.value}
        more, zh_more = ("more", "多") if difference >= 0 else ("less", "少")
        english = f"**{now.say(abs(difference), currency)} {more}**: {now.say(now.value, currency)} against {now.say(then.value, currency)}"
        chinese = f"**{zh_more}{now.say(abs(difference), currency, 'zh')}**：{now.say(now.value, currency, 'zh')}，此前{now.say(then.value, currency, 'zh')}"
        if then.value:
            times = now.value / then.value
            details |= {"times": times, "change_percent": (times - 1) * 100}
            steps.append(_step(Note("ratio", "倍数"), f"{plain(now.value)} ÷ {plain(then.value)}", times, "times"))  # fmt: skip
            english += f", {format_number(times, 2)} times as much ({_signed(times)})"
            chinese += f"，为其{format_number(times, 2)}倍（{_signed(times)}）"
        return replace(
            report,
            trace=steps,
            sentences=(f"{english}.", f"{chinese}。"),
            details={**report.details, **details},
        )


class _Answered:
    """The figure a report answers with: what was solved for, else its total."""

    def __init__(self, value: Decimal, *, is_money: bool) -> None:
        self.value, self.is_money = value, is_money

    def say(self, value: Decimal, currency: str, language: Language = "en") -> str:
        return say_money(value, currency, language) if self.is_money else say_count(value, language)


def _answer(report: Report) -> _Answered:
    if report.solved is None:
        asked = report.details.get("asked", report.total)
        return _Answered(report.details.get("net", asked), is_money=True)
    return _Answered(report.solved.value, is_money=report.solved.name == "price")


def _signed(times: Decimal) -> str:
    return f"{'+' if times >= 1 else ''}{plain((times - 1) * 100, 2)} %"


def difference(now: Amount, before: Amount) -> Report:
    """Two amounts of money told already: how much more one is, and how many times.

    >>> difference("39.8bn CNY", "33.4bn CNY").to_dict()["difference"]
    '6400000000'
    """
    with localcontext(EXACT):
        later, earlier = read_money(now, "amount"), read_money(before, "amount")
        currency = same_currency(later.currency, earlier.currency)
        sums = [plain_report(m.amount, currency, [], ("", "")) for m in (later, earlier)]
        return against(sums[0], sums[1])
