"""The offline analyst's answers pass the check, and planted errors are caught."""

import random
from typing import Any

from agent import Analyst
from agent.middleware.grounding import check_answer
from evals.cases import read_cases
from evals.grounding import is_caught, of_templates, plant_all


def test_no_alarm_on_the_offline_analyst(analyst: Analyst) -> None:
    alarms: list[Any] = []
    asked = 0
    for number, turns in enumerate(read_cases()):
        said = ""
        for case in turns:
            said += case.question + "\n"
            answer = analyst.ask(case.question, thread=f"grounding-{number}")
            evidence = [
                {"id": c.n, "text": c.quote, "title": c.title, "date": c.date, "vendor": c.vendor}
                | {"translation": c.translation}
                for c in answer.citations
            ]
            tools = [{"name": c.name, "result": c.result} for c in answer.tool_calls]
            found = check_answer(answer.text, evidence=evidence, tool_results=tools, question=said)
            asked += 1
            alarms += [(case.id, found)] if found else []
    assert asked > 30 and len(alarms) <= 0.05 * asked, alarms


def test_planted_errors_are_caught() -> None:
    answers = list(of_templates(random.Random(4)))
    chance = random.Random(5)
    chance.shuffle(answers)
    planted = plant_all(answers, chance, each=20)
    hits: dict[bool, list[bool]] = {True: [], False: []}
    for one in planted:
        found = check_answer(
            one.answer.text,
            evidence=one.answer.evidence,
            tool_results=one.answer.tool_results,
            question=one.answer.question,
        )
        of_figure = one.kind in ("figure", "unit", "scale", "currency", "period")
        hits[of_figure].append(is_caught(one, found))
    assert len(planted) > 120
    assert sum(hits[True]) >= 0.97 * len(hits[True])
    assert sum(hits[False]) >= 0.85 * len(hits[False])
