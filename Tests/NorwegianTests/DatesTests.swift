import Foundation
import Norwegian
import Testing

/// Everything is said on Wednesday 13 May 2026 at 10.00 in Oslo, week 20, unless a test says otherwise.
@Suite struct DatesTests {
  private let dates = Dates(reference: Date(timeIntervalSince1970: 1_778_659_200))

  /// Kind and value of every moment, such as `date 2026-05-17` or `daterange 2026-05-18/2026-05-24`.
  private func read(_ text: String, at reference: Double? = nil) -> [String] {
    let dates = reference.map { Dates(reference: Date(timeIntervalSince1970: $0)) } ?? self.dates
    return dates.find(in: text).map { moment in
      let value = moment.value ?? "\(moment.start ?? "..")/\(moment.end ?? "..")"
      return "\(moment.kind) \(value)"
    }
  }

  @Test(arguments: [
    ("i dag", "2026-05-13"), ("idag", "2026-05-13"), ("i morgen", "2026-05-14"),
    ("i morgon", "2026-05-14"), ("imorra", "2026-05-14"), ("i mårra", "2026-05-14"),
    ("imårra", "2026-05-14"), ("i morra", "2026-05-14"), ("overmorgen", "2026-05-15"),
    ("i overmorgon", "2026-05-15"), ("dagens", "2026-05-13"), ("morgendagens møte", "2026-05-14"),
    ("i går", "2026-05-12"), ("igår", "2026-05-12"),
    ("i forgårs", "2026-05-11"), ("tomorrow", "2026-05-14"), ("yesterday", "2026-05-12"),
    ("the day after tomorrow", "2026-05-15"), ("i gaar", "2026-05-12"),
  ])
  func `reads days named from today`(text: String, day: String) {
    #expect(read(text) == ["date \(day)"])
  }

  @Test(arguments: [
    ("på tirsdag", "2026-05-19"), ("fredag", "2026-05-15"), ("onsdag", "2026-05-20"),
    ("neste tirsdag", "2026-05-19"), ("neste fredag", "2026-05-22"),
    ("førstkommende måndag", "2026-05-18"), ("fyrste tysdag", "2026-05-19"),
    ("forrige fredag", "2026-05-08"), ("sist tirsdag", "2026-05-12"),
    ("denne fredagen", "2026-05-15"), ("laurdag", "2026-05-16"), ("sundag", "2026-05-17"),
    ("lordag", "2026-05-16"), ("loerdag", "2026-05-16"), ("next Tuesday", "2026-05-19"),
    ("on Friday", "2026-05-15"), ("last Friday", "2026-05-08"), ("tirsdgag", "2026-05-19"),
    ("tirdag", "2026-05-19"), ("frdeag", "2026-05-15"), ("torsdsg", "2026-05-14"),
    ("tirsdag i neste uke", "2026-05-19"), ("fredag uke 22", "2026-05-29"),
    ("på tors", "2026-05-14"), ("fredagen", "2026-05-15"), ("naeste fredag", "2026-05-22"),
  ])
  func `reads weekdays`(text: String, day: String) {
    #expect(read(text) == ["date \(day)"])
  }

  @Test(arguments: [
    ("neste tirsdag", "2026-05-19"), ("tirsdag", "2026-05-12"), ("neste mandag", "2026-05-18"),
    ("mandag", "2026-05-18"),
  ])
  func `takes next for next week's day, also on a Monday`(text: String, day: String) {
    #expect(read(text, at: 1_778_486_400) == ["date \(day)"])
  }

  @Test(arguments: [
    ("17. mai", "2026-05-17"), ("17.mai", "2026-05-17"), ("17 mai", "2026-05-17"),
    ("12. mai", "2027-05-12"), ("13. mai", "2026-05-13"), ("17. mai 2028", "2028-05-17"),
    ("17.5.", "2026-05-17"), ("17/5", "2026-05-17"), ("17/5-26", "2026-05-17"),
    ("17.05.2026", "2026-05-17"), ("17.05.26", "2026-05-17"), ("2026-05-17", "2026-05-17"),
    ("17/05/2026", "2026-05-17"), ("17-05-2026", "2026-05-17"), ("17. 5. 2026", "2026-05-17"),
    ("den 17.", "2026-05-17"), ("den femtende", "2026-05-15"), ("andre juni", "2026-06-02"),
    ("den 17. mai", "2026-05-17"),
    ("syttende mai", "2026-05-17"),
    ("tirsdag 19. mai", "2026-05-19"), ("søndag den 17. mai", "2026-05-17"),
    ("May 17th", "2026-05-17"), ("the 17th of May", "2026-05-17"), ("17 May 2027", "2027-05-17"),
    ("on May 17, 2027", "2027-05-17"), ("3. sept.", "2026-09-03"), ("3. sepetmber", "2026-09-03"),
    ("29. februar", "2028-02-29"), ("innen 17.5 da", "?"), ("den 17.5", "2026-05-17"),
    ("1. juni", "2026-06-01"), ("første juni", "2026-06-01"), ("1. agust", "2026-08-01"),
  ])
  func `reads calendar days`(text: String, day: String) {
    #expect(read(text) == [day == "?" ? "daterange ../2026-05-17" : "date \(day)"])
  }

  @Test(arguments: [
    ("om to uker", "date 2026-05-27"), ("om to veker", "date 2026-05-27"),
    ("om 14 dager", "date 2026-05-27"), ("om en måned", "date 2026-06-13"),
    ("om ei veke", "date 2026-05-20"), ("om et par dager", "date 2026-05-15"),
    ("for tre dager siden", "date 2026-05-10"), ("tre dagar sidan", "date 2026-05-10"),
    ("for en uke siden", "date 2026-05-06"), ("in two weeks", "date 2026-05-27"),
    ("3 days ago", "date 2026-05-10"), ("two weeks from now", "date 2026-05-27"),
    ("om to timer", "datetime 2026-05-13T12:00:00"),
    ("om en halv time", "datetime 2026-05-13T10:30:00"),
    ("om et kvarter", "datetime 2026-05-13T10:15:00"),
    ("om halvannen time", "datetime 2026-05-13T11:30:00"),
    ("om ca. 3 dager", "date 2026-05-16"), ("om et år", "date 2027-05-13"),
    ("for to timer siden", "datetime 2026-05-13T08:00:00"),
  ])
  func `reads moments counted from now`(text: String, moment: String) {
    #expect(read(text) == [moment])
  }

  @Test(arguments: [
    ("kl 10", "10:00:00"), ("kl. 10.30", "10:30:00"), ("kl 1030", "10:30:00"),
    ("10:30", "10:30:00"),
    ("klokka ti", "10:00:00"), ("halv ti", "09:30:00"), ("halv 10", "09:30:00"),
    ("kvart over ni", "09:15:00"), ("kvart på to", "13:45:00"), ("fem på halv ti", "09:25:00"),
    ("ti over halv ni", "08:40:00"), ("kl 3", "15:00:00"), ("kl 03.00", "03:00:00"),
    ("kl 15", "15:00:00"), ("at 10", "10:00:00"), ("10 am", "10:00:00"), ("3 p.m.", "15:00:00"),
    ("3:15 pm", "15:15:00"), ("half past nine", "09:30:00"), ("quarter to two", "13:45:00"),
    ("halv ett", "12:30:00"), ("kl 8 om kvelden", "20:00:00"), ("kl 7 om morgenen", "07:00:00"),
    ("noon", "12:00:00"), ("åtte om morgenen", "08:00:00"), ("fire på ettermiddagen", "16:00:00"),
    ("seks p. m.", "18:00:00"), ("9 in the morning", "09:00:00"), ("halv sju", "18:30:00"),
    ("kl.9", "09:00:00"),
  ])
  func `reads times`(text: String, time: String) {
    #expect(read(text) == ["time \(time)"])
  }

  @Test(arguments: [
    ("neste tirsdag kl 10", "datetime 2026-05-19T10:00:00"),
    ("next Tuesday at 10", "datetime 2026-05-19T10:00:00"),
    ("i morgen halv ni", "datetime 2026-05-14T08:30:00"),
    ("kl 10 i morgen", "datetime 2026-05-14T10:00:00"),
    ("kl. 14.00 på fredag", "datetime 2026-05-15T14:00:00"),
    ("i kveld kl 8", "datetime 2026-05-13T20:00:00"),
    ("kl 8 i kveld", "datetime 2026-05-13T20:00:00"),
    ("17. mai kl. 10.30", "datetime 2026-05-17T10:30:00"),
    ("tirsdag, kl 9", "datetime 2026-05-19T09:00:00"),
    ("17.05.2026 08:15", "datetime 2026-05-17T08:15:00"),
    ("om en uke kl 9", "datetime 2026-05-20T09:00:00"),
    ("i kveld", "datetimerange 2026-05-13T18:00:00/2026-05-14T00:00:00"),
    ("i ettermiddag", "datetimerange 2026-05-13T12:00:00/2026-05-13T18:00:00"),
    ("tirsdag ettermiddag", "datetimerange 2026-05-19T12:00:00/2026-05-19T18:00:00"),
    ("i morgen tidlig", "datetimerange 2026-05-14T06:00:00/2026-05-14T10:00:00"),
    ("i morgen mellom 8 og 10", "datetimerange 2026-05-14T08:00:00/2026-05-14T10:00:00"),
    ("fredag fra 12 til 2", "datetimerange 2026-05-15T12:00:00/2026-05-15T14:00:00"),
    ("mellom 8 og 10 i morgen", "datetimerange 2026-05-14T08:00:00/2026-05-14T10:00:00"),
    ("tomorrow afternoon", "datetimerange 2026-05-14T12:00:00/2026-05-14T18:00:00"),
    ("i morgen kl 22:00-02:00", "datetimerange 2026-05-14T22:00:00/2026-05-15T02:00:00"),
  ])
  func `joins days and times`(text: String, moment: String) {
    #expect(read(text) == [moment])
  }

  @Test(arguments: [
    ("mellom 8 og 10", "timerange 08:00:00/10:00:00"),
    ("fra 8 til 16", "timerange 08:00:00/16:00:00"),
    ("kl 8-16", "timerange 08:00:00/16:00:00"), ("08:00–15:30", "timerange 08:00:00/15:30:00"),
    ("mellom kl 1 og 3", "timerange 13:00:00/15:00:00"), ("before 10:00", "timerange ../10:00:00"),
    ("etter kl 15", "timerange 15:00:00/.."),
    ("fra mandag til onsdag", "daterange 2026-05-18/2026-05-20"),
    ("fra torsdag til tirsdag", "daterange 2026-05-14/2026-05-19"),
    ("mandag-onsdag", "daterange 2026-05-18/2026-05-20"),
    ("mellom mandag og onsdag", "daterange 2026-05-18/2026-05-20"),
    ("17.–20. mai", "daterange 2026-05-17/2026-05-20"),
    ("17-20. mai", "daterange 2026-05-17/2026-05-20"),
    ("fra 17. til 20. mai", "daterange 2026-05-17/2026-05-20"),
    ("fra 17. mai til 3. juni", "daterange 2026-05-17/2026-06-03"),
    ("fra 20. desember til 3. januar", "daterange 2026-12-20/2027-01-03"),
    ("fra i dag til fredag", "daterange 2026-05-13/2026-05-15"),
    ("fra mandag til og med onsdag", "daterange 2026-05-18/2026-05-20"),
    ("from Monday to Wednesday", "daterange 2026-05-18/2026-05-20"),
    (
      "fra tirsdag kl 8 til fredag kl 12",
      "datetimerange 2026-05-19T08:00:00/2026-05-22T12:00:00"
    ),
    ("før fredag", "daterange ../2026-05-14"), ("innen fredag", "daterange ../2026-05-15"),
    ("before Friday", "daterange ../2026-05-14"), ("etter 17. mai", "daterange 2026-05-18/.."),
    ("siden tirsdag", "daterange 2026-05-12/.."), ("since Monday", "daterange 2026-05-11/.."),
    ("innen to uker", "daterange 2026-05-13/2026-05-27"),
    ("siste to uker", "daterange 2026-04-29/2026-05-13"),
    ("next 14 days", "daterange 2026-05-13/2026-05-27"),
    ("uke 42", "daterange 2026-10-12/2026-10-18"), ("veke 42", "daterange 2026-10-12/2026-10-18"),
    ("uke 20", "daterange 2026-05-11/2026-05-17"), ("uke 2", "daterange 2027-01-11/2027-01-17"),
    ("uke 53", "daterange 2026-12-28/2027-01-03"),
    ("week 3 2027", "daterange 2027-01-18/2027-01-24"),
    ("neste uke", "daterange 2026-05-18/2026-05-24"),
    ("neste veke", "daterange 2026-05-18/2026-05-24"),
    ("denne uka", "daterange 2026-05-11/2026-05-17"),
    ("i helga", "daterange 2026-05-16/2026-05-17"),
    ("forrige uke", "daterange 2026-05-04/2026-05-10"),
    ("neste helg", "daterange 2026-05-23/2026-05-24"),
    ("neste måned", "daterange 2026-06-01/2026-06-30"),
    ("i juni", "daterange 2026-06-01/2026-06-30"),
    ("i april", "daterange 2027-04-01/2027-04-30"),
    ("denne måneden", "daterange 2026-05-01/2026-05-31"),
    ("de siste to ukene", "daterange 2026-04-29/2026-05-13"),
    ("neste år", "daterange 2027-01-01/2027-12-31"),
    ("i fjor", "daterange 2025-01-01/2025-12-31"), ("i påsken", "daterange 2027-03-25/2027-03-29"),
    ("i jula", "daterange 2026-12-24/2026-12-26"),
  ])
  func `reads spans`(text: String, moment: String) {
    #expect(read(text) == [moment])
  }

  @Test(arguments: [
    ("to timer", "PT2H"), ("halvannen time", "PT1H30M"), ("i tre dager", "P3D"),
    ("to uker", "P14D"),
    ("et halvt år", "P6M"), ("to og en halv time", "PT2H30M"), ("1 time og 30 minutter", "PT1H30M"),
    ("two and a half hours", "PT2H30M"), ("15 min", "PT15M"), ("en halvtime", "PT30M"),
    ("eit døgn", "P1D"), ("24 timer", "PT24H"),
  ])
  func `reads durations`(text: String, duration: String) {
    #expect(read(text) == ["duration \(duration)"])
  }

  @Test(arguments: [
    "mandat fra kommunen", "jeg bor i Mandal", "jeg har fridag", "dette skjer 24/7",
    "versjon 10.4.",
    "10.0.0.12", "1.2.3", "telefon 22 33 44 55", "RITM0012345", "17,5", "it may fail",
    "this may take",
    "mars", "hva er klokka", "halv pris", "på skolen", "min pc er treg",
    "vi er mellom 8 og 10 personer",
    "kan du se på den", "32.13.2026", "2026-13-01", "", "i", "om", "fra til", "at 10 computers",
    "takk for hjelpen", "å lese", "sun microsystems", "iPad 12.9", "10.30",
  ])
  func `leaves what is no date`(text: String) {
    #expect(read(text) == [])
  }

  @Test func `finds every moment of a sentence with its place`() {
    let text = "Hei! På tirsdag kl. 10 kom «Ærlig», og så på 17. mai igjen"
    let found = dates.find(in: text).map {
      String(decoding: Array(text.utf8)[$0.range], as: UTF8.self)
    }
    #expect(found == ["tirsdag kl. 10", "17. mai"])
    let dotted = "fra 1.6. og ut, 2.6.".utf8
    let days = dates.find(in: String(decoding: Array(dotted), as: UTF8.self)).map(\.range)
    #expect(days == [4..<8, 16..<20])
  }

  @Test func `keeps the two ends of a span`() {
    let span = dates.find(in: "borte fra mandag til onsdag").first
    #expect(span?.ends.map(\.value) == ["2026-05-18", "2026-05-20"])
  }

  /// Summer time ends on 25 October 2026 at 03.00 and begins on 28 March 2027 at 02.00.
  @Test(arguments: [
    ("om tre timer", 1_792_882_800.0, "datetime 2026-10-25T03:00:00"),
    ("om 3 dager", 1_792_882_800.0, "date 2026-10-28"),
    ("i dag kl 02.30", 1_806_192_000.0, "datetime 2027-03-28T03:30:00"),
  ])
  func `counts hours over the change of the clock`(text: String, at: Double, moment: String) {
    #expect(read(text, at: at) == [moment])
  }

  @Test func `takes an unknown time zone for UTC`() {
    let dates = Dates(reference: Date(timeIntervalSince1970: 0), timeZone: "Fjord/Viken")
    #expect(dates.find(in: "om to timer").first?.value == "1970-01-01T02:00:00")
  }

  @Test func `stays linear and whole on hostile text`() {
    let units = [
      "fra ", "neste ", "17.", "om ", "mellom 8 og ", "\u{0}", "kl ", "mandag til ", "i ",
    ]
    for text in units.map({ String(repeating: $0, count: 20_000) }) {
      let found = dates.find(in: text)
      #expect(found.allSatisfy { $0.range.upperBound <= Numbers.readableBytes + 64 })
    }
  }
}
