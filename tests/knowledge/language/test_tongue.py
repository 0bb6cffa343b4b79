"""Languages by letters and common words; what is of no language counts as none."""

import pytest

from knowledge.language.tongue import code_of, language_of, of_part, settled

TOLD = [
    ("de", "Das Modell ist nicht offen und kostet 24 Euro pro Monat."),
    ("de", "Alibaba Cloud kündigt neue Preise für Qwen-Max an: Der Preis wird um 50 % gesenkt."),
    ("fr", "Le modèle est ouvert et coûte 24 euros par mois."),
    ("es", "Los precios son válidos para todos los usuarios que se registren antes de mayo."),
    ("it", "Il modello è aperto e costa 24 euro al mese."),
    ("pt", "Os preços são válidos para todos os usuários que se registrem até maio."),
    ("nl", "De prijzen gelden voor alle gebruikers die zich voor 1 mei aanmelden."),
    ("pl", "Model jest otwarty i kosztuje 24 euro za miesiąc, ale nie dla firm."),
    ("sv", "Modellen är öppen och kostar 24 euro per månad för alla som inte är företag."),
    ("tr", "Bu model açık kaynak ve aylık 24 euro, ancak şirketler için daha pahalı."),
    ("vi", "Mô hình này là mã nguồn mở và có giá 24 đô la cho một tháng."),
    ("de", "Der Tarif kostet 5 Euro."),
    ("de", "Der Tarif Basis kostet fünf Euro im Monat."),
    ("fr", "Le forfait coûte cinq euros par mois."),
    ("es", "El plan cuesta cinco euros por mes."),
    ("it", "Il piano costa cinque euro al mese."),
    ("ru", "Модель Qwen-Max открыта и стоит 24 евро в месяц."),
    ("uk", "Модель є відкритою і коштує 24 євро на місяць."),
    ("ja", "このモデルはオープンソースで、月額24ドルです。"),
    ("ja", "Qwen-Max 料金プラン"),
    ("ko", "Qwen-Max 모델은 오픈 소스이며 월 24달러입니다."),
    ("ar", "النموذج مفتوح ويكلف 24 يورو شهريا."),
    ("zh", "阿里云 Qwen-Max 价格"),
    ("zh", "可灵の价格很低，大家都喜欢用它生成视频。"),
    ("en", "Le Chat by Mistral is the assistant that competes with La Plateforme and the others."),
]


@pytest.mark.parametrize(("code", "text"), TOLD)
def test_prose_shows_its_language(code, text):
    assert language_of(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Pricing",
        "Qwen-Max | Kling 2.0 | Sora | DeepSeek-V3",
        "| Plan | Price | USD |\n|---|---|---|\n| Pro | 24 | 5 |\n| Max | 48 | 9 |\n",
        "DALL-E 3, Stable Diffusion XL, La Plateforme, Le Chat, Mistral Large",
        "Kling Wan La Sora De Palma El Niño Vega",
        "en de fr es it",
        "Name,Grade,Section\nAnn,A,K\nBob,B,Z\nCid,A,V\nDan,C,S\nEve,A,K\nFay,O,I",
        "x = 3\ny = 4\nz = 5\na = 6\no = 7\ni = 8",
        "Order at Der Grill, table for two",
        "model: qwen\nprice: 24\nseats: 5",
        "import numpy as np\nfor i in range(10): print(i)",
    ],
)
def test_names_prices_and_code_are_of_no_language(text):
    assert language_of(text) is None
    assert of_part(text, None) == "en"
    assert of_part(text, "de") == "de"
    assert of_part(text, "zh") == "en"


def test_a_part_in_other_letters_or_words_is_in_its_own_language():
    assert of_part(TOLD[0][1], "en") == "de"
    assert of_part("阿里云的价格", "en") == "zh"
    assert of_part("料金一覧", "ja") == "ja"


@pytest.mark.parametrize(
    ("found", "declared", "code"),
    [
        (None, None, "en"),
        (None, "nl", "nl"),
        ("de", "en", "de"),
        ("en", "de", "en"),
        ("zh", "fr", "zh"),
        ("ru", "bg", "bg"),
        ("ru", "ja", "ru"),
        ("de", "ja", "de"),
    ],
)
def test_what_a_file_declares_counts_where_the_text_does_not_tell_against_it(found, declared, code):
    assert settled(found, declared) == code


@pytest.mark.parametrize(
    ("named", "code"),
    [("zh-CN", "zh"), ("EN_us", "en"), ("de_DE.UTF-8", "de"), ("German", "de"), ("中文", "zh")]
    + [("简体中文", "zh"), ("Klingon", "Klingon"), (" ", None), (None, None), ("no", "nb")],
)
def test_a_language_is_known_by_code_and_by_name(named, code):
    assert code_of(named) == code


ENGLISH = "Nebula needs 24 GB of memory. It runs on one card and costs 900 dollars."


@pytest.mark.parametrize(
    "text",
    [
        f"{ENGLISH} 星云需要显存。",
        f"# Nebula 星云\n\n{ENGLISH}\n\n该模型需要显存。\n\n| 24 | GB |",
        f"{ENGLISH} The Russians call it Туманность.",
    ],
)
def test_a_sentence_in_other_letters_does_not_change_the_language_of_prose(text):
    assert of_part(text, language_of(text)) == "en"


@pytest.mark.parametrize(
    "text",
    [
        f"{ENGLISH} 星云需要二十四千兆字节的显存。它可以在一张显卡上运行，价格为九百美元。",
        "论文 Attention is All You Need 提出的架构仍是今天所有大语言模型的基础。",
    ],
)
def test_chinese_with_names_or_a_translation_stays_chinese(text):
    assert language_of(text) == "zh"
