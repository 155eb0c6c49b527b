import StatesLanguage
import Testing

@Suite struct TimestampTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2016-03-14T01:59:00Z", 1_457_920_740_000),
    ("2024-02-29T23:59:59.999Z", 1_709_251_199_999),
    ("2024-01-01T01:00:00+01:00", 1_704_067_200_000),
    ("2023-12-31T22:30:00-01:30", 1_704_067_200_000), ("1969-12-31T23:59:59.5Z", -500),
    ("2024-01-01T00:00:00.123456789012Z", 1_704_067_200_123),
    ("0000-03-01T00:00:00Z", -62_162_035_200_000),
    ("2024-01-01T00:00:00.0009Z", 1_704_067_200_000),
  ])
  func `reads RFC 3339`(text: String, milliseconds: Int) throws {
    let timestamp = try #require(Timestamp(text))
    #expect(timestamp.milliseconds == milliseconds)
    #expect(timestamp.text == text)
  }

  @Test(arguments: [
    "", "2024-01-01", "2024-01-01 00:00:00Z", "2024-01-01T00:00:00", "2024-01-01t00:00:00Z",
    "2024-01-01T00:00:00z", "2024-13-01T00:00:00Z", "2024-00-01T00:00:00Z", "2023-02-29T00:00:00Z",
    "1900-02-29T00:00:00Z", "2024-01-00T00:00:00Z", "2024-01-01T24:00:00Z", "2024-01-01T00:60:00Z",
    "2024-01-01T00:00:60Z", "2024-01-01T00:00:00.Z", "2024-01-01T00:00Z",
    "2024-01-01T00:00:00+0100",
    "2024-01-01T00:00:00+24:00", "2024-01-01T00:00:00ZZ", " 2024-01-01T00:00:00Z",
    "24-01-01T00:00:00Z",
    "2024-1-1T00:00:00Z", "05-12-2016T21:29:29Z", "２024-01-01T00:00:00Z",
    "2024-01-01T00:00:00Z\u{0}",
    "2024-01-01T00:00:00." + String(repeating: "0", count: 60) + "Z",
  ])
  func `refuses anything else`(text: String) { #expect(Timestamp(text) == nil) }

  @Test func `compares instants, also below the millisecond`() throws {
    let oslo = try #require(Timestamp("2024-01-01T01:00:00+01:00"))
    let utc = try #require(Timestamp("2024-01-01T00:00:00.000Z"))
    let later = try #require(Timestamp("2024-01-01T00:00:00.000000001Z"))
    #expect(oslo == utc)
    #expect(oslo.hashValue == utc.hashValue)
    #expect(utc < later)
  }

  @Test(arguments: [
    -62_167_219_200_000, -1, 0, 951_782_400_000, 1_709_251_199_999, 4_107_542_399_001,
    253_402_300_799_999,
  ])
  func `writes what it reads`(milliseconds: Int) throws {
    let text = Timestamp(milliseconds: milliseconds).text
    #expect(try #require(Timestamp(text)).milliseconds == milliseconds)
    #expect(text.utf8.count == 24)
  }
}
