from random import Random

import pytest

from knowledge.parse.encodings import encoding_of
from knowledge.parse.text import decode

FILES = {
    "cp1252": [
        "Name,City\nJosé,Málaga\nZoë,Köln\nRenée,Orléans\nBjörn,Göteborg\n",
        "It’s 20 dollars a month for the Pro plan and it doesn’t include tax.\n",
        "Monat;Umsatz\nJanuar;10\nFebruar;20\nMärz;30\n",
        "Händler;Größe;Preis\nMüller;groß;20 €\n",
        "Item,Price\nDesk,€10\nChair,€20\nLamp,€30\n",
        "Plan,Price\nPro,£20\nMax,£200\n",
        "Sensor,Temp\nA,20 °C\nB,30 °C\n",
        "Part,Size\nA,20 µm\nB,30 µm\n",
        "Goals\n• Raise the price\n• Lower the cost\n",
        "The lease runs 2024–2025 and ends then.\n",
        "She said “no discount before May”.\n",
        "Société;Prix;Qualité\nÉlan;20 €;très élevée\nCafé;5 €;à définir\n",
        "Le forfait coûte 20 € par mois, même après l’été.\n",
        "Año;Razón;Precio\n2024;Instalación;20 €\n2025;Señal;30 €\n",
        "¿Cuánto cuesta? 20 euros al mes.\n",
        "Företag;Pris\nÅkeri;20 kr\nÖstgöta;30 kr\n",
        "Køb;Beløb\nKød;20 kr\nSmørrebrød;30 kr\n",
        "Il canone è di 20 € al mese, perché è più caro.\n",
        "Preço;Região\n20;São Paulo\n30;Maranhão\n",
        "Room area 30 m², price ± 5 %, © 2025 Acme®\n",
        "Straße;Größe\nKönigsstraße 5;groß\n",
        "Gebühr\n",
        "Price: 20 €\n",
        "Menu du café\n",
        "Der Tarif heißt „Büro“ – er gilt für München.\n",
        "ÜBERSICHT DER GEBÜHREN\nBÜRO;20\n",
        "Wait… the price isn’t final\n",
        "ID;Käufer\n1;Götz\n2;Weiß\n3;Jäger\n",
        "Plan,£ 20\n",
        "1½ litres\n",
        "¥20 a month\n",
        "À la carte: déjà vu\n",
        "Price of 5 £ per m³\n",
        "50 °\n",
        "Ångström\n",
        "«Prix»\n",
        "L’Oréal\n",
        "Pokémon\n",
        "Beyoncé’s tour\n",
        "Citroën\n",
    ],
    "latin-1": [
        "Die Gebühr beträgt 20 Euro im Monat.\n",
        "Ciudad,Población\nCórdoba,325000\nMálaga,578000\n",
        "Ville,Région\nNîmes,Occitanie\nOrléans,Centre\n",
        "Temp 20 °C ± 1\n",
    ],
    "iso8859-15": [
        "Artikel;Preis\nStuhl;20 €\nTür;30 €\n",
        "Le cœur du système coûte 20 €.\n",
    ],
    "cp1250": [
        "Spółka;Cena\nŁódź;20 zł\nKraków;30 zł\nGdańsk;40 zł\n",
        "Miasto\nGdańsk\nPoznań\n",
        "Město;Počet\nPlzeň;170000\nDolní Věstonice\nMěsto Žďár;94000\n",
        "Az előfizetés díja havi 20 euró, a felhasználók közül bárki kérhet visszatérítést; később több lesz.\n",
    ],
    "iso8859-2": [
        "Spółka;Cena\nŁódź;20 zł\nGdańsk;40 zł\n",
        "Příliš žluťoučký kůň stojí 20 korun.\n",
        "Cena wynosi 20 złotych miesięcznie.\n",
    ],
    "cp1251": [
        "Компания;Цена\nЯндекс;20 рублей\nОблако;30 рублей\n",
        "Цена: 20 рублей\n",
        "Город\nМосква\n",
        "Товар,Price\nСтол,20\nСтул,30\n",
        "Ціна послуги становить 20 гривень\n",
        "Я и ты\n",
    ],
    "koi8-r": [
        "Цена тарифа составляет 20 рублей в месяц\n",
    ],
    "utf-16": [
        "Plan\tPrice\nPro\t20 €\n",
        "套餐\t价格\n基础版\t20\n",
    ],
    "utf-16-le": [
        "Plan\tPrice\nPro\t20\n",
        "套餐\t价格\n基础版\t20元\n",
        "Größe;Preis\ngroß;20 €\n",
    ],
    "utf-16-be": [
        "Plan\tPrice\nPro\t20\n",
    ],
    "gbk": [
        "价格：20元\n",
        "套餐,价格\n基础版,20\n",
        "Plan,价格\nPro,20\nMax,30\n",
        "产品,GPU,VRAM\nA,4090,24GB\nB,H100,80GB\n",
        "The price is 20 元.\n",
        "Meeting notes\n\nThe customer (云帆公司) wants a refund.\n",
        "联系人：张三，电话：138\n",
        "姓名,部门\n张伟,市场部\n王芳,财务部\n李娜,研发部\n",
        "地区,销售额\n北京,120\n上海,300\n",
        "备注：无\n",
        "项目,数量\n服务器,3\n硬盘,10\n",
        "显卡\n",
        "姓名\n朱镕基\n",
        "北京\n",
        "a 元\n",
        "人民币\n",
        "GPU显存\n",
        "费用合计,1000\n",
        "5月\n",
    ],
    "gb18030": [
        "价格调整通知\n",
        "€20 每月，含税\n",
        "模型,显存\n混元,24\n通义,48\n",
    ],
    "big5": [
        "雲帆公司的旗艦方案每月收費88元\n",
        "方案,價格\n基本版,20\n專業版,99\n",
        "姓名,電話\n陳大文,0912\n林小姐,0933\n",
        "會議記錄：客戶同意漲價。\n",
        "電話\n",
        "價格表\n",
    ],
    "shift_jis": [
        "会社,料金\nクラウド,980円\n",
        "料金は月額980円です。\n",
        "氏名,部署\n田中太郎,営業部\n鈴木花子,開発部\n",
        "プラン,価格\n基本,1000円\n",
        "価格\n",
        "東京,大阪\n",
    ],
    "euc-jp": [
        "料金は月額980円です。クラウドの契約\n",
    ],
    "euc-kr": [
        "회사,요금\n구름,9800원\n",
        "요금은 월 9800원입니다.\n",
        "이름,부서\n김철수,영업부\n이영희,개발부\n",
        "가격\n",
    ],
    "cp949": [
        "회의록: 고객이 가격 인상에 동의했다.\n",
    ],
    "cp1253": [
        "Η τιμή είναι 20 ευρώ το μήνα.\n",
    ],
    "cp1254": [
        "Şirket;Ücret\nYıldız;20 lira\nGüneş;30 lira\n",
    ],
    "mac_roman": [
        "Händler;Größe\nMüller;groß\n",
        "Café,été\nNoël,20\n",
    ],
    "cp850": [
        "Händler;Größe\nMüller;groß\n",
    ],
}
"""Short, as programs save them that do not write UTF-8; `utf-16` has its mark, the others have none."""


@pytest.mark.parametrize(
    ("encoding", "text"), [(encoding, text) for encoding, texts in FILES.items() for text in texts]
)
def test_a_short_file_is_read_as_it_was_written(encoding: str, text: str):
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("text", ["/ɪ/ Հայերեն", "café", "套餐", "ŷ", "→ 20 €", "Цена"])
def test_what_is_utf_8_stays_so(text: str):
    assert decode(text.encode()) == text


def test_utf_8_that_was_cut_within_a_sign_loses_that_sign_alone():
    text = "基础版每月 20 元，专业版 99 元。naïve café"
    assert decode((text * 3).encode() + b"\xe5\xa5") == text * 3 + "\ufffd"


def test_a_few_signs_far_down_in_a_long_line_tell():
    text = "Desk, 20 dollars; " * 5000 + "Händler, 20 €"
    assert decode(text.encode("cp1252")) == text


def test_bytes_that_are_no_text_are_in_no_encoding():
    assert encoding_of(bytes(Random(1).choices(range(1, 256), k=500))) is None
    assert encoding_of(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), ["utf-16-le"]) is None
