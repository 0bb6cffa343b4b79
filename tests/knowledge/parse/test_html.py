import pytest

from knowledge.document import CannotRead
from knowledge.parse.html import parse


def test_the_main_content_goes_in_and_the_menu_does_not(samples):
    parsed = parse(samples[".html"])
    assert parsed.text.startswith("# Zebra page")
    assert "## Prices" in parsed.text
    assert "| Plus | 20 |" in parsed.text
    assert "斑马有条纹。" in parsed.text
    assert "Shop menu" not in parsed.text


def test_tags_say_title_date_and_licence(samples):
    about = parse(samples[".html"]).about
    assert (about.title, about.date, about.date_from) == (
        "Zebra page",
        "2025-09-15",
        "page meta tags",
    )
    assert about.licence == "https://creativecommons.org/licenses/by/4.0/"


def test_the_encoding_that_a_page_names_is_taken(samples):
    page = samples[".html"].decode().replace("utf-8", "gb2312")
    assert "斑马有条纹。" in parse(page.encode("gb18030")).text
    wrong = samples[".html"].replace(b'charset="utf-8"', b'charset="ascii"')
    assert "斑马有条纹。" in parse(wrong).text


def test_a_page_without_main_content_gives_all_its_words():
    assert "Price" in parse(b"<html><body><form><label>Price</label></form></body></html>").text


@pytest.mark.parametrize(
    ("title", "heading", "named"),
    [
        ("Zebra pricing – Acme", "Plans", "Zebra pricing – Acme"),
        ("Zebra pricing | Acme", "Zebra pricing", "Zebra pricing | Acme"),
        ("斑马价格表 - 艾克米", "套餐", "斑马价格表 - 艾克米"),
        ("Acme | Home", "Zebra pricing", "Zebra pricing"),
        ("首页 - Acme", "Zebra pricing", "Zebra pricing"),
        ("Untitled", "Zebra pricing", "Zebra pricing"),
        ("Zebra", "Zebra pricing", "Zebra pricing"),
        ("", "Zebra pricing", "Zebra pricing"),
        ("Zebra pricing", "", "Zebra pricing"),
    ],
)
def test_a_page_has_its_titles_name_and_its_heading_stays_in_the_text(title, heading, named):
    parsed = parse(
        f'<html><head><title>{title}</title><meta property="og:site_name" content="Acme"></head>'
        f"<body><article><h1>{heading}</h1>{'<p>Zebra plans cost 20 dollars a month.</p>' * 9}"
        "</article></body></html>".encode()
    )
    assert parsed.about.title == named
    assert heading in parsed.text


def _table(header: str, *rows: str) -> str:
    said = "<p>What the zones cost, each for a year, as the town council has set it for all.</p>"
    lines = "".join(f"<tr>{row}</tr>" for row in (header, *rows))
    page = f"<html><body><main><h1>Fares</h1>{said}<table>{lines}</table></main></body></html>"
    return parse(page.encode()).text


def test_a_blank_cell_of_a_table_is_told_as_in_csv():
    header = "<th>Zone</th><th>2023</th><th>2024</th>"
    text = _table(
        header, "<td>Outer</td><td>&nbsp;</td><td>3.10</td>", "<td>North</td><td>2.00</td><td></td>"
    )
    assert "| Outer | not given | 3.10 |" in text
    assert "| North | 2.00 | not given |" in text


def test_what_another_cell_covers_or_a_picture_shows_is_not_said_to_lack():
    header = "<th>Zone</th><th>2023</th><th>2024</th>"
    full = "<td>Outer</td><td>1.00</td><td></td>"
    assert "not given" not in _table(header, "<td>Inner</td><td colspan=2>3.10</td>")
    assert "not given" not in _table(header.replace("th>", "td>"), full)
    assert "not given" not in _table(header, "<td>A</td><td>1</td><td><i class=tick></i></td>")


def test_a_cell_that_spans_others_stands_in_each_place_it_covers():
    header = "<th>Zone</th><th>Kind</th><th>2024</th>"
    text = _table(
        header, "<td rowspan=2>Inner</td><td>Day</td><td>3.10</td>", "<td>Night</td><td>4</td>"
    )
    assert "| Inner | Day | 3.10 |\n| Inner | Night | 4 |" in text
    text = _table(header, "<td colspan=3>Bus</td>", "<td>Outer</td><td colspan='2'>free</td>")
    assert text.count("Bus") == 1
    assert "| Bus: Outer | free | free |" in text


def test_a_first_row_of_plain_cells_names_three_columns_and_not_a_list_of_properties():
    names = "<td>区域</td><td>日票</td><td>夜票</td>"
    rows = [f"<td>{zone}</td><td>3</td><td>5</td>" for zone in ("内区", "外区")]
    assert "| 区域 | 日票 | 夜票 |\n|---|---|---|\n| 内区 | 3 | 5 |" in _table(names, *rows)
    assert "---" not in _table("<td>Name</td><td>Zebra</td>", "<td>Price</td><td>20</td>")


def test_a_group_over_blank_cells_of_a_table_stands_in_its_rows_and_a_sum_in_none():
    header = "<th>Zone</th><th>Fare</th><th>Day</th><th>Year</th>"
    rows = ("Inner|Adult|3|300", "|Child|1|", "Outer|Adult|5|500", "|Child|2|200", "||Sum|1000")
    text = _table(header, *("".join(f"<td>{c}</td>" for c in row.split("|")) for row in rows))
    assert text.split("\n")[-4:] == [
        "| Inner | Child | 1 | not given |",
        "| Outer | Adult | 5 | 500 |",
        "| Outer | Child | 2 | 200 |",
        "| | | Sum | 1000 |",
    ]
    shown = "<td><img src=a.png></td><td>Adult</td><td>3</td><td>300</td>"
    assert "| Inner | Child" not in _table(
        header, shown, "<td></td><td>Child</td><td>1</td><td>2</td>"
    )


def test_an_infobox_is_told_line_by_line():
    rows = (
        "<th colspan=2>Orbix Ltd</th>",
        "<th scope=row>Founded</th><td>1999<sup><a href=#n>[2]</a></sup></td>",
        "<th>Web:</th><td><a href=x>orbix.com</a><br>orbix.org</td>",
        "<th>Owner</th><td></td>",
    )
    told = "Orbix Ltd\n\nFounded: 1999\n\nWeb: orbix.com orbix.org\n\nOwner: not given"
    assert _table(*rows).endswith(f"\n\n{told}")
    assert _table(*rows[1:]).endswith(told.removeprefix("Orbix Ltd"))


def test_a_row_under_no_header_names_no_columns_by_its_own_name():
    weight, price = (f"<th scope=row>{one}</th><td>3 kg</td><td>9 kg</td>" for one in "WP")
    assert "---" not in _table(weight, price)
    plans = "<th scope=row>Plan</th><td>Basic</td><td>Pro</td>"
    assert "| Plan | Basic | Pro |\n|---" in _table(plans, "<th>Price</th><td>5</td><td>9</td>")
    blocks = "<th>Parts</th><td><ul><li>Wing</li></ul></td>"
    assert "---" not in _table(blocks, blocks)


def test_a_caption_stands_above_its_table():
    said = "<p>What the zones cost, each for a year, as the town council has set it for all.</p>"
    rows = "<tr><th>Zone</th><th>Day</th></tr><tr><td>Inner</td><td>3</td></tr>"
    table = f"<table><caption>Fares of 2025</caption>{rows}</table>"
    text = parse(f"<html><body><main>{said * 4}{table}</main></body></html>".encode()).text
    assert text.endswith("Fares of 2025\n\n| Zone | Day |\n|---|---|\n| Inner | 3 |")


def test_names_under_groups_of_columns_go_with_them():
    years = "<th rowspan=2>Plan</th><th colspan=2>2024</th><th colspan=2>2025</th>"
    halves = "<th>H1</th><th>H2</th><th>H1</th><th>H2</th>"
    text = _table(years, halves, "<td>Pro</td><td>1</td><td>2</td><td>3</td><td></td>")
    assert "| Plan | 2024 H1 | 2024 H2 | 2025 H1 | 2025 H2 |" in text
    assert text.endswith("| Pro | 1 | 2 | 3 | not given |")


def test_the_answer_under_a_question_that_unfolds_is_kept():
    answered = "<details><summary>Refunds?</summary>Within <b>30</b> days.<p>By card.</p></details>"
    for length in (1, 9):
        said = f"<p>{'Fares are set by the town council for a year. ' * length}</p>"
        text = parse(f"<html><body><main>{said}{answered}</main></body></html>".encode()).text
        assert "Within **30** days.\n\nBy card." in text


_SHORT = "<h1>Fares</h1><h2>Bus</h2><p>2 EUR</p>New: <b>trams</b> too.<ul><li>Day</li></ul>"


@pytest.mark.parametrize("frame", ["<article>{}</article>", "<div>{}</div>", "{}"])
def test_a_short_page_keeps_its_shape_without_the_menu(frame):
    menu = f"<div>{'<a href=x>Home</a> ' * 40}</div><nav>Menu</nav><button>Buy</button>"
    page = f"<html><body>{menu}{frame.format(_SHORT)}<footer>Imprint</footer></body></html>"
    assert parse(page.encode()).text == (
        "# Fares\n\n## Bus\n\n2 EUR\n\nNew: **trams** too.\n\n- Day"
    )


def test_a_fragment_of_a_page_is_read():
    assert parse(b"<p>Zonk costs 3 EUR.</p>").text == "Zonk costs 3 EUR."


def test_a_page_nested_too_deep_says_so():
    with pytest.raises(CannotRead, match="nested too deep"):
        parse(b"<html><body>" + b"<div>" * 200_000 + b"Words." + b"</div>" * 200_000)


_PLANS = (
    "<h1>Plans</h1><p>Choose a plan below; you can change it at any time, and what you paid is "
    "counted. Prices are before taxes, and schools get a third off when they ask us for it.</p>"
)


def _text_of(blocks: str, frame: str = "main") -> str:
    menu = "<nav><a href=/>Home, 24 hours</a></nav>"
    return parse(
        f"<html><body>{menu}<{frame}>{_PLANS * 2}{blocks}</{frame}></body></html>".encode()
    ).text


@pytest.mark.parametrize("frame", ["main", "article"])
@pytest.mark.parametrize(
    "card",
    [
        "<h2>{}</h2><p>{} a month</p><ul><li>10 GB storage</li></ul><a href=/b>Choose</a>",
        "<h2>{}</h2><p>{} a month</p><p><a href=/b>Buy it now</a></p>",
        "<div>{}</div><div>{}</div><div><a href=/b>Buy</a></div>",
        "<a href=/b><h2>{}</h2><p>{}</p></a>",
    ],
)
def test_a_card_with_a_price_is_kept_beside_its_button(card, frame):
    plans = (("Basic", "$12"), ("Growth", "$24"))
    cards = "".join(f"<div class=plan>{card.format(*plan)}</div>" for plan in plans)
    text = _text_of(f"<div class=grid>{cards}</div>", frame)
    assert "$12" in text
    assert "$24" in text
    assert "24 hours" not in text


def test_items_that_say_more_than_where_they_lead_are_kept():
    text = _text_of(
        "<ul><li><a href=/a>Qa</a> costs 5 EUR</li><li><a href=/b>Qb, 6 GB</a></li></ul>"
    )
    assert "- Qa costs 5 EUR\n- Qb, 6 GB" in text


@pytest.mark.parametrize(
    "menu",
    [
        "<div><h3>Read next</h3><ul><li><a href=/a>How we work</a></li></ul></div>",
        "<div><a href=/1>Elder</a> <a href=/1>1</a> <span>2</span> <a href=/3>3</a></div>",
        "<div><p>Share: <a href=/a>Elder</a> <a href=/b>Post</a></p></div>",
    ],
)
def test_links_alone_are_a_menu_also_in_the_main_content(menu):
    text = _text_of(menu)
    assert "Elder" not in text
    assert "How we work" not in text


@pytest.mark.parametrize(
    ("above", "named"),
    [
        ('<p class="c3 title"><span>Vendor policy</span></p><h1>Approval</h1>', "Vendor policy"),
        ("<p class=subtitle>Of May</p><h1>Approval</h1>", "Approval"),
        ("<h1>Approval</h1><p class=title>Note</p>", "Approval"),
    ],
)
def test_words_set_as_title_above_all_headings_are_the_title(above: str, named: str):
    page = f"<html><head></head><body>{above}<p>Contracts need two signatures.</p></body></html>"
    assert parse(page.encode()).about.title == named
