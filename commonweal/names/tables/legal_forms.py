"""Legal forms of organisations, state by state, in the languages of the state and as translated.

Written by hand for this project, by general knowledge of the civil codes and company laws named below; the acts were
not read line by line, so nothing here is `VERIFIED`. A line: class, states (`*` where a translation is used of many),
then the forms. Romanised spellings need no line: forms are compared by their sounds.

Classes stand for kinds of person in law, coarser than any one law: two names with forms of one class do not contradict
each other, of two classes they do.
"""

SOURCE = (
    "civil codes and company laws of the states of the region (legal persons), company laws of other states, as"
    " generally known"
)
VERIFIED = False

CLASSES = {
    "llc": "limited liability company",
    "jsc": "joint stock company",
    "partnership": "partnership",
    "state": "state enterprise",
    "institution": "institution",
    "foundation": "foundation",
    "non-profit": "non-profit organisation",
    "association": "association",
    "cooperative": "cooperative",
    "proprietor": "sole proprietor",
    "branch": "branch or representative office",
}
"""English name by class."""

FORMS = """
llc RU | Общество с ограниченной ответственностью; ООО; Об-во с ограниченной ответственностью; Общество с огр. отв.
llc RU | Общество с дополнительной ответственностью; ОДО
jsc RU | Акционерное общество; АО; Акционерное об-во
jsc RU | Публичное акционерное общество; ПАО
jsc RU | Непубличное акционерное общество; НАО
jsc RU | Открытое акционерное общество; ОАО; Акционерное общество открытого типа
jsc RU | Закрытое акционерное общество; ЗАО; Акционерное общество закрытого типа
partnership RU | Полное товарищество; Товарищество на вере; Коммандитное товарищество
partnership RU | Товарищество собственников жилья; ТСЖ; Товарищество собственников недвижимости; ТСН
partnership RU | Садоводческое некоммерческое товарищество; СНТ
state RU | Государственное унитарное предприятие; ГУП; Унитарное предприятие; УП
state RU | Федеральное государственное унитарное предприятие; ФГУП
state RU | Муниципальное унитарное предприятие; МУП
state RU | Федеральное казённое предприятие; ФКП; Казённое предприятие; КП; Государственное предприятие; ГП
state RU | Федеральное государственное предприятие; ФГП
institution RU | Государственное учреждение; ГУ; Муниципальное учреждение; МУ; Частное учреждение; ЧУ
institution RU | Федеральное государственное бюджетное учреждение; ФГБУ; Федеральное бюджетное учреждение; ФБУ
institution RU | Федеральное государственное бюджетное образовательное учреждение высшего образования; ФГБОУ ВО; ФГБОУ
institution RU | Федеральное государственное автономное образовательное учреждение высшего образования; ФГАОУ ВО; ФГАОУ
institution RU | Федеральное государственное бюджетное учреждение науки; ФГБУН
institution RU | Федеральное государственное казённое учреждение; ФГКУ; Федеральное казённое учреждение; ФКУ
institution RU | Федеральное государственное автономное учреждение; ФГАУ; Федеральное автономное учреждение; ФАУ
institution RU | Государственное бюджетное учреждение; ГБУ; Государственное казённое учреждение; ГКУ
institution RU | Муниципальное бюджетное учреждение; МБУ; Муниципальное казённое учреждение; МКУ
non-profit RU | Автономная некоммерческая организация; АНО; Некоммерческая организация; НКО; Некоммерческое партнёрство; НП
non-profit RU | Общественная организация; ОО; Общероссийская общественная организация
non-profit RU | Региональная общественная организация; РОО; Межрегиональная общественная организация; МОО
non-profit RU | Религиозная организация; РО; Общественное движение; ОД; Общероссийское общественное движение
non-profit RU | Частная охранная организация; ЧОО; Частное охранное предприятие; ЧОП
foundation RU | Некоммерческий фонд; Благотворительный фонд; БФ; Общественный фонд; ОФ
association RU | Ассоциация; Потребительское общество; ПО
cooperative RU | Производственный кооператив; ПК; Потребительский кооператив; Сельскохозяйственный производственный кооператив; СПК
cooperative RU | Крестьянское (фермерское) хозяйство; Крестьянское фермерское хозяйство; КФХ
proprietor RU | Индивидуальный предприниматель; ИП; Частный предприниматель; ЧП; Предприниматель без образования юридического лица; ПБОЮЛ
branch RU | Филиал; Представительство; Обособленное подразделение
jsc RU | Государственная корпорация; ГК; Публично-правовая компания; ППК
llc BY | Таварыства з абмежаванай адказнасцю; ТАА
llc BY | Таварыства з дадатковай адказнасцю; ТДА
llc BY | Иностранное общество с ограниченной ответственностью; ИООО; Совместное общество с ограниченной ответственностью; СООО
jsc BY | Адкрытае акцыянернае таварыства; ААТ; Закрытае акцыянернае таварыства; ЗАТ; Акцыянернае таварыства
state BY | Рэспубліканскае унітарнае прадпрыемства; РУП; Республиканское унитарное предприятие; Унітарнае прадпрыемства
state BY | Частное унитарное предприятие; ЧУП; Прыватнае ўнітарнае прадпрыемства; Частное торговое унитарное предприятие; ЧТУП
state BY | Иностранное унитарное предприятие; ИУП; Производственное унитарное предприятие
state BY | Научно-исследовательское унитарное предприятие; Унитарное частное предприятие; Казённое прадпрыемства
institution BY | Дзяржаўная ўстанова; Установа; Учреждение образования; Установа адукацыі
proprietor BY | Індывідуальны прадпрымальнік
llc UA | Товариство з обмеженою відповідальністю; ТОВ; Товариство з додатковою відповідальністю; ТДВ
jsc UA | Акціонерне товариство; АТ; Публічне акціонерне товариство; ПАТ; Приватне акціонерне товариство; ПрАТ
jsc UA | Відкрите акціонерне товариство; ВАТ; Закрите акціонерне товариство
state UA | Державне підприємство; ДП; Комунальне підприємство; Приватне підприємство; ПП; Казенне підприємство
state UA | Дочірнє підприємство; Мале підприємство
institution UA | Державна установа; Комунальна установа
non-profit UA | Громадська організація; ГО; Благодійний фонд; Благодійна організація
proprietor UA | Фізична особа-підприємець; ФОП
llc KZ | Жауапкершілігі шектеулі серіктестік; ЖШС; Товарищество с ограниченной ответственностью; ТОО; Jauapkershiligi shekteuli seriktestigi
llc KZ | Жауапкершілігі шектеулі серіктестігі; Limited Liability Partnership
jsc KZ | Акционерлік қоғам; АҚ; Акционерлік қоғамы; Ашық акционерлік қоғам; Жабық акционерлік қоғам
state KZ | Республикалық мемлекеттік кәсіпорын; РМК; Республиканское государственное предприятие; РГП; Коммуналдық мемлекеттік кәсіпорын; КМК
institution KZ | Мемлекеттік мекеме; Республиканское государственное учреждение; РГУ
non-profit KZ | Қоғамдық бірлестік; Общественное объединение; Қоғамдық қор; Корпоративтік қор
proprietor KZ | Жеке кәсіпкер; ЖК
llc KG | Жоопкерчилиги чектелген коом; ЖЧК; Жоопкерчилиги чектелген коому
jsc KG | Ачык акционердик коом; ААК; Жабык акционердик коом; ЖАК; Акционердик коом; Акционердик коому
state KG | Мамлекеттик ишкана; Мамлекеттик ишканасы
non-profit KG | Коомдук бирикме; Коомдук фонд
llc UZ | Mas'uliyati cheklangan jamiyat; MChJ; Масъулияти чекланган жамият; МЧЖ; Mas'uliyati cheklangan jamiyati; Qo'shimcha mas'uliyatli jamiyat
jsc UZ | Aksiyadorlik jamiyati; AJ; Акциядорлик жамияти; АЖ; Ochiq aksiyadorlik jamiyati; OAJ; Yopiq aksiyadorlik jamiyati
state UZ | Davlat unitar korxonasi; DUK; Давлат унитар корхонаси; Unitar korxona; Xususiy korxona; XK; Oilaviy korxona; Qo'shma korxona; QK
institution UZ | Davlat muassasasi; DM; Davlat muassasi
non-profit UZ | Nodavlat notijorat tashkilot; NNT
proprietor UZ | Yakka tartibdagi tadbirkor; YaTT
llc TJ | Ҷамъияти дорои масъулияти маҳдуд; ҶДММ; Ҷамъияти дорои масъулияти маҳдуди; JDMM
jsc TJ | Ҷамъияти саҳомии кушода; ҶСК; Ҷамъияти саҳомии пӯшида; ҶСП; Ҷамъияти саҳҳомӣ; Ҷамъияти саҳомӣ
state TJ | Корхонаи воҳиди давлатӣ; КВД; Корхонаи давлатӣ
institution TJ | Муассисаи давлатӣ
proprietor TJ | Соҳибкори инфиродӣ
llc TM | Jogapkärçiligi çäklendirilen jemgyýet; JÇJ; Hojalyk jemgyýeti; HJ
jsc TM | Paýdarlar jemgyýeti; Açyk görnüşli paýdarlar jemgyýeti; AGPJ; Ýapyk görnüşli paýdarlar jemgyýeti; Açyk paýdarlar jemgyýeti
state TM | Döwlet kärhanasy; Hususy kärhana; Döwlet konserni
proprietor TM | Hususy telekeçi; HT
llc AZ | Məhdud məsuliyyətli cəmiyyət; MMC; Məhdud Məsuliyyətli Cəmiyyəti; Əlavə məsuliyyətli cəmiyyət
jsc AZ | Açıq səhmdar cəmiyyət; ASC; Açıq Səhmdar Cəmiyyəti; Qapalı səhmdar cəmiyyət; QSC; Qapalı Səhmdar Cəmiyyəti; Səhmdar cəmiyyəti
state AZ | Dövlət müəssisəsi; Publik hüquqi şəxs
non-profit AZ | İctimai birlik; Qeyri-hökumət təşkilatı
proprietor AZ | Fərdi sahibkar
llc AM | Սահմանափակ պատասխանատվությամբ ընկերություն; ՍՊԸ; Sahmanapak pataskhanatvutyamb ynkerutyun
jsc AM | Բաց բաժնետիրական ընկերություն; ԲԲԸ; Փակ բաժնետիրական ընկերություն; ՓԲԸ; Բաժնետիրական ընկերություն
state AM | Պետական ոչ առևտրային կազմակերպություն; ՊՈԱԿ
non-profit AM | Հասարակական կազմակերպություն; ՀԿ
foundation AM | Հիմնադրամ
proprietor AM | Անհատ ձեռնարկատեր; ԱՁ
llc GE | შეზღუდული პასუხისმგებლობის საზოგადოება; შპს
jsc GE | სააქციო საზოგადოება; სს
non-profit GE | არასამეწარმეო არაკომერციული იურიდიული პირი; ააიპ
institution GE | საჯარო სამართლის იურიდიული პირი; სსიპ
partnership GE | სოლიდარული პასუხისმგებლობის საზოგადოება; სპს; კომანდიტური საზოგადოება
proprietor GE | ინდივიდუალური მეწარმე
llc MD RO | Societatea cu răspundere limitată; Societate cu răspundere limitată; S.R.L.; SRL
jsc MD RO | Societate pe acţiuni; Societatea pe acțiuni; S.A.; SA; Societate comercială
state MD | Întreprinderea de Stat; Întreprindere de Stat; Î.S.; Întreprinderea municipală
state MD | Întreprinderea individuală; Î.I.; Regia Autonomă
non-profit MD | Asociaţia Obştească; A.O.; Organizaţie necomercială
institution MD | Instituţia publică; I.P.
llc MN | Хязгаарлагдмал хариуцлагатай компани; ХХК
jsc MN | Хувьцаат компани; ХК
llc * | Limited Liability Company; LLC; Limited Liability Co; Ltd Liability Co; Company with limited liability; Society with limited liability
llc * | Limited; Ltd; Company Limited; Co Ltd; Co Limited; Corporation Limited; Private Limited; Pvt Ltd; Private Limited Company; Pte Ltd; Pte; Pty Ltd; Pty; Sdn Bhd; Limited Company; Ltd Co
llc * | Additional Liability Company; ALC; Ltd Sti
jsc * | Joint Stock Company; JSC; J.S.C.; Jt Stk Co; Joint Stock Co; Stock Company; Joint Stock
jsc * | Public Joint Stock Company; PJSC; Open Joint Stock Company; OJSC; Closed Joint Stock Company; CJSC; Private Joint Stock Company; PrJSC; Private Joint Stock; Public Joint Stock
jsc * | Non-public Joint Stock Company; Open Stock Company; Closed Stock Company
jsc * | Incorporated; Inc; Corp; Public Limited Company; plc; Public Company Limited; PCL; National Association; N.A.
llc US | Limited Liability Corporation; PLLC; LC
partnership * | Limited Partnership; LP; Limited Liability Partnership; LLP; General Partnership; SCSp
state * | State Unitary Enterprise; SUE; Federal State Unitary Enterprise; FSUE; Unitary Enterprise; Republican Unitary Enterprise; Municipal Unitary Enterprise; Federal State Enterprise; FSE; Federal Treasury Enterprise; Federal State-owned Enterprise; State Enterprise; State-owned Enterprise; Treasury Enterprise; Private Unitary Enterprise; Production Unitary Enterprise; Foreign Unitary Enterprise
institution * | Federal State Budgetary Institution; FSBI; State Budgetary Institution; Federal Budgetary Institution; Federal State Autonomous Institution; Federal Autonomous Institution; State Institution; Budgetary Institution; Autonomous Institution; Federal State Institution; Federal State Treasury Institution; Federal Treasury Institution
institution * | Federal State Budgetary Educational Institution of Higher Education; Federal State Autonomous Educational Institution of Higher Education; Federal State Budgetary Institution of Science; State Educational Institution; Federal State Budgetary Educational Institution
institution * | Federal State Budget Institution; Federal State Budgetary Scientific Institution; Federal State Budget Institution of Science; Federal State Budgetary Research Institution
non-profit * | Autonomous Non-profit Organisation; Autonomous Noncommercial Organisation; Autonomous Non-commercial Organization; Autonomous Nonprofit Organization; Non-profit Organisation; Nonprofit Organization; Non-commercial Organization; Non-governmental Organisation; NGO
non-profit * | Public Organisation; Public Organization; Public Association; Regional Public Organization; Public Movement; Private Security Company
foundation * | Charitable Foundation; Public Foundation; Charitable Fund; Stiftung; Vakfı; Stichting; Fondation; Fundatia
branch * | Branch; Branch Office; Representative Office; Subsidiary
proprietor * | Sole Proprietor; Individual Entrepreneur; Sole Proprietorship; Sole Trader
llc DE AT CH | Gesellschaft mit beschränkter Haftung; GmbH; Ges.m.b.H.; gGmbH; Unternehmergesellschaft; UG; GmbH und Co KG; GmbH & Co KG
jsc DE AT CH | Aktiengesellschaft; AG; AkG; Societas Europaea; SE; Kommanditgesellschaft auf Aktien; KGaA
partnership DE AT | Kommanditgesellschaft; KG; Offene Handelsgesellschaft; OHG; Gesellschaft bürgerlichen Rechts; GbR
association DE AT CH | eingetragener Verein; e.V.; Verein; eingetragene Genossenschaft; eG
llc FR BE LU CH | Société à responsabilité limitée; SARL; S.A.R.L.; Société par actions simplifiée; SAS; S.A.S.; SASU; EURL
jsc FR BE LU CH | Société anonyme; Société Anonyme; Société européenne; Société par actions
llc IT CH | Società a responsabilità limitata; S.r.l.; Societa a responsabilita limitata; Sagl; Srls
jsc IT | Società per azioni; S.p.A.; SpA; Societa per azioni
llc ES MX LATAM | Sociedad de responsabilidad limitada; S.L.; SL; Sociedad Limitada; S. de R.L.; S de RL de CV; SRL de CV; Limitada; Ltda; SLU
jsc ES MX LATAM | Sociedad anónima; Sociedad Anónima de Capital Variable; SA de CV; S.A. de C.V.; Sociedad por acciones simplificada; S.A.B. de C.V.; Compañía Anónima; CA; SAU
partnership ES LATAM | Sociedad en comandita; S en C; y Cia; Cia Ltda
llc PT BR | Sociedade por quotas; Lda; Ltda; Limitada
llc NL BE | Besloten vennootschap; B.V.; BV; BVBA; B.V.B.A.; Besloten Vennootschap met beperkte aansprakelijkheid
jsc NL BE | Naamloze vennootschap; N.V.; NV
partnership NL | Vennootschap onder firma; VOF; Commanditaire vennootschap
llc PL | Spółka z ograniczoną odpowiedzialnością; Sp. z o.o.; Spolka z ograniczona odpowiedzialnoscia; Sp z oo; Sp zoo
jsc PL | Spółka akcyjna; Prosta spółka akcyjna; Spolka akcyjna
partnership PL | Spółka komandytowa; Sp.k.; Spółka jawna; Sp.j.
llc CZ SK | Společnost s ručením omezeným; s.r.o.; spol. s r.o.; spoločnosť s ručením obmedzeným
jsc CZ SK | akciová společnost; a.s.; akciová spoločnosť
llc HU | Korlátolt felelősségű társaság; Kft
jsc HU | Részvénytársaság; Zrt; Nyrt; Rt
llc BG | Дружество с ограничена отговорност; ООД; Еднолично дружество с ограничена отговорност; ЕООД; EOOD; OOD
jsc BG | Акционерно дружество; АД; Еднолично акционерно дружество; ЕАД; EAD
llc RS BA ME HR SI MK | Društvo s ograničenom odgovornošću; d.o.o.; DOO; Друштво со ограничена одговорност; ДОО; Društvo sa ograničenom odgovornošću
jsc RS BA ME HR SI MK | Akcionarsko društvo; a.d.; dioničko društvo; d.d.; Delniška družba
llc EE | Osaühing; OÜ
jsc EE | Aktsiaselts
llc LV | Sabiedrība ar ierobežotu atbildību; SIA; Sabiedriba ar ierobezotu atbildibu
jsc LV | Akciju sabiedrība
llc LT | Uždaroji akcinė bendrovė; UAB; Mažoji bendrija; MB; Uzdaroji akcine bendrove
jsc LT | Akcinė bendrovė
llc FI | Osakeyhtiö; Oy; Oy Ab
jsc FI | Julkinen osakeyhtiö; Oyj
jsc SE | Aktiebolag; AB; Aktiebolaget
llc NO DK | Anpartsselskab; ApS; Aksjeselskap
jsc NO DK | Aktieselskab; A/S; Allmennaksjeselskap; ASA
llc GR CY | Εταιρεία περιορισμένης ευθύνης; ΕΠΕ; EPE; Ιδιωτική κεφαλαιουχική εταιρεία; IKE
jsc GR CY | Ανώνυμη Εταιρεία; ΑΕ; A.E.
llc TR | Limited Şirketi; Ltd. Şti.; Limited Sirketi; Ltd Şirketi
jsc TR | Anonim Şirketi; A.Ş.; AŞ; Anonim Sirketi; Anonim Sti
llc IL | בע״מ; בעמ; בערבון מוגבל
non-profit IL | עמותה
llc AE SA OM QA BH KW EG | ذات مسؤولية محدودة; ذ.م.م; شركة ذات مسؤولية محدودة; ش.ذ.م.م; المحدودة; محدودة; W.L.L.; WLL; FZE; FZ LLC; FZCO; FZC; FZ-LLC; DMCC; Free Zone Establishment; Free Zone Company; SARL
jsc AE SA EG JO IQ SY LB | شركة مساهمة; شركة مساهمة عامة; مساهمة عامة; ش.م.ع; ش.م.م; ش.م.ل; شركة مساهمة خاصة; S.A.L.; SAL; S.A.E.; SAE
jsc IR | سهامی خاص; سهامی عام; شرکت سهامی خاص; شرکت سهامی عام; شرکت سهامی; Sahami Khas; Sahami Aam; PJS
llc IR | مسئولیت محدود; شرکت با مسئولیت محدود; با مسئولیت محدود
llc CN HK TW | 有限责任公司; 有限公司; 有限責任公司; Youxian Gongsi; Youxian Zeren Gongsi
jsc CN TW | 股份有限公司; 集团有限公司; Gufen Youxian Gongsi
llc JP | 合同会社; 有限会社; Godo Kaisha; Yugen Kaisha; GK; YK
jsc JP | 株式会社; Kabushiki Kaisha; KK; Kabushiki Gaisha
llc KR | 유한회사; Yuhan Hoesa
jsc KR | 주식회사; Jusik Hoesa; Chusik Hoesa
llc VN | Công ty trách nhiệm hữu hạn; TNHH; Cong ty TNHH
jsc VN | Công ty cổ phần; CTCP
jsc ID | Perseroan Terbatas; PT; Tbk
llc MY SG IN PK BD | Sendirian Berhad; Berhad; Bhd
proprietor CN | 个体工商户
"""
