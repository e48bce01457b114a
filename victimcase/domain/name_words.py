"""What the words of names are in this region: particles, titles, common names, spellings of one name."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Dropped before names are compared: they come and go between one office and the next.
PARTICLES: Final = _words(
    "al el ul ur ud ad ar as az ash us at uz dal bin binti binte bte bt bnt ibn ben bint ould "
    "a/l a/p s/o d/o w/o c/o anak ap de del dela delos dos da do von y ال بن ابن بنت بنتي ولد آل"
)
# Particles only after "de"; and what is dropped where it stands last.
AFTER_DE: Final = _words("la las los")
SUFFIXES: Final = _words("jr sr ii iii iv")
# Particles that are also written as one word with the name after them: Alrashid, Delacruz.
LEANING: Final = _words("al el ul ur ud ar as az ash de del dela la delos los las da dos")
# Titles are words people add out of respect; they weigh almost nothing, as each may also be a name.
TITLES: Final = _words(
    "mr mrs ms miss dr haji hajj hajji hajjah hj hjh u daw ko ma maung mg saw naw nang nan sai lok oknha "
    "neang nai nay khun thao sao shri sri smt kumari kum miyan mia mst mosammat mosammot mosamat mussamat "
    "raden tengku tuan puan encik cik ustad maulana mullah nawab don dona"
)
# What is written where no name is known.
NOBODY: Final = _words(
    "unknown unnamed anonymous none nil na n/a n.a. tbc tbd x xx xxx xxxx ? ?? ??? no name not known"
)
# Words written against the name in scripts that put no space between them.
ATTACHED: Final = (
    *("นางสาว", "นาย", "นาง", "ด.ช.", "ด.ญ.", "น.ส.", "เด็กชาย", "เด็กหญิง"),
    *("ທ້າວ", "ນາງ", "ນາຍ", "លោក", "អ្នកស្រី", "នាង"),
    *("ဦး", "ဒေါ်", "မောင်", "ကို"),
)
# Names borne by every tenth person somewhere here tell half; those in the middle of most names, a quarter.
COMMON: Final = dict.fromkeys(
    _words(
        "muhammad ahmad ali husain hasan abdul abdullah khan islam rahman begum khatun bibi akter bano "
        "singh kaur kumar devi das lal ram prasad sharma siti nur sri dewi putri syed sheikh "
        "maria jose santos cruz reyes nguyen tran le pham hoang "
        "perera silva fernando aung win htun kyaw zaw than oo sein hla khin myint "
        "sok chan chea kim keo chhay heng li lee wang zhang chen lin huang somchai phone mary john"
    ),
    0.5,
) | dict.fromkeys(_words("thi van din srey boun"), 0.25)

# Spellings of one name, the first of each line. A word found here is that name, so two words found under
# different names are two names however alike they look: Hasan is not Husain, Karim not Rahim.
_SPELLINGS: Final = """
muhammad: mohammed mohammad mohamed mohamad muhammed muhamad muhamed mohammod mohamod mohamud muhammod
muhammad: mohammud mahomed mahommed mehmet mohd muhd mhd md mohammd
mahmud: mahmood mahmoud mehmood mahmod mahamud
ahmad: ahmed ahmet achmad achmed ahamed ahmmed ahammed ehmad akhmad akhmed
hamid: hameed hamed hamied
hasan: hassan hasan hassen hasaan
husain: hussain hussein husein hossain hossein hosain hosen hossen hussen husen husayn hussayn huseyin
ali: aly alii
karim: kareem korim kerim karime
rahim: raheem rohim rahiim
rahman: rehman rohman rahmaan rahmon rachman rohmon
salim: saleem selim
salam: salaam
halim: haleem
jamal: gamal djamal jamaal
kamal: kemal kamaal
jamil: jameel djamil zamil
kamil: kameel
amin: ameen
amina: aminah ameena amena aminath
amir: ameer
amira: ameera amirah
umar: omar omer umer oumar omor
yusuf: yousef yousuf youssef yusof yusuff yousaf jusuf yosef yusef yusup usuf
yunus: younus yunos younis younes yonus
ibrahim: ibraheem ebrahim ibrahem brahim abraham ibrohim
ismail: ismael esmail ismaeel ismayil esmael
sulaiman: suleiman suliman sulayman soleiman solaiman suleman sulaeman
fatima: fatimah fatema fatemeh fathima fatma phatima fatimeh fatimata fatimoh
khadija: khadijah hadija hadijah kadija khodeja khadiza khadeeja kadijah khodija chadidja hatijah khatijah
aisha: aishah ayesha aysha aesha aisyah aysyah aicha ayisha aayesha ayshah aishath
maryam: mariam maryom mariyam mariem maryem meryem mariyom
zainab: zaynab zeinab zainap jaynab joynab zeynab zaenab
abdul: abd abdal abdel abdool abdoul abdol abdur abdus abdun abdud abdu
abdullah: abdulla abdollah abdallah abdulloh
ghulam: gulam golam gholam
sheikh: shaikh shaik sheik sk syeikh shekh saikh sekh
syed: sayed sayyid saiyed sayyed seyed seyyed saiyid sayeed
said: saeed saed saied
din: uddin udin eddin addin aldin deen uddeen ud-din eddine
chowdhury: choudhury chaudhry chaudhary choudhary chowdhuri chaudhuri choudhry chaudhari
khatun: khatoon khatoun katun
begum: begam begom begm
akter: akhter akhtar aktar
bibi: beebee bebe
nur: noor nour nor noer
islam: eslam
khan: kan
lakshmi: laxmi lakshmy letchumi latchumi lachmi latsumi luxmi lakshme letchmi
krishna: krisna krushna kishna
singh: sing sinh
kaur: kour
maria: mariya
jose: joseph josef
nguyen: nguyn nguyenn ngueyn ngyuen
phuong: fuong
thi: ti
kyaw: kyo gyaw kyow
htun: tun htoon toon
aung: oung aungg
hla: la
htet: tet
myint: myin
lee: li ly
chhay: chay
keo: keov kev
sokha: soka sokkha
sok: sokh soc
sokhom: sokom
srey: srei sray
"""


def _spellings() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _SPELLINGS.strip().splitlines():
        name, _, others = line.partition(":")
        for word in (name, *others.split()):
            found[word] = name
    return found


SPELLINGS: Final = _spellings()
