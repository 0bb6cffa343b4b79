"""Periods that were left unsaid: taken from a product's list price, or asked for, never guessed."""

from agent.tools.bilingual import Note
from agent.tools.revenue.errors import CannotCalculate
from agent.tools.revenue.inputs import PERIOD_ZH, Amount, read_change, read_price
from agent.tools.revenue.money import format_price, plain


def with_list_period(amount: Amount, listed: Amount | None) -> tuple[str, Note | None]:
    """The amount for the period of the list price where it has none of its own, and a note that says so.

    >>> with_list_period("18 USD", "20 USD/month")[0]
    '18 USD/month'
    """
    paid = read_price(amount, free=True)
    if paid.per or listed is None:
        return str(amount), None
    list_price = read_price(listed)
    if not list_price.per:
        return str(amount), None
    currency = paid.currency or list_price.currency or "USD"
    per, said = list_price.per, format_price(paid.amount, currency)
    note = Note(
        f"the price of {said} is for a {per}, as the product's list price is",
        f"价格{format_price(paid.amount, currency, 'zh')}按{PERIOD_ZH[per]}计，与产品标价一致",
    )
    return f"{plain(paid.amount)} {currency}/{per}", note


def read_as_percent(**rates: Amount | None) -> list[Note]:
    """Rates given as bare numbers, which are read as percent: said, since a factor may be meant.

    >>> read_as_percent(growth="20", churn="3%/mo")
    ['a growth of 20 is read as 20 % a year']
    """
    names = {"growth": "增长率", "churn": "流失率", "price_change": "价格变动"}
    notes: list[Note] = []
    for name, given in rates.items():
        if given is None or any(
            sign in str(given).lower() for sign in ("%", "per cent", "percent")
        ):
            continue
        change = read_change(given, name)
        if not change.share:
            continue
        share, per = plain(change.share * 100), change.per or "year"
        english = name.replace("_", " ")
        notes.append(Note(f"a {english} of {share} is read as {share} % a {per}", f"{names[name]}{share}按每{PERIOD_ZH[per]}{share}%理解"))  # fmt: skip
    return notes


def ask_for_periods(prices: list[Amount], churn: Amount | None = None) -> None:
    """One question for what has no period: a price, or churn.

    Raises:
        CannotCalculate: the question.
    """
    english, chinese = [], []
    for price in prices:
        paid = read_price(price, free=True)
        if not paid.per and paid.amount:
            currency = paid.currency or "USD"
            said = format_price(paid.amount, currency) if paid.currency else plain(paid.amount)
            said_zh = format_price(paid.amount, currency, "zh") if paid.currency else said
            english.append(f"Is the price of {said} per month or per year?")
            chinese.append(f"价格{said_zh}是按月还是按年？")
            break
    if churn is not None and read_change(churn, "churn").per is None:
        share = f"{plain(read_change(churn, 'churn').share * 100)} %"
        english.append(f"Is the churn of {share} per month or per year?")
        chinese.append(f"流失率{share}是按月还是按年？")
    if english:
        raise CannotCalculate(Note(" ".join(english), "".join(chinese)))


def refuse_churn(given: Amount) -> None:
    """Churn is a share of those who are there: below 0 % or above 100 % it is none.

    Raises:
        CannotCalculate: it is neither.
    """
    change = read_change(given, "churn")
    if 0 <= change.share <= 1:
        return
    share = f"{plain(change.share * 100)} %"
    if change.share < 0:
        grows = f"{plain(-change.share * 100)} %"
        raise CannotCalculate(
            Note(
                f"Churn of {share} is not possible, as it is a share between 0 % and 100 %; for a base that gains, say growth of {grows}.",
                f"流失率{share}不可能，它应在0 %到100 %之间；若用户净增，请说增长{grows}。",
            )
        )
    raise CannotCalculate(
        Note(
            f"Churn of {share} is not possible; it is a share between 0 % and 100 %.",
            f"流失率{share}不可能，它应在0 %到100 %之间。",
        )
    )


def ask_what_moves(rate: Amount) -> None:
    """A rate without a word for what it moves.

    Raises:
        CannotCalculate: the question.
    """
    change = read_change(rate, "rate")
    share, per = f"{plain(change.share * 100)} %", change.per or "year"
    raise CannotCalculate(
        Note(
            f"Is {share} a {per} growth or churn? Say for example '{share} churn a {per}'.",
            f"每{PERIOD_ZH[per]}{share}是增长还是流失？例如“每{PERIOD_ZH[per]}流失{share}”。",
        )
    )


def ask_who_pays_what() -> None:
    """Several numbers of payers and several prices that were not told apart.

    Raises:
        CannotCalculate: the question.
    """
    raise CannotCalculate(
        Note(
            "How many pay which price? Say it as '1 million at $10 a month and 2 million at $20 a month'.",
            "各有多少人付哪个价格？例如“100万人每月10元，200万人每月20元”。",
        )
    )
