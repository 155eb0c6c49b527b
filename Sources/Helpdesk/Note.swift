package import struct Foundation.Date

/// Words that somebody added to a case or a work item; secrets are masked before they come here.
package struct Note: Sendable, Hashable {
  /// The id of the user who wrote it, or `flow:` and the name of the flow.
  package var author: String
  package var time: Date
  /// At most 10,000 Unicode scalars.
  package var text: String

  package init(by author: String, at time: Date, _ text: String) {
    self.author = author
    self.time = time
    self.text = text.bounded(to: 10_000)
  }
}
