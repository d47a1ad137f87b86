"""Brands, medicines, and what else everybody knows: they identify nobody."""

from __future__ import annotations

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
        salesforce samaritans samsung saas sars sas sawzall scala scikit-learn scipy scorpio
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

BRANDS = _BRANDS | _MEDICINES

PHRASES = frozenset(
    """air force|alcoholics anonymous|american express|app store|apple music|best buy|big bang|
    black friday|black history month|black power|boxing day|boy scout|boy scouts|
    british empire|burger king|civil rights|civil rights movement|civil war|coast guard|
    coca cola|cold war|common core|conservative party|consumer reports|d-day|dark ages|
    democratic party|dodo bird|domain driven design|eiffel tower|extinction rebellion|
    facebook live|federal government|freedom riders|general electric|general motors|
    girl guides|girl scout|girl scouts|golden globes|google play|great depression|
    great lakes|great wall|green party|gulf war|hacker news|hall of fame|happy meal|
    harry potter|head start|helping alliance|holy land|home depot|home guard|home office|
    hugging face|industrial revolution|international baccalaureate|ivory tower|ivy league|
    jim crow|korean war|labor party|labour party|lean startup|liberal party|linked in|
    lonely planet|merchant navy|middle ages|military cross|milky way|monte carlo|
    narcotics anonymous|national guard|new deal|nobel peace prize|nobel prize|
    northern lights|ottoman empire|oxford english dictionary|peace corps|peter pan|pizza hut|
    planning poker|play store|prime video|radio shack|raspberry pi|red bull|red cross|
    red hat|red sea|reggio emilia|republican party|roman empire|royal air force|
    royal marines|royal navy|salvation army|sesame street|social security|social services|
    stable diffusion|stack exchange|stack overflow|star trek|star wars|sunday school|
    super bowl|supreme court|taco bell|therapeutic alliance|united nations|ve day|
    vietnam war|visual basic|visual studio|vj day|wall street|wall street journal|
    weight watchers|wells fargo|white house|whole foods|working alliance|world cup|
    world health organisation|world health organization|world war|world war i|
    world war ii""".replace("\n    ", "").split("|")
)
"""Brands, bodies and events of several words that everybody knows, so that they identify nobody."""

FIELDS_OF_STUDY = frozenset(
    """african american studies|american studies|asian studies|black studies|
    business administration|communication studies|computer science|cultural studies|
    early childhood education|environmental science|environmental studies|ethnic studies|
    fine arts|gender studies|general studies|global studies|health sciences|home economics|
    international relations|liberal arts|liberal studies|library science|media studies|
    natural sciences|performing arts|physical education|physical therapy|political science|
    public administration|public health|religious studies|social science|social sciences|
    social studies|social work|special education|sports science|urban planning|urban studies|
    visual arts|women's studies""".replace("\n    ", "").split("|")
)
"""What people study: their names have capitals, and identify nobody ("Political Science")."""

MEDICINE = (  # stems that the WHO gives the names of medicines (INN), and three letters or more
    r"\w{3,}(?:azepam|azolam|azepine|apine|idone|piprazole|oxetine|olol|pril|sartan|statin|azole|"
    r"prazole|cillin|mycin|cycline|floxacin|tidine|atadine|enadine|profen|semide|thiazide|dipine|"
    r"gliptin|formin|triptan|solone|xaban|parin|peridol|nidazole|lukast|oprim|codone|caine|setron|"
    r"fenac|gabalin|racetam|vaptan|prost|terol)"
)
