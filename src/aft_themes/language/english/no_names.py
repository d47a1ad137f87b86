"""Capitalised words that name nobody by themselves."""

from __future__ import annotations

CALENDAR = frozenset(
    """advent am apr april aug august christmas dec december diwali easter eid feb
        february friday fridays halloween hanukkah jan january jul july jun june
        juneteenth kwanzaa lent mar march may monday mondays nov november oct october
        passover pm ramadan saturday saturdays sept september sunday sundays thanksgiving
        thursday thursdays tuesday tuesdays wednesday wednesdays""".split()
)
"""Days, months, feasts."""

PEOPLES = frozenset(
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

RELATIONS = frozenset(
    """amen auntie bro dad daddy dads doc father god gods gran granddad grandfather grandma
        grandmom grandmother grandpa granny hallelujah heaven lord ma'am madam madame mama
        missus mister mom mommy moms mother mum mummy mums nan nana papa sir""".split()
)
"""What relatives and gods are called."""

DIRECTIONS = frozenset(
    "north south east west northern southern eastern western northeast northwest southeast "
    "southwest downtown uptown".split()
)

PUBLIC_FIGURES = frozenset(
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

BIOGRAPHICAL = frozenset(
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

INVENTIONS = frozenset(
    "algorithm burner code counter cube cycle diagram diagrams dish dishes disease "
    "distribution equation jar lymphoma palsy scale syndrome theorem wheel wheels".split()
)
