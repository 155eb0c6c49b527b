package import Authoring

extension Content {
  /// The content as it was written, before pairs were joined and their filters read.
  ///
  /// Only what speaks to authors needs it; what answers users works from the content alone.
  package struct Authored: Sendable {
    package var lu = LUFile()
    package var qna = QNAFile()
    package var replies = QNAFile()
    package var phrases = QNAFile()
    /// The text of `settings.json`; empty where there is none.
    package var settings = ""

    package init() {}
  }
}
