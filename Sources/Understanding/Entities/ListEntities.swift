internal import Authoring
internal import Norwegian

/// Finds the values of list entities by their words: as written, inflected, misspelt or within a compound.
///
/// All lists share one tree of words, so that the time taken depends on the message and not on the lists.
struct ListEntities {
  /// A value and the list it belongs to.
  private struct Entry {
    var entity: String
    var canonical: String
  }

  private var words = ListWords()
  /// The children of a node by word; the root is node 0.
  private var children: [NodeWord: Int] = [:]
  /// The values that end at a node.
  private var entries: [[Entry]] = [[]]

  private struct NodeWord: Hashable {
    var node: Int
    var word: Int
  }

  /// - Parameters:
  ///   - entities: of which the lists are taken.
  ///   - ordinary: words that are never a misspelling of a list's word.
  init(_ entities: [Entity], ordinary: Set<String>) {
    for entity in entities {
      guard case .list(let values) = entity.kind else { continue }
      for value in values {
        let entry = Entry(entity: entity.name, canonical: value.canonical)
        for phrase in [value.canonical] + value.synonyms { add(phrase, entry) }
      }
    }
    words.finish(ordinary: ordinary)
  }

  private mutating func add(_ phrase: String, _ entry: Entry) {
    let tokens = Tokeniser.tokens(in: phrase)
    guard !tokens.isEmpty else { return }
    var node = 0
    for token in tokens {
      let step = NodeWord(
        node: node,
        word: words.number(of: token.text, isAlone: tokens.count == 1)
      )
      if let next = children[step] {
        node = next
      } else {
        children[step] = entries.count
        node = entries.count
        entries.append([])
      }
    }
    // The first value that claims a phrase keeps it within its list.
    if !entries[node].contains(where: { $0.entity == entry.entity }) { entries[node].append(entry) }
  }

  /// Every value at every place, overlapping ones too.
  func find(in text: EntityText) -> [EntityCandidate] {
    guard !children.isEmpty else { return [] }
    let matches = zip(text.tokens, text.words).map { words.matches($0, folded: $1) }
    var found: [EntityCandidate] = []
    for start in text.tokens.indices where !matches[start].isEmpty {
      var walk = [(node: 0, quality: 1.0, part: nil as Range<Int>?)]
      var index = start
      while index < matches.count, !walk.isEmpty {
        walk = step(walk, matches[index], isFirst: index == start)
        for (node, quality, part) in walk {
          let whole = text.tokens[start].range.lowerBound..<text.tokens[index].range.upperBound
          report(node, part ?? whole, quality, into: &found)
        }
        guard text.isJoined(index) else { break }
        walk.removeAll { $0.part != nil }
        index += 1
      }
    }
    return found
  }

  private typealias Walk = (node: Int, quality: Double, part: Range<Int>?)

  private func step(_ walk: [Walk], _ matches: [ListWords.Match], isFirst: Bool) -> [Walk] {
    walk.flatMap { place in
      matches.compactMap { match -> Walk? in
        // A part of a compound is a value only when it is one alone.
        if match.part != nil, !isFirst { return nil }
        guard let next = children[NodeWord(node: place.node, word: match.word)] else { return nil }
        return (next, min(place.quality, match.quality), match.part)
      }
    }
  }

  private func report(
    _ node: Int,
    _ range: Range<Int>,
    _ quality: Double,
    into found: inout [EntityCandidate]
  ) {
    for entry in entries[node] {
      found.append(
        EntityCandidate(
          entity: entry.entity,
          range: range,
          value: .canonical(entry.canonical),
          confidence: quality,
          rank: .list
        )
      )
    }
  }
}
