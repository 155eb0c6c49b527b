// An index as part of a model.
extension AnswerIndex {
  func write(to writer: inout ModelWriter) {
    writer.writeAll(counted: wordingsOfPair.map { Int32($0.count) })
    writer.writeAll(counted: questions)
    writer.writeAll(counted: compounds.letters.keys)
    writer.writeAll(counted: compounds.terms)
    writer.writeAll(counted: known.words.keys)
    writer.writeAll(counted: known.terms)
    for (vocabulary, postings) in [(words, wordPostings), (grams, gramPostings)] {
      writer.writeAll(counted: vocabulary.features.keys)
      writer.writeAll(counted: vocabulary.weights)
      writer.write(Double(vocabulary.unseenWeight))
      writer.writeAll(counted: postings.starts)
      writer.writeAll(counted: postings.entries)
      writer.writeAll(counted: postings.postings)
    }
  }

  /// Reads an index, and refuses one whose numbers lead anywhere but into itself.
  init(from reader: inout ModelReader) throws(ModelError) {
    let counts = try reader.counted(Int32.self)
    guard counts.allSatisfy({ (0...Int32(Postings.mostWordings)).contains($0) }) else {
      throw .damaged
    }
    var ranges: [Range<Int>] = []
    for count in counts {
      let start = ranges.last?.upperBound ?? 0
      ranges.append(start..<start + Int(count))
    }
    self.init(
      wordingsOfPair: ranges,
      questions: try reader.counted(Int32.self, count: ranges.last?.upperBound ?? 0),
      compounds: try CompoundWords(from: &reader),
      known: try KnownWords(from: &reader),
      words: try reader.features(of: ranges),
      grams: try reader.features(of: ranges)
    )
    guard questions.allSatisfy({ $0 >= 0 }) else { throw .damaged }
  }
}

extension CompoundWords {
  fileprivate init(from reader: inout ModelReader) throws(ModelError) {
    let keys = try reader.keys()
    self.init(letters: keys, terms: Array(try reader.counted(UInt64.self, count: keys.count)))
  }
}

extension KnownWords {
  fileprivate init(from reader: inout ModelReader) throws(ModelError) {
    let keys = try reader.keys()
    self.init(words: keys, terms: Array(try reader.counted(UInt64.self, count: keys.count)))
  }
}

extension ModelReader {
  fileprivate mutating func keys() throws(ModelError) -> KeyTable {
    let keys = try counted(UInt64.self)
    guard keys.count < Int(Int32.max) else { throw .damaged }
    return KeyTable(keys)
  }

  /// The features of one kind, whose postings lead to these pairs and wordings.
  fileprivate mutating func features(
    of pairs: [Range<Int>]
  ) throws(ModelError) -> (AnswerVocabulary, Postings) {
    let features = try keys()
    let vocabulary = AnswerVocabulary(
      features: features,
      weights: try counted(Float.self, count: features.count),
      unseenWeight: Float(try double())
    )
    guard vocabulary.weights.allSatisfy({ $0.isFinite && $0 >= 0 }) else { throw .damaged }
    let postings = Postings(
      starts: try counted(Int32.self, count: features.count + 1),
      entries: try counted(Postings.Entry.self),
      postings: try counted(Postings.Posting.self)
    )
    guard postings.leadsOnly(to: pairs) else { throw .damaged }
    return (vocabulary, postings)
  }
}

extension Postings {
  /// Whether all that is in them is a place of their own, of one of the pairs, or of one of its wordings.
  ///
  /// What reads them does not check again.
  fileprivate func leadsOnly(to pairs: [Range<Int>]) -> Bool {
    guard starts.rises(to: entries.count - 1), entries[0].first == 0,
      Int(entries[entries.count - 1].first) == postings.count
    else { return false }
    for (entry, next) in zip(entries, entries.dropFirst()) {
      guard pairs.indices.contains(Int(entry.pair)), entry.first <= next.first,
        next.first <= postings.count
      else { return false }
      let wordings = pairs[Int(entry.pair)].count
      for posting in Int(entry.first)..<Int(next.first) where postings[posting].place >= wordings {
        return false
      }
    }
    return true
  }
}

extension NumberRun<Int32> {
  /// Whether the numbers never fall, begin with 0 and end with `last`.
  fileprivate func rises(to last: Int) -> Bool {
    guard first == 0, self[count - 1] == last else { return false }
    return zip(self, dropFirst()).allSatisfy { $0 <= $1 }
  }
}
