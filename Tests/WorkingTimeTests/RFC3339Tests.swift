import Foundation
import Testing
import WorkingTime

@Suite struct RFC3339Tests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0.0), ("2026-05-18T06:00:00Z", 1_779_084_000),
    ("2026-05-18T08:00:00+02:00", 1_779_084_000), ("2026-05-17T22:30:00-07:30", 1_779_084_000),
    ("2026-05-18T06:00:00.25Z", 1_779_084_000.25),
    ("2026-05-18T06:00:00.123456789Z", 1_779_084_000.123), ("1969-12-31T23:59:59.5Z", -0.5),
    ("2016-12-31T23:59:60Z", 1_483_228_800),
  ])
  func `reads a moment`(text: String, seconds: Double) {
    #expect(RFC3339.moment(text) == Date(timeIntervalSince1970: seconds))
  }

  @Test(arguments: [
    (0.0, "1970-01-01T00:00:00Z"), (1_779_084_000.25, "2026-05-18T06:00:00.250Z"),
    (-0.5, "1969-12-31T23:59:59.500Z"), (-86_400, "1969-12-31T00:00:00Z"),
  ])
  func `writes a moment`(seconds: Double, text: String) {
    #expect(RFC3339.text(Date(timeIntervalSince1970: seconds)) == text)
  }

  @Test(arguments: [
    "", "2026-05-18", "2026-05-18T06:00:00", "2026-05-18t06:00:00Z", "2026-05-18T06:00:00z",
    "2026-05-18 06:00:00Z", "2026-05-18T24:00:00Z", "2026-05-18T06:00:61Z", "2026-05-18T06:00:00.Z",
    "2026-05-18T06:00:00+2:00", "2026-05-18T06:00:00+24:00", "2026-05-18T06:00:00Z ",
    "2026-02-30T06:00:00Z", "2026-05-18T06:00Z\u{0}\u{0}\u{0}",
    "2026-05-18T06:00:00." + String(repeating: "1", count: 1000) + "Z",
  ])
  func `refuses what is no moment`(text: String) {
    #expect(RFC3339.moment(text) == nil)
  }
}
