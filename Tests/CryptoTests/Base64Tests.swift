import Crypto
import Ground
import Testing

@Suite struct Base64Tests {
  /// RFC 4648 §10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func `writes and reads the examples of the standard`(bytes: String, text: String) {
    let bytes = Array(bytes.utf8)
    #expect(Base64.standard.encode(bytes) == text)
    #expect(Base64.standard.decode(text) == bytes)
    let bare = text.replacing("=", with: "")
    #expect(Base64.url.encode(bytes) == bare)
    #expect(Base64.url.decode(bare) == bytes)
  }

  /// RFC 7515 Appendix C.
  @Test func `has its own two digits for addresses`() {
    #expect(Base64.url.encode([3, 236, 255, 224, 193]) == "A-z_4ME")
    #expect(Base64.standard.encode([3, 236, 255, 224, 193]) == "A+z/4ME=")
    #expect(Base64.url.decode("A-z_4ME") == [3, 236, 255, 224, 193])
  }

  @Test(arguments: [
    "Z", "Zg=", "Zg==", "Zm8=", "Zm9v=", "=", "====", "Zm9vY", " Zm9v", "Zm9v ", "Zm\n9v", "Zm9v\n",
    "Zm9v\0", "A+z_", "A/z_", "Zm9ø", "Zh", "Zm9", "Zm9vYh", "Zm.9v", "Zm9v\u{FEFF}",
  ])
  func `refuses what it would not have written for addresses`(text: String) {
    #expect(Base64.url.decode(text) == nil)
  }

  @Test(arguments: [
    "Zg", "Zg=", "Zg===", "Zm8", "Zm8==", "Zm9v====", "=", "==", "===", "====", "Z===", "Zg=g",
    "=Zg=",
    "Zh==", "Zm9=", "A-z_", " Zm9v", "Zm9v ", "Zm9v\r\n", "Zg==Zg==", "Zm9v\0\0\0\0",
  ])
  func `refuses what it would not have written with padding`(text: String) {
    #expect(Base64.standard.decode(text) == nil)
  }

  @Test(arguments: 0..<100)
  func `reads what it has written, and one spelling only`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let bytes = (0..<generator.below(80)).map { _ in UInt8(generator.below(256)) }
    for base64 in [Base64.standard, .url] {
      let text = base64.encode(bytes)
      #expect(base64.decode(text) == bytes)
      guard !text.isEmpty else { continue }
      var other = Array(text.utf8)
      other[generator.below(other.count)] = UInt8(generator.below(256))
      // Whatever was changed, it stands for other bytes, or for none.
      if other != Array(text.utf8) { #expect(base64.decode(other[...]) != bytes) }
    }
  }
}
