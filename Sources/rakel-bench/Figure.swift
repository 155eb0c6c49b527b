internal import Ground

/// A figure that is measured once, in a unit of its own; lower is better.
struct Figure {
  let name: String
  let unit: String
  let value: Double

  func json(against before: Double?) -> JSON {
    var object = JSONObject()
    object["subject"] = .string(name)
    object[unit] = .double(Timing.rounded(value))
    if let before, before > 0 {
      object["againstBaseline"] = .double(Timing.rounded(value / before))
    }
    return .object(object)
  }
}
