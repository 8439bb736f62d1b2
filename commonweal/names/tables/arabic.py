"""Letters of the Arabic script: Arabic, Persian, Dari, Tajik, Urdu, Pashto, Uyghur; short vowels are not written."""

LETTERS = """
ا:a أ:a إ:i آ:a ٱ:a ب:b ت:t ث:T:th ج:j ح:h خ:h:kh د:d ذ:D:dh ر:r ز:z س:s ش:S:sh ص:s ض:D:d ط:t ظ:z ع:: غ:g:gh ف:f ق:k:q
ك:k ک:k گ:g ل:l م:m ن:n ه:h ة:a:a و:W:w ي:y ی:y ى:a ئ:i ؤ:u:w ء:: پ:p چ:C:ch ژ:j:zh ڤ:v ٹ:t ڈ:d ڑ:r ں:n ے:i ھ:: ہ:h
ۀ:h ۂ:h ې:e ۍ:i ټ:t ډ:d ړ:r ښ:S:sh ګ:g ځ:z:dz څ:c:ts ڼ:n ڭ:n:ng ۆ:u ۈ:u ۇ:u ۋ:v ە:e ۃ:a
"""
