import Crypto
import Testing

@Suite struct HMACTests {
  /// RFC 4231 §4.2 to §4.4, §4.7 and §4.8.
  @Test(arguments: [
    (
      [UInt8](repeating: 0x0B, count: 20), Array("Hi There".utf8),
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xAA, count: 20), [UInt8](repeating: 0xDD, count: 50),
      "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
    ),
    (
      [UInt8](repeating: 0xAA, count: 131),
      Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
  ])
  func `computes the examples of the standard`(key: [UInt8], message: [UInt8], code: String) {
    let hexadecimal = HMAC(of: message, key: key).bytes
      .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    #expect(hexadecimal == code)
  }

  @Test func `matches itself and nothing else`() {
    let code = HMAC(of: Array("a".utf8), key: [1])
    #expect(code.matches(code.bytes))
    #expect(!code.matches([]))
    #expect(!code.matches(Array(code.bytes.dropLast())))
    #expect(!code.matches(code.bytes + [0]))
    for place in 0..<32 {
      var other = code.bytes
      other[place] ^= 1
      #expect(!code.matches(other))
    }
    #expect(!HMAC(of: [], key: [1]).matches(code.bytes))
    #expect(!HMAC(of: Array("a".utf8), key: [2]).matches(code.bytes))
  }

  @Test func `draws other bytes each time`() {
    let draws = Set((0..<100).map { _ in SecureRandom.bytes(16) })
    #expect(draws.count == 100)
    #expect(draws.allSatisfy { $0.count == 16 })
    #expect(SecureRandom.bytes(0).isEmpty)
  }
}
