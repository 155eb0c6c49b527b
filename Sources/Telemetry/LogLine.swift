package import struct Foundation.Date
internal import Ground

/// One line of the log, as it is written.
package enum LogLine {
  /// How it is written.
  package enum Format: Sendable, Hashable {
    /// An object: `time`, `level`, `event`, and the fields by their names.
    case json
    /// For people: `2026-11-21T13:35:12.345Z INFO  turn.ended seconds=0.012`.
    case text
  }

  /// The line of an entry, with its end.
  package static func bytes(of entry: Log.Entry, at time: Date, as format: Format) -> [UInt8] {
    var line = ""
    switch format {
    case .json:
      line += "{\"time\":\"\(timestamp(time))\",\"level\":\"\(entry.level.name)\""
      line += ",\"event\":\(quoted(entry.event))"
      for field in entry.fields { line += ",\(quoted(field.name)):\(json(field.value))" }
      line += "}\n"
    case .text:
      let level = entry.level.name.uppercased()
      line += timestamp(time) + " " + level + String(repeating: " ", count: 8 - level.count)
      line += plain(entry.event)
      for field in entry.fields { line += " \(plain(field.name))=\(text(field.value))" }
      line += "\n"
    }
    return Array(line.utf8)
  }

  /// RFC 3339 in UTC, with milliseconds; `ISO8601FormatStyle` cuts them off where they should be rounded.
  static func timestamp(_ time: Date) -> String {
    let milliseconds = Int((time.timeIntervalSince1970 * 1_000).rounded())
    let days = (Double(milliseconds) / 86_400_000).rounded(.down)
    let rest = milliseconds - Int(days) * 86_400_000
    let (year, month, day) = civil(Int(days))
    let clock = [rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60].map { padded($0, 2) }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T"
      + clock.joined(separator: ":") + ".\(padded(rest % 1_000, 3))Z"
  }

  /// Year, month and day of a number of days after 1970.
  ///
  /// Howard Hinnant, "chrono-compatible low-level date algorithms".
  private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = shifted - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchBased = (5 * ofYear + 2) / 153
    let month = marchBased < 10 ? marchBased + 3 : marchBased - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, ofYear - (153 * marchBased + 2) / 5 + 1)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func json(_ value: Log.Value) -> String {
    switch value {
    case .integer(let number): String(number)
    case .seconds(let seconds): seconds.isFinite ? number(seconds) : "null"
    case .flag(let flag): String(flag)
    case .word(let word): quoted(word)
    case .mark(let mark): "\"\(mark)\""
    }
  }

  private static func text(_ value: Log.Value) -> String {
    switch value {
    case .word(let word): plain(word)
    case .mark(let mark): mark.description
    default: json(value)
    }
  }

  /// To the microsecond.
  private static func number(_ seconds: Double) -> String {
    "\((seconds * 1_000_000).rounded() / 1_000_000)"
  }

  private static func quoted(_ word: Word) -> String { JSON.string(word.description).text }

  /// A word as it is, if it reads as one.
  private static func plain(_ word: Word) -> String {
    let isPlain = word.description.utf8.allSatisfy { byte in
      byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "=")
    }
    return isPlain && !word.description.isEmpty ? word.description : quoted(word)
  }
}

extension Log.Level {
  /// As it stands in a line and in the settings.
  package var name: String {
    switch self {
    case .debug: "debug"
    case .info: "info"
    case .warning: "warning"
    case .error: "error"
    }
  }
}
