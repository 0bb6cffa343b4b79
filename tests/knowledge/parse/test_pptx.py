from knowledge.parse.pptx import parse


def test_each_slide_is_a_page_with_its_title_table_and_notes(samples):
    parsed = parse(samples[".pptx"])
    first, second = (
        parsed.text[a:b] for a, b in zip(parsed.pages, [*parsed.pages[1:], None], strict=True)
    )
    assert first.strip() == "## Zebra\n\nZebras are striped.\n\nSaid about Zebra."
    assert second.startswith("## Prices\n\nThey follow.\n\n| Plan | USD a month |")
    assert second.endswith("Said about Prices.")
