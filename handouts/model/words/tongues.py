"""Small words that tell one language from another, as data: English ones, and those of languages written like it.

A word that English and another language have (``in``, ``an``, ``no``) stands in both rows and tells nothing. Words that
names of illnesses bring along (``de``, ``la``) stand in none.
"""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Tongue:
    """A language by its small words; ``example`` is a sentence in it, ``language`` its tag (BCP 47)."""

    language: str
    words: str
    example: str


ENGLISH = Tongue(
    "en",
    "the of and to a an in is are was be been it its this that these those you your we us our they them their he she "
    "for with without by on at from as or if but so not no do does did have has had can may might must should will "
    "would when what which who how why where while before after until than then more most less least any all each "
    "every some other only also too very once twice one two three day days night week month take takes taken taking "
    "keep use used tell ask call stop get see make helps dose doses tablet tablets capsule medicine doctor nurse blood "
    "pain skin water food mouth because there here about into out up down per os de et al ad",
    "Take one tablet in the evening with a little water.",
)
ABROAD = (
    Tongue(
        "de",
        "der das und nicht mit bei zur zum für sie ihr ihre ein eine einen einem einer den dem des von wird werden "
        "sind sich oder wenn nach vor auf aus auch kein keine um wie als in an so was einnehmen nehmen arzt "
        "tablette täglich abend",
        "Nehmen Sie die Tablette nicht mit Milch ein.",
    ),
    Tongue(
        "fr",
        "le les des et du une est ne pas pour avec dans vous votre sur ce cette qui que ou si en au aux par sans on "
        "prenez prendre comprimé médecin jour jours",
        "Ne prenez pas ce comprimé avec du lait.",
    ),
    Tongue(
        "es",
        "el los las y que para con por una del se su sus es si sin como esta este más puede tome tomar médico día "
        "pastilla comprimido usted ni no a me",
        "Tome la pastilla por la noche con un vaso de agua y sin comida.",
    ),
    Tongue(
        "it",
        "il gli e che di del della con in a non una è si nel sono se per ogni dopo senza prima questo medico giorno "
        "prendere compressa compresse",
        "Non prendere la compressa con il latte.",
    ),
    Tongue(
        "pt",
        "os um uma com não para por que seu sua se ao dos das em mais do no a as tome tomar antes depois "
        "médico dia comprimido "
        "comprimidos você",
        "Não tome o comprimido com leite.",
    ),
    Tongue(
        "nl",
        "het een van niet met voor en zijn wordt uw u bij op dit deze als geen naar ook tot in is was we "
        "arts dag neem innemen "
        "tabletten",
        "Neem de tablet niet in met melk.",
    ),
    Tongue(
        "sv",
        "och det som är inte på av att för ett du din kan med till eller om när i ta tablett läkare dag",
        "Ta inte tabletten med mjölk och tala med din läkare.",
    ),
    Tongue(
        "da",
        "og det er ikke på af at til et du din kan med eller hvis når i for tag tablet læge dag skal",
        "Tag ikke tabletten med mælk og spørg din læge.",
    ),
    Tongue(
        "fi",
        "ja ei on se että tai jos kun sitä joka ilta ota älä tabletti päivä päivässä kanssa ennen jälkeen lääkäri",
        "Älä ota tablettia maidon kanssa.",
    ),
    Tongue(
        "pl",
        "i nie się z w na do to jest lub jeśli przed po przez oraz czy lek lekarz tabletka dzień dziennie należy",
        "Nie należy przyjmować tabletki z mlekiem.",
    ),
    Tongue(
        "tr",
        "ve bir bu için ile değil veya eğer sonra önce günde ilaç doktor tablet almayın kullanmayın",
        "Bu ilacı süt ile almayın.",
    ),
    Tongue(
        "ro",
        "și nu cu pentru este sau dacă din la luați medicul comprimat zi zile după înainte",
        "Nu luați comprimatul cu lapte.",
    ),
    Tongue(
        "cs",
        "a se na je to do s v nebo není před po pokud užívejte lékař tableta den denně pro",
        "Neužívejte tabletu s mlékem před spaním.",
    ),
    Tongue(
        "hu",
        "a és nem az egy hogy ha vagy van meg előtt után naponta orvos tabletta szedje vegye",
        "Ne vegye be a tablettát tejjel, és kérdezze meg az orvosát.",
    ),
    Tongue(
        "id",
        "dan yang di untuk dengan tidak atau jika pada ini obat anda jangan minum dokter sehari sebelum sesudah tablet",
        "Jangan minum obat ini dengan susu.",
    ),
    Tongue(
        "vi",
        "và không của cho với là uống thuốc ngày bác sĩ nếu hoặc trước sau khi",
        "Không uống thuốc này với sữa.",
    ),
    Tongue(
        "tl",
        "ang ng sa mga at na hindi para kung ay ito gamot huwag inumin araw doktor po bago",
        "Huwag inumin ang gamot na ito kasama ng gatas.",
    ),
    Tongue(
        "sw",
        "na ya wa kwa ni si au kama dawa hii usitumie daktari siku kabla baada maziwa pamoja katika",
        "Usitumie dawa hii pamoja na maziwa.",
    ),
    Tongue(
        "so",
        "iyo ka ku waa in haddii ama daawada dhakhtarka maalin ha oo la aad",
        "Ha ku qaadan daawada caano oo la xiriir dhakhtarka.",
    ),
)
