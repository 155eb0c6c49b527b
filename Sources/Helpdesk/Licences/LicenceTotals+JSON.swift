internal import Ground

// As the findings of a scan keep them.
extension LicenceTotals.Row {
  /// What is kept of it.
  var json: JSON {
    [
      "active": .integer(active), "inactive": .integer(inactive), "unknown": .integer(unknown),
      "excluded": .integer(excluded), "now": now.json, "later": later.json,
      "leftAlone": .integer(leftAlone),
    ]
  }

  init(json: JSON) {
    self.init()
    active = json["active"]?.int ?? 0
    inactive = json["inactive"]?.int ?? 0
    unknown = json["unknown"]?.int ?? 0
    excluded = json["excluded"]?.int ?? 0
    now = LicenceTotals.Amount(json: json["now"])
    later = LicenceTotals.Amount(json: json["later"])
    leftAlone = json["leftAlone"]?.int ?? 0
  }
}

extension LicenceTotals.Amount {
  fileprivate var json: JSON {
    ["licences": .integer(licences), "øre": .integer(øre), "unpriced": .integer(unpriced)]
  }

  fileprivate init(json: JSON?) {
    self.init()
    licences = json?["licences"]?.int ?? 0
    øre = json?["øre"]?.int ?? 0
    unpriced = json?["unpriced"]?.int ?? 0
  }
}
