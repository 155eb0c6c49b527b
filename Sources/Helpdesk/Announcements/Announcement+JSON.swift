package import Ground

extension Announcement {
  /// The message for flows and machines; every member is always there, null where there is nothing to say.
  package var json: JSON {
    [
      "number": .integer(number),
      "text": .string(notice.text),
      "system": JSON(notice.system),
      "municipality": JSON(notice.municipality),
      "since": .string(notice.since.rfc3339),
      "ended": JSON(ended?.rfc3339),
    ]
  }
}
