"""What we measure: answers, memory verdicts, speed. Tests decide; this tells how good and how fast.

`questions.jsonl` and `vram.jsonl` hold the cases (one line each), `score.py` what passes,
`speed.py` the paired runs, `RESULTS.md` what came out.
"""
