"""How well the check of answers finds planted errors, and how often it objects to right answers:
`python -m evals.grounding`."""

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from agent import Analyst
from agent.middleware.grounding import Finding, check_answer
from agent.tools.revenue import subscriptions
from agent.tools.vram import check_fit
from evals.cases import read_cases
from evals.planted import PLANTS, Answered, Planted, plant
from evals.reworded import WAYS, reword
from evals.told_wrong import Pair, pairs
from knowledge import Library

_FIGURES = ("figure", "unit", "scale", "currency", "period")
_EACH = 60
"""Planted errors of each kind."""
_PARTS = ((0.99, _FIGURES), (0.85, tuple(k for k in PLANTS if k not in _FIGURES)))
_CASES = (
    ("25M", "20/mo"),
    ("100M", "500/yr"),
    ("8M", "199 CNY/yr"),
    ("3.5M", "12/mo"),
    ("42M", "30 CNY/mo"),
)
_FITS = (
    ("Qwen3-14B", "RTX 3090"), ("Qwen3-8B", "RTX 4090"), ("Wan2.2-TI2V-5B", "RTX 4090"),
    ("HunyuanVideo", "RTX 3060"), ("Qwen3-32B", "A100 80GB"), ("Qwen-Image", "RTX 5090"),
)  # fmt: skip


def main() -> None:
    """Print one Markdown table of what was caught, one of the false alarms."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=9)
    parser.add_argument("--show", action="store_true", help="print what was missed or wrong")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    answers = [*of_the_analyst(), *of_templates(chance)]
    chance.shuffle(answers)
    print(f"{date.today()}, {len(answers)} good answers, seed {options.seed}\n")
    _report_caught(plant_all(answers, chance), options.show)
    _report_pairs(list(pairs(Library.open().passages(), chance)), options.show)
    _report_alarms(answers, [*reworded(answers, chance)], options.show)


def plant_all(
    answers: Sequence[Answered], chance: random.Random, each: int = _EACH
) -> list[Planted]:
    """`each` errors of every kind, each in another answer as far as there are enough."""
    planted: list[Planted] = []
    for kind in PLANTS:
        made: list[Planted] = []
        for answer in [*answers, *answers, *answers]:
            if len(made) == each:
                break
            wrong = plant(answer, kind, chance)
            if wrong and all(wrong.answer.text != other.answer.text for other in made):
                made.append(wrong)
        planted += made
    return planted


def reworded(answers: Sequence[Answered], chance: random.Random) -> Iterator[Answered]:
    """Up to thirty right rewordings in each way."""
    for way in WAYS:
        made = (r for answer in answers if (r := reword(answer, way, chance)))
        yield from (r for r, _ in zip(made, range(30), strict=False))


def is_caught(planted: Planted, findings: Sequence[Finding]) -> bool:
    """A figure, date or name must be touched itself; a citation or denial within its sentence."""
    start, end = planted.start, planted.end
    if planted.kind in ("citation", "negation", "vendor", "swapped", "role", "turned"):
        text = planted.answer.text
        start = max(text.rfind("\n", 0, start), text.rfind(". ", 0, start)) + 1
        end = text.find("\n", end) if "\n" in text[end:] else len(text)
    return any(f.span_start <= end and start <= f.span_end for f in findings)


def of_the_analyst() -> Iterator[Answered]:
    """The offline analyst's answers to its own questions, with what they rest on."""
    with Analyst(threads=":memory:") as analyst:
        for number, turns in enumerate(read_cases()):
            asked = ""
            for case in turns:
                asked += case.question + "\n"
                answer = analyst.ask(case.question, thread=str(number))
                rows = {_key(row): row for row in _rows([c.result for c in answer.tool_calls])}
                evidence = [
                    {
                        "id": c.n,
                        **_short(rows.get((c.document_id, c.char_start), {})),
                        "text": c.quote,
                    }
                    for c in answer.citations
                ]
                tools = [{"name": c.name, "result": c.result} for c in answer.tool_calls]
                yield Answered(answer.text, evidence, tools, asked, "analyst")


def of_templates(chance: random.Random) -> Iterator[Answered]:
    """Other hands: prose, bullets, tables and Chinese over facts of the library, and sums."""
    facts = [p for p in Library.open().passages() if p.extra.get("kind") == "fact"]
    facts.sort(key=lambda p: (str(p.vendor), p.text))
    for _ in range(400):
        first = chance.choice(facts)
        others = [p for p in facts if p.vendor == first.vendor and p.text != first.text]
        chosen = [first, *chance.sample(others, min(len(others), chance.randint(1, 3)))]
        yield _written(chosen, chance.choice(("prose", "bullets", "table", "chinese")))
    for subscribers, price in _CASES:
        yield from _sums(subscribers, price)
    for model, card in _FITS:
        yield from _fit(model, card)


def _written(facts: Sequence[Any], style: str) -> Answered:
    evidence = [{"id": n, "text": _passage(p)} for n, p in enumerate(facts, 1)]
    said = [_sentence(p) for p in facts]
    vendor = facts[0].vendor
    question = f"What do you know about {facts[0].system or vendor}?"
    if style == "bullets":
        lines = [
            f"- **{p.vendor}** ({p.date}): {s} [{n}]"
            for n, (p, s) in enumerate(zip(facts, said, strict=True), 1)
        ]
        text = "\n".join(["Here is what the sources hold:", *lines])
    elif style == "table":
        rows = [
            f"| {p.vendor} | {s} | {p.date} [{n}] |"
            for n, (p, s) in enumerate(zip(facts, said, strict=True), 1)
        ]
        text = "\n".join(["| who | what | when |", "| --- | --- | --- |", *rows])
    elif style == "chinese":
        zh = [str(p.extra.get("text_zh") or p.text).rstrip("。.") for p in facts]
        text = "根据资料：" + "".join(
            f"{s}（{p.date}）[{n}]。" for n, (p, s) in enumerate(zip(facts, zh, strict=True), 1)
        )
        question = f"关于{facts[0].system or vendor}有什么资料？"
    else:
        text = " ".join(
            f"As of {p.date}, {p.vendor}'s record reads: {s} [{n}]."
            for n, (p, s) in enumerate(zip(facts, said, strict=True), 1)
        )
    return Answered(text, evidence, [], question, style)


def _sums(subscribers: str, price: str) -> Iterator[Answered]:
    report = subscriptions(subscribers, price, growth="10%/yr", years=2).to_dict()
    tools = [{"name": "calculate_revenue", "result": report}]
    money = {"USD": "$", "CNY": "¥"}[report["currency"]]
    first, second = report["periods"]
    question = f"{subscribers} subscribers at {price}, growing 10% a year: what do two years bring?"
    price_said = f"{money}{float(first['price']):g} a {report['price_per']}"
    yield Answered(
        f"Starting from {int(first['subscribers']):,} subscribers at {price_said}, the first year brings "
        f"{money}{_short_sum(first['revenue'])} and the second {money}{_short_sum(second['revenue'])}; together "
        f"that is about {money}{_short_sum(report['total'])}. The base grows by 10% a year.",
        [], tools, question, "sum",
    )  # fmt: skip
    yield Answered(
        "| year | subscribers | revenue |\n| --- | --- | --- |\n"
        + "\n".join(
            f"| {n} | {_short_sum(p['subscribers'])} | {money}{_short_sum(p['revenue'])} |"
            for n, p in enumerate((first, second), 1)
        )
        + f"\n\nEach pays {price_said}; growth is 10 percent.",
        [], tools, question, "sum",
    )  # fmt: skip


def _fit(model: str, card: str) -> Iterator[Answered]:
    report = check_fit(model, card).to_dict()
    tools = [{"name": "check_vram", "result": report}]
    needs, has = report["required_gib"], report["available_gib"]
    low, high = report["range_gib"]
    verdict = "fits" if report["fits"] else "does not fit"
    yield Answered(
        f"{model} {verdict}: it takes roughly {needs:.1f} GiB ({low:.0f} to {high:.0f} GiB), or {needs * 2**30 / 10**9:.1f} GB, "
        f"while the {card} leaves {has:.1f} GiB.",
        [], tools, f"Does {model} run on a {card}?", "memory",
    )  # fmt: skip
    yield Answered(
        f"{model} 约需 {needs:.1f} GiB 显存，{card} 可用 {has:.1f} GiB，{'放得下' if report['fits'] else '放不下'}。",
        [], tools, f"{card} 能跑 {model} 吗？", "memory",
    )  # fmt: skip


def _short_sum(value: str) -> str:
    number = float(value)
    return f"{number / 1e9:.4g} billion" if number >= 1e9 else f"{number / 1e6:.4g} million"


def _sentence(passage: Any) -> str:
    return passage.text.rstrip(".")


def _passage(passage: Any) -> str:
    return f"{passage.vendor}, {passage.title} ({passage.date}). {passage.text}"


def _rows(result: Any) -> Iterator[dict[str, Any]]:
    if isinstance(result, dict):
        if "document_id" in result and "n" in result:
            yield result
        else:
            for value in result.values():
                yield from _rows(value)
    elif isinstance(result, list):
        for value in result:
            yield from _rows(value)


def _key(row: dict[str, Any]) -> tuple[str, int]:
    return row["document_id"], row["char_start"]


def _short(row: dict[str, Any]) -> dict[str, Any]:
    return {key: row[key] for key in ("title", "vendor", "date", "system", "extra") if key in row}


def _check(answer: Answered) -> list[Finding]:
    return check_answer(
        answer.text,
        evidence=answer.evidence,
        tool_results=answer.tool_results,
        question=answer.question,
    )


def _report_caught(planted: Sequence[Planted], show: bool) -> None:
    caught: dict[str, list[bool]] = defaultdict(list)
    for one in planted:
        findings = _check(one.answer)
        caught[one.kind].append(is_caught(one, findings))
        if show and not caught[one.kind][-1]:
            around = one.answer.text[max(0, one.start - 90) : one.end + 90]
            print(
                f"missed {one.kind} ({one.answer.style}): {one.answer.text[one.start : one.end]!r} in {around!r}\n"
            )
    print("| planted | errors | caught | share |\n| --- | ---: | ---: | ---: |")
    for kind, hits in caught.items():
        print(f"| {kind} | {len(hits)} | {sum(hits)} | {_share(hits)} |")
    for bar, kinds in _PARTS:
        hits = [hit for kind in kinds for hit in caught[kind]]
        print(
            f"| {', '.join(kinds)} (bar {bar:.0%}) | {len(hits)} | {sum(hits)} | {_share(hits)} |"
        )


def _report_pairs(made: Sequence[Pair], show: bool) -> None:
    print(
        "\n| told wrong | pairs | caught | right ones with a finding |\n| --- | ---: | ---: | ---: |"
    )
    for kind in dict.fromkeys(pair.kind for pair in made):
        own = [pair for pair in made if pair.kind == kind]
        caught = [bool(_check(pair.wrong)) for pair in own]
        alarms = [_check(pair.right) for pair in own]
        print(f"| {kind} | {len(own)} | {_share(caught)} | {_share([bool(a) for a in alarms])} |")
        for pair, hit, found in zip(own, caught, alarms, strict=True) if show else ():
            print("" if hit else f"missed {kind}: {pair.wrong.text!r}")
            if found:
                print(f"alarm {kind}: {pair.right.text!r} {found}")


def _report_alarms(good: Sequence[Answered], right: Sequence[Answered], show: bool) -> None:
    print("\n| right answers | answers | with a finding | share |\n| --- | ---: | ---: | ---: |")
    styles: dict[str, list[bool]] = defaultdict(list)
    for name, answers in (("as written", good), ("reworded", right)):
        alarms: list[bool] = []
        for answer in answers:
            findings = _check(answer)
            alarms.append(bool(findings))
            styles[re.sub(r"^.*, ", "", answer.style)].append(bool(findings))
            for finding in findings if show else ():
                words = answer.text[max(0, finding.span_start - 60) : finding.span_end + 40]
                print(
                    f"alarm {answer.style} {finding.kind}: {answer.text[finding.span_start : finding.span_end]!r} {finding.reason} in {words!r}\n"
                )
        print(f"| {name} (bar 2%) | {len(alarms)} | {sum(alarms)} | {_share(alarms)} |")
    worst = Counter({style: sum(hits) for style, hits in styles.items() if any(hits)})
    print(
        "\nBy style: "
        + (", ".join(f"{s} {n}/{len(styles[s])}" for s, n in worst.most_common()) or "none")
    )


def _share(hits: Sequence[bool]) -> str:
    return f"{100 * sum(hits) / max(len(hits), 1):.1f}%"


if __name__ == "__main__":
    main()
