"""English: the short lists stand here, the long ones in files of this folder."""

from __future__ import annotations

from aft_themes.language.english.assertion import ASSERTION
from aft_themes.language.english.contacts import CONTACTS
from aft_themes.language.english.dates import DATES
from aft_themes.language.english.practice import DISCIPLINES, FIELD_HEADS, FIELD_WORDS
from aft_themes.language.english.roles import ROLE_CUES
from aft_themes.language.english.speech import SPEECH
from aft_themes.language.english.terms import TERM_WORDS
from aft_themes.language.lists import Language

_STOP_WORDS = frozenset(
    """'cause a aah about above absolutely affirmative after again against ah aha ahh ain't
        all alright alrighty also although always am an and another anti any anybody anyone
        anything anyway anyways are aren't argh as ask at away awesome back basically be
        because been before being below besides best better between both bring but by bye
        bye-bye can can't cannot cause certainly christ clearly co come cool correct could
        couldn't coz crosstalk cuz dear did didn't do does doesn't don't done down dunno
        during each eh either else enough er especially etc even eventually ever every
        everybody everyone everything ew ex exactly fair far few fine first five for
        fortunately four from full further generally get give go god goes gonna good
        goodness gosh got gotta great ha had hadn't haha half hang has hasn't have haven't
        having he he'll he's hello hence her here here's hers herself hey hi him himself
        his hm hmm honestly hopefully how how's however huh i i'd i'll i'm i'mma i've if in
        inaudible indeed instead into is isn't it it'll it's its itself ja jesus just keep
        kinda know last later laugh laughs laughter least leave lemme less let let's like
        listen little look lord lots lovely ma'am many may maybe me meh mhm mhmm might mine
        mm mm-hm mm-hmm mm-hum mmhm mmhmm mmm more most mostly much must my myself nah
        naturally nearly neither never nevertheless next nice nine no nobody nobody's non
        none noone nope nor not nothing now obviously of off often oh ok okay okey old on once
        one only ooh oops or other others otherwise ought our ours ourselves out over own
        perhaps phew please plus poor possibly pre pretty probably quite rather re really
        right same say second see semi seven shall she she'll she's should shouldn't since
        six so some somebody someone something sometimes somewhere soon sorry sorta still
        stop sub such sure take tell ten than thank thanks that that'll that's the their
        theirs them themselves then there there's therefore these they they'll they're
        they've thing think third this those though three through thus 'til til till time to today
        together tomorrow tonight too totally touché toward towards true truly try two ugh
        uh uh-hmm uh-huh uh-oh uhhuh uhm um under understood unfortunately unintelligible
        unless unlike until up upon us usually versus very via vs wait wanna was wasn't
        watch we we'll we're we've well were weren't whap what what's whatever when
        whenever where where's whether which whichever while who who's whoa whoever whole
        whom whose why will wish with within without won't wonderful word would wouldn't
        wow y'all yay yeah yep yes yesterday yet you you'll you're you've young your yours
        yourself yourselves yup zero""".split()
)
"""Words of grammar and of talk."""

_STOP_WORDS |= {word.replace("'", "") for word in _STOP_WORDS}  # "Theres": a file lost its signs

_TITLES = frozenset(
    """alderman aunt auntie bishop brother captain coach colonel commissioner congressman
        congresswoman constable corporal councillor councilman councilmember councilor
        councilwoman deacon detective doctor dr father governor inspector judge lady
        lieutenant madam major mayor miss mister mr mrs ms mx nurse pastor prof professor rabbi
        rev reverend senator sergeant sheriff sir sister uncle
        frau herr madame meneer mevrouw mlle mme monsieur se\u00f1or se\u00f1ora signor signora
        sra srta""".split()
)
"""``father`` and the like only count when capitalised."""

_CALENDAR = frozenset(
    """advent am apr april aug august christmas dec december diwali easter eid feb
        february friday fridays halloween hanukkah jan january jul july jun june
        juneteenth kwanzaa lent mar march may monday mondays nov november oct october
        passover pm ramadan saturday saturdays sept september sunday sundays thanksgiving
        thursday thursdays tuesday tuesdays wednesday wednesdays""".split()
)
"""Days, months, feasts."""

_PEOPLES = frozenset(
    """aboriginal adventist afghan africa african afrikaans afrikaner afro age agnostic alaskan
        albanian algerian america american american-indian amharic anglican anglo angolan
        antarctic apache arab arabian arabic arctic argentine argentinian armenian
        ashkenazi asia asian atheist atlantic aussie aussies australian austrian
        azerbaijani bachelors bahraini balkan baltic bangladeshi baptist barbadian
        belarusian belgian bengali bhutanese bible biblical biracial black blacks
        bolivian bosnian botswanan brazilian breton brit british brits buddhism buddhist
        bulgarian burmese cajun californian cambodian cameroonian canadian cantonese
        caribbean catalan catholic catholicism catholics caucasian chechen cherokee
        chicana chicano chilean chinese christian christianity christians christlike
        colombian colored coloreds congolese costarican creole croatian cuban cypriot
        czech dane danish dari doctorate dominican dutch dutchman earth ecuadorian
        egyptian emirati english englishman episcopal episcopalian eritrean estonian
        ethiopian europe european evangelical farsi fijian filipino finn finnish flemish
        french frenchman galician gambian german ghanaian gospel greco greek guatemalan
        gujarati guyanese haitian hausa hawaiian hebrew hindi hindu hinduism hispanic
        hmong honduran hopi hungarian icelandic igbo indian indigenous indonesian
        internship inuit inuk iranian iraqi irish irishman islam islamic israeli italian
        ivorian jamaican japanese jehovah jew jewish jews jordanian jr judaism judeo
        kannada kazakh kenyan khmer koran korean kurd kurdish kuwaiti lakota laotian
        latin latina latine latino latinx latvian lebanese liberian libyan lithuanian
        lumbee lutheran macedonian malawian malay malaysian malian maltese mandarin maori
        marathi mars mass masters mediterranean mestizo methodist metis mexican
        midwestern mohawk moldovan mongolian moon mormon moroccan moslem mozambican
        muslim namibian native navajo negro negroes nepali nicaraguan nigerian nordic
        norse northerner norwegian ojibwe omani orthodox pacific pakistani palestinian
        panamanian paraguayan pashto pentecostal persian peruvian ph ph.d phd pilipino
        pole polish portuguese presbyterian protestant psyd puerto-rican punjabi qatari
        quaker quran roman romani romanian romans russian russo rwandan salvadoran
        samaritan samoan saudi scandinavian scot scots scottish senegalese sephardic
        serbian sikh singaporean sinhalese sioux slavic slovak slovenian somali
        southerner spaniard spanish sr sudanese sun superior surinamese swahili swede
        swedish swiss syrian tagalog taiwanese talmud tamil tanzanian tatar telugu texan
        thai tibetan tigrinya tongan torah trinidadian tunisian turk turkish ugandan
        ukrainian unitarian urdu uruguayan uyghur uzbek venezuelan victorian vietnamese
        walloon welsh white whites xhosa yemeni yoruba zambian zimbabwean zionist zulu""".split()
)
"""Peoples, languages, faiths, degrees, heavenly bodies, continents."""

_RELATIONS = frozenset(
    """amen auntie bro dad daddy dads doc father god gods gran granddad grandfather grandma
        grandmom grandmother grandpa granny hallelujah heaven lord ma'am madam madame mama
        missus mister mom mommy moms mother mum mummy mums nan nana papa sir""".split()
)
"""What relatives and gods are called."""

_BRANDS = frozenset(
    """acer acrobat adderall adhd adidas adobe advil agile airbnb airbus airflow airtable al-anon
        aldi alexa altair alzheimer amazon ambien amd amnesty anaconda android angular
        ansible anthropic apple aquarius arduino asana asda asos asperger aspirin
        astrazeneca asus at&t atari atlas.ti audi auschwitz autocad autodesk azure band-aid
        barbie baroque basecamp bayes bayesian bazel bentley betamax bible binance
        bitbucket bitcoin blackberry blender bluesky bluetooth bmw boeing boohoo bootstrap
        bose botox brexit budweiser bugatti buick bumble burger cadillac camry canon canva
        capricorn castlevania catboost celsius cerner chanel chatgpt cheerios chernobyl
        chevrolet chevy childline chipotle chrome chromebook chrysler cisco claude clippy
        clojure cloudflare cobol coca-cola coke colab comcast communist communists concorde
        conda confederacy confederate confluence congress copilot cortana costco covid
        covid-19 crocs crohn crossfit cruse css cvs cybertruck cython dall-e databricks
        debian dedoose deliveroo dell delphi democrat democratic democrats depop discord
        disney django docker dodge dogecoin domino's doordash doppler doritos down's
        dropbox drupal dunkin duolingo dvd dyson ebay ebola edge effexor elastic
        elasticsearch emacs endnote enlightenment enneagram erasmus erlang ethereum etsy
        evernote excel exodus explorer facebook facetime fahrenheit fanta fedex fentanyl
        ferrari ffi figma firefox fitbit flask flink flutter ford fortnite fortran
        freemasons friendster frisbee fulbright gameboy garmin gatorade gaussian gcc geiger
        gemini genesis gestapo git github gitlab gm gmail gofundme golang google gothic gpt
        gradle grafana graphql greenpeace grindr grubhub gucci guinness hadoop harley
        harley-davidson haskell hbo headspace heineken hellcat heroku hibernate hiroshima
        hiv hodgkin holocaust honda hoover html hubspot hulu hummer hyundai ibm ibuprofen
        icloud ikea iliad illustrator imac indesign indiegogo instagram intel internet ipad
        ipads iphone iphones ipod isuzu itunes jacuzzi jaguar java javascript jcpenney jeep
        jell-o jenkins jira jit johari json jstor jupyter kafka kahoot kaizen kanban karma
        kelvin keras kfc kia kibana kickstarter kindle kinect kkk klan kleenex kmart kodak
        kotlin ku-klux-klan kubernetes labour lamborghini laravel latex lean lego lenovo
        levi's lexapro lexus lidl lightgbm lightroom linkedin linux lisp lithium llama llvm
        logitech looker lucene lyft lyme mac macbook macintosh macos macs mailchimp mario
        markdown markov marvel marxist maserati mastodon matlab matplotlib maven maxqda
        maya mazda mcdonald mcdonalds mclaren medicaid medicare medieval meditech mendeley
        mercedes mercedes-benz mercurial metroid metroidvania metroidvanias microsoft
        midjourney minecraft miro mitsubishi moderna monero mongodb monopoly montessori
        moodle motorola mural myers-briggs myspace mysql nando's narcan nasa nasdaq nazi
        nazis nestle netflix nginx nike nikon nintendo nissan node nokia notion numpy
        nvidia nvivo obamacare observable obsidian oculus odyssey office oldsmobile olympic
        olympics onedrive onenote opel openai opera oracle oreo oreos otter otter.ai
        outlook overleaf oxfam oxycontin ozempic padlet panasonic pandas pandora parkinson
        parliament patreon paxil paypal peloton pepsi perl peugeot pfizer philips photoshop
        pilates pinterest pip pisces pixar play-doh playmobil playstation plotly pokemon
        pokémon polaroid pomodoro pontiac popeyes porsche post-it postgres postgresql
        powerbi powerpoint prada premiere presto primark prius prolog prometheus prozac
        psalms ptsd pubmed python pytorch qualtrics quizlet quora rails react redcap reddit
        redhat redis redux reebok reiki renaissance renault republic republican republicans
        ritalin roam roblox rolex rollerblade rust saab safari sagittarius sainsbury
        salesforce samaritans samsung sars sas sawzall scala scikit-learn scipy scorpio
        scrabble scratch scrum scrums seaborn sears sedona sega senate servicenow sesame
        sharepoint shein shopify siemens signal simd siri sklearn skoda skype slack
        snapchat snowflake socialist solana solaris solr sonic sony spam spark splunk
        spotify sprite spss sqlite squarespace starbucks stata steam stellantis strava
        stripe subaru suboxone substack subversion subway surveymonkey suzuki svelte swift
        ta-da tableau tai-chi tailwind tamagotchi target tarot teams telegram tensorflow
        terraform tesco tesla testament tetris tiktok tinder tomcat topshop tories tory
        toshiba tourette toyota trello tumblr tupperware turing turnitin tv's twitch
        twitter tylenol typescript u-haul uber ubuntu uefi ulysses union uniqlo unity unix
        unreal ups utf utf-8 vagrant valgrind valium vaseline vauxhall vega velcro venmo
        verizon vhs viagra victorian vim vimeo vinted vodafone volkswagen volvo vue waldorf
        walgreens walmart warcraft wasi wasm wasteland waterfall web webassembly webpack
        wellbutrin wendy's whatsapp whole-foods wi-fi wifi wii wikileaks wikipedia windows
        wix woolworth woolworths word wordle wordperfect wordpress wrangler xanax xbox
        xerox xgboost xml yaml yankee yankees yoga youtube zapier zelda zen zendesk zika
        zoloft zoom zotero zumba""".split()
)
"""Brands, software, ways of working, media, illnesses, movements: they identify nobody."""

_PHRASES = frozenset(
    """air force|alcoholics anonymous|american express|app store|apple music|best buy|big bang|
    black friday|boxing day|boy scout|boy scouts|burger king|civil war|coast guard|coca cola|
    cold war|common core|conservative party|consumer reports|d-day|dark ages|democratic party|
    dodo bird|domain driven design|eiffel tower|extinction rebellion|facebook live|
    federal government|general electric|general motors|girl guides|girl scout|girl scouts|
    golden globes|google play|great depression|great lakes|great wall|green party|hacker news|
    hall of fame|happy meal|harry potter|head start|helping alliance|holy land|home depot|
    home guard|home office|hugging face|industrial revolution|international baccalaureate|
    labor party|labour party|lean startup|liberal party|linked in|lonely planet|merchant navy|
    middle ages|military cross|milky way|monte carlo|narcotics anonymous|national guard|new deal|
    nobel peace prize|nobel prize|northern lights|oxford english dictionary|peace corps|peter pan|
    pizza hut|planning poker|play store|prime video|radio shack|raspberry pi|red bull|red cross|
    red hat|red sea|reggio emilia|republican party|royal air force|royal marines|royal navy|
    salvation army|sesame street|social security|social services|stable diffusion|
    stack exchange|stack overflow|star trek|star wars|super bowl|supreme court|taco bell|
    therapeutic alliance|united nations|ve day|visual basic|visual studio|vj day|wall street|
    wall street journal|weight watchers|wells fargo|white house|whole foods|working alliance|
    world cup|world health organisation|world health organization|world war|world war i|
    world war ii""".replace("\n    ", "").split("|")
)
"""Brands, bodies and events of several words that everybody knows, so that they identify nobody."""

_PUBLIC_FIGURES = frozenset(
    """achilles adler ainsworth allah apollo aristotle auden aurelius austen bach bambi
        bandura bateson batman beatles beck beckett beethoven beyonce beyoncé bezos biden
        bion blair blake bohart bordin borges bowie bowlby brahms bronte brontë buddha bush
        byron camus carter cezanne chekhov chopin christ churchill cinderella clinton
        coleridge copernicus csikszentmihalyi curie dante darwin davanloo debussy delphic
        derrida dickens dickinson dostoevsky dracula dryden dylan edison einstein eisenhower
        eliot elvis emerson epictetus erikson fairbairn faulkner ferenczi fitzgerald fonagy
        foucault foulkes frankenstein frankl freud freudian galileo gandalf gandhi gates
        gendlin gestalt godzilla gogh goldilocks guntrip hamilton hamlet handel hawking
        hawthorne haydn hegel heidegger hemingway hendrix hercules hitler hobbit hogwarts
        homer huxley jefferson jesus jobs joyce jung jungian kabat-zinn kafka kahlo kant
        keats kennedy kernberg kierkegaard klein kleinian kohut kolb kubler-ross kübler-ross
        lacan lacanian lenin lennon leonardo likert lincoln linehan lucifer
        lucretius macbeth macron madonna mahler malan mandela manet mao marx marxist maslow
        matisse mccartney melville merkel michelangelo milton minnesota minuchin mohammed
        monet moses mozart muhammad muran musk mussolini narcissus neruda newton nietzsche
        nixon norcross obama odysseus oedipal oedipus ophelia oppenheimer oprah orwell
        othello ovid pavlov perls persephone piaget picasso pinocchio plath plato pollock
        pope porges potter pound prochaska proust puccini putin raphael rapunzel ravel
        reagan rembrandt rihanna rilke rogerian rogerians rogers roosevelt rorschach rothko
        safran santa sappho sartre satan satir schoenberg schubert seneca sexton shakespeare
        shakespearean shakespearian shelley sherlock shostakovich sinatra skinner skinnerian
        socrates socratic spiderman springsteen stalin steinbeck stoic stoics stones
        stravinsky sullivan sullivanian superman tchaikovsky telemachus tesla thatcher
        thoreau tolstoy truman trump venus verdi vermeer virgil vivaldi vygotsky wagner
        wampold warhol washington watson wechsler whitman winnicott wittgenstein woolf
        wordsworth yahweh yalom yeats yoda zelensky zeus zuckerberg""".split()
)
"""Authors, artists, statesmen, figures of stories. A client may bear the same name."""

_BIOGRAPHICAL = frozenset(
    """arabic australian austrian baptist belgian brazilian british buddhist bulgarian
        canadian catholic chinese croatian cuban czech danish dutch egyptian ethiopian
        evangelical filipino finnish french german greek hebrew hindu hungarian icelandic
        indian indonesian iranian iraqi irish israeli italian japanese jewish kenyan
        korean lebanese lutheran malay methodist mexican mormon muslim nigerian norwegian
        persian polish portuguese presbyterian quaker quakers romanian russian scottish
        serbian sikh slovak spanish swedish swiss thai turkish ukrainian unitarian
        vietnamese welsh""".split()
)
"""Origins and faiths that point to a person who claims them."""

_ACRONYMS = frozenset(
    """A A&E A&R AA AAA AAC AAI AAMFT AARP ABC ABD ABI ABM ABPP AC ACA ACES ACLU ACM ACT AD ADD
        ADHD ADL ADLS ADOS AED AEDT AEST AFT AGI AHPRA AI AIDS AIX AJAX AKA AKS ALS
        ALWAYS AM AMFT AMHP ANA ANCOVA AND ANOVA ANSI AOE AP APA APAC API APIS APL APNA
        APPIC APR AR ARBD ARPA ARR ASAP ASCII ASD ASP AST ASWB ATM ATV AV AVP AWOL AWS B
        B&B B2B B2C BA BABCP BACP BAPPS BASIC BBC BBQ BC BDFL BDI BED BFA BFF BIOS BIPOC
        BLE BMA BMC BMI BOGO BP BPC BPD BPF BPS BS BSC BSD BSN BTU BTW BUT C CABG CAC
        CACM CACREP CAD CAM CAMHS CAQDAS CATV CBPR CBS CBT CCRT CCTV CD CDC CDN CDP CDS
        CE CEO CERN CES CET CFA CFO CFT CGI CHRO CI CIA CICS CIO CIOS CISO CLI CMHT CMHTS
        CMO CMOS CMS CNA CNN COBOL COD COO COPD CORE COSCA CPAN CPAP CPD CPI CPL CPN CPO
        CPR CPTSD CPU CPUS CQC CRM CRO CRT CRUD CSI CSO CSS CST CSV CT CTO CTRL CTSS CTU
        CV CVS D D&D DARPA DASS DB DBA DBAS DBMS DBT DC DCLINPSY DDD DDR DDT DEA DEI DES
        DHS DID DIY DJ DLC DLL DM DMCA DMS DMV DMZ DNA DNF DNP DNR DNS DO DOB DOD DOE DOJ
        DOL DOM DOMA DOS DOT DPHIL DRAM DRM DRY DSM DST DTO DTOS DTP DUI DVD DVDS DVLA
        DVR DWI DWP E EAL ECC ECG ECMA ECMO ECT ED EDA EDD EDI EDT EEC EEG EEO EEOC EFL
        EFT EHCP EHR EIP EIR EKG ELL EMDR EMR EMS EMT EMTS ENFJ ENFP ENT ENTJ ENTP EOD
        EPA EPDS EPPP EPSRC ER ERP ESB ESE ESFJ ESFP ESG ESL ESOL ESP ESPN ESRC EST ESTJ
        ESTP ETA ETD ETL EU EULA EUPD EVP F FAA FAANG FAPE FAQ FBI FCC FDA FDIC FEMA FHA
        FICA FICO FIFO FLAC FMLA FOIA FOMO FORTRAN FPC FPGA FPS FPU FRACGP FRACP FRCP FRCS FSB
        FTC FTE FTL FTP FTSE FUD FWIW FYI G GAD GAMSAT GAO GATT GB GBM GC GCC GCHQ GCSE
        GCSES GDP GDPR GED GHG GI GIF GIS GLM GMC GMO GMT GNP GNU GOP GP GPA GPL GPS GPSS
        GPU GPUS GRE GRES GRU GST GUI GUIS H H&M HADS HBCU HBCUS HBO HCI HCPC HD HDD HDMI
        HDTV HHS HI HIPAA HIV HMO HMRC HOV HOW HPV HQ HR HRT HST HTML HTTP HTTPS HUD HVAC
        I IACP IAM IAPT IB IBAN IBS ICD ICU ID IDC IDE IDES IDF IED IEEE IELTS IEP IES
        IETF IFS IIS IMAX IMF IMHO IMO INFJ INFP INS INTJ INTP IO IOP IOS IOT IOU IP IPA
        IPL IPO IPR IPT IQ IRA IRB IRC IRL IRS ISBN ISFJ ISFP ISIS ISO ISP ISS ISTDP ISTJ
        ISTP IT ITU IUD IV IVF J JAR JCL JD JDBC JDK JEE JPA JPEG JRPG JS JSF JSON JSP
        JVM JWT K KB KGB KKK KPI KPIS KYC L LAN LCD LCSW LCSWS LED LGBT LGBTQ LGBTQIA
        LIFO LISP LLC LLM LLMS LLVM LMFT LMHC LMS LOL LPC LPCC LPN LSAT LSD LTC LTD LTE
        LTS LTV LVN M M&A M&M M&MS MA MAC MASH MB MBA MBCT MBSR MBT MBTI MC MCAT MCMI MD
        MDD MDMA MDT MED MFA MFT MHA MI MIDI MIG ML MLB MLOPS MMO MMPI MMSE MOCA MOD MOOC
        MOOCS MOT MOU MP MP3 MP4 MPG MPH MPHIL MPM MPS MQTT MRC MRCGP MRCP MRI MS MSC MSE
        MSF MSG MSW MTV MVC MVP MY N NA NAACP NAFTA NAS NASA NATO NB NBA NBC NBCC NCAA
        NCO NCPS NDA NDIS NEA NEH NES NEVER NFL NGO NGOS NHL NHS NICE NICU NIH NIMBY NIST
        NLP NLRB NMC NO NOT NP NPC NPCS NPD NPM NPR NPS NQT NRA NSA NSF NSFW NSPCC NSSI
        NVQ NYSE O O&M OASIS OB OBGYN OCD OCPD OCR ODBC ODD ODI OECD OEM OH OK OKAY OKR
        OKRS OLAP OMB OMG OOP OPEC OR ORM OS OSCE OSCES OSDD OSFED OSHA OSI OSS OSX OT
        OTC OTT P P&L PA PACFA PACJA PAR PAYE PBIS PBS PBX PC PCA PCB PCBS PCI PCM PCP
        PCR PCS PCT PDA PDF PDFS PDP PE PFC PGA PGCE PGP PHD PHP PHQ PI PICU PIN PIP PLA
        PLC PLO PM PMDD PMF PMHNP PMO PMR PMS PNG PO POC POSIX POTS POW PPE PPI PPO PR
        PRN PRS PS PSR PST PSW PSWS PSYD PTA PTO PTSD PUE PVC PVT PWI Q Q&A QA QC QPD QR
        QVC R R&B R&D R&R RA RACGP RACP RAF RAID RAM RANZCP RCADS RCN RCPSYCH RCT RCTS
        README REALLY REBT REM REPL REST RFC RFP RFQ RGB RIP RISC RN RNA RNS ROC ROFL ROI
        ROM ROS ROTC RPC RPG RPGS RSD RSI RSPB RSPCA RSS RSVP RT RTE RTI RTL RUP RV RVS S
        S&P SAAS SAD SAT SATS SCCS SCI SCID SCSI SCSS SDK SDQ SEC SED SEL SEM SEN SENCO
        SEO SEQ SFBT SFT SHAP SIDS SKU SLA SLP SLPS SME SMES SMP SMS SMTP SNAP SNP SO SOA
        SOAP SOC SOP SOPS SOS SPED SPSS SQL SRAM SRE SSA SSD SSDI SSH SSI SSL SSN SSP
        SSRI SSRIS STD STDS STEAM STEM STEMI STI SUD SUDS SUV SUVS SVG SVGA SVM SVP SVR
        SWAT SWOT T T&A TA TAFE TB TBA TBD TBI TCA TCP TDD TESOL TFCBT TFP TGIF TIA TLB
        TLC TLDR TLS TMS TNT TOEFL TPN TSA TSQL TTY TV TVA TVS U UART UAT UAW UDP UFO UHF
        UI UID UKCP UML UN UNESCO UNICEF UNIX UPI URI URL URLS US USAF USB USCG USDA USMC
        USMLE USO USP USPS USS UTC UTI UUID UX UXR V VA VAC VAT VAX VB VBA VC VCR VERY
        VHF VHS VIP VLSI VM VOIP VP VPN VR VTE W W3C WAI WAIS WAN WASI WASP WFH WHAT
        WHATWG WHO WHY WIC WISC WMD WPA WSAS WSDL WTF WTO WWF WWI WWII WWW WYSIWYG X XL
        XML XR XSS XYZ Y YACC YAGNI YBOCS YES YMCA YMMV YOLO YPAR YWCA Z""".split()
)
"""In capitals, as they are written."""

__ORGANISATION_NOUNS = {
    "HOSPITAL": """hospital hospitals infirmary med medical""",
    "CLINIC": """clinic hospice""",
    "UNIVERSITY": """college ecole hochschule politecnico polytechnic polytechnique scuola
        universidad universidade universita universite universiteit university università
        universität université école""",
    "SCHOOL": """academy colegio elementary escuela gymnasium kindergarten lycee lyceum lycée prep
        preparatory preschool school seminary""",
    "ORGANISATION": """abbey agency airlines airways alliance armory army association authority
        bakery ballroom bank barracks battalion bistro board books brewery brigade brothers
        bureau cafe camp casino cathedral cemetery center centre chamber chapel charity church
        cleaners club coalition collaborative colliery commission committee company conference
        congregation conservatory consortium convent convention cooperative corp corporation
        corps council courthouse dairy department diner diocese editions enterprises exchange
        federation fellowship force foundation garage gazette gmbh grocery guild herald hotel
        hotels inc industries inn institut institute institution instituto istituto journal lab
        laboratory labs laundry league library llc lodge ltd magazine ministries ministry
        monastery mosque motel motors museum navy orchestra orphanage parish pharmacy pizzeria
        press priory productions pub publishers publishing railroad records regiment restaurant
        saloon scholarship schools services society squadron stadium steakhouse studios
        supermarket synagogue system systems tavern tech technologies temple theater theatre
        times tribune trust winery exposition expo factory prison""",
    "TRIAL": """grant project study trial""",
}
_ORGANISATION_NOUNS = {
    word: tag for tag, words in __ORGANISATION_NOUNS.items() for word in words.split()
}
"""Words that make a capitalised phrase an organisation."""

__PLACE_NOUNS = {
    "STREET": """alley ave avenue blvd boulevard court crescent drive highway hwy interstate lane
        mews parkway rd road route row square st street terrace turnpike walk""",
    "PLACE": """airport apartments arena bay beach borough bridge brook building campus canal
        castle city coast coliseum counties county courts cove creek crossing desert district
        estates fairgrounds falls farm farms field forest gardens grove hall harbor harbour
        heights hill hills
        house island junction kingdom lake landing mall mill mountain mountains neighborhood
        palace park passage pavilion peninsula pier plaza point pond prefecture province quay
        ranch reservation ridge river shore springs station strait tower township
        trail tunnel valley village wharf woods""",
    "UNIT": """unit ward wing""",
}
_PLACE_NOUNS = {word: tag for tag, words in __PLACE_NOUNS.items() for word in words.split()}
"""Words that make a capitalised phrase a place."""

_SURE_PLACES = frozenset(
    """alabama alaska amsterdam antarctic antarctica appalachia arctic argentina arizona
        arkansas athens atlanta auckland australia baltimore bangladesh beijing belgium berlin
        boston brazil bronx brooklyn budapest cairo california canada chicago chile china
        cincinnati cleveland colombia colorado connecticut copenhagen cuba dallas delaware delhi
        denmark denver detroit dublin edinburgh egypt england ethiopia finland florida france
        geneva georgia germany ghana glasgow greece gulf haiti hawaii helsinki holland houston
        iceland idaho illinois india indiana iowa iran iraq ireland israel istanbul italy
        jamaica japan johannesburg kansas karachi kentucky kenya korea lagos lebanon leeds
        lisbon london louisiana madrid maine manchester manhattan maryland massachusetts
        melbourne mexico michigan midwest milwaukee minneapolis minnesota mississippi missouri
        montana montreal moscow mumbai nairobi nebraska netherlands nevada nigeria norway ohio
        oklahoma ontario oregon oslo pakistan paris pennsylvania peru philadelphia philippines
        pittsburgh poland portland portugal prague quebec queens rome russia scotland seattle
        seoul shanghai spain stockholm sweden sydney tennessee texas thailand tokyo toronto
        turkey uae uk ukraine usa utah vancouver vermont vienna vietnam virginia wales warsaw
        washington wisconsin wyoming zurich""".split()
)
"""States, countries, large cities, regions."""

_MEDICINES = frozenset(
    """abilify acamprosate antabuse aripiprazole ativan atomoxetine bupropion buspar
        buspirone calpol celexa cipralex cipramil citalopram clozapine clozaril cocodamol
        codeine codydramol concerta cymbalta depakote dexedrine diazepam dioralyte
        duloxetine efexor effexor escitalopram fluanxol fluoxetine gabapentin gaviscon
        guanfacine haldol haloperidol hydroxyzine ibuleve imodium implanon insulin klonopin
        lamictal lamotrigine latuda lemsip lexapro librium lithium loperamide lunesta luvox
        lyrica melatonin methadone methylphenidate microgynon mirena mirtazapine modafinil
        morphine naltrexone naproxen neurontin nexplanon nurofen nytol oxycodone oxycontin
        paracetamol paroxetine paxil piriton prednisolone prednisone pregabalin pristiq
        propranolol prozac quetiapine remeron restoril risperdal risperidone ritalin
        rivotril salbutamol seroquel seroxat sertraline strattera strepsils suboxone
        subutex temazepam topamax tramadol trazodone tylenol valium valproate venlafaxine
        ventolin viibryd vistaril vivitrol voltarol vyvanse warfarin wellbutrin zispin
        zoloft zolpidem zopiclone zyprexa zyrtec""".split()
)
"""Medicines, those of psychiatry above all; identify nobody, however they are spoken of."""

_MEDICINE = (  # stems that the WHO gives the names of medicines (INN), and three letters or more
    r"\w{3,}(?:azepam|azolam|azepine|apine|idone|piprazole|oxetine|olol|pril|sartan|statin|azole|"
    r"prazole|cillin|mycin|cycline|floxacin|tidine|atadine|enadine|profen|semide|thiazide|dipine|"
    r"gliptin|formin|triptan|solone|xaban|parin|peridol|nidazole|lukast|oprim|codone|caine|setron|"
    r"fenac|gabalin|racetam|vaptan|prost|terol)"
)

_SMALL_NOUNS = frozenset(
    """avenue boulevard building campus church clinic college counties county elementary
        fellowship hospital institute lab laboratory neighborhood neighbourhood prefecture
        project province road scholarship street study trial university ward wing""".split()
)
"""Nouns that count in small letters, too."""

_PERSON_VERBS = frozenset(
    """always answered asked asks barked being brings brought called calls came comes
        could cried cries did died does feels felt gave gets gives goes got had has hugged
        is just keeps kept knew knows laughed laughs left lived lives looked looks made
        makes never nodded nods played plays put puts replied retired said sat say says
        showed sits smiled smiles started stopped takes tells thinks thought told took
        used wanted wants was went who whose would""".split()
)
"""Verbs that follow a person."""

_PARTICLES = frozenset(
    """al bin da de del della den der des di dos du el ibn la le los ten ter van von zu
        zum zur""".split()
)
"""Not "do", "and" or "in", which are English words."""

_NAME_WORDS = frozenset("of the for and at".split())
"""Small words within names of houses."""

__CALLED_HOUSES = {
    "organisation": """agency association band bar business cafe charity church clinic club
        college company firm fellowship gallery gym hospice hospital hotel institute institution lab
        laboratory magazine manufacturer newspaper nonprofit organisation organization practice
        pub publisher restaurant retailer school shop startup store studio university""",
    "place": "city neighborhood neighbourhood place street suburb town village",
}
_CALLED_HOUSES = {word: kind for kind, words in __CALLED_HOUSES.items() for word in words.split()}
"""Words before "called" and a name. Not "system" or "project": products have such names, too."""

_CALLED_THINGS = frozenset(
    """algorithm app article book concept drug film format framework game language library
        medication method movie novel package paper plugin podcast poem protocol scheme show song
        technique theory tool website""".split()
)
"""Words before "called" and the name of a thing; not "course", which tells where one was."""

_HOUSES = {
    "agencies": "agency",
    "bands": "band",
    "charities": "charity",
    "clinics": "clinic",
    "colleges": "college",
    "companies": "company",
    "firms": "firm",
    "hospitals": "hospital",
    "organisations": "organisation",
    "organizations": "organization",
    "publishers": "publisher",
    "schools": "school",
    "startups": "startup",
    "universities": "university",
}

_BUSINESSES = frozenset(
    """associates care chemicals clothing communications consultancy consulting counseling
        counselling daycare dental dynamics electric electronics energy engineering
        entertainment fashion films financial foods games group healthcare hotels initiative
        insurance logistics media mining network nursery outreach partners partnership pharma
        pharmaceutical pharmaceuticals pictures properties robotics savings shipping software
        solutions steel studio supply team telecom textiles therapeutics therapy toys union
        ventures wellness""".split()
)
"""Words of firms and services. Weak: "Deep Therapy" may be a method, "Fire Games" a game."""

_THINGS = frozenset(
    """act amendment arts award awards bowl championship championships day days drill edition
        education engineering finals history hour hours language law learning manager method
        month model movement nationals parade prize program programme revolution rights rule
        rules schedule science sciences script show standard standards studies theory time
        trilogy war wars week year""".split()
)
"""Last words of what is written with capitals and names no institution ("Data Science")."""

_WORK = frozenset(
    """bought degree employed engineer engineers fellowship founded funded funding graduate
        graduated hired imported intern interned internship job money owned people play played plays
        published
        publisher researcher researchers run sponsored student students volunteer volunteered
        volunteering volunteers work worked working works""".split()
)
_POSTS = frozenset(
    """board ceo chair chairman co-founder dean director employee employees founder head
        leader manager member members president""".split()
)
_JOBS = frozenset(
    """admitted assistant caseload clinician colleague colleagues consultant coordinator
        counsellor counselor degree director doctorate employed employee engineer enrolled
        fellowship inpatient intern interned internship job jobs lecturer manager masters nurse
        patients phd placement placements position postdoc practicum professor psychiatrist
        psychologist residency rotation rotations student students studied supervisor supervisors
        taught teach teacher teachers teaches teaching therapist therapists trained trainee
        trainees training volunteer volunteered volunteering volunteers work worked working
        works""".split()
)
_GIVING = frozenset(
    "admitted applied apply applying donate donated pay pays subsidy transferred".split()
)
_ACQUAINTANCES = (
    "advis[eo]r|analyst|boss|class ?mate|client|co-?therapist|co-?worker|colleague|counsell?or|"
    "doctor|examiner|flat ?mate|friend|instructor|lecturer|manager|mentee|mentor|neighbou?r|nurse|"
    "partner|patient|peer|professor|psychiatrist|psychologist|room ?mate|student|supervisee|"
    "supervisor|teacher|therapist|trainee|trainer|tutor|cat|dog|horse|ex(?:-[a-z]+)?|step[a-z]{3,}|"
    "(?:brother|daughter|father|mother|sister|son)-in-law"
)
"""Who somebody may be to the speaker."""

_STATES = (
    "A[KLRZ]|CA|C[OT]|D[CE]|FL|GA|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HR]|PA|RI|S[CD]|"
    "T[NX]|UT|V[AT]|W[AIVY]|AB|BC|MB|NB|NL|NS|ON|PEI?|QC|SK|ACT|NSW|QLD|TAS|VIC"
)
"""Letters behind a town in America, Canada or Australia; not OK, which is more often a word."""

_EMPLOYER_CUES = (
    (frozenset("by for from".split()), _WORK),
    (frozenset("for from of with".split()), _POSTS),
    (frozenset({"joined"}), frozenset({"joined"})),
    (frozenset({"at"}), _JOBS),
    (frozenset({"into"}), frozenset({"accepted", "get", "got", "pay", "pays"})),
    (frozenset({"to"}), _GIVING),
)

ENGLISH = Language(
    code="en",
    folder="english",
    endings=(
        ("s", ""),
        ("ses", "s"),
        ("xes", "x"),
        ("zes", "z"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("oes", "o"),
        ("ies", "y"),
        ("ed", ""),
        ("ed", "e"),
        ("ied", "y"),
        ("ing", ""),
        ("ing", "e"),
        ("ings", ""),
        ("ly", ""),
        ("ingly", ""),
        ("ingly", "e"),
        ("edly", ""),
        ("edly", "e"),
        ("er", ""),
        ("er", "e"),
        ("ers", ""),
        ("ers", "e"),
        ("ness", ""),
        ("less", ""),
        ("ful", ""),
        ("able", ""),
        ("ment", ""),
        ("est", ""),
        ("est", "e"),
    ),
    stop_words=_STOP_WORDS,
    titles=_TITLES,
    client_titles=frozenset("mr mister mrs ms miss mx".split()),
    calendar=_CALENDAR,
    peoples=_PEOPLES,
    relations=_RELATIONS,
    directions=frozenset(
        "north south east west northern southern eastern western northeast northwest southeast "
        "southwest downtown uptown".split()
    ),
    brands=_BRANDS | _MEDICINES,
    phrases=_PHRASES,
    brand_surnames=frozenset("ford hoover jenkins philips sears".split()),
    inventions=frozenset(
        "algorithm burner code counter cube cycle diagram diagrams dish dishes disease "
        "distribution equation jar lymphoma palsy scale syndrome theorem wheel wheels".split()
    ),
    word_surnames=frozenset(
        """archer baker banks barber bean bell berry bird bishop black brooks brown bush butler
        carpenter castle chambers church copper cox crane cross crow dale dean dove drake dyer
        farmer fields finch fisher flowers fox frost gardener garland gates gold gray green grey
        hall hammer hardy hare hawk hill hills hunter joiner king knight lake lamb lane lord
        manning marsh mason meadows mercer miller mills moon moss noble painter park parks pearl
        pepper piper pond porter potter price prince proctor queen rice rivers sands savage sawyer
        shepherd shields singer skinner smith snow sparks spears spencer spring squire steel stone
        summers swan tanner temple tower towers tucker turner underwood wade walker ward waters
        weaver wells wheeler white winters wolf wood woods wren wright young""".split()
    ),
    surname_words=frozenset(
        "best christ fair far few fine good great little long lord love may more most nice noone "
        "poor pretty same still will word young".split()
    ),
    medicine=_MEDICINE,
    public_figures=_PUBLIC_FIGURES,
    biographical=_BIOGRAPHICAL,
    acronyms=_ACRONYMS,
    organisation_nouns=_ORGANISATION_NOUNS,
    place_nouns=_PLACE_NOUNS,
    generic=frozenset(
        """advisory air board business city civil comic community county day directors education
        examining executive federal general glee graduate
        health high human junior law local medical mental middle national nervous news
        nursing office offices operating parole planning police primary private public record
        recreation
        retirement school secondary senior solar state summer supervisors supreme task text
        trustees video work world zoning""".split()
    ),
    house_tail=(
        r"(?: (?:children's|community|elementary|general|grammar|high|junior|medical|middle|"
        r"primary|public|secondary|senior|state|women's)){0,2} (?P<noun>academy|avenue|"
        r"boulevard|cemetery|center|centre|church|clinic|college|company|elementary|farm|hospice|"
        r"hospital|hotel|laboratory|lab|library|lodge|orphanage|prison|road|school|seminary|street|"
        r"university)\b(?!-)"
    ),
    # no article: "at the village school" names none; and no usual kind of school
    small_houses=(
        r"\b(?:at|attend(?:ed|ing)?|called|from|joined|named|to) "
        r"(?P<name>(?!(?:art|boarding|charter|coding|finish|grade|grad|grammar|junior|leave|magnet|med|"
        r"night|prep|start|summer|sunday|teach|trade)\b)[a-z]{3,}(?: [a-z]{3,})?"
        r" (?:academy|clinic|college|hospital|school|university))\b"
    ),
    small_called=(
        rf"\b(?:{'|'.join(sorted(k for k, v in _CALLED_HOUSES.items() if v == 'organisation'))}) "
        r"called (?P<name>[a-z]{3,}(?: [a-z]{3,})?)\b"
    ),
    small_nouns=_SMALL_NOUNS,
    loose_nouns=frozenset(
        "agency center centre charity company factory farm foundation hotel library museum "
        "orphanage prison restaurant school seminary".split()
    ),
    sure_places=_SURE_PLACES,
    the_places=frozenset({"states"}),
    place_beginnings=frozenset(
        "north south east west new old saint st san santa los las fort ft mount mt lake port el la "
        "upper lower great grand".split()
    ),
    name_beginnings=(
        "mc",
        "mac",
        "de",
        "di",
        "du",
        "la",
        "le",
        "van",
        "von",
        "o",
        "d",
        "fitz",
        "st",
        "ja",
        "da",
    ),
    surname_beginnings=("mc", "o'"),
    at="at",
    determiners=frozenset("a an the this that these those some my your our no every each".split()),
    place_prepositions=frozenset("in near outside around across".split()),
    motion_prepositions=frozenset("from to at".split()),
    motion_words=frozenset(
        "moved move moving went go goes going gone drove drive driving flew fly back came come "
        "coming grew live lived living born raised home here there worked work trained stayed "
        "degree move school graduated transferred".split()
    ),
    person_verbs=_PERSON_VERBS,
    animate_verbs=frozenset(
        """answered asked asks barked cried cries died feels felt hugged laughed laughs lived
        lives married nodded nods replied retired said sat says sits smiled smiles tells
        thinks thought told wanted wants""".split()
    ),
    speech_verbs=frozenset(
        "said says asked asks told tells laughed cried looked thinks thought".split()
    ),
    person_prepositions=frozenset("with me named told asked married met loved".split()),
    introductions=frozenset(("that's", "that is", "this is", "here's", "here is", "it's", "meet")),
    kin=frozenset(
        "uncle aunt auntie cousin brother sister wife husband son daughter niece nephew friend "
        "boyfriend girlfriend named".split()
    ),
    said_who=(
        rf"(?i)\b(?:(?!our partner)(?:my|our|his|her|your|their|another|one of (?:my|our|his|her)) "
        rf"(?:[a-z-]+ ){{0,2}}(?:{_ACQUAINTANCES})s?"
        r"(?:'s name (?:is|was)| (?:is|was|were)| (?:(?:is|was) )?named| (?:is|was) called)?"
        rf"|(?:a|an|another|one|that|the|this) (?:[a-z-]+ ){{0,2}}"
        rf"(?:{_ACQUAINTANCES}|boy|fellow|girl|guy|kid|lady|man|person|woman)"
        r" (?:(?:(?:is|was) )?(?:called|named)|of (?:his|hers|mine|ours|theirs|yours))"
        rf"|(?:that|the|this) (?:[a-z-]+ ){{0,2}}(?:{_ACQUAINTANCES}) (?:is|was)"
        r"|(?:coached|counselled|counseled|mentored|supervised|tutored) by"
        r"|(?:analysis|sessions?|supervision|therapy) with)"
        r"(?P<closed>, | [-\u2013\u2014] |\u2014| \()?(?(closed)| )$"
    ),
    said_who_after=(
        r"\.?(?:,| is| was|'s),? (?:who (?:is|was) )?(?:my|our|his|her|their) (?:[a-z-]+ ){0,2}"
        rf"(?:{_ACQUAINTANCES})\b(?!')"
    ),
    greeting=(
        r"(?i)(?:^|[.?!] |[\"(])(?:(?:and|oh|ok|okay|so|well|yeah|yes),? )?(?:bye|cheers|"
        r"congratulations|dear|good (?:afternoon|evening|morning|night)|goodbye|hello|hey|hi|"
        r"thanks|thank you|welcome)(?: (?:so|very) much| again| there)?,? $"
    ),
    addressees=frozenset(
        "audience class diary folks gentlemen god guys ladies listener listeners reader readers "
        "team universe viewers world".split()
    ),
    question_to=r", [^.?!]{0,60}\byou\b[^.?!]{0,60}\?",
    state_behind=rf", (?:{_STATES})(?![\w']| ?\d)",
    auxiliaries=frozenset("will may".split()),
    pronouns=frozenset("i you he she it we they".split()),
    subjects=frozenset(
        "i you he she it we they that this these those there the a an my your his her our their "
        "someone anyone everybody people not".split()
    ),
    finite_verbs=frozenset(
        "had has is was asked came did got knew left lived said says thought told took used "
        "wanted went".split()
    ),
    run_on=tuple("i my he she we they you and so".split()),
    spoken_numbers=tuple(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    ),
    role_words=frozenset(
        """adjunct agent all and announcer applicant assistant associate attorney audience bot both
        boy boyfriend boys brother caller candidate caregiver carer chair chairman chairperson
        chairwoman chatbot chatgpt child children choir chorus class clerk client clients clinician
        co-host commentator computer consultant counsel counsellor counselor crowd customer
        daughter designer developer director distortion doctor engineer everybody everyone
        facilitator family father female girl girlfriend girls grad group guest guests headmaster
        headmistress headteacher headteachers host hosts husband inaudible industrial informant
        intercom interface interviewee interviewees interviewer interviewers intro judge kids
        lecturer listener machine male man manager marketing mayor me member members men minister
        model moderator moderators mother multiple music narrator note notetaker nurse observer
        officer operator other outro panel panelist panelists panellist parent parents participant
        participants partner patient patients people person phd physician postdoc presenter
        president product professor project psychologist pupil pupils reporter representative
        researcher respondent respondents robot sales scribe secretary seeker several sister social
        son speaker speakers staff student students subject supervisor supporter taker teacher
        teachers technician television the therapist trainee transcriber transition translator
        undergrad unknown user users video videographer voice wife witness woman women worker
        you""".split()
    ),
    offices=frozenset(
        """ambassador attorney chair chairman chairperson chairwoman clerk commissioner
        comptroller councillor councilor councilman councilwoman general governor interpreter
        justice leader mayor minister moderator president prime secretary senator sheriff solicitor
        speaker superintendent treasurer vice vice-chair vice-president""".split()
    ),
    short_forms=(
        "",
        " Med Center",
        " Med",
        " Hospital",
        " Medical",
        " University",
        " College",
        " U",
    ),
    plain_titles=frozenset("dr doctor mr mister mrs ms miss mx prof professor".split()),
    shortened_titles=frozenset("dr mr mrs ms mx prof rev".split()),
    name_words=_NAME_WORDS,
    for_=("for",),
    towns_of=frozenset("borough city county diocese province state town village".split()),
    house_links=frozenset({("of",), ("of", "the"), ("for",), ("for", "the")}),
    seats=frozenset("college university".split()),
    inner_links=frozenset({("in",), ("in", "the")}),
    abstract_endings=("tion", "sion", "ment", "ness", "ship", "ance", "ence"),
    particles=_PARTICLES,
    place_heads=frozenset("lake mount mt fort ft".split()),
    called=frozenset("called named".split()),
    called_houses=_CALLED_HOUSES,
    called_things=_CALLED_THINGS,
    house_words=frozenset(
        "agency airline bakery brewery charity clinic company consultancy firm hospice label "
        "manufacturer museum newspaper nonprofit publisher retailer startup studio "
        "university".split()
    ),
    said_to_be=(
        r"(?:,| is| was|'s|, (?:which|who) (?:is|was)),?"
        r" (?:a|an|the|this|that|my|our|their|one of the)"
        r" (?P<said>(?:(?!(?:at|of|in|for|from|with|who|that)\b)[A-Za-z-]+ ){0,3}[a-z-]+)\b"
    ),
    houses_like=(
        rf"\b(?P<houses>{'|'.join(_HOUSES)}),? (?:like|such as|including|called|named) "
        r"(?:[A-Z][\w&'.-]*(?: [A-Z][\w&'.-]*){0,3}(?:,| and| or|, and|, or) ){0,6}$"
    ),
    houses=_HOUSES,
    households=r"'?s?'? (?:boys|children|family|farm|girls|home|house|kids|place|ranch|yard)\b",
    house_people=frozenset(
        "board chapter company employee employees headquarters member members office offices "
        "officials staff".split()
    ),
    house_groups=frozenset("board choir committee crew program programme staff team".split()),
    areas=frozenset("area areas district neighborhood neighbourhood region suburb valley".split()),
    businesses=_BUSINESSES,
    things=_THINGS,
    field_words=FIELD_WORDS | DISCIPLINES | _NAME_WORDS,
    disciplines=DISCIPLINES,
    field_heads=FIELD_HEADS,
    employer_cues=_EMPLOYER_CUES,
    street="STREET",
    street_prepositions=frozenset("along and between down from of off on to up".split()),
    juniors=frozenset(("jr", "sr")),
    employed_at=frozenset(("at", "for", "joined")),
    hiring=frozenset((word,) for word in "employed fired hired recruited".split()),
    doers=frozenset("at by for from through to with".split()),
    house_beginnings=frozenset(
        "american amalgamated associated british community federal general independent "
        "international national united women's".split()
    ),
    attended=frozenset("attend attended attending attends joined leave leaving left quit".split()),
    house_verbs=frozenset(
        "asked bought decided employed funded gave hired invited offered owned paid recruited said "
        "sold sponsored wanted".split()
    ),
    house_acts=frozenset("employed funded hired owned published recruited sponsored".split()),
    of="of",
    and_="and",
    on="on",
    the="the",
    indefinite=frozenset("a an another each every".split()),
    past_endings=("ed",),
    derived=(
        ("ive", "e"),
        ("ive", ""),
        ("ative", "ate"),
        ("ism", ""),
        ("ism", "e"),
        ("al", ""),
        ("ally", ""),
        ("ation", "e"),
        ("ization", ""),
        ("isation", ""),
        ("ize", ""),
        ("ized", ""),
        ("ity", ""),
        ("ous", ""),
        ("ish", ""),
        ("y", ""),
    ),
    prefixes=tuple(
        "anti auto co counter cyber de dis hyper inter micro mid mini mis multi non over post pre "
        "re self semi super trans ultra un under".split()
    ),
    i="i",
    saint_short="st",
    saints=frozenset(("st", "saint")),
    contracted=r"'(?:s|d|ll|ve|re|m|S|D|LL)$",
    possessive="'s",
    contracted_verbs={"'d": "would", "'ll": "would"},
    cut_not="t",
    one_letter_words="ia",
    speech=SPEECH,
    terms=TERM_WORDS,
    assertion=ASSERTION,
    dates=DATES,
    contacts=CONTACTS,
    role_cues=ROLE_CUES,
    name_question=r"\b(?:called|names?)\b[^.?!]{0,20}\?\W*$",
    place_question=(
        r"(?i)\b(?:where(?:abouts)?|(?:what|which) (?:city|county|part|town|village))\b[^.?!]{0,60}"
        r"\?[^?]{0,20}$"
    ),
    name_given=(
        r"(?i)\b(?:(?:first|last|maiden|middle|my|her|his|their) (?:nick ?)?name(?:'s| is| was)?"
        r"|whose name (?:is|was)|(?:he|she|they|who) (?:goes|went) by) (?:the )?[\"']?$"
    ),
    nicknamed=(
        r"(?i)\b(?:(?:call|called|calls|calling|nicknamed) (?:me|him|her|them|"
        rf"(?:my|that|the|this) (?:{_ACQUAINTANCES}))|I'm|I am|this is) (?:the )?[\"']?$"
    ),
    speaks_of_names=r"\b(?:my|your|her|his|their|the) names?\b|\bcall(?:s|ed)? me\b",
    about_oneself=(
        r"\b(?:I'm|I am|I was|we're|we are|my \w+(?:'s| is| was| were)|I grew up)(?: \w+){0,3}"
        r" (?P<word>[A-Z]\w+)"
    ),
)
