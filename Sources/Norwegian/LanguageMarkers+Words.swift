extension LanguageMarkers {
  /// Names, loan words and words that are common in Norwegian and in English: they say nothing.
  static let shared = """
    app android apple asap authenticator azure backup bluetooth bug cache chat chrome cloud code
    computer copilot dell desktop dock docking download edge eduroam email error excel facebook
    feed file firewall firmware google hdmi headset hp https icloud id ikt ios ip ipad iphone
    laptop lenovo link login mac macbook mail mfa microsoft monitor ms office offline ok onedrive
    online onenote outlook pc pdf phishing pin plugin police post powerpoint printer reset restart
    router safari scan scanner server sharepoint sim sms snapchat software spam start status
    support switch tablet team teams test ticket topdesk tv update usb user video visma vpn web
    webcam wifi windows word wlan zoom i at for over under all by her men man den no me gang fire
    hat problem system hotel bank sport radio far same
    """

  /// Words of Bokmål and Nynorsk alike.
  static let norwegian = """
    ulik ulike ettersom og på med til som det er har kan vil skal må får av om når hei takk hjelp
    å hadde min mitt mine din ditt du vi meg deg seg oss han si se gå ta ny nytt nye etter uten
    før inn ut opp ned der dette denne nei ja jo eller enn fordi litt alt alle andre går tar ser
    står kom dag år tid jobb jobben passord passordet skjerm skjermen konto kontoen telefon
    telefonen mobil mobilen nett nettet nettverk tilgang hjelpe svar melding feil feilmelding sak
    saka saken treg tregt lisens lag logg logge tastatur mus kabel lyd kamera møte møtet møterom
    epost eposten kalender mappe fil filer sender sende bestille bestill ferie kurs avdeling
    kommune kommunen rom bygg dør strøm fungere fungerer svart rød skulle ville nokså både så godt
    bra god gode stor store små mange første siste imot også bør gjort fortell vise levere leverer
    sette setter lese leser deler ingen gamle skrive viktig nesten kanskje søndag lørdag
    ettermiddag tilbake hos vær øke mellom gjennom finner spør bestilling oppdatering eleven uka
    kveld kvelden kvinne kvinner kvalitet kvittering kvalt klar dollar januar februar rar bar
    andel landet land
    """

  /// Words that Bokmål has and Nynorsk has not, and dialect that is nearer to Bokmål.
  static let bokmål = """
    jeg ikke hva hvor hvem hvordan hvorfor hvilken hvilket hvilke hvis hver hvert noe noen mye
    være vært fra bare de hun dere deres dem selv ble flere mer fortsatt sammen egen egne alene
    gjør gjøre sier vet heter kommer virker skriver skriveren bruker brukere brukernavn glemt
    glemte låst annet annen hjem hjemme en ett siden hele allerede fremdeles mulighet vanskelig
    egentlig endelig veldig mandag gammel hvit melder spille spill fortelle bilde dessverre
    imidlertid imens ingenting noensinne æ jæ itj itte inte åssen mæ dæ dokker ittj jei vennligst
    trenger ønsker klokken ansatt ansatte leder lederen sykehus syk spise
    """

  /// Words that are rarer in Nynorsk than in Bokmål.
  static let bokmålMostly = """
    et bli blir gi gir sa fikk gikk kunne meget frem innen samme sånn slik ham da morgen vekk sett
    musikk værmelding alarm lenge finnes høre hører kjøre liste huske mens derfor først nå åpne
    åpner åpen skole skolen uke uken uker lærer læreren tirsdag elever virkelig
    """

  /// Words that Nynorsk has and Bokmål has not, and dialect that is nearer to Nynorsk.
  static let nynorsk = """
    eg ikkje kva kvar kven korleis kvifor korkje kvart kvarandre noko nokon nokre mykje vere vore
    frå berre òg då dei deira dykk dykkar sjølv medan difor fyrst vart vorte vorten verta vert
    meir fleire veke veka vekene framleis attende saman eigen eige eigne åleine gjer gjere seier
    veit heiter kjem verkar opne opnar skule skulen skrivar skrivaren brukar brukaren brukarar
    brukarnamn gløymt gløymd gløymer gløymde ein eit eitt heim heime hjå heile heilt allereie
    mogleg vanskeleg verkeleg eigentleg endeleg måndag laurdag sundag tysdag utan innan anna annan
    kor kjende sidan enno såg fekk gjekk bilete auke auka seinare seinast tidlegare nyare høgare
    høg høgt lågare gamal tilsett tilsette leiar leiaren lærar læraren elevar sjukehus sjuk ete
    ynskjer ynskje treng finst finnast vonar takksam namn namnet spørje spurde nytte nyttar
    nokolunde desse einaste einskild førre etterkvart vidare ikkj koss kossen kolleis kvardag
    trådlaust trådlaus straum leidning løn fråvær heimekontor heimeside reknar rekning hugs hugsar
    hugse skreiv byrja byrjar byrje byrjing kontoar mogelegheit moglegheit nyhende tenester
    teneste samanlikne mellombels spele spelar spel sitje skilnad hovud leggje liggje tenkje
    tenkjer byar timar dagar
    """

  /// Words that are rarer in Bokmål than in Nynorsk.
  static let nynorskMostly = """
    ho blei sjå gje gjev opna slutta starta bytta logga låsa venta trur sei ka kem kån nåke noke
    betre lenger elles stad dit mi sine stod låg tok heller kvil sein sist ven vener gong gonger
    kalla
    """

  /// Words of English.
  static let english = """
    the my how what where who when why which and of you your yours we our they their them he she
    his its this that these those are was were be been being am have has had does did done dont
    doesnt didnt cant cannot couldnt wont isnt im ive ill can could would should will shall may
    might must with without from into onto about after before because if then than there here in
    out up down off again get gets got need needs want wants please thanks thank hello hey help
    work works working worked new old now today tomorrow yesterday password phone screen account
    locked forgot forgotten lost stolen order change access open broken slow keyboard mouse
    meeting calendar folder leave any some every each other another much many more most very just
    also only like know make made see say said go goes going went come comes back first last one
    two three day week month year people way use used using find give tell ask try trying keep let
    put seem feel call set play remind show turn card money pay bill credit long good great best
    right wrong sure yes whats hows wheres lets us as or but while still never always issue
    question answer name language english weather song music list send sent received charge
    charged transfer payment why's youre theyre weve okay do not
    """

  /// Words that are commoner in English than in Norwegian.
  static let englishMostly = """
    a to is on an so hi it
    """
}
