import Crypto
import Foundation
import TestKit
import Testing

@Suite struct RSAKeyTests {
  @Test(arguments: Signatures.all)
  func `accepts a signature in its one encoding only`(signature: Signatures.Signature) throws {
    let modulus = try #require(Signatures.moduli[signature.exponent])
    let key = try RSAPublicKey(modulus: modulus, exponent: signature.exponent)
    let message = Array(signature.message.utf8)
    #expect(key.accepts(signature.bytes, for: message[...]) == signature.isRight)
  }

  @Test func `knows every kind of fault in the table`() {
    #expect(Signatures.all.count == 26)
    #expect(Signatures.all.count { $0.isRight } == 2)
  }

  @Test func `accepts its own half's signatures, whole and unchanged`() throws {
    let own = SigningKeys.first
    let key = try RSAPublicKey(modulus: own.modulus, exponent: own.exponent)
    let message = Array("Hei".utf8)
    let signature = own.signature(of: message)
    #expect(key.accepts(signature, for: message[...]))
    #expect(!key.accepts(signature, for: message.dropLast()))
    #expect(!key.accepts([], for: message[...]))
    #expect(!key.accepts(SigningKeys.second.signature(of: message), for: message[...]))
    for place in stride(from: 0, to: 256, by: 17) {
      var other = signature
      other[place] ^= 0x10
      #expect(!key.accepts(other, for: message[...]))
    }
  }

  @Test(
    arguments: [
      ([], [1, 0, 1], .modulus),
      ([0] + full, [1, 0, 1], .modulus),
      (full.dropLast() + [0xFE], [1, 0, 1], .modulus),
      (Array(full.dropFirst()), [1, 0, 1], .size(bits: 2_040)),
      ([0x7F] + full.dropFirst(), [1, 0, 1], .size(bits: 2_047)),
      ([UInt8](repeating: 0xFF, count: 1_025), [1, 0, 1], .size(bits: 8_200)),
      ([UInt8](repeating: 0xFF, count: 100_001), [1, 0, 1], .size(bits: 800_008)),
      ([3], [3], .size(bits: 2)),
      (full, [], .exponent),
      (full, [0], .exponent),
      (full, [1], .exponent),
      (full, [2], .exponent),
      (full, [0, 3], .exponent),
      (full, [1, 0, 0], .exponent),
      (full, [0x80, 0, 0, 1], .exponent),
      (full, [1, 0, 0, 0, 1], .exponent),
      (full, [UInt8](repeating: 0xFF, count: 256), .exponent),
    ] as [([UInt8], [UInt8], RSAKeyFault)]
  )
  func `refuses numbers that are no key to trust in`(
    modulus: [UInt8],
    exponent: [UInt8],
    fault: RSAKeyFault
  ) {
    #expect(throws: fault) { try RSAPublicKey(modulus: modulus, exponent: exponent) }
  }

  private static let full = [UInt8](repeating: 0xFF, count: 256)

  @Test(
    arguments: [
      ("", .text), ("\0", .text), ("-----BEGIN PRIVATE KEY-----", .text),
      (String(SigningKeys.firstText.dropFirst(40)), .text),
      (String(SigningKeys.firstText.prefix(900)), .text),
      (String(repeating: "A", count: 70_000), .text),
      (elliptic, .text), (locked, .text), (small, .size(bits: 1_024)),
    ] as [(String, RSAKeyFault)]
  )
  func `refuses what is no private key to sign with`(text: String, fault: RSAKeyFault) {
    #expect(throws: fault) { try RSAPrivateKey(pem: text) }
  }

  private static let elliptic = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgwb0+J2KsJ/TQAPuY
    OSjfW11eH9wKUGKSqYFV/mzTwIihRANCAASY2bq6EXXKimyoMTb17qWIrNCWn3uM
    W+ob/EuckLUqRnbURQHkt5LmGEaX90nAPZ93S9qsFfUnfWwZDHhL5dUw
    -----END PRIVATE KEY-----
    """

  /// Behind the password `x`, which nobody is asked for.
  private static let locked = """
    -----BEGIN ENCRYPTED PRIVATE KEY-----
    MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjgWhVclAUrrwICCAAw
    DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEKVo3YsgDwdVzLplSS3BQhAEgZCk
    WX0FIVT4f7FaWpBr+AVhCzdzDLDBOt60qlAsvK+n2Za+oFVYcLKQRyeXQwH0/pwe
    a4RfQCXIxSXjozGyhBi8k7b/jkOCO5tM4At69LupFBbLQxewovShnsNAO2M5emAO
    ms4pfentnjBVE80fI/UatJCan+f9NpPADGTOuhFWHmmsjqg1bDeeiq6dZ/adSq4=
    -----END ENCRYPTED PRIVATE KEY-----
    """

  private static let small = """
    -----BEGIN PRIVATE KEY-----
    MIICdwIBADANBgkqhkiG9w0BAQEFAASCAmEwggJdAgEAAoGBAMC2UV5Ue/QrRZhw
    sciPG+0K9PYHVvRl0ZAEIB1cRC/+2SlqUb9SRfK55NByghRuzXEVwbMQkiw8C+Fo
    SU50JxlKMEl9crBAULQKAppwfHV8XxDalLGo3vgjSL1RtHBnvG94nX/v48yHZXFv
    92+B8IxnpNVMq7ebcGKh+iBZcYRLAgMBAAECgYBajxJrno3lLtR0jzisQ7vex5BX
    cRmGnbY91AJ3aZ1NZJgOIz0pB/OA3aRN5BGGoo7+PjgY+oeGK+11TjlsmZ6pLbOQ
    NpJmQOUvx9aqBqQgBIfQeLXMF9/ijEL3lYtd8Ql1/2S7q94GySMxKYDH16sgpxAY
    irnBurqsOf/PZiUxUQJBAOmjleFThkE7mqHS/rfa9CoOuquoUaLNTzRij8oE56NJ
    D8MX6wMpLaHewVUUdlNIgJOQoDbryzrR7+5otu+nNokCQQDTJ/rSZ9M2JAf72HHO
    m51Lw9SajSPztxVaFaKbeEbrtQ8WXVlE7VaPU2F0Z4WG2A54YKcCXMsD7EUgcd7v
    iq8zAkEApIOGryIEH/zbVmVe7JElalPyx5p+2VceFXHtc7/eZ5Czo5k8533gXuGe
    Ws1MwDoGJ2IoHmQMN3/KJaLgZYHlmQJAawrebSFzAgQ8A+DSuMFMeScaNQsNybPr
    YBKNrzDHCyBrOJQz9+w1ME09nywHlbcbhszAfUMbK67v0CXJtTdh3wJBAMJxU8hu
    n/Upeyh+JIaRvcIHYLXPpC7/FecqdcfdokQ7BtdY9Akusbow7pG+U/gu9F3tB9Iq
    XPbfvuvwTA78uQc=
    -----END PRIVATE KEY-----
    """
}

/// The signatures of `Tests/Signatures/rs256.tsv`.
enum Signatures {
  struct Signature: Sendable, CustomTestStringConvertible {
    let isRight: Bool
    let exponent: [UInt8]
    let message: String
    let bytes: [UInt8]
    let testDescription: String
  }

  private static let rows: [[String]] = {
    let file = Shared.checkout.appending(path: "Tests/Signatures/rs256.tsv")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: "\t").map(String.init) }
  }()

  static let all = rows.filter { $0.count == 5 }.map { row in
    Signature(
      isRight: row[0] == "true",
      exponent: exponent(row[1]),
      message: row[2],
      bytes: Base64.url.decode(row[3]) ?? [],
      testDescription: row[4]
    )
  }

  /// The modulus of the key by its exponent.
  static let moduli = Dictionary(
    uniqueKeysWithValues: rows.filter { $0.count == 3 }.map {
      (exponent($0[1]), Base64.url.decode($0[2]) ?? [])
    }
  )

  private static func exponent(_ text: String) -> [UInt8] { text == "3" ? [3] : [1, 0, 1] }
}
