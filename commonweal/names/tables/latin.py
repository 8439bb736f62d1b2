"""Latin letters and letter groups in the spellings of English, French, German, Polish, Czech, Romanian, Turkish,
Azerbaijani, Uzbek, Turkmen and Kazakh. Letters with marks that are not listed are read as their base letter."""

LETTERS = """
a:a b:b c:K d:d e:e f:f g:g h:h i:i j:J k:k l:l m:m n:n o:o p:p q:k r:r s:s t:t u:u v:v w:v x:X y:y z:z
shch:S schtsch:S chtch:S stch:S szcz:S sch:S sh:S sz:S š:S ş:S ș:S ŝ:S ś:S šč:S
ch:Q tch:C tsch:C tsh:C cz:C č:C ć:C ç:C dzh:j dsch:j dj:j dž:j dż:j dź:j zh:j ž:j ż:j ź:z
kh:h gh:g ph:f th:t dh:d bh:b ck:k qu:k que:ke qui:ki gue:ge gui:gi gué:ge guy:gi ts:c tz:c tc:c dz:z
ț:c ţ:c
ou:u oo:u ee:i ü:u ö:o ä:a ə:a ı:i ý:y ł:l ø:o æ:e œ:e ß:s þ:t ð:d đ:Z ŋ:n ħ:h ğ:g ḥ:h ḫ:h ẖ:h ġ:g
ă:a ŭ:u ŷ:i û:yu â:ya sj:S
o':o oʻ:o g':g gʻ:g ks:ks
"""
