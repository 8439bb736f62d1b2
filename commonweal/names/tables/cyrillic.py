"""Cyrillic letters of Russian and of the languages of the Commonwealth, with those of Serbian and Macedonian."""

LETTERS = """
а:a б:b в:v г:g д:d е:e ё:e:yo ж:j:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:h:kh ц:c:ts ч:C:ch
ш:S:sh щ:S:shch ъ:: ы:i:y ь:: э:e ю:yu я:ya дж:j:j дз:z:dz тс:c:ts чж:j:zh цз:z:z
і:i ї:yi є:e:ye ґ:g ў:U:w
ә:a ғ:g:gh қ:k:q ң:n:ng ө:o ұ:u ү:u һ:h
ӕ:a:ae ӣ:i ӯ:u ҳ:h ҷ:j:j җ:j:j ҝ:g ҹ:j:j ҡ:k:q ҙ:z ҫ:s ҥ:n ӊ:n:ng ӑ:a ӗ:e ӳ:u
ј:y ђ:j:dj ћ:C:c љ:l:lj њ:n:nj џ:j:dz ѓ:g:gj ќ:k:kj ѕ:z:dz
ѣ:e ѳ:f ѵ:i ӏ:: гӏ:: къ:k:k кӏ:k:k тӏ:t:t пӏ:p:p чӏ:C:ch цӏ:c:ts хӏ:h:kh хъ:h:kh ҟ:k ҵ:c:ts ӡ:z:dz ҽ:C:ch ҿ:C:ch ҩ:o
"""
