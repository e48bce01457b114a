"""What languages and countries call themselves, so that they are found by those who know no other name."""

from __future__ import annotations

from typing import Final

LANGUAGES: Final = {
    "ara": "العربية", "ben": "বাংলা", "bod": "བོད་སྐད", "ceb": "Cebuano", "cmn": "普通话", "ctg": "চাটগাঁইয়া",
    "deu": "Deutsch", "dzo": "རྫོང་ཁ", "eng": "English", "fas": "فارسی", "fil": "Filipino", "fra": "français",
    "guj": "ગુજરાતી", "hin": "हिन्दी", "ilo": "Ilokano", "ind": "Bahasa Indonesia", "jav": "Basa Jawa",
    "jpn": "日本語", "kac": "Jinghpaw", "kan": "ಕನ್ನಡ",
    "khm": "ខ្មែរ", "kor": "한국어", "ksw": "စှီၤ", "lao": "ລາວ",
    "mai": "मैथिली", "mal": "മലയാളം", "mar": "मराठी",
    "mni": "মৈতৈলোন্", "mnw": "ဘာသာမန်", "msa": "Bahasa Melayu",
    "mya": "မြန်မာ", "nep": "नेपाली", "ori": "ଓଡ଼ିଆ",
    "pan": "ਪੰਜਾਬੀ", "por": "português", "prs": "دری", "pus": "پښتو",
    "rhg": "𐴌𐴗𐴥𐴝𐴙𐴚𐴒𐴙𐴝", "rus": "русский", "shn": "တႆး", "sin": "සිංහල", "snd": "سنڌي", "som": "Soomaali",
    "spa": "español", "sun": "Basa Sunda", "swa": "Kiswahili",
    "tam": "தமிழ்", "tel": "తెలుగు", "tet": "Tetun",
    "tgk": "тоҷикӣ", "tgl": "Tagalog", "tha": "ไทย",
    "tir": "ትግርኛ", "amh": "አማርኛ", "tur": "Türkçe", "uig": "ئۇيغۇرچە",
    "ukr": "українська", "urd": "اردو", "uzb": "o‘zbek", "vie": "Tiếng Việt", "yue": "粵語", "zho": "中文",
}  # fmt: skip

COUNTRIES: Final = {
    "AE": "الإمارات", "AF": "افغانستان", "BD": "বাংলাদেশ", "BH": "البحرين", "BT": "འབྲུག་ཡུལ", "CN": "中国",
    "EG": "مصر", "ET": "ኢትዮጵያ", "HK": "香港", "ID": "Indonesia", "IN": "भारत", "IQ": "العراق", "IR": "ایران",
    "JO": "الأردن", "JP": "日本", "KE": "Kenya", "KH": "កម្ពុជា", "KR": "대한민국", "KW": "الكويت", "LA": "ລາວ",
    "LB": "لبنان", "LK": "ශ්‍රී ලංකා இலங்கை", "MM": "မြန်မာ",
    "MO": "澳門", "MV": "ދިވެހިރާއްޖެ", "MY": "Malaysia",
    "NP": "नेपाल", "OM": "عُمان", "PH": "Pilipinas", "PK": "پاکستان", "QA": "قطر", "RU": "Россия",
    "SA": "السعودية", "SG": "Singapura 新加坡", "SO": "Soomaaliya", "TH": "ประเทศไทย ไทย",
    "TL": "Timor-Leste",
    "TR": "Türkiye", "TW": "臺灣", "UA": "Україна", "UZ": "Oʻzbekiston", "VN": "Việt Nam", "YE": "اليمن",
}  # fmt: skip
