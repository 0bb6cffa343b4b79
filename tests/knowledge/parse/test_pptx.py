from io import BytesIO

import pptx
from pptx.util import Inches

from knowledge.parse.pptx import parse


def test_each_slide_is_a_page_with_its_title_table_and_notes(samples):
    parsed = parse(samples[".pptx"])
    first, second = (
        parsed.text[a:b] for a, b in zip(parsed.pages, [*parsed.pages[1:], None], strict=True)
    )
    assert first.strip() == "## Zebra\n\nZebras are striped.\n\nSaid about Zebra."
    assert second.startswith("## Prices\n\nThey follow.\n\n| Plan | USD a month |")
    assert second.endswith("Said about Prices.")


def test_a_merged_cell_stands_in_every_place_it_covers():
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    table = slide.shapes.add_table(3, 3, 0, 0, 9, 9).table
    for y, row in enumerate((("Plan", "Region", "Price"), ("Pro", "US", "20"), ("", "EU", ""))):
        for x, text in enumerate(row):
            table.cell(y, x).text = text
    for x in (0, 2):
        table.cell(1, x).merge(table.cell(2, x))
    target = BytesIO()
    deck.save(target)
    assert parse(target.getvalue()).text == (
        "| Plan | Region | Price |\n| --- | --- | --- |\n| Pro | US | 20 |\n| Pro | EU | 20 |"
    )


def test_superscripts_and_fonts_of_signs_are_written_out():
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    frame = slide.shapes.add_textbox(0, 0, 9, 9).text_frame
    looks = (("10", {}), ("7", {"baseline": "30000"}), (" calls, CO", {"baseline": "0"}))
    for text, look in (*looks, ("2", {"baseline": "-25000"})):
        run = frame.paragraphs[0].add_run()
        run.text = text
        run.font._element.attrib.update(look)
    tick = frame.add_paragraph().add_run()
    tick.text, tick.font.name = "ü", "Wingdings"
    target = BytesIO()
    deck.save(target)
    assert parse(target.getvalue()).text == "10⁷ calls, CO₂\n✓"


def test_boxes_are_read_by_where_they_stand():
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    boxes = [("2,400", 1, 3), ("98 %", 4, 3), ("customers", 1, 4), ("renewals", 4, 4)]
    for text, left, top in (*boxes, ("", 0, 0), ("Falcon in numbers", 1, 1)):
        width = 6 if text in ("", "Falcon in numbers") else 2
        box = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(0.9))
        box.text_frame.text = text
    target = BytesIO()
    deck.save(target)
    told = ["Falcon in numbers", "2,400", "customers", "98 %", "renewals"]
    assert parse(target.getvalue()).text.split("\n\n") == told
