/// A CSV file as rows of the fleet.
package struct FleetFile {
  /// How it is read.
  package let mapping: FleetMapping
  private var reader: CSVReader
  private let columns: Int
  private let row: FleetRowReading
  private var filters: [FleetRowFilter]
  /// The rows that the mapping does not take.
  package private(set) var skipped = 0

  /// Reads the heading.
  ///
  /// - Parameter mapping: nil to know the file by its headings.
  package init(_ file: Int32, mapping: FleetMapping? = nil) throws(FleetFileFault) {
    var reader: CSVReader
    do throws(CSVFault) {
      reader = try CSVReader(file)
      guard try reader.next() else {
        self.reader = reader
        throw CSVFault.empty
      }
    } catch {
      throw .unreadable(error)
    }
    let headings = (0..<reader.record.fields).map { index in
      (reader.record.text(index) ?? "").trimmed.lowercased()
    }
    guard headings.count <= 1_000 else { throw .tooManyColumns }
    guard let mapping = mapping ?? FleetMapping.recognised(by: headings) else { throw .unknown }
    row = try FleetRowReading(mapping, headings: headings)
    filters = FleetRowFilter.all(of: mapping, headings: headings)
    columns = headings.count
    (self.reader, self.mapping) = (reader, mapping)
  }

  /// The first line that is no UTF-8, and was read as Windows-1252; nil where there is none so far.
  package var firstLegacyLine: Int? { reader.firstLegacyLine }

  /// Up to `count` more rows; none at the end.
  package mutating func next(_ count: Int) throws(FleetFileFault) -> [FleetRow] {
    var rows: [FleetRow] = []
    rows.reserveCapacity(count)
    do throws(CSVFault) {
      while rows.count < count, try reader.next() {
        let record = reader.record
        guard record.fields >= columns || record.fields > row.lastIndex else {
          rows.append(.failure(short(record)))
          continue
        }
        guard filters.indices.allSatisfy({ filters[$0].takes(record) }) else {
          skipped += 1
          continue
        }
        rows.append(row.read(record))
      }
    } catch {
      throw .unreadable(error)
    }
    return rows
  }

  private func short(_ record: CSVRecord) -> FleetFault {
    FleetFault(
      line: record.line,
      "the row has \(record.fields) fields, the heading has \(columns)"
    )
  }
}

/// Why a file cannot be imported.
package enum FleetFileFault: Error, Sendable, Hashable, CustomStringConvertible {
  case unreadable(CSVFault)
  /// Its headings are those of no export that is known.
  case unknown
  /// The mapping names headings that the file does not have.
  case missing([String])
  case tooManyColumns

  package var description: String {
    switch self {
    case .unreadable(let fault): fault.description
    case .unknown:
      "its headings are neither those of Intune, of Snipe-IT nor of GLPI; say with --mapping FILE"
        + " what they mean"
    case .missing(let headings):
      "it has no column \(headings.map { "'\($0)'" }.joined(separator: " or "))"
    case .tooManyColumns: "it has more than 1,000 columns"
    }
  }
}

extension String {
  /// Without blanks around.
  var trimmed: String {
    // Nearly always there are none, and characters take long.
    if let first = utf8.first, let last = utf8.last, (0x21...0x7E).contains(first),
      (0x21...0x7E).contains(last)
    {
      return self
    }
    let head = drop(while: \.isWhitespace)
    return String(head.reversed().drop(while: \.isWhitespace).reversed())
  }
}
