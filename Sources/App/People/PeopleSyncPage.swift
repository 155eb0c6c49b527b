internal import Ground
internal import Helpdesk
internal import People
internal import Storage

/// What a sync of people did, or would do.
struct PeopleSyncPage {
  let terms: PeopleSync.Terms
  /// Those of the tenant whom the content's file hides, by their ids there.
  let hidden: [String]

  private static let mostHidden = 20

  func answer(_ changes: PeopleChanges) -> Answer {
    var answer = Answer(lines: [], json: json(changes))
    for sample in changes.samples where terms.isRehearsal || changes.refusal != nil {
      answer.lines.append(Self.line(sample))
    }
    if let refusal = changes.refusal {
      answer.complaint = complaint(refusal, of: changes.known)
      return answer
    }
    if !hidden.isEmpty {
      let names = hidden.prefix(Self.mostHidden).joined(separator: ", ")
      answer.lines.append(
        "\(hidden.count) are left to users.tsv, which has their id, account or sign-in name:"
          + " \(names)\(hidden.count > Self.mostHidden ? ", …" : "")"
      )
    }
    let counts = Role.allCases.map { "\(changes.counts[$0] ?? 0) \($0.rawValue)" }
    answer.lines.append(counts.joined(separator: ", "))
    answer.lines.append(
      "\(changes.new) new, \(changes.changed) changed (\(changes.roles) with another role),"
        + " \(changes.gone) gone" + (terms.isRehearsal ? "; nothing was kept (--dry-run)" : "")
    )
    return answer
  }

  private static func line(_ sample: PeopleChanges.Sample) -> String {
    switch (sample.before, sample.after) {
    case (let before?, let after?): "\(sample.id): \(before.rawValue) becomes \(after.rawValue)"
    case (nil, let after?): "\(sample.id): new, \(after.rawValue)"
    case (let before?, nil): "\(sample.id): gone, was \(before.rawValue)"
    case (nil, nil): sample.id
    }
  }

  private func complaint(_ refusal: PeopleChanges.Refusal, of known: Int) -> String {
    let what =
      switch refusal {
      case .gone(let count): "\(count) of the \(known) people known would be gone"
      case .roles(let count): "\(count) of the \(known) people known would have another role"
      }
    return "\(what); nothing was changed, for a mistake looks like this (--force takes it)"
  }

  private func json(_ changes: PeopleChanges) -> JSON {
    var counts = JSONObject()
    for role in Role.allCases { counts[role.rawValue] = .integer(changes.counts[role] ?? 0) }
    return [
      "known": .integer(changes.known), "new": .integer(changes.new),
      "changed": .integer(changes.changed), "roles": .integer(changes.roles),
      "gone": .integer(changes.gone), "isRefused": .bool(changes.refusal != nil),
      "isRehearsal": .bool(terms.isRehearsal), "counts": .object(counts),
      "hidden": .array(hidden.map(JSON.string)),
      "samples": .array(
        changes.samples.map { sample in
          [
            "id": .string(sample.id), "before": .text(sample.before?.rawValue),
            "after": .text(sample.after?.rawValue),
          ]
        }
      ),
    ]
  }
}
