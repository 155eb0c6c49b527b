import Channels
import Crypto
import Ground
import HTTP
import Testing

@Suite struct WebhookCheckTests {
  private static let key = [UInt8](1...32)
  private static let other = [UInt8](2...33)
  private static let body = Array(#"{"type":"message","text":"<at>Rakel</at> hei"}"#.utf8)
  private static let code = Base64.standard.encode(HMAC(of: body, key: key).bytes)

  private func check() throws -> WebhookCheck {
    let secrets = [("skole", Self.key), ("helse", Self.other)].map { team, key in
      (team: team, secret: Secret(Base64.standard.encode(key)))
    }
    return try #require(WebhookCheck(secrets))
  }

  private func outcome(
    _ fields: [String],
    body: [UInt8] = body
  ) throws -> Result<String, TokenRefusal> {
    var headers = Headers()
    for field in fields { try headers.add(field, for: .authorisation) }
    let check = try check()
    do throws(TokenRefusal) {
      return .success(try check.team(of: headers, body: body))
    } catch {
      return .failure(error)
    }
  }

  @Test func `finds the team whose key made the code`() throws {
    #expect(try outcome(["HMAC \(Self.code)"]) == .success("skole"))
    #expect(try outcome(["hmac \(Self.code)"]) == .success("skole"))
    let other = Base64.standard.encode(HMAC(of: Self.body, key: Self.other).bytes)
    #expect(try outcome(["HMAC \(other)"]) == .success("helse"))
    let empty = Base64.standard.encode(HMAC(of: [], key: Self.key).bytes)
    #expect(try outcome(["HMAC \(empty)"], body: []) == .success("skole"))
  }

  @Test(
    arguments: [
      ([], .missing), ([""], .credentials), (["HMAC"], .credentials), ([code], .credentials),
      (["Bearer \(code)"], .credentials), (["HMAC  \(code)"], .credentials),
      (["HMAC \(code) x"], .credentials), (["HMAC \(code)", "HMAC \(code)"], .credentials),
      (["HMAC \(code.dropLast())"], .credentials), (["HMAC \(code)="], .credentials),
      (["HMAC " + code.replacing("=", with: "A")], .credentials), (["HMAC AAAA"], .credentials),
      (["HMAC " + String(repeating: "A", count: 1 << 20)], .credentials),
      (["HMAC " + String(repeating: "=", count: 44)], .credentials),
      (["HMAC " + Base64.standard.encode([UInt8](repeating: 0, count: 32))], .code),
      (["HMAC " + Base64.standard.encode(SHA256(of: body).bytes)], .code),
      (["HMAC " + Base64.standard.encode(HMAC(of: body + [0x20], key: key).bytes)], .code),
      (["HMAC " + Base64.standard.encode(HMAC(of: body, key: key.dropLast()).bytes)], .code),
    ] as [([String], TokenRefusal.Reason)]
  )
  func `refuses every other code`(fields: [String], reason: TokenRefusal.Reason) throws {
    #expect(try outcome(fields) == .failure(TokenRefusal(reason)))
  }

  @Test(arguments: ["", "no base64", "AQ", "AQ==\n"])
  func `takes no key that is not base64`(secret: String) {
    #expect(WebhookCheck([(team: "a", secret: Secret(secret))]) == nil)
  }

  @Test func `believes nobody without keys`() throws {
    var headers = Headers()
    try headers.add("HMAC \(Self.code)", for: .authorisation)
    let check = try #require(WebhookCheck([]))
    #expect(throws: TokenRefusal(.code)) { try check.team(of: headers, body: Self.body) }
  }
}
