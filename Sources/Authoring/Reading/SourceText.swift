internal import Ground

/// A text as the reference sees it: UTF-16 code units, every line end a single line feed.
struct SourceText {
  let file: String
  let units: CodeUnits
  /// Where each line starts.
  private let lineStarts: [Int]

  init(_ text: String, file: String) {
    self.file = file
    var units: CodeUnits = []
    units.reserveCapacity(text.utf8.count)
    var starts = [0]
    var endedWithReturn = false
    for unit in text.utf16 {
      defer { endedWithReturn = unit == 0x0D }
      if unit == Unit.newline && endedWithReturn { continue }
      units.append(unit == 0x0D ? Unit.newline : unit)
      if units.last == Unit.newline { starts.append(units.count) }
    }
    self.units = units
    lineStarts = starts
  }

  /// Where the code unit at `offset` stands; one past the last is the end of the text.
  func place(_ offset: Int) -> Place {
    let line = line(of: offset)
    return Place(file: file, line: line + 1, column: offset - lineStarts[line] + 1)
  }

  /// The code unit that stands at `place`, which must be of this text.
  func offset(of place: Place) -> Int {
    place.line < 1 ? 0 : lineStarts[min(place.line - 1, lineStarts.count - 1)] + place.column - 1
  }

  /// The start of the line that holds `offset`.
  func lineStart(of offset: Int) -> Int { lineStarts[line(of: offset)] }

  /// The line that holds `offset`, from 0.
  func line(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The end of the line that holds `offset`, its line feed left out.
  func lineEnd(from offset: Int) -> Int {
    let next = line(of: offset) + 1
    return next < lineStarts.count ? lineStarts[next] - 1 : units.count
  }
}
