internal import Norwegian

/// Finds passwords, PINs and one-time codes by the words around them and their shape.
///
/// A word for a password, then what joins it to a value («er», «=», «:», «byttet til»), then a value. After «=» and
/// «:» any word that is not an ordinary one is a value; after «er» only what looks like a secret: digits with
/// letters, marks, capitals, or one of the passwords everybody uses. So «passordet mitt er utløpt» stays.
struct Passwords {
  static func find(in bytes: [UInt8]) -> [Secret] {
    var finder = Passwords(bytes: bytes)
    finder.search()
    return finder.secrets
  }

  private var text: SecretText
  private var secrets: [Secret] = []

  private init(bytes: [UInt8]) { text = SecretText(bytes: bytes) }

  private mutating func search() {
    var index = 0
    var recent = RecentWords()
    while let word = text.letters(from: index) {
      index = word.upperBound
      let lower = text.lower(word)
      if let secret = secret(after: word, lower, recent) {
        secrets.append(secret)
        index = max(index, secret.range.upperBound)
      }
      recent.append(lower)
    }
    findAddresses()
  }

  /// The secret that a word announces.
  private func secret(after word: Range<Int>, _ lower: String, _ recent: RecentWords) -> Secret? {
    guard let topic = PasswordWords.topic(lower, recent) else { return nil }
    var reader = ValueReader(text: text, topic: topic, isShouted: text.isUpperCase(word))
    reader.hasChange = recent.contains(PasswordWords.changes)
    return reader.read(from: word.upperBound).map {
      Secret(kind: topic == .personalNumber ? .nationalIdentity : .password, range: $0)
    }
  }

  /// «https://ola:hemmelig@vert»: the part between the colon and the at sign.
  private mutating func findAddresses() {
    var index = 0
    while let scheme = text.find("://", from: index) {
      index = scheme + 3
      var colon: Int?
      var cursor = index
      while cursor < text.bytes.count, cursor < index + 256 {
        let byte = text.bytes[cursor]
        if byte <= 0x20 || byte == UInt8(ascii: "/") { break }
        if byte == UInt8(ascii: ":"), colon == nil { colon = cursor }
        if byte == UInt8(ascii: "@"), let colon, cursor > colon + 1 {
          secrets.append(Secret(kind: .password, range: colon + 1..<cursor))
          break
        }
        cursor += 1
      }
    }
  }
}

/// The last few words before a word.
struct RecentWords {
  private var words: [String] = []

  mutating func append(_ word: String) {
    if words.count == 6 { words.removeFirst() }
    words.append(word)
  }

  func contains(_ set: Set<String>) -> Bool { words.contains { set.contains($0) } }
}
