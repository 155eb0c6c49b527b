extension PasswordWords {
  /// What is said of a password without giving it away, in Bokmål, Nynorsk and English.
  static let ordinary: Set<String> = Set(
    """
    utløpt utløpet utgått utgådd gått gådd går feil feile galt gale gal rett riktig rette korrekt borte vekk vekke
    glemt gløymt gløymd glemte låst låste sperret sperra stengt blokkert deaktivert for ikke ikkje
    ugyldig gyldig kort langt lang svakt sterkt gammelt gamalt nytt ny nye samme same likt ulikt det den en et
    ei ein eit på i til jo bare berre nå no snart blitt blit hos med mitt min mine ditt din dine av som sånn slik
    slikt noe noko ukjent kjent hemmelig hemmeleg tomt umulig umogleg vanskelig vanskeleg lett enkelt dumt teit
    bra ok okei okay oppdatert endret endra byttet bytta nullstilt nullstille tilbakestilt resatt resett
    kompromittert lekket lekka stjålet stolen avvist akseptert godkjent brukt bruke ferdig klart klar her der hva kva
    hvordan korleis hvor kor når hvem kven hvorfor kvifor må kan kunne skal skulle vil ville bør ble blir vart vert
    er var være vere har hadde får fikk fekk trenger treng trengte ønsker ynskjer virker verkar virka fungerer
    funker funka fungera kommer kjem slutter sluttet husker hugsar huske skrive skriver skrevet bytte bytter endre
    endrer reset resette resetting hjelp hjelpe takk hei problem problemer spørsmål glemmer gløymer lagret lagra
    sendt fått gitt lik like identisk automatisk midlertidig mellombels aldri alltid allerede allereie også og men
    eller så at om fra frå hvis dersom fordi siden sidan mens etter før over under uten utan mot ved da då enn vi jeg
    eg du dere dykk de dei dem han hun ho hen seg meg deg oss hans hennes vår vårt våre deres alle alt ingen ingenting
    igjen att ennå enno fortsatt framleis egentlig eigentleg kanskje visst nok altfor veldig ganske litt litt
    mye mykje mer meir minst mest mangler manglar mangel ute inne oppe nede imorgen igår dag dager
    personlig privat offentlig felles standard vanlig feilet feila død dødt rar rart tull tullete kaput ødelagt øydelagt
    viktig nødvendig påkrevd obligatorisk dårlig dårleg verdiløst synlig skjult utdatert gjeldende gjeldande
    brukernavn brukarnamn brukar bruker brukere passord passordet kode pin pinkode innlogging logg logge inn pålogging
    konto kontoen epost mail mobil mobilen pc telefon skjerm skriver tilgang system systemet nett nettet tegn teikn
    null ett to tre fire fem seks sju åtte ni ti
    utsatt avslått aktivert aktiv inaktiv slått skrudd satt sett stilt vist kopiert limt tastet tasta skrevet oppgitt
    krevd krever kravet endring byttes endres løper løpe løp utløper utløp går gikk
    the a an my your our his her their its it this that these those not no yes wrong expired expiring expire locked
    lost gone forgotten forgot invalid incorrect correct right too being still now longer required case sensitive
    weak strong blocked disabled enabled rejected accepted changed change unknown known working work works worked
    broken about going due only same different also always never set stored saved needed need needs missing
    compromised leaked stolen hacked outdated old new short long good bad fine ok please help me i we you he she they
    and or but if when what where who why how is was are were be been has have had do does did can could will would
    should must may might of on in at to from by with without for as than then so very just really even ever
    ready default temporary empty blank secret private public shared visible hidden hard easy difficult impossible
    user username login account email reset resetting forgotten policy manager
    asking prompting giving saying showing getting coming
    fødselsnummer personnummer fornavn etternavn navn namn adresse
    ukjend ulogisk gjett gjetta sikker sikkert usikkert trygt utrygt
    """.split(whereSeparator: \.isWhitespace).map(String.init)
  )
}
