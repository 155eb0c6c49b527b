import Ground
import Norwegian
import Testing

@Suite struct NumbersTests {
  private let numbers = Numbers()

  @Test(arguments: [
    ("tjuefem", 25.0), ("femogtyve", 25), ("tjuge", 20), ("tjugeein", 21), ("hundre og ti", 110),
    ("to og en halv", 2.5), ("halvannen", 1.5), ("ett hundre og femti", 150), ("totusen", 2000),
    ("tre tusen fire hundre og tjueén", 3421), ("tjueén", 21), ("ettusen", 1000),
    ("hundreogfemogtyve", 125), ("fem hundre tusen", 500_000), ("en million", 1_000_000),
    ("to millioner tre hundre tusen og fem", 2_300_005), ("tolv hundre", 1200), ("syv", 7),
    ("sju", 7), ("åtte", 8), ("aatte", 8), ("atten", 18), ("åtti", 80), ("nittini", 99),
    ("to hundre og femtiseks tusen", 256_000), ("et og et halvt", 1.5), ("tredve", 30),
    ("twenty-five", 25), ("one hundred and ten", 110), ("two and a half", 2.5),
    ("three thousand four hundred", 3400), ("elleve", 11), ("null", 0), ("eitt", 1),
  ])
  func `reads number words`(text: String, value: Double) {
    #expect(numbers.find(in: text).map(\.value) == [value])
    #expect(numbers.find(in: "Vi har \(text).").map(\.value) == [value])
    #expect(numbers.find(in: text).first?.range == 0..<text.utf8.count)
  }

  @Test(arguments: [
    ("1 000,50", 1000.5), ("1.000,50", 1000.5), ("1,000.50", 1000.5), ("1 234 567", 1_234_567),
    ("1.000", 1000), ("12,5", 12.5), ("12.5", 12.5), ("0.125", 0.125), ("-5", -5), ("007", 7),
    ("1\u{A0}000", 1000), ("1\u{202F}000", 1000), ("２５", 25), ("٢٥", 25), ("3 tusen", 3000),
    ("2 millioner", 2_000_000), ("1,5 million", 1_500_000), ("2 og en halv", 2.5), ("5GB", 5),
    ("1,000,000", 1_000_000), ("500kr", 500),
  ])
  func `reads digits with their separators`(text: String, value: Double) {
    #expect(numbers.find(in: text).map(\.value) == [value])
  }

  @Test(arguments: [
    ("3. etasje", 3.0), ("tredje etasje", 3), ("den andre skjermen", 2), ("21st floor", 21),
    ("tjueførste", 21), ("femte", 5), ("fyrste", 1), ("the second one", 2),
    ("hundre og tredje", 103),
  ])
  func `reads ordinals`(text: String, value: Double) {
    let found = numbers.find(in: text)
    #expect(found.first?.value == value)
    #expect(found.first?.isOrdinal == true)
  }

  @Test(arguments: [
    "en skjerm", "et møte", "ei mus", "a printer", "enten eller", "RITM0012345", "2FA på mobilen",
    "10.0.0.12", "versjon 1.2.3.4", "tusen takk", "I want to order access to the fire alarm",
    "de andre på jobb", "unable to login", "eleven har mistet pcen", "h264", "noe annet", "",
    "toget", "minutter",
    "elev", "tidene", "1.2.3",
    "entre",
  ])
  func `leaves what is no number`(text: String) {
    #expect(numbers.find(in: text) == [])
  }

  @Test func `finds every number of a sentence with its place`() {
    let text = "Vi trenger tre skjermer, 12 mus og 1 500 kabler på Storøya"
    let found = numbers.find(in: text)
    #expect(found.map(\.value) == [3, 12, 1500])
    let words = found.map { String(decoding: Array(text.utf8)[$0.range], as: UTF8.self) }
    #expect(words == ["tre", "12", "1 500"])
  }

  @Test(arguments: 0..<200)
  func `reads back every number written in Bokmål`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let value = generator.below(1_000_000) + 1
    let text = spelled(value)
    #expect(numbers.find(in: text).map(\.value) == [Double(value)], "\(text)")
  }

  @Test func `stays linear and whole on hostile text`() {
    let unit = ["1 ", "hundre ", "og ", "1.", "-", "\u{0}", "9", "en halv ", "tohundreogto", "٣,"]
    for text in unit.map({ String(repeating: $0, count: 30_000) }) {
      let found = numbers.find(in: text)
      #expect(found.allSatisfy { $0.range.upperBound <= Numbers.readableBytes + 64 })
    }
  }

  /// The number in words, written apart, as Språkrådet has it.
  private func spelled(_ value: Int) -> String {
    let units = [
      "null", "én", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve",
      "tolv", "tretten", "fjorten", "femten", "seksten", "sytten", "atten", "nitten",
    ]
    let tens = ["tjue", "tretti", "førti", "femti", "seksti", "sytti", "åtti", "nitti"]
    switch value {
    case ..<20: return units[value]
    case ..<100:
      return tens[value / 10 - 2] + (value % 10 == 0 ? "" : units[value % 10])
    case ..<1000:
      let rest = value % 100
      return units[value / 100] + " hundre" + (rest == 0 ? "" : " og " + spelled(rest))
    case 1_000_000: return "én million"
    default:
      let rest = value % 1000
      let joint = rest == 0 ? "" : rest < 100 ? " og " : " "
      return spelled(value / 1000) + " tusen" + joint + (rest == 0 ? "" : spelled(rest))
    }
  }
}
