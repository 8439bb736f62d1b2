"""Which encoding a text file is in: byte order marks, zero bytes, the strict form of UTF-8; of the old single-byte
encodings of the region the one in which letters follow each other as in its languages.

The statistics come from `WORDS`: names, places and headings of papers, written for this purpose.
"""

import codecs
import math
import re
from collections import Counter
from functools import cache

SINGLE_BYTE = ("cp1251", "koi8-r", "cp866")
CHOICES = (
    *("utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"),
    *SINGLE_BYTE,
    *("koi8-u", "cp855", "kz1048", "iso8859-5", "mac-cyrillic", "cp1250", "cp1252", "cp1254"),
)
"""What a contributor may choose; `utf-16-le` and `utf-16-be` pass over a byte order mark."""
SAMPLE = 60_000
"""Bytes of lines with letters outside ASCII that are looked at."""

WORDS = """
иванов иван иванович петрова мария сергеевна кузнецов алексей николаевич смирнова ольга васильевна попов дмитрий
соколов михаил лебедева наталья козлов андрей викторович новикова екатерина морозов владимир павлович волков юрий
фёдоров артём щербаков григорий жукова юлия цветкова элина чернышёв эдуард хабибуллин рустам гарифуллин шамиль
фамилия имя отчество дата рождения место жительства гражданство серия номер паспорта кем выдан примечание телефон
государственный регистрационный знак марка модель цвет кузов двигатель год выпуска угон розыск объявлен уголовное дело
красный синий белый чёрный серый зелёный жёлтый серебристый коричневый автомобиль мотоцикл прицеп грузовой легковой
улица проспект переулок дом корпус квартира город село район область республика российская федерация москва
санкт-петербург новосибирск екатеринбург казань челябинск омск самара ростов уфа красноярск воронеж пермь волгоград
управление внутренних дел министерство отдел полиции следственный комитет прокуратура таможенная служба границы
оружие пистолет винтовка патрон калибр изъято обнаружено похищено неизвестный преступник группа совершил кража грабёж
разбой убийство мошенничество хищение сведения сообщение возбуждено расследование задержан подозреваемый обвиняемый
организация общество с ограниченной ответственностью банк счёт перевод сумма рублей компания директор учредитель
шевченко олена миколаївна коваленко андрій ткаченко сергій бондаренко ірина кравченко юлія прізвище ім'я по батькові
дата народження місце проживання громадянство україна київ харків львів дніпро одеса вулиця будинок область місто
номерний знак кольору викрадено розшук справа поліція єфремов гнатюк ґудзь їжак
іваноў іван іванавіч кавалёў аляксандр наталля мікалаеўна прозвішча імя бацькоўскае дзень нараджэння грамадзянства
рэспубліка беларусь мінск гомель магілёў віцебск гродна брэст вуліца дом горад вобласць аўтамабіль
нурланов ерлан серикович аманжолова айгуль бекжанова қазақстан республикасы алматы астана шымкент қарағанды тегі аты
әкесінің туған күні мекенжайы азаматтығы құжат нөмірі көлік көше үй ауданы облысы бөлімі ұлттық
асанов бакыт токтогулова айнура кыргыз республикасы бишкек ош жалал-абад көчөсү туулган күнү жарандыгы фамилиясы өзгөн
раҳимов фирдавс ҷумаев саидова зарина тоҷикистон душанбе хуҷанд ном насаб санаи таваллуд шаҳрвандӣ ноҳия кӯча ғафуров
каримов бахтиёр юсупова дилноза ўзбекистон тошкент самарқанд бухоро фарғона фамилияси исми туғилган санаси ҳужжат
мамедов эльчин алиева севиндж оглы кызы баку гянджа азербайджан армения ереван саргсян армен хачатрян карапетян
гиоргадзе нино тбилиси кутаиси грузия молдова кишинёв попеску ион бельцы туркменистан ашхабад аннаев мурад
"""

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_WORD = re.compile(r"[^\W\d_]+")
_HIGH = re.compile(rb"[^\x00-\x7f]")


@cache
def _model() -> dict[str, float]:
    """Log probabilities of two letters that follow each other; a space stands for the edge of a word."""
    pairs: Counter[str] = Counter()
    for word in WORDS.split():
        edged = f" {word} "
        pairs.update(edged[at : at + 2] for at in range(len(edged) - 1))
    total = sum(pairs.values())
    return {pair: math.log(count / total) for pair, count in pairs.items()}


_UNKNOWN = math.log(1 / 60_000)
_NO_LETTER = math.log(1 / 2_000_000)
_SHAPE = math.log(1 / 1_000)


def likeness(text: str) -> float:
    """How much a text's words outside ASCII look like those of the region: mean log probability of a pair of letters.

    Signs where letters should be, and capitals inside words, cost what they deserve.
    """
    model = _model()
    score, pairs = 0.0, 0
    for word in _WORD.findall(text):
        if word.isascii():
            continue
        edged = f" {word.lower()} "
        score += sum(model.get(edged[at : at + 2], _UNKNOWN) for at in range(len(edged) - 1))
        pairs += len(edged) - 1
        if not (word.islower() or word.isupper() or word.istitle()):
            score += _SHAPE
    odd = sum(1 for sign in text if sign > "\x7f" and not sign.isalpha() and sign not in "«»№–—“”„…’°§\xa0")
    return (score + odd * _NO_LETTER) / max(pairs + odd, 1)


def detect(data: bytes) -> str:
    """The encoding of a file that begins with `data`; `utf-8` where every byte is ASCII.

    Raises nothing; a wrong guess shows in the sample, and the contributor chooses another.
    """
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return encoding
    if wide := _without_mark(data[:SAMPLE]):
        return wide
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=False)
    except UnicodeDecodeError:
        sample = _lines_with_letters(data)
        return max(SINGLE_BYTE, key=lambda encoding: likeness(sample.decode(encoding, "replace")))
    return "utf-8"


def _without_mark(data: bytes) -> str:
    """UTF-16 without its mark: zero bytes stand at every other place, since delimiters and figures have one."""
    if not (zeros := data.count(0)):
        return ""
    even = data[::2].count(0)
    if zeros < len(data) // 50 or min(even, zeros - even) * 20 > zeros:
        return ""
    return "utf-16-be" if even > zeros - even else "utf-16-le"


def _lines_with_letters(data: bytes) -> bytes:
    """Lines that hold bytes outside ASCII, as many as are looked at."""
    kept, size = [], 0
    for line in data.splitlines():
        if _HIGH.search(line):
            kept.append(line[:4_000])
            size += len(kept[-1])
        if size > SAMPLE:
            break
    return b"\n".join(kept)
