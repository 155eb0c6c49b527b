package import Ground

/// The working time of all municipalities: what `workingTime` in `settings.json` says.
package struct BusinessHours: Sendable, Hashable {
  /// Where a municipality says nothing of its own, and where none is known.
  package var general = Timetable()
  private(set) var municipalities: [String: Timetable] = [:]

  /// Monday to Friday, 08:00 to 15:30, everywhere.
  package init() {}

  /// Reads the settings; see docs/3-operating.md.
  ///
  /// - Throws: everything that is wrong with them.
  package init(json: JSON) throws(BusinessHoursFaults) {
    var reader = BusinessHoursReader()
    (general, municipalities) = reader.read(json)
    guard reader.faults.isEmpty else { throw BusinessHoursFaults(all: reader.faults) }
  }

  /// The timetable of a municipality, in whichever case it is written; the general one where it has none of its own.
  package subscript(municipality: String?) -> Timetable {
    guard let municipality, !municipalities.isEmpty else { return general }
    return municipalities[municipality.lowercased()] ?? general
  }

  /// The municipalities with a timetable of their own, in lower case and in order.
  package var named: [String] { municipalities.keys.sorted() }
}

/// What is wrong with settings of working time.
package struct BusinessHoursFaults: Error, Hashable, CustomStringConvertible {
  /// At least one, in the order of the settings.
  package var all: [Fault]

  /// One thing that is wrong.
  package struct Fault: Sendable, Hashable {
    /// The keys that lead to it, from the outermost; empty for the settings as a whole.
    package var path: [String]
    /// What is wrong with it, in one line.
    package var message: String
  }

  package var description: String {
    all.map { "\($0.path.joined(separator: ".")): \($0.message)" }.joined(separator: "; ")
  }
}
