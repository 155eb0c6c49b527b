internal import Ground
internal import Helpdesk

/// What an import did, or would do.
struct FleetImportPage {
  let files: [String]
  let source: FleetSource
  let terms: FleetImport.Terms
  /// What is to be said of the files.
  let notes: [String]

  func answer(_ changes: FleetChanges) -> Answer {
    var answer = Answer(lines: notes + faults(changes), json: json(changes))
    if let refusal = changes.refusal {
      answer.complaint =
        "\(refusal.missing) of the \(refusal.known) devices that \(source.name) knew would be gone;"
        + " nothing was imported, for a file that is not whole looks like this (--force takes it)"
      return answer
    }
    if let reason = changes.goneIsUnknown {
      answer.lines.append("nothing counts as gone: \(reason)")
    }
    for sample in changes.samples.prefix(20) where terms.isRehearsal {
      let facts = sample.facts.isEmpty ? "" : ": " + sample.facts.joined(separator: ", ")
      answer.lines.append("\(sample.kind.rawValue) \(sample.serial)\(facts)")
    }
    answer.lines.append(
      "\(source.name): \(changes.new) new, \(changes.changed) changed, \(changes.gone) gone,"
        + " \(changes.unchanged) unchanged"
        + (terms.isRehearsal ? "; nothing was kept (--dry-run)" : "")
    )
    return answer
  }

  private func faults(_ changes: FleetChanges) -> [String] {
    var lines = changes.faults.filter { !$0.fault.isPlaceholder }.prefix(20).map { fault in
      "\(place(fault.file, fault.fault.line)): left out: \(fault.fault.message)"
    }
    if changes.faulty > lines.count { lines.append("… and \(changes.faulty - lines.count) more") }
    lines += changes.firstDuplicates.prefix(20).map { twin in
      "\(place(twin.file, twin.line)): left out: '\(twin.serial)' also stands in"
        + " \(place(twin.keptFile, twin.keptLine)), which was in touch later"
    }
    if changes.duplicates > 20 { lines.append("… and \(changes.duplicates - 20) more") }
    if changes.placeholders > 0 {
      let first = changes.faults.filter(\.fault.isPlaceholder).prefix(5)
        .map { place($0.file, $0.fault.line) }
      lines.append(
        "\(changes.placeholders) rows without a real serial number were left out:"
          + " \(first.joined(separator: ", "))\(changes.placeholders > first.count ? ", …" : "")"
      )
    }
    if changes.futurePurchases > 0 {
      lines.append("\(changes.futurePurchases) days of purchase are still to come: not known")
    }
    return lines
  }

  private func place(_ file: Int, _ line: Int) -> String {
    "\(files.indices.contains(file) ? files[file] : source.name):\(line)"
  }

  private func json(_ changes: FleetChanges) -> JSON {
    var object = JSONObject()
    object["source"] = .string(source.name)
    object["rows"] = .integer(changes.rows)
    object["new"] = .integer(changes.new)
    object["changed"] = .integer(changes.changed)
    object["gone"] = .integer(changes.gone)
    object["unchanged"] = .integer(changes.unchanged)
    object["duplicates"] = .integer(changes.duplicates)
    object["placeholders"] = .integer(changes.placeholders)
    object["faulty"] = .integer(changes.faulty)
    object["futurePurchases"] = .integer(changes.futurePurchases)
    object["isRefused"] = .bool(changes.refusal != nil)
    object["isRehearsal"] = .bool(terms.isRehearsal)
    object["notes"] = .array(notes.map(JSON.string))
    object["faults"] = .array(
      changes.faults.map { fault in
        [
          "file": .string(files.indices.contains(fault.file) ? files[fault.file] : ""),
          "line": .integer(fault.fault.line), "message": .string(fault.fault.message),
        ]
      }
    )
    object["samples"] = .array(
      changes.samples.map { sample in
        [
          "serial": .string(sample.serial), "kind": .string(sample.kind.rawValue),
          "facts": .array(sample.facts.map(JSON.string)),
        ]
      }
    )
    return .object(object)
  }
}
