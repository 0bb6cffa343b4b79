"""What the author says, marked as his: one statement or several, whom they name, or the thesis."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from agent.evidence import Row
from agent.offline.entities import Lexicon
from agent.offline.reply.absent import names_absent
from agent.offline.reply.mistakes import mistakes
from agent.offline.reply.part import Part, Writer, bullets, found_rows, is_of_article
from agent.offline.reply.phrases import name_in, phrase
from agent.offline.reply.said_kinds import of_kind_asked
from agent.offline.request import Request
from agent.offline.spelling import curated
from agent.offline.statements import Statement, rank, select
from agent.offline.vocabulary import aspects, english_words, topics
from agent.offline.vocabulary import phrase as pattern

_SUMMARY = "article_summary"
_NUMBERS = (
    ("two", "两", "二"), ("three", "三"), ("four", "四"), ("five", "五"), ("six", "六")
)  # fmt: skip
_COUNT = re.compile("|".join(w if w > "z" else rf"\b{w}\b" for ws in _NUMBERS for w in ws), re.I)
_WHO = re.compile(r"\bwho\b|谁", re.IGNORECASE)
"""Asked for a person or a firm; "which company" asks for a firm."""
_AND_WHAT = re.compile(
    r",?\s+and (?=(?:what|which|who|whom|where|when|how|why|by|with)\b)"
    r"|,?\s+or (?=(?:to|that|whether)\b)|[，,](?=[^，,]{0,12}(?:什么|哪|谁|多少|怎么|为何))",
    re.IGNORECASE,
)
_OF_HALF, _ON_IT = 0.3, 0.7
"""How much of the second of two questions a statement must hold to answer it; less where it is on
what is asked about."""
_AS_NEAR = 0.95
"""Score of a statement, as a share of the best one's, with which it is chosen by the question's words."""
_NEAR_IN_MEANING = 0.4
_BECAUSE = 0.3
"""How much of a question that asks why the author's own summary must hold to be told."""
_ON_ALSO = 0.2
"""How much of the question a statement of another kind than asked must hold to be told too."""
_SAYS_SO = 0.6
"""How close a statement must be to the one asked about to be that statement."""
_MOST = 5
_SHARE_OF_BEST = 0.6

Results = dict[str, dict[str, Any]]


def article_reply(request: Request, results: Results, writer: Writer) -> Part:
    """The statements that answer, whom they name first where the question asks who."""
    if "contradicted" in results:
        return mistakes(request, results, writer)
    rows = [row for row in found_rows(results) if is_of_article(row)]
    if absent := names_absent(request, rows):
        names = phrase("nor", request.language).join(absent)
        return Part(phrase("article_silent", request.language, name=names))
    ranked = _in_order(request, rank(_plainly(request), rows))
    own = of_kind_asked(request, ranked)
    if own:
        others = [
            s for s in ranked if s not in own and s.kind != _SUMMARY and s.covered >= _ON_ALSO
        ]
        ranked = [*own, *others]
    asks_thesis = _asks_for_thesis(request) and not own
    if not ranked or not (own or asks_thesis or _is_near(ranked[0])):
        return Part(phrase("article_nothing", request.language), abstained=True)
    most = 3 if request.output == "short" else _MOST
    if asks_thesis:
        return Part(_thesis(request, ranked, writer))
    ranked = _claimed_first(request, _as_many_as_asked(request, ranked), results)
    chosen = [s for s in select(ranked, most, _SHARE_OF_BEST) if s.covered >= _on_it(ranked[0])]
    chosen += [s for s in _each_aspect(request, ranked) if s not in chosen]
    chosen += [s for s in _because(request, rows) if s not in chosen]
    chosen = _with_second_half(request, rows, chosen)
    first, *more = chosen
    text = _whom(request, chosen, writer) + _from_article(first, request, writer)
    if pattern("routing", "says").search(request.question):
        text = f"{phrase(_says_so(first, results), request.language)} {text}"
    if more:
        lines = [_named(said, request, writer) for said in more]
        text += f"\n\n{phrase('also_article', request.language)}\n{bullets(lines)}"
    return Part(text)


def _in_order(request: Request, ranked: list[Statement]) -> list[Statement]:
    """With the summaries where they belong: before the statements where the whole is asked, away
    where a statement answers."""
    if _asks_for_thesis(request):
        return sorted(ranked, key=lambda said: said.kind != _SUMMARY)
    if pattern("routing", "sums_up").search(request.question) and not request.systems:
        return sorted(ranked, key=lambda said: not _is_thesis_on(said, request))
    if any(said.kind != _SUMMARY and _is_near(said) for said in ranked):
        return [said for said in ranked if said.kind != _SUMMARY]
    return ranked


def _says_so(nearest: Statement, results: Results) -> str:
    """Whether the article makes the statement asked about, by the claim's own check."""
    checked = next(iter((results.get("claim") or {}).get("claims") or []), {})
    claim = checked.get("claim") or {}
    if checked.get("relation", "same") != "same" and claim:
        return "article_says_other"
    same = claim.get("n") == nearest.row["n"] and checked.get("closeness", 0.0) >= _SAYS_SO
    return "article_says_so" if same else "article_says_not"


def _thesis(request: Request, ranked: Sequence[Statement], writer: Writer) -> str:
    summaries = [said for said in ranked if said.kind == _SUMMARY] or list(ranked[:1])
    summaries.sort(key=lambda said: str(said.row["extra"].get("summary_id") or ""))
    if request.output == "short":
        summaries = summaries[:1]
    return "\n\n".join(writer.statement(said, request.language) for said in summaries)


def _as_many_as_asked(request: Request, ranked: list[Statement]) -> list[Statement]:
    """Asked for "three firms", a near statement that names just three comes first."""
    count = _COUNT.search(request.question)
    if not count or not pattern("routing", "who").search(request.question):
        return ranked
    asked = next(n for n, words in enumerate(_NUMBERS, 2) if count[0].lower() in words)
    floor = _SHARE_OF_BEST * ranked[0].covered
    exact = [s for s in ranked if s.covered >= floor and len(_vendors(s)) == asked]
    return [*exact[:1], *(s for s in ranked if s not in exact)] if exact else ranked


def _claimed_first(request: Request, ranked: list[Statement], results: Results) -> list[Statement]:
    """Asked whether the article says so, the statement that the claim was matched to leads."""
    if not pattern("routing", "says").search(request.question):
        return ranked
    checked = next(iter((results.get("claim") or {}).get("claims") or []), {})
    matched = (checked.get("claim") or {}).get("n")
    if checked.get("closeness", 0.0) < _SAYS_SO:
        return ranked
    return sorted(ranked, key=lambda said: said.row["n"] != matched)


def _each_aspect(request: Request, ranked: Sequence[Statement]) -> list[Statement]:
    """The best statement on every aspect, where the question names several."""
    if len(request.aspects) < 2:
        return []
    cues = [aspects()[name] for name in request.aspects]
    found = [next((s for s in ranked if s.about >= 0.7 and cue.find(s.text)), None) for cue in cues]
    return list({said.row["n"]: said for said in found if said}.values())


def _because(request: Request, rows: Sequence[Row]) -> list[Statement]:
    """Asked why, the summary that gives the author's reason."""
    if not pattern("routing", "why").search(request.question):
        return []
    summaries = [row for row in rows if row["extra"].get("kind") == _SUMMARY]
    return [s for s in rank(_plainly(request), summaries) if s.covered >= _BECAUSE][:1]


def _with_second_half(
    request: Request, rows: Sequence[Row], chosen: Sequence[Statement]
) -> list[Statement]:
    """Two things asked in one breath ("…, and what is it nearly able to do?"): what best answers
    the second stands behind the first."""
    halves = _AND_WHAT.split(request.question, maxsplit=1)
    if len(halves) < 2:
        return list(chosen)
    of_it = replace(_plainly(request), question=halves[1], query=halves[1])
    plain = [s for s in rank(of_it, rows) if s.kind != _SUMMARY and _answers_half(s)]
    near = [s for s in plain if s.score >= _AS_NEAR * plain[0].score]
    best = [max(near, key=lambda said: said.covered)] if near else []
    first, *more = chosen
    second = [s for s in best if s.row["n"] != first.row["n"]]
    more = [s for s in more if s.row["n"] not in [one.row["n"] for one in second]]
    return [first, *second, *more][: max(_MOST, len(chosen))]


def _answers_half(said: Statement) -> bool:
    return said.covered >= _OF_HALF or (said.covered > 0 and said.about >= _ON_IT)


def _vendors(said: Statement) -> Sequence[str]:
    return said.row["extra"].get("vendors") or ()


def _on_it(best: Statement) -> float:
    """How much of the question a further statement must hold to be worth saying."""
    return 0.5 * best.covered


def _plainly(request: Request) -> Request:
    """The request without the aspects of fact sheets, which the article's statements lack, nor
    their words in the query of a Chinese question."""
    query = request.query
    if request.language == "zh":
        names = [*request.systems, *request.vendors]
        asked = pattern("routing", "who").sub(" ", request.question)  # no statement on companies
        query = " ".join([*names, *english_words(asked, ()), asked])
    return Request(
        topic="article",
        question=request.question,
        language=request.language,
        query=query,
        systems=request.systems,
        vendors=request.vendors,
    )


def _asks_for_thesis(request: Request) -> bool:
    if request.systems:
        return False
    earns = "earns" in request.aspects  # what two firms have in common there is the thesis itself
    return ("thesis" in request.aspects and (earns or not request.vendors)) or (
        earns and len(request.vendors) > 1
    )


def _is_thesis_on(said: Statement, request: Request) -> bool:
    """Whether it is the author's own summary and speaks of the vendors asked."""
    return said.kind == _SUMMARY and all(name in said.text for name in request.vendors)


def _is_near(said: Statement) -> bool:
    return said.covered >= 0.2 or said.about >= 0.6 or _means_it(said)


def _means_it(said: Statement) -> bool:
    """Whether it lies near in meaning where no word is shared: a graphics card is an RTX 3060."""
    return float(said.row.get("similarity") or 0.0) >= _NEAR_IN_MEANING


def _whom(request: Request, chosen: Sequence[Statement], writer: Writer) -> str:
    """`**Alibaba, Tencent, Microsoft** [1][2].` before the statements, where the question asks who."""
    beside_author = topics()["article"].english.sub(" ", request.question)
    if not pattern("routing", "who").search(
        beside_author
    ):  # "the guy who wrote this" asks for none
        return ""
    best = [said for said in chosen if said.covered >= 0.6 * chosen[0].covered]
    if _COUNT.search(request.question):
        best = best[:1]
    people = [name for said in best for name in _people(said)] if _WHO.search(beside_author) else []
    named = people or [name for said in best for name in _vendors(said)]
    names = [name for name in named if name not in (*request.vendors, *request.systems)]
    said_once = list(dict.fromkeys(name_in(str(name), request.language) for name in names))
    if not said_once:
        return ""
    marks = "".join(writer.mark(said.row) for said in best)
    comma, stop = (", ", ".") if request.language == "en" else ("、", "。")
    return f"**{comma.join(said_once)}** {marks}{stop}\n\n"


def _people(said: Statement) -> list[str]:
    linked = Lexicon.bundled().link(said.text)
    return [one.canonical for one in linked if one.canonical in curated()["people"]]


def _from_article(said: Statement, request: Request, writer: Writer) -> str:
    if said.kind == _SUMMARY:
        return writer.statement(said, request.language)
    text = _text(said, request)
    return phrase("article_says", request.language, text=text, mark=writer.mark(said.row))


def _named(said: Statement, request: Request, writer: Writer) -> str:
    return f"{_text(said, request)} {writer.mark(said.row)}"


def _text(said: Statement, request: Request) -> str:
    """The statement, with whom it is about where its words leave them out."""
    extra, language = said.row["extra"], request.language
    text = str(extra.get(f"text_{language}") or extra.get("paraphrase") or said.text).strip()
    named = [name_in(str(name), language) for name in extra.get("entities") or ()]
    left_out = [name for name in named if name.lower() not in text.lower()]
    if not left_out or said.kind == _SUMMARY:
        return text
    if language == "zh":
        return f"{text.rstrip('。 ')}（{'、'.join(left_out)}）。"
    return f"{text.rstrip('. ')} ({', '.join(left_out)})."
