"""Words of organisations' names that are translated, not transliterated, with their counterparts.

Written by hand for this project, by general knowledge of the languages. A line: weight class, code, then the words that
mean it: the first Russian one gives its letter in Russian acronyms. `*` stands for any ending, `_` for a space.
Romanised spellings need no entry: words are compared by their sounds.

Weight classes: `s` says nothing (and, of, named after), `g` generic (bank, company, group), `t` a trade or field,
`p` a place or people, `n` a word that is often itself the name (star, arrow).
"""

SOURCE = "general knowledge of the languages; no dictionary was copied"
VERIFIED = False

TERMS = """
s and | и and und et y ve va і й та жана և და و ו & oraz şi si e i ja
s of | of the for in on at from to by with de la le les el los las der die das des für von van du di da del della und do dos na по для в на при с у из от за к ал no num number num_ber № nr der_die den het een an
s named | имени им имя named_after named_for name_of named imeni im атындағы атындагы nomidagi номидаги ба_номи adına adyndaky імя ім імені adina
g company | компани* кампані* кампан* company companies co comp kompani* kompania şirket* sirket* shirkat ширкат* شرکت شركة companie compañia compania compagnie compagnia gesellschaft ընկերություն კომპანია חברה 公司 gongsi cia ortaklık коомпания kompaniyasy kompaniyasi
g firm | фирм* firm firma
g enterprise | предприяти* пп enterprise* прадпрыемств* підприємств* кәсіпорын* korxona* корхона* kärhana* müəssisə* ишкана* întreprinder* intreprinder* unternehmen
g undertaking | business businesses бизнес* biznes*
g group | групп* group groups gruppe gruppa grup groupe grupo gruppo gruplari مجموعة مجموعه گروه топ гурӯҳ* guruh* toplum* груп* 集团 jituan
g holding | холдинг* холдынг* holding holdings xolding
g corporation | корпораци* карпарац* corporation corp corporate corporación corporacion корпорацыя muassasa
g concern | концерн* канцэрн* concern konzern kontsern*
g association | объединени* аб'яднанн* об'єднанн* association associations union_of_producers бирлестиг* birlesme* бірлестіг* uyushma* ассоциаци* асоціаці* jamiyat* asosiasi asociación associació verband associazione stowarzyszenie اتحاد جمعية جمعیت انجمن
g union | союз* саюз* спілк* union unions ittifaq* одақ* uniune* union's sendika* soyuz اتحادیه
g society | обществ* таварыств* товариств* society societies societate* cəmiyyət* жамият* қоғам* коом* gesellschaft_für
g organisation | организаци* арганізац* організаці* organization* organisation* org orga tashkilot* созмон* ұйым* guramacylyk* təşkilat* organizația organización organizzazione منظمة سازمان ארגון
g foundation | фонд* foundation foundations fund funds fond fondi fondation stiftung fundación fundacion fundația қор* қоры vakfı vakif vakf بنیاد مؤسسة_خيرية صندوق بنياد хайрия ფონდი հիմնադրամ קרן jamg'arma* fondy fondu trust_fund
g trust | трест* trust trusts траст*
g institution | учреждени* установ* institution* establishment* мекеме* muassasa* муассиса* مؤسسة موسسه müəssise
g agency | агентств* агенств* агенцтв* агентство agency agencies agentur agence agencia агенттіг* agentlik* agentligi وكالة
g service | служб* служба service services serviciu* servis* сервис* xizmat* хадамот* қызмет* služba dienst خدمات خدمة gulluk* xidmət*
g office | офис* office offices бюро_по büro
g branch | филиал* філія* филиял* branch branches filial* filiala филиали
g department | департамент* department departments departement departamento отдел* аддзел* відділ* دائرة départ*
g directorate | управлени* упраўленн* управлінн* directorate administration administrations management_board head_office басқарма* boshqarma* идора* idarə* müdirlik* башкармалык* مديرية إدارة اداره administrative
g mainadmin | главк* main_directorate chief_directorate
g committee | комитет* камітэт* комітет* committee comité comite komitet* қўмита* кумита* qo'mita* комітэт لجنة کمیته
g commission | комисси* камісі* комісі* commission commissions komissiy* comision comisión
g council | совет* савет* рад* council councils soviet soviets кеңес* kengash* шӯро* şura* мажилис مجلس شورای شوراى شورا maslahat*
t ministry | министерств* міністэрств* міністерств* ministry ministries ministerium ministère ministerio вазорат* вазирлиг* vazirlig* nazirliy* министрліг* министрлиг* ministrligi ministerul وزارة وزارت նախարարություն სამინისტრო משרד minister_of министр*
g authority | орган_власти authority authorities власт* هيئة
t inspectorate | инспекци* інспекц* inspection inspectorate инспекторат*
t prosecutor | прокуратур* пракуратур* prosecutor* procuracy attorney_general's prokuratur*
t court | суд суды суда court courts sud sudi соти
t police | полици* паліцы* поліц* милици* міліцы* police militia полис polis* polisiya polițiet شرطة انتظامی enforcement_police law_enforcement
t embassy | посольств* embassy embassies пасольств* elchixona* сафорат* səfirlik*
g government | правительств* урад* уряд* government үкімет* hukumat* ҳукумат* hökumət* حكومة دولت governmental
g state | государственн* гос гас дзяржаўн* державн* state states national_state davlat давлати мемлекеттік мамлекеттик döwlet dövlət stat de_stat دولتی staatlich* 国有 госуд*
g federal | федеральн* федэральн* federal federally bundes* федерал*
g national | национальн* нацыянальн* національн* national nationale nationaal ұлттық milliy миллии улуттук milli național* nacional وطني الوطنية الوطني ملي ملی nat'l
g republican | республиканск* рэспубліканск* республіканськ* republican
g republic | республик* рэспублік* республік* republic republics республикасы respublika* ҷумҳури* cumhuriyet* جمهورية جمهورى جمهوری جمهورﻯ republica république republik დ_რესპუბლიკა
t federation | федераци* федэрац* федерац* federation federations federatia federación
t peoples | народн* народны народная people's people peoples популярный халқ xalq халк мардуми folk popular شعبي الشعبية народ* народной
g general | генеральн* общ* general allgemeine агульн* загальн* umum عام العامة
g main | главн* галоўн* головн* main chief head principal central_main бас бош
g central | центральн* цэнтральн* central centrale centralny орталық markaziy марказии merkezi mərkəzi مركزي مرکزی مرکزى zentral*
g centre | центр* цэнтр* center centers centre centres centro zentrum орталығ* орталық_ы борбор* markaz* марказ* merkez* mərkəz* مركز مرکز ცენტრი կենտրոն מרכז tsentr цэнтар hub
g institute | институт* інстытут* інститут* institute institutes institut instituto istituto institutional pazhouheshgah معهد انستیتو პ_ინსტიტუტი ինստիտուտ
t university | университет* універсітэт* університет* university universities universität universitet* université universidad universitatea донишгоҳ* üniversitesi جامعة دانشگاه უნივერსიტეტი համալսարան אוניברסיטה დ_უნივერსიტეტი
t academy | академи* акадэм* академі* academy academies academic academia akademi* akademiya* академик* academician
t school | школ* школа school schools мектеб* мактаб* maktab* mekdeb* məktəb* schule école escuela مدرسة
t college | колледж* коледж* college colleges kolleji
t lyceum | лице* ліцэ* lyceum lycée
t faculty | факультет* faculty
t laboratory | лаборатори* лабараторы* лабораторі* laboratory laboratories lab labs laboratoire
g bureau | бюро bureau büro byuro bureaux biuro biroul бюросы
g design | конструкторск* конструктор* проектн* канструктарск* design designing designer конструкторско projecting дизайн*
g construct | конструкторск* constructor constructing construction_bureau engineering
t projectw | проектн* проект* project projects проектно praekt* праектн*
g plant | завод* plant plants factory factories works zavod зауыт* zavody zavodi fabrik werk werke завады کارخانه مصنع mill mills
g factory | фабрик* factory factories fabrik* fabryk* fabrika*
g kombinat | комбинат* камбінат* комбінат* combine kombinat* plant complex mill
g complex | комплекс* комплекс complex complexes kompleks*
t base | база базы базе base bases baza depot
t station | станци* station stations станція
t shipyard | верф* shipyard shipyards dockyard судоверф* yard судостроительн* судоремонтн* shipbuilding
t market | рынок рынк* market markets bazar базар* bozor* бозор*
g trade | торг* торгов* гандл* торгівл* trade trading trader traders commerce commercial commercia* коммерческ* камерцыйн* комерційн* handel* savdo савдо сауда ticaret* ticarət comercial* comerci* commercio tijorat* тиҷорат* söwda تجارة تجاری التجارية tejarat biznes_trade comercializadora tejari коммерц* commerz*
g house | дом дома house houses haus casa xona uy
g tradehouse | торговый_дом trading_house trade_house торговий_дім
g export | экспорт* export exports exporter* эксп* экспарт* ixrac* eksport*
g import | импорт* import imports importer* імпарт* імпорт* idxal*
t foreigntrade | внешнеторгов* внешнеэкономическ* foreign_trade foreign_economic
g international | международн* міжнародн* international int'l intl internationale интернешнл интернэшнл xalqaro байналмилали халықаралық эл_аралык beýnelmilel beynəlxalq internațional* internacional uluslararası الدولية دولي بین_المللی بين_المللی бейналмилал*
g global | глобальн* глобал* global globe глобал worldwide
g world | мир мира мировой world welt dünya mondial* всемирн* cahon
g united | объединенн* объединённ* аб'яднан* об'єднан* united birleşik متحدة المتحدة amalgamated consolidated
g joint | совместн* сумесн* спільн* joint qo'shma муштарак müştərək бірлескен
g public | общественн* публичн* грамадск* громадськ* public jamoat ҷамъияти қоғамдық ictimai publik* عمومی
g private | частн* приватн* private жеке xususiy хусуси hususy özəl privat* خاص خصوصی
g new | новый новая новое новые новых новой новаго новага new jaña жаңа yangi нав täze yeni nou neu nueva nuevo nouveau جديد الجديدة نوین нов
g first | первый первая первое першы перший first 1st birinchi якум бірінші birinji birinci prim erste premier
g great | большой большая великий great grand big grosse бүйік buyuk
g limitedw | ограниченной ограничен*
g liability | ответственност* отв
g open | открыт* open
g closed | закрыт* closed
g sharew | акционерн* stock shareholding joint-stock
g industry | промышленн* прамыслов* промислов* industry industries industrial industrie индустри* индустрі* sanoat* саноат* өнеркәсіп* өнөр_жай senagat* sənaye* sanayi* industria* صناعة صنایع صنعتی صناعية sanat пром prom промышл* industriy* indus* sanaye индустриял*
g production | производственн* производств* вытворч* виробнич* production productions producing manufacturing manufacture manufactur* manufacturers өндірістік ishlab_chiqarish истеҳсоли önümçilik istehsal* producție producción produktion تولیدی تولید إنتاج произв* producer producers
g product | продукт* изделий изделия изделие прадукц* продукці* product products продукци* goods маҳсулот* mahsulot*
g scientific | научно научн* навуков* науков* science scientific sciences ғылым* ilmiy илмии илимий ylmy elmi științific* wissenschaft* علمی علمي العلمية науч* scientifical
g science | наук* наука навук* science sciences scientific wissenschaften علوم
g research | исследовательск* исследован* даследч* даследав* дослідн* дослідницьк* research researching researches зерттеу* tadqiqot* таҳқиқот* изилдөө* barlag* tədqiqat* cercetare* investigación forschung* تحقیقات تحقيقات پژوهش* بحث بحوث البحوث study studies investigat* pazhouhesh* экспериментально-исследовательск* tahghighat*
t allrussian | всероссийск* all-russian all-russia all_russian всеросс* общероссийск* vserossiys* all_russia
g experimental | опытн* экспериментальн* эксперыментальн* експериментальн* опытно experimental pilot опытно-экспериментальн* experiment* вопытн* доследн* tajriba*
t testing | испытательн* испытан* выпрабавальн* випробувальн* test tests testing trial trials sınaq*
g special | специальн* спецыяльн* спеціальн* спец special specialised specialized speciality специализированн* maxsus арнайы xüsusi ýörite махсус spez* specialist*
g technical | техническ* тэхнічн* технічн* technical technic technics техникалык техникалық texnik* technique* teknik* فني فنی
g technology | технолог* тэхналог* технологі* technology technologies technological tekhnolog* texnolog* teknoloji* tecnolog* فناوری تكنولوجيا تکنولوژی tech тех tex tehnolog* teknolog* технолоджи* технолоджис
t engine | двигател* рухавік* двигун* мотор* engine engines motor motors двигателестроени* motoren engine-building qozg'altirg'ich mühərrik* моторостроительн* мотор
g engineering | инженерн* інжынерн* інженерн* инжиниринг* інжынірынг engineering engineer engineers инжинеринг* ingeneering инжен* muhandislik* машиностроени* машиностроительн* ingenier* инжиниринговый конструкторск* مهندسی هندسة mühəndis*
t machinebuilding | машиностроительн* машиностроени* машынабудаўн* машинобудівн* машинобудуван* machine-building machine_building mashinasoz* машинасоз* maşynagurluşyk maşınqayırma* mechanical_engineering machinery engineering машзавод machinebuilding машиностр*
t machine | машин* машын* machine machines machinery maşın* станк* станок*
t machinetool | станк* станкостроительн* станкостроени* machine_tool machine_tools machine-tool верстат* станкабуд*
t instrumentmaking | приборостроительн* приборостроени* приладобудівн* прыборабуд* instrument-making instrument_making instrument-building instrument_building instrumentation instrument_engineering приборостр*
t instrument | прибор* прылад* прилад* instrument instruments device devices приборный asbob* cihaz* аппарат* apparatus аспап*
t equipment | оборудовани* абсталяв* обладнан* equipment uskuna* таҷҳизот* жабдық* avadanlıq* enjamlar تجهیزات معدات hardware echipament*
t automation | автоматик* автоматизаци* аўтаматык* автоматизац* automation automatics automatic avtomat* автоматизированн* automated avtomatlaşdırma
t automotive | автомобильн* автомобил* аўтамабільн* автомобіл* automobile automotive auto авто car cars vehicle vehicles motor_vehicle avto avtomobil* خودرو khodro otomotiv
t vehicle | тягач* транспортн*_средств* vehicle vehicles truck trucks
t tractor | трактор* tractor tractors traktor*
t wagon | вагон* wagon wagons carriage railcar вагоностроительн* вагоноремонтн* carriages rolling_stock
t locomotive | локомотив* тепловоз* locomotive locomotives
t aviation | авиационн* авиаци* авиа авіяцыйн* авіацій* aviation aviatic aircraft air avia aviatsion* aviasiya* aero aviatio* طيران هوایی هواپیمایی ҳавопаймо* авиация*
t aircraft | авиационн* самолет* самолёт* літак* самалёт* aircraft airplane aeroplane plane airplanes samolyot* авиа
t aircraftbuilding | авиастроительн* авиастроени* aircraft-building aircraft_construction aircraft_building aircraft aircraft_manufacturing aircraft_production
t helicopter | вертолет* вертолёт* вертолітн* верталёт* helicopter helicopters vertolet* вертолетостро*
t airline | авиакомпани* авіякампан* авіакомпан* airline airlines airways авиалини* aviakompaniya* havayolları هواپیمایی air_lines air_company aviation_company
t airport | аэропорт* аэрапорт* аеропорт* airport airports aeroport* әуежай* havalimanı
t unmanned | беспилотн* беспілотн* безпілотн* unmanned drone drones uav дрон* бпла
t aerospace | аэрокосмическ* авиакосмическ* aerospace aero-space هوافضا هوا_فضا
t space | космическ* косм* касмічн* космічн* space cosmic kosmik* kosmos космос* fəza
t rocket | ракетн* ракет* rocket rockets missile missiles ракетно raketa* موشک*
t missile | ракетн* missile missiles rocket
t tactical | тактическ* тактычн* тактичн* tactical
t cosmodrome | космодром* cosmodrome spaceport
t ship | судов* судн* корабл* караб* ship ships shipping vessel vessels судно kema* gəmi* kemi* gemi*
t shipping | судоходн* судоходств* пароходств* суднаход* shipping steamship shipping_line navigation шиппинг denizcilik* کشتیرانی شپپنگ keshtirani параход*
t shipbuilding | судостроительн* судостроени* кораблестроительн* суднабуд* суднобуд* shipbuilding ship-building ship_building shipyard shipbuilders shipyards судоверф* gəmiqayırma gemi_inşa судостр*
t shiprepair | судоремонтн* судоремонт* ship-repair ship_repair ship_repairing ship_maintenance shiprepair shipyard
t repair | ремонт* рамонт* repair repairs repairing maintenance ремонтн* ta'mir* таъмир* жөндеу* təmir* overhaul remont* ремонтный
t fleet | флот* fleet fleets flot marine navy naval donanma*
t marine | морск* марск* marine maritime sea naval deniz* dəniz* dengiz* теңіз* баҳри marin* марин океанск* بحرية دریایی دریانوردی
t ocean | океан* акіян* ocean oceanic okean*
t river | речн* река river riverine дарё*
t port | порт* port ports порт liman* порту бандар* seaport بندر ميناء
t seaport | морской_порт seaport sea_port
t railway | железн* железнодорожн* чыгуначн* чыгунк* залізни* залізничн* railway railways railroad rail demiryol* dəmir_yolu temir_yo'l* темір_жол* роҳи_оҳан temir_yollari راه_آهن
t road | дорож* дорог* дарож* road roads highway highways жол* yo'l* автодор*
t transport | транспорт* транспартн* transport transports transportation transportny nəqliyyat* ulag* көлік* транс trans нақлиёт* نقل حمل_و_نقل taşımacılık* nakliyat* перевоз*
t logistics | логистик* лагістык* логістик* logistics logistic logist* lojistik* логистич*
t cargo | груз* грузов* вантаж* cargo freight юк
t forwarding | экспедиц* экспедиционн* forwarding freight_forwarding forwarder*
t stevedoring | стивидорн* stevedoring stevedore*
t terminal | терминал* terminal terminals термінал*
t warehouse | склад* warehouse warehouses ambar*
t customs | таможенн* таможн* мытн* митн* customs gümrük* gömrük* bojxona* гумрук* кеден* бажы*
t border | пограничн* погранич* пагранічн* прикордон* border frontier chegara* сарҳад* шекара* sərhəd* чек_ара
t building | строительн* строительств* строй будаўнич* будівельн* building construction constructions builder builders stroy құрылыс* qurilish* сохтмон* курулуш* gurluşyk* inşaat* tikinti* construcții bau بناء ساختمانی construcciones сохтмони stroi* строит* inshaat* строительно
t installation | монтаж* мантаж* installation assembly montaj* montage mounting
t material | материал* матэрыял* матеріал* material materials materialy стройматериал*
t composite | композит* кампазіт* composite composites композиционн* kompozit*
t cement | цемент* цэмент* cement sement*
t glass | стекл* шкло glass стекольн* стекло oyna shisha
t fibre | волокн* валакн* fiber fibre fibers fibres
t plastic | пластик* пластмасс* plastic plastics пластическ*
t rubber | резин* гум* rubber каучук* резинотехн* tyre tyres tire tires шин
t tyre | шинн* шина tyre tire tyres tires
t paper | бумаж* бумаг* папяр* папір* paper cellulose целлюлозн* pulp
t wood | древес* лесн* ляс* лісов* дерев* timber forest wood forestry лес леспром* wooden лесопромышл*
t furniture | мебел* мэбл* мебл* furniture mebel*
t textile | текстил* тэкстыл* textile textiles tekstil* то'қимачилик to'qimachilik* ткацк* набивн*
t clothing | швейн* одежд* clothing garment garments apparel sewing geyim
t leather | кожевенн* кож* leather
t shoe | обувн* обув* shoe shoes footwear
t food | продовольственн* пищев* харчов* food foods foodstuff* продукты_питания oziq-ovqat gıda* ərzaq* азық-түлік
t meat | мясн* мясо meat м'ясн*
t milk | молочн* молоко milk dairy малочн*
t bread | хлеб* bread хліб* bakery хлебозавод*
t sugar | сахарн* цукров* цукар sugar şeker* shakar қант
t grain | зерн* зернов* зярно grain elevator элеватор* хлебоприемн* elevators
t tobacco | табачн* табак* тютюн* tytun* tobacco тамаки tütün*
t alcohol | спирт* спиртов* alcohol ethanol ликеро*
t wine | вин* вінн* винн* wine wines winery şarap* şərab* виноделие vin
t beer | пив* пивзавод* beer brewery пивовар*
t water | вод* водн* вада water сув водоканал*
t fish | рыб* рыбн* fish fishing fisheries fishery риб* baliq balıq*
t agriculture | сельскохозяйственн* сельск* сельхоз* agriculture agricultural agro агро аграрн* сільськ* agrarian qishloq_xo'jaligi кишоварз* tarım* kənd_təsərrüfatı agri кішоварз* زراعی کشاورزی زراعية agropro*
t farm | ферм* хозяйств* farm farms farming fermer* хутор* ферма ranch
t land | земельн* земл* land lands zemlya жер
t chemistry | химическ* хими* хімічн* хімі* хим chemical chemicals chemistry kimyo* kimya* химия kimyevi شیمیایی كيميائية chem* химпром химпрам
t petrochemistry | нефтехимическ* нефтехим* нафтахім* нафтохім* petrochemical petrochemicals petrochem neftkimya* پتروشیمی neftekhim* petroshimi
t oil | нефт* нефтян* нафт* нафтов* oil neft* petrol petroleum мұнай* petrolier* нефть نفت النفط نفطية petrole* нефте mineraloil
t oilgas | нефтегаз* нефтегазов* нафтагаз* нафтогаз* oil_and_gas oil-and-gas oilandgas neftegaz* neftgaz*
t gas | газ* газов* gas gaz gazi гази غاز گاز
t refinery | нефтеперерабатывающ* нефтепереработк* переработ* нпз refinery refineries oil_refinery refining پالایشگاه rafineri* neftayırma*
t pipeline | трубопровод* pipeline pipelines pipe_line трубаправод*
t pipe | труб* трубн* pipe pipes tube tubes трубопрокатн*
t drilling | буров* бурен* бурав* drilling burov*
t geology | геолог* геалог* geology geological geologiya* разведк* exploration геологоразвед* prospecting
t coal | уголь* угольн* вугіл* вугаль* coal ko'mir көмір kömür*
t carbon | углерод* угольн* carbon вуглец* электроугольн*
t mining | горн* горно* горнодобыв* гірнич* mining mine mines рудник* шахт* konchilik* madencilik* мадан* معدن* معادن горнорудн* miner* добыч* добыва*
t ore | руд* рудн* ore обогатительн* ГОК
t metal | металл* металлич* метал* metal metals metal* metall*
t metallurgy | металлургическ* металлурги* металург* metallurgical metallurgy metalurg* металлург ferrous steel
t steel | сталь* стал* steel сталелитейн* çelik* po'lat фулод* فولاد foolad сталепрокатн* polad*
t iron | железо желез* iron чугун* آهن чыгун
t copper | медь медн* copper мідн*
t aluminium | алюмини* алюміні* aluminium aluminum алюмінієв* alyuminiy آلومینیوم آلومینای
t titanium | титан* titanium
t gold | золот* золат* gold алтын oltin тилло altun altyn qızıl زر
t silver | серебр* срібл* silver күміс кумуш
t diamond | алмаз* diamond diamonds
t nuclear | ядерн* атомн* nuclear atomic атом atom ядзерн* هسته‌ای اتمی نووية atomenergo* атомэнергопром
t energy | энергетическ* энерги* энерго энергетик* энергет* energy power energetic energetics energ* энергі* енергет* енергі* anergetik* energetika* энергия enerji* الطاقة انرژی нирӯ نیرو niru энергосбыт*
t power | энергетическ* энерго силов* power электростанц* energy
t electric | электрическ* электр* электро electric electrical electro electricity elektr* elektrik* электрычн* електр* برق كهرباء
t electrotech | электротехническ* электротехн* электратэхн* електротехн* electrotechnical electrical_engineering electro-technical electrotech* elektrotex*
t electromechanical | электромеханическ* электромеханик* электрамехан* електромехан* electromechanical electro-mechanical electromechanics electrical_mechanical electric_mechanical electro_mechanical elektromexan*
t electronic | электронн* электроник* электронно электронік* електрон* electronic electronics elektron* الکترونیک إلكترونيات الکترونیکی электронмаш
t radioelectronic | радиоэлектронн* радиоэлектроник* радыёэлектрон* радіоелектрон* radio-electronic radioelectronic radio_electronic radioelectronics radio_electronics
t radioplant | радиозавод* radio_plant radio_factory radiozavod* radio_works
t radiotech | радиотехническ* радиотехн* радыётэхн* радіотехн* radio_technical radiotechnical radio-technical radio_engineering radiotekhn* radio-engineering radio_technology radio-technology
t radio | радио радыё радіо radio
t radar | радиолокационн* радар* радиолокаци* radar radars radiolocation
t telecom | телекоммуникац* телекамунік* телекомунік* telecommunication telecommunications telecom telecoms телеком* telekom* مخابرات اتصالات
t television | телевизионн* телевидени* тэлебачан* телебачен* телерадио* television tv тв телевизион televiziya* televizyon* broadcasting телерадиовещат* телерадыё*
t broadcasting | вещани* телерадиокомпани* телерадиовещательн* вяшчан* broadcasting broadcast radio_and_television телерадыёкампан*
t media | медиа медыя media сми ommaviy medya* сродкаў_масавай mass_media
t press | печат* пресс* друк* press printing матбуот* matbuot*
t publishing | издательств* выдавецтв* видавництв* publishing publisher publishers nashriyot* нашриёт* neşriyat* nəşriyyat* publishing_house
t newspaper | газет* newspaper gazette gazeta* рӯзнома*
t information | информационн* информац* інфармац* інформац* information informational info axborot* ақпарат* маалымат* məlumat* ma'lumot* информатик* informatics иттилоот* maglumat اطلاعات معلومات инфо
t communication | связь связи коммуникац* сувяз* зв'язк* зв'язок communication communications connection aloqa* алоқа* байланыс* rabitə* aragatnaşyk камунікац* комунікац* ارتباطات
t radiocomm | радиосвяз* radio_communication radio_communications radio-communication radiocommunication*
t satellite | спутник* спутников* спадарожн* супутник* satellite satellites peyk*
t navigation | навигацион* навигац* навігац* navigation navigational
t computing | вычислительн* вычислен* вылічальн* обчислювальн* компьютер* computing computer computers computation* computational calcul* kompyuter* رایانه
t cyber | кибер* cyber кібер* kiber*
t software | программн* праграмн* програмн* software programming программ* dasturiy* نرم_افزار
t digital | цифров* лічбав* digital raqamli рақами цифравы sifrli dijital* numeric
t data | данн* даных data ma'lumotlar
t network | сет* сець мереж* network networks net şəbəkə* tarmoq* شبکه шабака* set' желі*
t internet | интернет* інтэрнэт* інтернет* internet
g system | систем* сістэм* system systems systemy sistem* жүйе* tizim* система* سامانه نظام
t control | управлени* контрол* кантрол* control controls controlling supervision надзор* nazorat* назорат* nəzarət* бақылау*
g management | управлен* менеджмент* кіраван* кіруюч* management managing управляющ* boshqaruv* идоракуни* idarəetmə* yönetim* управля* керуюч* مدیریت
t security | безопасност* охран* охранн* бяспек* безпек* аховы* охорон* security safety protection guard guarding xavfsizlik* амният* қауіпсіздік* коопсуздук* howpsuzlyk* təhlükəsizlik* güvenlik* أمن امنیت حراست الأمن الحراسة безоп* protect*
t defence | оборон* оборонн* абарон* defence defense defensive mudofaa* мудофиа* қорғаныс* коргоо* goranmak* müdafiə* savunma* دفاع دفاعی الدفاع минобороны
t protection | защит* абарон* захист* protection protecting protective himoya* ҳифз* mühafizə* حماية الحماية حفاظت
t military | военн* войсков* ваенн* військов* military army warfare harbiy ҳарбӣ әскери аскер* harby hərbi askeri نظامی عسكرية воен* военно
t army | арми* армі* army armies armed_forces ordu* лашкар* جيش ارتش
t forces | сил войск* сіл force forces troops ко'шинлар kuchlar* күштер* qüvvələr* نیروهای قوات نیروی corps силы
t corps | корпус* corps korpus* سپاه
t brigade | бригад* брыгад* brigade brigades لواء تیپ brigada*
t battalion | батальон* батальён* battalion battalions كتيبة گردان taboru
t regiment | полк* regiment polk*
t division | дивизи* division divisions
t detachment | отряд* detachment squad unit отрад*
t guard | гварди* гварды* guard guards милли_гвардия revolutionary_guard پاسداران
t weapon | оружи* оружейн* зброя збройов* зброев* weapon weapons arms armament armaments вооружен* silah* qurol* яроқ* қару* اسلحه سلاح оруж*
t arms | оружейн* вооружен* arms armament armory armoury small_arms weapon*
t cartridge | патрон* патронн* cartridge cartridges ammunition патранн*
t ammunition | боеприпас* ammunition боєприпас* munition munitions مهمات снаряд*
t explosive | взрывчат* взрыв* explosive explosives
t artillery | артиллери* artillery
t tank | танк* танков* бронетанков* tank tanks armour armoured бронетехник*
t armour | брон* бронев* armour armor armored armoured
t foreign | иностранн* замежн* іноземн* foreign xorijiy хориҷи шетел* xarici
t affairs | дел дело спраў справ affairs ishlar* ишлар* корҳои істер* işler* işlər* امور
t internal | внутренн* унутран* внутрішн* internal interior inner ichki дохили ішкі ички içki* daxili afaceri_interne interne داخلية داخلی
t external | внешн* знешн* зовнішн* external foreign tashqi сыртқы тышкы
t intelligence | разведк* развед* intelligence разведывательн* razvedka* استخبارات اطلاعات
t emergency | чрезвычайн* надзвычайн* надзвичайн* emergency emergencies situations ситуац*
t justice | юстици* юстыцы* юстиці* justice adliya* адлия* әділет* ədliyyə* adalet عدل دادگستری
t law | прав* права правов* юридическ* law legal rights right юрид* huquq* ҳуқуқ* құқық* hüquq* hukuk* kanun حقوق
t rights | прав правы rights
t finance | финанс* фінанс* finance finances financial moliya* молия* қаржы* каржы* maliýe maliyyə* finans* مالي مالی financiar* finanz* fin*
t credit | кредит* крэдыт* credit kredit* اعتبار
g bank | банк* bank banks banking banka bankasy bankı bankasi banco banque بنك بانک مصرف البنك ბანკი բանկ בנק yinhang
t savings | сберегательн* сбер ощадн* ашчадн* savings saving jamg'arma
t insurance | страхов* страхаван* insurance assurance sug'urta* сақтандыру* sığorta* sigorta* ätiýaçlandyryş بیمه تأمين
g investment | инвестиц* інвестыц* інвестиц* инвест* investment investments invest investor investors investitsiya* investisiya* yatırım* inwestisi* инвестиционн* capital_investment inversiones استثمار سرمایه_گذاری инвестмент*
g capital | капитал* капітал* capital capitals kapital* сармоя*
t asset | актив* asset assets
t leasing | лизинг* лізінг* лізинг* leasing lizing*
t exchange | бирж* обмен* біржа* exchange birja* مبادله صرافی صيرفة الصرافة exchanges money_exchange
t clearing | клиринг* clearing расчетн* settlement settlements
t payment | платеж* платіж* плацеж* payment payments to'lov*
t depository | депозитар* depository depositary
t registry | реестр* регистр* register registry registrar* рэестр*
t pension | пенсионн* pension
t economic | экономическ* эканамічн* економічн* экономик* economic economics economy iqtisod* иқтисод* экономикалық iqtisadi* ekonomi* اقتصادی اقتصاد
g development | развити* развіцц* розвит* девелопмент* development developments developing rivojlantirish* рушди даму* өнүктүрүү* inkişaf* ösüş* kalkınma* توسعه تنمية разви* developer* ontwikkel*
g innovation | инновацион* инновац* інавацый* інновац* innovation innovative innovations innovatsion* inovasiya* инноватик* novat*
g advanced | передов* перспективн* прогрессивн* advanced prospective перспектив*
g high | высок* высоко высокоточн* высш* high higher высокие oliy yüksək олӣ жоғары
t precision | точн* высокоточн* прэцыз* точно прецизион* precision precise exact high-precision high_precision accurate
t quality | качеств* якасц* quality sifat
t standard | стандарт* standard standards
t metrology | метролог* метралог* metrology metrological measurement
t measuring | измерительн* измерен* вимірюв* вымяральн* measuring measurement measurements измерит*
t optical | оптическ* оптик* оптико оптычн* оптичн* оптико-механ* optical optics optic optik* نوری اپتیک opto
t mechanical | механическ* механик* механічн* механико mechanical mechanic mechanics mexanik* mekanik* механика*
t mechanics | механик* mechanics
t physics | физик* физическ* фізік* фізик* физико physics physical fizika* физика* فیزیک physico
t mathematics | математик* математическ* mathematics mathematical mathem*
t biological | биологическ* биолог* біялаг* біологіч* био biological biology bio biologiya* biotechnolog* زیستی
t medical | медицинск* медицин* медыцын* медичн* мед medical medicine med tibbiyot* тиббӣ медициналық tibb* tıbbi طبي پزشکی
t pharma | фармацевтическ* фарм* фармацэўт* pharmaceutical pharmaceuticals pharma pharm dori-darmon farmatsevt* داروسازی الأدوية
t health | здоровь* здравоохранен* ахов*_здароўя охорон*_здоров'я здоровья health healthcare sog'liqni тандуруст* денсаулық səhiyyə sağlık صحة بهداشت
t hospital | больниц* госпитал* бальніц* лікарн* клиник* hospital clinic clinics kasalxona* shifoxona* беморхона* xəstəxana* hastane* مستشفى بیمارستان
t social | социальн* сацыяльн* соціальн* social ijtimoiy иҷтимои әлеуметтік sosial* اجتماعی الاجتماعية
t education | образован* образовательн* адукац* освіт* education educational ta'lim* маориф* білім* билим* təhsil* bilim eğitim* آموزش تعليم учебн* training высшего_образования
t training | учебн* подготов* обучени* тренировочн* training trainings teaching тренинг* навучальн* навчальн*
t youth | молодеж* молодёж* юношеск* моладз* молодь молодіжн* молод* youth young young_people yoshlar* жастар* жаштар* ýaşlar gənclər gençlik ҷавонон* الشباب جوانان юн*
t children | детск* дет* дзіцяч* дитяч* children child children's kids bolalar* балалар* кӯдакон* uşaq* çocuk* أطفال
t women | женск* женщин* жаноч* жіноч* women woman women's ayollar* занон* әйелдер* qadın* kadın* زنان نساء
t veteran | ветеран* veteran veterans
t volunteer | доброволь* волонтер* волонтёр* добраахвот* volunteer volunteers ko'ngillilar*
t patriotic | патриотическ* патриот* патрыят* патріот* patriotic patriot patriots vatanparvar*
t sport | спорт* спартыўн* sport sports sportive спортивн* ورزش
t club | клуб* club klub* клубы
t party | парти* партыя партія party partiya* партия* partiyası partei partido partisi حزب ҳизби
t movement | движени* рух* руху movement movements harakat* ҳаракат* қозғалыс* кыймыл* hereket* hərəkat* hareket* حركة جنبش
t front | фронт* front جبهة جبهه
t alliance | альянс* альянц* alliance alliances ittifoq* коалиц* coalition
t liberation | освобожден* освободительн* вызвален* визволен* liberation freedom ozodlik* азаттық تحرير آزادی
t revolutionary | революцион* рэвалюц* револ* revolutionary revolution inqilob* инқилоб* ثوري انقلاب
t islamic | исламск* ислам* іслам* islamic islam islom* исломии ислам islami islom إسلامية إسلامي الإسلامية اسلامی اسلامى الاسلامية мусульман* muslim muslims мусулмон*
t religious | религиоз* рэлігі* реліг* religious religion diniy مذهبی dini
t orthodox | православн* праваслаўн* orthodox
t church | церк* церковь царкв* церкв* church kilise*
t mosque | мечет* mosque masjid* масҷид* meşit məscid* cami مسجد
t charity | благотворительн* дабрачын* благодійн* милосерд* charity charitable xayriya хайрия қайырымдылық xeyriyyə hayır خيرية خیریه humanitarian_aid
t relief | помощ* дапамог* допомог* support aid relief assistance help yordam* ёрӣ көмек* жардам* kömək* yardım* yardim* إغاثة
t support | поддержк* падтрымк* підтримк* support supporting supports qo'llab-quvvatlash*
t humanitarian | гуманитарн* гуманітарн* humanitarian insonparvar* إنسانية
t culture | культурн* культур* культуры culture cultural madaniyat* фарҳанг* мәдениет* маданият* mədəniyyət* kültür* فرهنگی ثقافة
t art | искусств* арт мастацтв* мистецтв* художеств* art arts artistic san'at* санъат* өнер* incəsənət
t theatre | театр* theatre theater teatr*
t museum | музе* museum muzey* muzeu
t library | библиотек* бібліятэк* бібліотек* library kutubxona* китобхона*
t film | кино* кіно* фильм* film films cinema movie
t tourism | турист* туризм* турыст* турист tourism tourist travel tour tours turizm* саёҳат* туристическ*
t hotel | гостиниц* отель* гасцініц* готель* hotel hotels mehmonxona* меҳмонхона* қонақ_үй otel* mehmanxana* فندق هتل
t restaurant | ресторан* рэстаран* restaurant restaurants кафе cafe
t shop | магазин* крам* shop shops store stores do'kon* мағоза* маркет*
t retail | рознич* retail wholesale оптов* опт*
t consult | консалтинг* консультационн* консульт* consulting consultancy consult consultants кансалт*
t audit | аудит* audit auditing
t advertising | реклам* advertising advertisement
g solution | решени* рашэнн* рішен* solution solutions солюшн* yechim*
g project | проект* праект* project projects loyiha* лоиҳа* жоба* долбоор* layihə*
t property | имуществ* недвижимост* маёмас* майн* нерухом* property properties real_estate real_property realty mulk* мулк* mülk* estate gayrimenkul* inmobiliaria
t residence | жил* жилищн* жиллёв* житлов* housing residential turar-joy
t communal | коммунальн* камунальн* комунальн* communal municipal utilities kommunal* муниципальн*
t penal | исправительн* колони* пенитенциарн* penal colony corrective correctional колония
t prison | тюрьм* следственн*_изолятор* сизо prison prisons jail qamoqxona* зиндон* түрме* həbsxana* زندان سجن detention изолятор*
t zone | зон* zone zones минтақа* аймақ* hudud*
t park | парк* park parks техно_парк
t technopark | технопарк* тэхнапарк* technopark technology_park techno_park science_park
t technopolis | технополис* technopolis
t cluster | кластер* cluster klaster*
t region | област* регион* вобласц* облыс* region regional oblast province viloyat* вилоят* область* обласн* рэгіян* регіон* welaýat* региональн* вилоятӣ استان
t district | район* раён* district rayon* туман* аудан* ноҳия* etrap* raion*
t territory | территори* край края territory krai krai's тэрыторы*
t city | город* городск* горад* міст* муниципал* city town urban shahar* шаҳр* қала* шаар* şäher* şəhər* şehir* горсовет* gorod мест*
t village | сел* сельск* поселок village qishloq* деҳа* ауыл* айыл* oba kənd*
g executive | исполком* executive_committee
t community | общин* сообществ* суполк* громад* community communities jamoa* ҷомеа* қауымдастық* icma* جماعة جماعت jamaat
t tribe | братств* brotherhood ikhwan إخوان
t fighters | боец бойц* fighters fighter воин* warrior warriors mujahidin mujahideen мужахид* муджахед*
t supporters | ансар ansar أنصار انصار partisans helpers
n martyr | шахид* martyr martyrs shahid shahed شهيد شهید الشهداء شهدا
t holy | свят* святой saint st holy sankt санкт святых
n victory | побед* перамог* перемог* victory g'alaba* ғалаба* жеңіс* qələbə zafer
n peace | мир мирный peace tinchlik* сулҳ* бейбітшілік* barış* sülh صلح سلام
n star | звезд* звёзд* зорка зірка star stars yulduz* ситора* жұлдыз* ulduz* yıldız* ستاره نجم
n sun | солнц* сонц* sun solar quyosh* хуршед* güneş* günəş* солнечн*
n wave | волн* хвал* хвил* wave waves
n arrow | стрел* arrow
n light | свет* світл* light lights svet
n sky | неб* небо sky skies осмон*
n mountain | гор гора mountain mountains тоғ* tog' кӯҳ* dağ* جبل الجبل кух*
n lion | лев lion lions
n eagle | орел орёл eagle eagles burgut* бүркіт* qartal kartal
n falcon | сокол* falcon lochin* шоҳин* şahin* сұңқар*
n wolf | волк* wolf wolves bo'ri бөрі qurd
n white | бел* белый white сафед beyaz
n black | черн* чёрн* black qora сиёҳ қара kara qara siyah
n red | красн* чырвон* червон* red qizil сурх қызыл qırmızı kızıl
n blue | син* голуб* blue ko'k көк kök mavi
n green | зелен* зялён* green yashil сабз жасыл yeşil yaşıl
t north | север* паўночн* північн* north northern shimol* шимол* солтүстік* түндүк* demirgazyk şimal* kuzey* شمال северо
t south | юг южн* паўднёв* південн* south southern janub* ҷануб* оңтүстік* түштүк* günorta cənub* güney* جنوب юго
t west | запад* заходн* захід* west western g'arb* ғарб* батыс* batı* qərb* günbatar غرب северо-запад* западно
t east | восток* восточн* усходн* східн* east eastern sharq* шарқ* шығыс* чыгыш* doğu* şərq* gündogar شرق شرقي
p farm_east | дальневосточн* дальнего_востока far_eastern far_east
t middle | средн* сярэдн* середн* middle medium central o'rta миёна орта
g operator | оператор* аператар* operator operators
g supply | снабжени* снаб поставк* забеспячэн* постачан* supply supplies supplier procurement ta'minot* таъминот* təchizat* закупк* снабжен* тампон
g distribution | распределительн* сбыт* дистрибу* distribution distributor distributors sales
t promtech | технопром* промтехнолог* промышл_технолог*
g component | компонент* комплектующ* кампанент* component components комплект* kit part parts
t turbine | турбин* turbine turbines
t battery | аккумулятор* батаре* battery batteries accumulator
t cable | кабель* кабел* cable cables kabel*
t semiconductor | полупроводник* паўправад* semiconductor semiconductors микросхем* microelectronic* microelectronics микроэлектрон*
t laser | лазер* laser lasers lazer*
t quantum | квантов* квант* quantum
t vacuum | вакуум* vacuum
t thermal | тепл* тепловизион* тэпл* thermal heat термо*
t hydro | гидр* гідр* hydro hydraulic hydraulics hydraulic* гидравлик*
t pneumatic | пневм* pneumatic pneumatics
t cryogenic | криоген* cryogenic
t bearing | подшипник* bearing bearings
t pump | насос* pump pumps
t valve | арматур* valve valves armature fitting fittings
t lift | лифт* lift elevators
t crane | кран* crane cranes
n bridge | мост* bridge bridges ko'prik* пул* көпір*
t tunnel | тоннел* туннел* tunnel
t synthesis | синтез* synthesis сінтэз*
t aerodynamics | аэродинамическ* аэродинамик* аэрогидродинам* aerodynamic aerodynamics aerohydrodynamic aerohydrodynamics
t chemistryphys | физико-химическ* physico-chemical
t microbiology | микробиолог* microbiology microbiological
t ecology | эколог* экалаг* еколог* ecology ecological environmental
t nature | природ* прырод* nature natural tabiat* табиат* tabii* طبيعي طبیعی
t resource | ресурс* рэсурс* resource resources
t personal | персональн* кадров* personnel human_resources staff
t fire | пожар* пажарн* fire yong'in* yangın* сухтор*
t rescue | спасател* спасен* выратавал* рятув* rescue saving qutqar* xilasetmə
t search | поисков* поиск search
t expert | эксперт* экспертиз* expert examination expertise
t translation | перевод* translation
t crime | преступн* уголовн* крымінал* криміналь* crime criminal jinoyat* ҷиноят* қылмыс* cinayət*
t drugs | наркотик* наркотическ* drug drugs narcotic narcotics наркатык* giyohvand*
t terrorism | терроризм* террор* terrorism terrorist terrorizm*
t combating | борьб* противодейств* барацьб* боротьб* combating counter fight against qarshi кураш
t citizen | граждан* грамадзян* громадян* citizen citizens fuqaro* шаҳрванд* азамат* vətəndaş*
t compatriots | соотечественник* compatriots compatriot
t abroad | рубежом зарубеж* abroad overseas
t mass | массов* масав* масов* mass ommaviy
t wheel | колес* wheel wheels
t technoinnovation | инновационно-технолог* technological_innovation
p moscow | москв* московск* маскоўск* moscow moskva moskov*
p petersburg | петербург* санкт-петербург* спб petersburg saint-petersburg saint_petersburg st_petersburg st._petersburg spb
p russian | российск* русск* расійск* російськ* рускі russian rossiys* росси* russland руск* rossiyskiy ros
p russia | росси* рф расі* росі* russia россия russian русь rossiya russiya russian_federation روسيا روسیه
p belarus | беларус* белорус* белорусск* белорусс* belarus belarusian byelorussia* belorus* belorussian
p ukraine | украин* укра* украінск* україн* ukraine ukrainian ukrain* أوكرانيا
p kazakhstan | казахстан* қазақстан* қазақ казахск* казахстанск* kazakhstan kazakhstani kazakh qazaqstan* qozog'iston*
p kyrgyzstan | кыргызстан* киргиз* кыргыз* киргизск* kyrgyzstan kyrgyz kirghiz* kyrgyz_republic
p uzbekistan | узбекистан* ўзбекистон* узбекск* узбек* uzbekistan o'zbekiston uzbek uzbekiston өзбекстан*
p tajikistan | таджикистан* тоҷикистон* таджикск* тоҷик* tajikistan tajik tadzhik* tojikiston
p turkmenistan | туркменистан* туркмен* туркменск* turkmenistan turkmen türkmenistan türkmenistanyň
p azerbaijan | азербайджан* азербайджанск* azerbaijan azerbaijani azərbaycan* azerbaycan* азербайжан*
p armenia | армени* армянск* армян* armenia armenian հայաստան* հայկական arman*
p georgia | грузи* грузинск* georgia_country georgian საქართველო* ქართული гурҷистон
p moldova | молдов* молдав* молдавск* малдов* moldova moldovan moldavian moldovei moldavia
p iran | иран* ирана иранск* іран* iran iranian ایران إيران ایرانی
p syria | сири* сирийск* сіры* syria syrian سوريا سورية suriye
p iraq | ирак* іра* iraq iraqi العراق عراق
p libya | ливи* libya libyan ليبيا
p lebanon | ливан* lebanon lebanese لبنان
p egypt | египет* египетск* egypt egyptian مصر
p tunisia | тунис* tunisia tunisian تونس
p algeria | алжир* algeria algerian الجزائر
p yemen | йемен* yemen yemeni اليمن يمن
p afghanistan | афганистан* афган* afghanistan afghan أفغانستان افغانستان
p pakistan | пакистан* pakistan pakistani باكستان
p india | инди* индийск* india indian hindistan ҳинд* الهند
p china | кита* китайск* китай* china chinese кітай* xitoy* хитой* қытай* кытай* çin 中国 zhongguo الصين چین
p turkey | турци* турецк* turkey turkish türkiye türk تركيا turkiye
p korea | коре* корейск* корэ* korea korean koreya* 조선 한국 chosun choson
p northkorea | кндр dprk
p japan | япони* японск* japan japanese nippon nihon
p germany | германи* немецк* германск* нямецк* germany german deutsch* deutsche deutschland алмония
p france | франци* французск* france french français* francaise
p britain | британи* британск* англи* английск* britain british england english uk united_kingdom
p america | америк* американск* сша america american usa us united_states
p europe | европ* европейск* еўрап* європ* europe european euro евро yevropa avropa* avrupa*
p asia | ази* азиатск* азі* asia asian osiyo* осиё* asiya* азия آسیا
p africa | африк* африканск* africa african afrika أفريقيا
p eurasia | еврази* евразийск* еўраз* євраз* eurasia eurasian evraziya yevraziya evraz* евраз*
p caucasus | кавказ* каўказ* caucasus caucasian kavkaz* qafqaz* north_caucasus
p crimea | крым* крымск* crimea crimean krym* qırım*
p donetsk | донецк* данецк* donetsk donetska
p donbas | донбасс* donbas donbass
p luhansk | луганск* луганськ* luhansk lugansk
p sevastopol | севастопол* sevastopol sebastopol
p siberia | сибир* сибирск* сібір* siberia siberian sibir*
p ural | урал* уральск* урал ural urals
p volga | волг* волжск* поволж* volga povolzh* volzh*
p baltic | балти* балтийск* балт* baltic baltika*
p arctic | арктик* арктическ* арктык* arctic
p pacific | тихоокеанск* pacific
p caspian | каспи* каспийск* caspian kaspi* xəzər
p blacksea | черноморск* black_sea чарнаморск*
t cis | снг cis содружеств* садружн* commonwealth
t soviet | советск* soviet ссср ussr
t jihad | джихад* жихад* jihad jehad جهاد الجهاد cihad
t caliphate | халифат* caliphate khilafah خلافة الخلافة
p levant | левант* леванте levant الشام والشام شام sham
n alqaida | аль-каида al-qaida القاعدة
t armed | вооруженн* armed мусаллаҳ* المسلحة ozbrojen*
t fighting | боев* боевой combat fighting القتالية المقاتلة مقاتلة
g system_x | комплексн* integrated complex comprehensive
g universal | универсальн* універсальн* universal
g modern | современн* сучасн* modern zamonaviy муосир
g joint_venture | совместное_предприятие joint_venture сп jv
g subsidiary | дочерн* даччын* дочірн* subsidiary
t assembly | ассамблея ассамбле* assembly
t roadbuilding | дорожно-строительн* road-building
t pharmacy | аптек* аптэк* pharmacy dorixona* дорухона*
t clerk | нотариус* нотариальн* notary notarial
t lawyer | адвокат* lawyer attorney lawyers advokat*
t labour | труд* труд прац* праці labour labor work mehnat* меҳнат* еңбек* эмгек* əmək
t employment | занятост* занятасц* employment bandlik*
t migration | миграцион* миграц* міграц* migration muhojirat* муҳоҷират*
t statistics | статистик* статыстык* statistics statistical statistika*
t tax | налог* налогов* падатк* подат* tax taxes soliq* андоз* салық* salgyt vergi*
t treasury | казначейств* казначэйств* treasury g'azna* казынал* xəzinə*
t president | президент* прэзідэнт* president presidential prezident* президенти
t parliament | парламент* дума верховн* parliament verkhovna supreme duma
t supreme | верховн* вярхоўн* высш* supreme oliy олии жоғорку ali
g chamber | палат* chamber chambers палата палаты палаті palata*
t entrepreneur | предпринимател* прадпрымальн* підприємець entrepreneur entrepreneurs tadbirkor* соҳибкор* кәсіпкер*
t workshop | цех* мастерск* workshop atelier
t team | команд* команда team
t order | орден* order_of
t labourred | трудового красного знамени banner
n knowledge | знани* ведаў знань knowledge
n hero | геро* герой hero heroes qahramon*
n friend | друг друж* дружб* friend friends friendship do'stlik* дӯсти достық*
n freedom | свобод* свабод* воля freedom liberty
n future | будущ* будучын* майбутн* future kelajak*
n time | врем* время час time times vaqt вақт
n century | век* стогоддз* столітт* century asr аср ғасыр
n russianworld | русский_мир russkiy_mir russian_world
"""

NUMBERS = """
1 first один первый первая one
2 second два второй вторая two
3 third три третий третья three
4 fourth четыре четвертый четвёртый four
5 fifth пять пятый five
6 sixth шесть шестой six
7 seventh семь седьмой seven
8 eighth восемь восьмой eight
9 ninth девять девятый nine
10 tenth десять десятый ten
11 eleven 12 twelve 13 thirteen 14 fourteen 15 fifteen 16 sixteen 17 seventeen 18 eighteen 19 nineteen
20 twenty 30 thirty 40 forty 50 fifty 60 sixty 70 seventy 80 eighty 90 ninety
"""
