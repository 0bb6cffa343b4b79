"""What follows from two totals: revenue per subscriber, the growth between two figures, how long cash lasts."""

from decimal import localcontext

from agent.tools.bilingual import Note
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import (
    PER_YEAR,
    PERIOD_ZH,
    Amount,
    Price,
    read_change,
    read_count,
    read_money,
    read_volume,
)
from agent.tools.revenue.money import (
    EXACT,
    format_number,
    format_price,
    plain,
    say_count,
    say_money,
)
from agent.tools.revenue.plain_report import plain_report, same_currency
from agent.tools.revenue.report import Report, Step

_PERIODS_ZH = {"year": "年", "month": "个月", "quarter": "个季度", "week": "周", "day": "天"}


def revenue_each(revenue: Amount, subscribers: Amount) -> Report:
    """Average revenue per subscriber (ARPU): `revenue ÷ subscribers`, for a year and a month.

    >>> revenue_each("13bn USD", "50M").to_dict()["total"]
    '260'
    """
    with localcontext(EXACT):
        earned, people = read_money(revenue, "revenue"), read_count(subscribers).value
        currency, per = earned.currency or "USD", earned.per or "year"
        each = earned.amount / people
        year, month = each * _times(per), each * _times(per) / 12
        steps = [Step(Note(f"revenue of each in a {per}", f"每人每{_every(per)}收入"), f"{plain(earned.amount)} ÷ {plain(people)}", each, currency)]  # fmt: skip
        if per != "year":
            steps.append(Step(Note("in a year", "每年"), f"{plain(each)} × {_times(per)}", year, currency))  # fmt: skip
        steps.append(Step(Note("in a month", "每月"), f"{plain(year)} ÷ 12", month, currency))
        return plain_report(
            year,
            currency,
            steps,
            (
                f"**{format_price(year, currency)} a year** for each subscriber ({format_price(month, currency)} a month; ARPU):"
                f" {say_money(earned.amount, currency)}{'' if per == 'year' else f' a {per}'} from {say_count(people)}.",
                f"**每人每年{format_price(year, currency, 'zh')}**（每月{format_price(month, currency, 'zh')}，ARPU）："
                f"{say_count(people, 'zh')}用户{'' if per == 'year' else f'每{PERIOD_ZH[per]}'}收入{say_money(earned.amount, currency, 'zh')}。",
            ),
            assumptions=[
                *([] if earned.per else [Note("the revenue is that of a year", "收入按一年计")]),
                Note("the number of subscribers is the average over that time", "订阅人数按期内平均计"),
            ],
            arpu=year,
            arpu_month=month,
        )  # fmt: skip


def _times(per: str) -> int:
    if per not in PER_YEAR:
        raise CannotCalculate(f"Revenue per {per} has no yearly sum; give it per month or year.")
    return PER_YEAR[per]


def _every(per: str) -> str:
    return PERIOD_ZH.get(per, per)


def growth_rate(start: Amount, end: Amount, periods: Amount, *, per: str = "year") -> Report:
    """The steady rate that leads from one figure to another (CAGR): `(end ÷ start)^(1 ÷ periods) - 1`.

    >>> growth_rate("10M", "30M", "4").to_dict()["rate_percent"]
    '31.6074012952'
    """
    with localcontext(EXACT):
        first, last = read_money(start, "start"), read_money(end, "end")
        length = read_volume(periods, "periods")
        if not length or per not in _PERIODS_ZH:
            raise CannotCalculate(
                Note("A growth rate needs the time between the two figures, such as 4 years.", "计算增长率需要两个数之间的时间，例如4年。")
            )  # fmt: skip
        currency = same_currency(first.currency, last.currency) if first.currency or last.currency else None  # fmt: skip
        times = last.amount / first.amount
        rate = ((times.ln() / length).exp() - 1) * 100
        steps = [
            Step(Note("ratio", "倍数"), f"{plain(last.amount)} ÷ {plain(first.amount)}", times, "times"),
            Step(Note(f"growth a {per}", f"每{_every(per)}增长"), f"({plain(times, 20)}^(1 ÷ {plain(length)}) - 1) × 100", rate, "percent"),
        ]  # fmt: skip
        a, b = (_say(m, currency, "en") for m in (first, last))
        a_zh, b_zh = (_say(m, currency, "zh") for m in (first, last))
        span = f"{plain(length)} {per}{'' if length == 1 else 's'}"
        return plain_report(
            last.amount,
            currency or "",
            steps,
            (
                f"**{plain(rate, 2)} % a {per}** takes {a} to {b} in {span} ({format_number(times, 2)} times).",
                f"**每{_every(per)}{plain(rate, 2)}%**：{plain(length)}{_PERIODS_ZH[per]}由{a_zh}到{b_zh}（{format_number(times, 2)}倍）。",
            ),
            assumptions=[Note(f"the same rate every {per}, compounded", f"每{_every(per)}增长率相同，复利计算")],
            rate_percent=rate,
            times=times,
        )  # fmt: skip


def _say(amount: Price, currency: str | None, language: str) -> str:
    if currency:
        return say_money(amount.amount, currency, language)  # type: ignore[arg-type]  # en or zh
    return say_count(amount.amount, language)  # type: ignore[arg-type]


def runway(cash: Amount, burn: Amount) -> Report:
    """How long cash lasts at what is spent beyond income: `cash ÷ burn`, in months.

    >>> runway("90M USD", "6M USD/month").to_dict()["months"]
    '15'
    """
    with localcontext(EXACT):
        held, spent = read_money(cash, "cash"), read_money(burn, "burn")
        currency, per = same_currency(held.currency, spent.currency), spent.per or "month"
        a_month = spent.amount * _times(per) / 12
        months = held.amount / a_month
        steps = [] if per == "month" else [Step(Note("spent a month", "每月支出"), f"{plain(spent.amount)} × {_times(per)} ÷ 12", a_month, currency)]  # fmt: skip
        steps.append(Step(Note("months", "月数"), f"{plain(held.amount)} ÷ {plain(a_month)}", months, "months"))  # fmt: skip
        return plain_report(
            held.amount,
            currency,
            steps,
            (
                f"**{plain(months, 1)} months** of runway: {say_money(held.amount, currency)} at {say_money(a_month, currency)} a month.",
                f"**可支撑{plain(months, 1)}个月**：{say_money(held.amount, currency, 'zh')}，每月净支出{say_money(a_month, currency, 'zh')}。",
            ),
            assumptions=[
                Note("the same is spent every month, and nothing more is raised", "每月支出相同，不再融资"),
                *([] if spent.per else [Note("the burn is for a month", "支出按月计")]),
            ],
            months=months,
        )  # fmt: skip


def effect(price_change: Amount, base_change: Amount) -> Report:
    """What a change of the price and of the base together do to revenue: `(1 + price) × (1 + base) - 1`.

    >>> effect("10%", "-8%").to_dict()["change_percent"]
    '1.2'
    """
    with localcontext(EXACT):
        price, base = (
            1 + read_change(given, "change").share for given in (price_change, base_change)
        )
        if price < 0 or base < 0:
            raise CannotCalculate(
                Note("Nothing can fall by more than 100 %.", "下降不能超过100%。")
            )
        percent = (price * base - 1) * 100
        up, up_zh = ("up", "增加") if percent > 0 else ("down", "减少")
        by, by_zh = (f"{up} {plain(abs(percent), 2)} %", f"{up_zh}{plain(abs(percent), 2)}%") if percent else ("unchanged", "不变")  # fmt: skip
        formula = f"({plain(price)} × {plain(base)} - 1) × 100"
        return plain_report(
            price * base,
            "",
            [Step(Note("change of revenue", "收入变化"), formula, percent, "percent")],
            (
                f"**Revenue is {by}**: {plain(price)} times the price from {plain(base)} times the subscribers.",
                f"**收入{by_zh}**：价格为原来的{plain(price)}倍，用户为原来的{plain(base)}倍。",
            ),
            assumptions=[Note("nobody else joins or leaves", "此外无人加入或流失")],
            change_percent=percent,
        )
