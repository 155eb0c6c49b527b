internal import Authoring
internal import Foundation
internal import Ground

extension ContentCheck {
  /// What reading found, with the other place where an utterance was dropped because it is there already.
  ///
  /// The reader goes by the order of the files, so it takes the utterance away from one of two intents by chance:
  /// that is a warning when it is read, and a contradiction to whoever wrote it.
  var readingFaults: [Diagnostic] {
    let places = Dictionary(
      content.intents.flatMap(\.utterances).map { ($0.text, $0.place) },
      uniquingKeysWith: { first, _ in first }
    )
    return loaded.diagnostics.map { fault in
      var fault = fault
      switch fault.code {
      case "lu.example-in-two-intents": fault.severity = .error
      case "lu.duplicate-example": break
      default: return fault
      }
      if let text = Self.quotedText(of: fault), let place = places[text] {
        fault.hint =
          "the other one is at \(place); " + (fault.hint.isEmpty ? "keep one" : fault.hint)
      }
      return fault
    }
  }

  /// The utterance that such a message begins with.
  private static func quotedText(of fault: Diagnostic) -> String? {
    guard fault.message.hasPrefix("'"),
      let end = fault.message.range(of: "' is ", options: .backwards)
    else { return nil }
    return String(fault.message[..<end.lowerBound].dropFirst())
  }
}
