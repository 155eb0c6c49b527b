internal import Authoring

/// A label as an export gives it: a stretch of the raw text, and how deep it lies in its parents.
struct Mark {
  var entity: String
  var role: String?
  var range: Range<Int>
  var depth = 0
}

/// The intents of one import with their utterances and patterns, every text once.
///
/// A reader of `.lu` drops a text that it has met before, in whichever intent; so that nothing is dropped without a
/// word, it is done here.
struct Examples {
  private(set) var intents: [Intent] = []
  private var indices: [String: Int] = [:]
  private var utterances: [String: (intent: Int, index: Int)] = [:]
  private var patterns: [String: Int] = [:]

  /// The intent with that name, added where it is new; gives its place among ``intents``.
  @discardableResult
  mutating func declare(_ name: String) -> Int {
    if let index = indices[name] { return index }
    indices[name] = intents.count
    intents.append(Intent(name: name))
    return intents.count - 1
  }

  mutating func setFeatures(_ features: [String], of intent: String) {
    intents[declare(intent)].features = features
  }

  /// Adds an utterance.
  ///
  /// - Parameter place: how messages name it.
  mutating func add(
    _ utterance: Utterance,
    to name: String,
    _ table: EntityTable,
    at place: String,
    _ losses: inout Losses
  ) {
    let intent = declare(name)
    guard let first = utterances[utterance.text] else {
      utterances[utterance.text] = (intent, intents[intent].utterances.count)
      intents[intent].utterances.append(utterance)
      return
    }
    guard first.intent == intent else {
      let other = intents[first.intent].name
      losses.count(
        "an utterance of '\(name)' is left out: '\(other)' has the same text",
        at: "\(place) \"\(utterance.text.prefix(60))\""
      )
      return
    }
    var labels = intents[intent].utterances[first.index].labels
    for label in utterance.labels where !labels.contains(label) {
      let clash = labels.contains {
        $0.entity == label.entity && $0.range.overlaps(label.range)
      }
      if clash {
        losses.count("a label differs from that of the same text before; it is left out", at: place)
      } else {
        labels.append(label)
      }
    }
    let united = Utterance(text: utterance.text, labels: labels.sorted(by: Self.closesFirst))
    if let written = Readback.utterance(united, table) {
      intents[intent].utterances[first.index] = written
    } else {
      losses.count("labels of a text that is there twice are left out", at: place)
    }
  }

  mutating func add(_ pattern: Pattern, to name: String, at place: String, _ losses: inout Losses) {
    let intent = declare(name)
    if let (owner, index) = utterances.removeValue(forKey: pattern.text) {
      // Read back, the braces of both are those of a pattern.
      losses.count("an utterance that is the text of a pattern is left out", at: place)
      intents[owner].utterances.remove(at: index)
      for later in intents[owner].utterances[index...] { utterances[later.text]?.index -= 1 }
    }
    if let first = patterns[pattern.text] {
      if first != intent {
        losses.count(
          "a pattern of '\(name)' is left out: '\(intents[first].name)' has the same",
          at: place
        )
      }
      return
    }
    patterns[pattern.text] = intent
    intents[intent].patterns.append(pattern)
  }

  /// The order of labels in an utterance: that in which their braces close.
  static func closesFirst(_ left: Label, _ right: Label) -> Bool {
    (left.range.upperBound, -left.range.lowerBound)
      < (right.range.upperBound, -right.range.lowerBound)
  }
}
