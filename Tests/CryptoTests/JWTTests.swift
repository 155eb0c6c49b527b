import Crypto
import Ground
import TestKit
import Testing

@Suite struct JWTTests {
  @Test func `gives back what was signed`() throws {
    let said: JSON = [
      "iss": "https://i.no", "sub": "s", "aud": ["a", "b"], "exp": 2, "nbf": 1, "iat": 0,
      "deep": [["x": [1, 2, "a:b\\\":"]]],
    ]
    let header = try #require((["kid": "k"] as JSON).object)
    let text = JWT.signed(try #require(said.object), header: header, by: SigningKeys.first)
    let token = try JWT(parsing: text)
    #expect(token.keyID == "k")
    let claims = try token.verified(by: Self.key)
    #expect(claims.issuer == "https://i.no")
    #expect(claims.subject == "s")
    #expect(claims.audience == ["a", "b"])
    #expect([claims.expires, claims.notBefore, claims.issuedAt] == [2, 1, 0])
    #expect(claims["deep"] == [["x": [1, 2, "a:b\\\":"]]])
    #expect(claims["missing"] == nil)
  }

  @Test func `remembers what one key has signed, and nothing else`() throws {
    let proven = ProvenTokens()
    func check(_ text: String, by key: RSAPublicKey) throws {
      try proven.check(try proven.read(text), signedBy: key)
    }
    let text = SigningKeys.first.token(header: ["alg": "RS256"], claims: ["sub": "s"])
    for _ in 0..<2 { try check(text, by: Self.key) }
    #expect(proven.count == 1)

    let stranger = SigningKeys.second.token(header: ["alg": "RS256"], claims: ["sub": "s"])
    let other = SigningKeys.first.token(header: ["alg": "RS256"], claims: ["sub": "t"])
    let (parts, foreign) = (text.split(separator: "."), stranger.split(separator: "."))
    for forged in [
      stranger, "\(parts[0]).\(parts[1]).\(foreign[2])",
      other.split(separator: ".").prefix(2).joined(separator: ".") + ".\(parts[2])",
    ] {
      #expect(throws: JWTFault.signature) { try check(forged, by: Self.key) }
    }
    #expect(throws: JWTFault.signature) { try check(text, by: Self.otherKey) }
    #expect(proven.count == 1)
  }

  /// RFC 7515 Appendix A.2.
  @Test func `accepts the example of the standard`() throws {
    let key = try RSAPublicKey(
      modulus: try #require(
        Base64.url.decode(
          "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEz"
            + "P1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf6"
            + "3kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5Zw"
            + "Kh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRW"
            + "yuXpoQ"
        )
      ),
      exponent: [1, 0, 1]
    )
    let token = try JWT(
      parsing: "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9"
        + "leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu"
        + "3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--"
        + "f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwu"
        + "sC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVm"
        + "tVrBp0igcN_IoypGlUPQGe77Rw"
    )
    let claims = try token.verified(by: key)
    #expect(claims.issuer == "joe")
    #expect(claims.expires == 1_300_819_380)
    #expect(claims["http://example.com/is_root"] == true)
    #expect(token.keyID == nil)
    #expect(throws: JWTFault.signature) { try token.verified(by: Self.key) }
  }

  /// RFC 7519 §3.1 (HS256) and §6.1 (none), RFC 7515 Appendix A.3 (ES256).
  @Test(arguments: [
    "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0"
      + "dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
    "eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvb"
      + "S9pc19yb290Ijp0cnVlfQ.",
    "eyJhbGciOiJFUzI1NiJ9.e30.AA",
  ])
  func `refuses the examples of the standard that are signed in other ways`(token: String) {
    #expect(throws: JWTFault.algorithm) { try JWT(parsing: token) }
  }

  @Test(
    arguments: [
      (#"{"alg":"none"}"#, .algorithm), (#"{"alg":"rs256"}"#, .algorithm),
      (#"{"alg":"RS256 "}"#, .algorithm), (#"{"alg":"RS256\u0000"}"#, .algorithm),
      (#"{"alg":"RS384"}"#, .algorithm), (#"{"alg":"PS256"}"#, .algorithm),
      (#"{"alg":["RS256"]}"#, .algorithm), (#"{"alg":null}"#, .algorithm), ("{}", .algorithm),
      (#"{"alg":"RS256","crit":[]}"#, .critical), (#"{"alg":"RS256","crit":["exp"]}"#, .critical),
      (#"{"alg":"RS256","crit":["b64"],"b64":false}"#, .critical),
      (#"{"alg":"RS256","crit":null}"#, .critical),
      (#"{"alg":"RS256","typ":"at+jwt"}"#, .type), (#"{"alg":"RS256","typ":1}"#, .type),
      (#"{"alg":"RS256","cty":"JWT"}"#, .type),
      (#"{"alg":"RS256","kid":1}"#, .header), (#"{"alg":"RS256","kid":""}"#, .header),
      (#"{"alg":"RS256","kid":null}"#, .header), (#"{"alg":"RS256","kid":["k"]}"#, .header),
      (#"{"alg":"RS256","kid":"\#(String(repeating: "k", count: 257))"}"#, .header),
      (#"{"alg":"none","alg":"RS256"}"#, .duplicate),
      (#"{"alg":"RS256","alg":"none"}"#, .duplicate),
      (#"{"alg":"RS256","\u0061lg":"RS256"}"#, .duplicate),
      (#"{"alg":"RS256","x":[{"a":1,"a":1}]}"#, .duplicate),
      ("", .header), ("[]", .header), (#""RS256""#, .header), ("null", .header),
      (#"{"alg":"RS256"}{}"#, .header), (#"{"alg":"RS256",}"#, .header),
      ("\u{FEFF}{\"alg\":\"RS256\"}", .header), (#"{"alg":"RS256"}"# + "\0", .header),
      (
        #"{"alg":"RS256","x":\#(String(repeating: "[", count: 9) + String(repeating: "]", count: 9))}"#,
        .header
      ),
      (#"{"alg":"RS256","x":\#(String(repeating: "[", count: 10_000))"#, .header),
    ] as [(String, JWTFault)]
  )
  func `refuses a header that asks for anything else`(header: String, fault: JWTFault) {
    #expect(throws: fault) { try JWT(parsing: Self.token(header, "{}")) }
  }

  @Test(
    arguments: [
      ("", .payload), ("[]", .payload), ("1", .payload), ("{", .payload), (#"{"a":1}x"#, .payload),
      ("{\"a\":\"\u{0}\"}", .payload), (#"{'a':1}"#, .payload), (#"{"exp":NaN}"#, .payload),
      (#"{"exp":1e999}"#, .payload),
      (#"{"iss":"a","iss":"b"}"#, .duplicate), (#"{"iss":"a","is\u0073":"b"}"#, .duplicate),
      (#"{"a":{"b":[{"c":1,"d":2,"c":3}]}}"#, .duplicate),
      (#"{"iss":1}"#, .claim), (#"{"iss":null}"#, .claim), (#"{"iss":["a"]}"#, .claim),
      (#"{"sub":{}}"#, .claim), (#"{"aud":1}"#, .claim), (#"{"aud":["a",1]}"#, .claim),
      (#"{"aud":{"a":1}}"#, .claim), (#"{"exp":"1"}"#, .claim), (#"{"exp":1.5}"#, .claim),
      (#"{"exp":1e9}"#, .claim), (#"{"exp":-1}"#, .claim), (#"{"exp":253402300800}"#, .claim),
      (#"{"exp":9223372036854775808}"#, .claim), (#"{"exp":true}"#, .claim),
      (#"{"exp":null}"#, .claim), (#"{"nbf":"1"}"#, .claim), (#"{"iat":[]}"#, .claim),
    ] as [(String, JWTFault)]
  )
  func `refuses claims that are not what they must be`(payload: String, fault: JWTFault) {
    #expect(throws: fault) { try JWT(parsing: Self.token(#"{"alg":"RS256"}"#, payload)) }
  }

  @Test(
    arguments: [
      ("", .parts), (".", .parts), ("a", .parts), ("a.b", .parts), ("a.b.c.d", .parts),
      ("a.b.c.d.e", .parts), (String(repeating: ".", count: 16_000), .parts), ("..", .header),
      (String(repeating: "A", count: JWT.mostBytes + 1), .size),
      (String(repeating: "A", count: 1 << 20), .size),
      ("e30=.e30.AA", .encoding), (" e30.e30.AA", .encoding), ("e30\0.e30.AA", .encoding),
      ("eyJhbGciOiJSUzI1NiJ9.e30.AA==", .encoding), ("eyJhbGciOiJSUzI1NiJ9.e30.AB", .encoding),
      ("eyJhbGciOiJSUzI1NiJ9.e30.A", .encoding), ("eyJhbGciOiJSUzI1NiJ9.e30.AA\n", .encoding),
      ("eyJhbGciOiJSUzI1NiJ9.e3 0.AA", .encoding), ("eyJhbGciOiJSUzI1NiJ9.e31.AA", .encoding),
      ("eyJhbGciOiJSUzI1NiJ9.e30.+/+/", .encoding), ("eyJhbGciOiJSUzI1NiJ9..AA", .payload),
    ] as [(String, JWTFault)]
  )
  func `refuses another spelling`(token: String, fault: JWTFault) {
    #expect(throws: fault) { try JWT(parsing: token) }
  }

  @Test(arguments: [
    #"{"alg":"RS256"}"#, #"{"alg":"RS256","typ":"jwt"}"#, #"{"typ":"JWT","alg":"RS256"}"#,
  ])
  func `reads a header in other spellings, and keeps to the signature`(header: String) throws {
    let message = Self.token(header, "{}").dropLast(3)
    let signature = SigningKeys.first.signature(of: Array(message.utf8))
    let token = try JWT(parsing: message + "." + Base64.url.encode(signature))
    _ = try token.verified(by: Self.key)
    let other = try JWT(
      parsing: Self.token(header, " {}").dropLast(2) + Base64.url.encode(signature)
    )
    #expect(throws: JWTFault.signature) { try other.verified(by: Self.key) }
  }

  @Test(arguments: 0..<200)
  func `survives any change of a byte`(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    var bytes = Array(Self.sample.utf8)
    bytes[generator.below(bytes.count)] ^= UInt8(1 << generator.below(7))
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(throws: JWTFault.self) { try JWT(parsing: text).verified(by: Self.key) }
  }

  private static let sample = SigningKeys.first.token(
    header: ["alg": "RS256", "kid": "k"],
    claims: ["iss": "i", "exp": 1]
  )

  private static let key = publicKey(of: SigningKeys.first)
  private static let otherKey = publicKey(of: SigningKeys.second)

  private static func publicKey(of key: RSAPrivateKey) -> RSAPublicKey {
    do {
      return try RSAPublicKey(modulus: key.modulus, exponent: key.exponent)
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// With a signature that nobody made.
  private static func token(_ header: String, _ payload: String) -> String {
    [header, payload].map { Base64.url.encode(Array($0.utf8)) }.joined(separator: ".") + ".AA"
  }
}
