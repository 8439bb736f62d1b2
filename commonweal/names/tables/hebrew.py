"""Hebrew letters; vowels are mostly not written, so a fold from Hebrew compares consonants first."""

LETTERS = """
א:a ב:B:b ג:g ד:d ה:h ו:W:w ז:z ח:h:kh ט:t י:y כ:H:k ך:H:kh ל:l מ:m ם:m נ:n ן:n ס:s ע:a: פ:P:p ף:f צ:c:ts ץ:c:ts ק:k
ר:r ש:S:sh ת:t וו:v יי:y ג':j:j ז':j:zh צ':C:ch ץ':C:ch ח':h:kh ת':t:th ד':d:dh
זש:j:zh דזש:j:j טש:C:tsh
"""
