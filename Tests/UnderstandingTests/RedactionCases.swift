/// What must be masked and what must not.
enum RedactionCases {
  /// Numbers that fail the checksum, of all forms, in all groupings.
  static let identities: [String] = {
    let plain = [
      "01019012345", "31129954321", "41019012345", "71120012345", "01419012345", "15529012345",
      "01819012345",
      "31929012345", "01669012345", "12779012345", "41819012345", "01010000000",
    ]
    var texts = plain.flatMap {
      [$0, "fnr: \($0)", "Hei, jeg heter Kari (\($0)) og får ikke logget inn"]
    }
    let groupings = [
      "010190 12345", "010190-12345", "010190.12345", "01.01.90 12345", "01.01.90-12345",
      "01 01 90 12345",
      "01 01 90 123 45", "010190 123 45", "010190 - 12345", "010190–12345", "010190\n12345",
      "010190\r\n12345",
      "010190\t12345", "010190  12345", "010190\u{A0}12345", "010190\u{202F}12345", "010190/12345",
      "010190_12345",
      "0 1 0 1 9 0 1 2 3 4 5", "0-1-0-1-9-0-1-2-3-4-5", "010\u{200B}190\u{200B}12345",
      "01019\u{2060}012345",
      "0\u{AD}1019012345", "０１０１９０１２３４５", "٠١٠١٩٠١٢٣٤٥", "०१०१९०१२३४५", "010190, 12345",
      "010190: 12345",
      "010190 (12345)",
      "0\u{20E3}1\u{20E3}0\u{20E3}1\u{20E3}9\u{20E3}0\u{20E3}1\u{20E3}2\u{20E3}3\u{20E3}4\u{20E3}5",
      "01/01/90 12345", "01.01.1990 12345", "01011990-12345", "010190\u{FEFF}12345",
      "010190\u{0}12345",
      "010190*12345", "010190|12345", "410190 12345", "014190-12345", "018190 12345",
      "016690 12345",
    ]
    texts += groupings.flatMap { [$0, "Fødselsnummeret mitt er \($0)."] }
    texts += [
      "fnr01019012345", "01019012345kari",

      "personnummer 12345",
      "personnr: 54321", "https://sak.no/?fnr=01019012345", "<01019012345>", "\"01019012345\"",
      "01019012345\u{0}", "eg heiter Ola,010190 12345,og treng hjelp",
    ]
    return texts
  }()

  static let accounts = [
    "1234.56.78903", "1234 56 78903", "12345678903", "kontonr 1234.56.78903",
    "kontonummeret mitt er 8601 11 17947",
    "NO93 8601 1117 947", "NO9386011117947", "8601-11-17947", "8601.11.17947", "9999.88.12345",
    "8601\u{A0}11\u{A0}17947", "lønn til 86011117947 takk", "8601 1117947",
  ]

  static let cards = [
    "4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111", "5555555555554444",
    "5555 5555 5555 4444",
    "378282246310005", "3782 822463 10005", "6011111111111117", "3530111333300000",
    "30569309025904",
    "4222222222222", "2223003122003222", "6759 6498 2643 8453",
    "kortet mitt er 4111 1111 1111 1111 og går ut 12/27",
    "4111\n1111\n1111\n1111", "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "４１１１１１１１１１１１１１１１",
    "4111.1111.1111.1111",
  ]

  static let passwords: [(String, String)] = [
    ("passordet mitt er Sommer2024!", "Sommer2024"), ("pass: hunter2", "hunter2"),
    ("pwd=hunter2", "hunter2"),
    ("passord = Sommer2024", "Sommer2024"), ("my password is Summer2024!", "Summer2024"),
    ("PIN 1234", "1234"),
    ("kode: 483920", "483920"), ("Passord: sommer", "sommer"), ("passord:Sommer2024", "Sommer2024"),
    ("pw hunter2", "hunter2"), ("PASSORD: SOMMER2024", "SOMMER2024"),
    ("Passordet er Fjord123", "Fjord123"),
    ("passordet mitt til Visma er Vinter23!", "Vinter23"),
    ("passordet hennes er Katt1234", "Katt1234"),
    ("passordet mitt er nå Høst2024?", "Høst2024"), ("byttet passord til Høst2024!", "Høst2024"),
    ("jeg har endret passordet til Abc123!!", "Abc123"),
    ("changed my password to Tr0ub4dor&3", "Tr0ub4dor"),
    ("passordet er satt til Velkommen1", "Velkommen1"),
    ("the password for my account is Hunter22", "Hunter22"),
    ("brukernavn: ola passord: Sommer2024", "Sommer2024"),
    ("brukernavn/passord: ola/Sommer2024", "Sommer2024"),
    ("user=ola;pwd=S3cret!;db=x", "S3cret"), ("{\"password\": \"hunter2\"}", "hunter2"),
    ("password: \"to små ord\"", "små ord"), ("passordet er «rød bil 4»", "rød bil"),
    ("passord -> Blomst99", "Blomst99"),
    ("passord - Blomst99", "Blomst99"), ("Passord:\nBlomst99", "Blomst99"),
    ("wifi-passordet er Gjest2024", "Gjest2024"),
    ("wifipassordet: gjest2024", "gjest2024"), ("pasordet mitt er Sol12345", "Sol12345"),
    ("pasword: Sol12345", "Sol12345"),
    ("passord Sommer2024! funker ikke", "Sommer2024"),
    ("passordet Sommer2024 virker ikke", "Sommer2024"),
    ("passordet mitt er P@ssw0rd", "P@ssw0rd"), ("passordet er qwerty", "qwerty"),
    ("passordet er letmein", "letmein"),
    ("mitt passord er KattenMin", "KattenMin"), ("passordet mitt er Fotball", "Fotball"),
    ("passord=æøå123", "æøå123"),
    ("passordet e Sommar2024", "Sommar2024"), ("passordet var Gammel1!", "Gammel1"),
    ("nytt passord blir Nytt2025", "Nytt2025"),
    ("pinkoden min er 4321", "4321"), ("PIN-koden er 4321", "4321"), ("pin: 0000", "0000"),
    ("engangskode 123456", "123456"),
    ("koden er 483 920", "483 920"), ("kode = 9876", "9876"), ("my pin is 2468", "2468"),
    ("sikkerhetskoden 112233", "112233"),
    ("passordet er 12345678", "12345678"), ("passord: 123", "123"), ("passord: 1234", "1234"),
    ("https://ola:Hemmelig1@intern.no/x", "Hemmelig1"), ("mysql://root:toor@db", "toor"),
    ("passwd: root!", "root"),
    ("passord er: Sommer2024", "Sommer2024"),
    ("passordet mitt (gamle) er Sommer2024", "Sommer2024"),
    ("Hei! Jeg får ikke logget inn. Passordet mitt er Sommer2024! Hva gjør jeg?", "Sommer2024"),
    ("Passord :  Sommer2024", "Sommer2024"), ("passord; pass: x7", "x7"),
    ("login ola pw: abc", "abc"),
    ("passordet mitt er jo Sommer24", "Sommer24"), ("password is still Winter#1", "Winter#1"),

    ("Passordet:'hemmelig9'", "hemmelig9"),
    ("passphrase: correct-horse-7", "horse"), ("secret=abcDEF123", "abcDEF123"),
    ("passordet mitt er 🐱katt1", "katt1"),
    ("passordet mitt er Sommer_2024", "Sommer_2024"),
    ("passordet mitt er sommer-2024", "sommer-2024"),
    ("eg bytta passordet til Vår2025", "Vår2025"), ("pass\u{200B}ord: hunter2", "hunter2"),
    ("passord: Kari.Nordmann1", "Nordmann1"),
    ("password=hunter2&user=ola", "hunter2"), ("passordet mitt er ola123", "ola123"),
    ("passordet: x", "x"),
    ("psasordet mitt er Sol12345", "Sol12345"), ("passoord: Sol12345", "Sol12345"),
    ("jeg har endrte passordet til Nxvvgqw253", "Nxvvgqw253"),
    ("eg btta passordet til tavvisg#4678 og no", "tavvisg#4678"),
    ("chhanged my password to wgqidvv3486 yesterday", "wgqidvv3486"),
    ("kodeord: Bjørn55", "Bjørn55"), ("Passord: Trollmann", "Trollmann"),
  ]

  static let harmless = """
    det andre passordet til Rådhuset virker ikke
    eldre passord til Kommunen må vekk
    btyte passord til Gerica
    passordet mitt er utløpt
    passordet mitt er feil
    passordet mitt er borte
    passordet mitt er glemt
    passordet mitt er låst
    passordet er for kort
    my password is not working
    my password is expired
    Passordet mitt er Utløpt
    PASSORDET MITT ER FEIL
    PASSORDET ER UTLØPT HJELP
    passordet virker ikke
    passordet mitt virker ikke på PC-en
    jeg har glemt passordet
    Jeg har glemt passordet mitt!
    glemt passord: hva gjør jeg?
    passord: glemt
    passord: trenger nytt
    Passord: kan ikke logge inn
    hva er passordet til gjestenettet?
    hvordan bytter jeg passord?
    hvordan endrer jeg passordet til Visma?
    passordregler: minst 12 tegn
    passordet må være 12 tegn
    passordet må ha minst 8 tegn
    passordet er 90 dager gammelt
    passordet er bare 8 tegn
    passordet mitt går ut om 3 dager
    passordet gikk ut i går
    passordet mitt har gått ut
    passordet mitt er gått ut
    passordet er det samme som før
    er passordet mitt utløpt?
    passordet er nok feil
    eg har gløymt passordet
    passordet mitt er gløymt
    passordet e feil
    passordet mitt er ugyldig
    passordet mitt er ikke riktig
    passordet er hemmelig
    passordet er ikke Sommer
    passordet mitt er sperret
    jeg trenger nytt passord til Gerica
    passord til M365
    passord Windows 11
    passord Office365 funker ikke
    nytt passord, takk
    reset my password please
    password reset
    forgot password
    I forgot my password and cannot log in
    my password is wrong
    my password is too short
    my password has expired
    what is the password policy?
    password must be at least 12 characters
    the password is case sensitive
    password expired: help
    passordet til ola.nordmann@fjordviken.no er utløpt
    passord ola.nordmann@fjordviken.no
    Glemt passord: ola.nordmann@fjordviken.no
    brukernavn og passord
    brukernavn/passord virker ikke
    feil brukernavn eller passord
    wifi-passord
    jeg får ikke satt passord
    passordet ble avvist
    passordet mitt ble byttet i går
    passordet er byttet
    passordet mitt er byttet, men jeg kommer ikke inn
    hvor lenge varer et passord?
    hvor ofte må passordet byttes?
    passordet mitt er jo feil
    passordet er umulig å huske
    mistet passordet, og PC12345 er låst
    glemt passord og brukeren min er OLA123
    kan du nullstille passordet til OLA?
    passordet hennes er glemt
    passordet på iPaden er borte
    passordet er ********
    passord: ********
    passord: <ditt passord>
    passord: ?
    passordboks
    passordhvelv for alle
    password manager
    PIN-koden min er glemt
    pinkoden er feil
    glemt PIN
    pin kode til printeren
    koden kommer ikke
    koden er feil
    jeg får ingen kode
    kode 43 i enhetsbehandling
    feilkode 0x80070005
    feilkode: 1234
    feilmelding med kode: 53003
    error code: 500121
    error code 0x8007000E
    får feil med kode 404
    QR-koden virker ikke
    QR kode: hva er det
    landkode +47
    postkode 5000
    kode: ukjent
    engangskoden dukker ikke opp
    ring meg på 22334455
    ring meg på 22 33 44 55
    ring 415 12 345
    mob 415 12 345 / 900 12 345
    tlf 22 33 44 55, 66 77 88 99
    +47 22 33 44 55
    0047 22334455
    +4722334455
    +46 70 123 45 67
    +1 212 555 1234
    RITM0012345
    INC0012345
    INC0010012345
    sak 2024/12345
    sak 2024/123456-7
    Sak 26/01234-5
    CHG0031234 og RITM0045678
    REQ01019012345
    10.0.0.12
    192.168.1.1
    192.168.100.25
    110.112.100.25
    10.112.101.125
    versjon 10.0.19045.3570
    16.0.17328.20162
    1.2.3.4.5
    17.05.2026
    17.05.2026 kl 10.30
    2026-05-17 10:30:15
    2026-05-17T10:30:15Z
    17.05.2026 123
    17.5.26 kl 10-12
    01.02.26 08.00-15.30
    fra 01.01.2026 til 31.12.2026
    01.01.2026-31.12.2026
    org.nr 987654321
    org.nr 987 654 321
    IMEI 490154203237518
    imei 356938035643809
    SIM 8947080012345678901
    strekkode 7038010000123
    serienummer PF3ABC12
    serienummer 5CG1234XYZ
    PC-navn FKPC012345
    beløpet er 1 000 000,50 kr
    1 234 567 kr
    kr 12.500.000
    100 000 000 000
    3 skjermer, 2 mus og 10 kabler
    0800-1530
    0700 0800 0900
    1 2 3 4 5 6 7
    rom 1234
    1.234
    99999999999
    00000000000
    98765432100
    20261112 13
    12345678901234567890
    123456789012
    0101901234
    010190
    010190 1234
    01.01.90
    født 01.01.1990
    uke 42 2026
    00:1A:2B:3C:4D:5E
    550e8400-e29b-41d4-a716-446655440000
    c0a80101 deadbeef
    https://fjordviken.no/sak/12345
    https://fjordviken.no:8443/x
    ola@fjordviken.no
    kl. 12:30:45
    50 % av 1200
    5 GB av 128 GB
    3,14159265
    2 + 2 = 4
    passordet: feil
    passordet ditt er utløpt, logg inn
    Your password will expire in 14 days
    password: forgotten
    det er feil passord
    skriv passordet på nytt
    skriv inn kode
    kodeverket er gammelt
    kodeboka ligger her
    skrivebordet pin-kode
    jeg er i pinen
    hvem har passordet?
    passordet er hos Kari
    pass på!
    pass på at PC1234 er på
    pass deg
    et pass
    passet mitt er utløpt
    passer det kl 10?
    spinne
    opinion 1234
    secret santa
    nettleseren husker ikke passord, og Chrome spør hver gang
    passordet mitt er ikke det samme i Visma2 som i Gerica
    passordet funker ikke, pcen er HP-1234
    passordet til bruker ola123
    passordet til PC12345 er glemt
    passordet er på 14 tegn
    mitt passord er nytt
    password is required
    what's my password?
    """.split(separator: "\n").map { String($0.drop { $0 == " " }) }
}
