"""A period that is said once for every price of a question: "all monthly", "on yearly plans of …", "都按月付"."""

import re

from agent.offline.vocabulary import table

PERIOD_WORDS = r"(?:(?:per|a|an|each|every|by the|on a|for the|for a)[\s-]+(month|year|quarter|week)|(monthly|yearly|annual(?:ly)?|quarterly|weekly)|(?:每个?|按|一个?)(月|年|季度|周)(?:付|计|算|收费)?)"

_ADVERBS = "yearly|annually|monthly|quarterly|weekly"
_ADJECTIVES = "yearly|annual|monthly|quarterly|weekly"
_WORDS_ZH = (
    r"(?:都|均|全部|一律|皆|统一)(?:是|为|按)?(?:每|按|一)?个?(月|年|季度|周)(?!收入|营收|增|流失)"
)
_FOR_ALL = re.compile(
    r"(?:\b(?:all|both|each|everything|every (?:tier|plan|price)|(?:the |these )?(?:prices|fees|tiers|plans|figures))"
    r"(?: of (?:them|these|those|which|it|this|that)| (?:are|is|being|were|in|billed|paid|priced|charged|quoted|prices|fees|plans|tiers))*"
    rf"\W{{1,2}}{PERIOD_WORDS}(?!\s+(?:revenue|sales|income|total|growth|churn|(?:and|or)\s+(?:monthly|quarterly|annual|yearly|per|by)))|{_WORDS_ZH}"
    rf"|^\W*({_ADJECTIVES})\s+(?:plans|tiers|packages|memberships|subscriptions|passes|options)\s*:"
    r"|[,;]\s*(?:(?:always|all|each|invariably|throughout) )?(?:(?:billed|paid|charged) )?(monthly|yearly|annually)(?=\s*(?:[.,;?]|$))"
    r"|\((?:all |billed |paid )*(monthly|yearly|annually)\)"
    r"|[,;]\s*(?:in (?:each|every) case |each time )?(?:per|a|each|every) (month|year)(?=\s*(?:[.,;?]|$))"
    r"|[，,；]按(月|年)(?:付费?|计费|收费|缴费)"
    rf"|\b({_ADJECTIVES})\s+(?:(?:plans|tiers|packages|memberships|subscriptions|passes)\s+(?:of|at|for|costing|priced at)\s+[$€£¥]?\d"
    r"|(?:[a-z-]+ )?(?:membership|subscription|licen[cs]e|passe?)s?\b(?=[^?!]{0,60}\b(?:goes|costs?|is|would be|at|are sold|sold)\b)|(?:list |subscription )?(?:(?:prices|fees|charges|rates|tariffs)\b|(?:price|fee|charge)(?=(?:, [^:.?!]{1,40})?:? [$€£¥]?\d))))",
    re.IGNORECASE,
)
_OF_A_SALE = r"(?!\s+(?:revenue|sales|income|turnover|takings|total|growth|churn|fees?|prices?)\b)"
_BILLED = re.compile(
    rf"\b({_ADJECTIVES})\s+(?:[a-z]+\s+)?(?:plans?|tiers?|packages?|memberships?|subscriptions?|pass(?:es)?|licen[cs]es?|permits?|leases?|contracts?|billing|instal?ments)\b{_OF_A_SALE}(?=[^?]*[$€£¥]\s?\d)"
    rf"|\b(?:renews?|renewed|invoices?|bills|charges)(?: (?:all|its|their|every|each|clients|customers|members|users|firms|\d[\d.,]*|million|thousand))* ({_ADVERBS})\b"
    r"|\b(?:charg(?:es?|ing)|bills?|sells?|sold|rents?|paid)\b[^.?!;$€£¥]{0,40}? by the (month|year|quarter|week)\b|\b(month|year)[- ]to[- ](?:month|year)\b"
    rf"|^(?:(?!half|third|quarter|some\b|others?\b)[^%$€£¥])*\bpay (monthly|yearly|annually|quarterly|weekly)\b(?=\s*[,:;.]|\s+(?:in|on|across|under)\b)"
    rf"|(?<!when )(?<!if )(?<!are )(?<!get )\b(?:billed|invoiced|charged) ({_ADVERBS})\b|\b(?:billed|invoiced|charged) (?:by the|every|each|per) (month|year|quarter|week)\b"
    r"|\bpa(?:y|ys|id|ying)\b[\w' -]{0,50}? once (?:an?|every|each|per) (month|year|quarter|week)\b"
    rf"|^\W*(?:paid|billed|charged|invoiced) ({_ADVERBS}),"
    r"|按(月|年|季度?)(?:付费?|计费|收费|缴费|订阅)|(?:每个?)?(月|年)付(?=[。，,；;？?）)\s]|$)",
    re.IGNORECASE,
)
"""How the payers are billed or what they hold, wherever it stands: "in three monthly tiers"."""


def period_for_all(text: str) -> str | None:
    """The period that holds for every price of a list whose own words say none.

    >>> period_for_all("a $6 tier, a $25 tier and a $150 tier, all monthly")
    'month'
    """
    if said := _FOR_ALL.search(text):
        return _period(said)
    billed = {_period(said) for said in _BILLED.finditer(text)}
    return billed.pop() if len(billed) == 1 else None


def without_period_for_all(text: str) -> str:
    """The text without it, so that nobody takes it for the period that the answer is wanted in."""
    return _FOR_ALL.sub(lambda said: " " * len(said[0]), text)


def _period(said: re.Match[str]) -> str:
    word = next(g for g in said.groups() if g).lower()
    return str(table("periods").get(word, word))
