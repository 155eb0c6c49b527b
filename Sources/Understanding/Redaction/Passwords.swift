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
    // The last few words, which tell «feilmelding med kode: 1234» from a code.
    var recent: [Range<Int>] = []
    recent.reserveCapacity(6)
    while let word = text.letters(from: index) {
      index = word.upperBound
      if PasswordWords.mayAnnounce(text.bytes[word]),
        let secret = secret(after: word, recent)
      {
        secrets.append(secret)
        index = max(index, secret.range.upperBound)
      }
      if recent.count == 6 { recent.removeFirst() }
      recent.append(word)
    }
    findAddresses()
  }

  /// The secret that a word announces.
  private func secret(after word: Range<Int>, _ recent: [Range<Int>]) -> Secret? {
    guard let topic = PasswordWords.topic(text.lower(word), { recent.map(text.lower) }) else {
      return nil
    }
    let recent = recent.map(text.lower)
    var reader = ValueReader(text: text, topic: topic, isShouted: text.isUpperCase(word))
    reader.hasChange = recent.contains { PasswordWords.changes.contains($0) }
    reader.mayHaveChange = reader.hasChange || recent.contains(where: PasswordWords.mayBeChange)
    return reader.read(from: word.upperBound).map {
      Secret(kind: topic == .personalNumber ? .nationalIdentity : .password, range: $0)
    }
  }

  /// «https://ola:hemmelig@vert»: the part between the colon and the at sign.
  private mutating func findAddresses() {
    var index = 0
    while let scheme = text.schemeMark(from: index) {
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
