import Channels
import Crypto
import Foundation
import Ground
import TestKit

extension BadToken {
  /// Each is a token of the channel service with one thing changed.
  static let ofChannel = ofForm + ofSignature + ofTime + ofAddress

  private static let ofForm = [
    BadToken("no Authorization", .missing) { $0.fields = { _ in [] } },
    BadToken("an empty Authorization", .credentials) { $0.fields = { _ in [""] } },
    BadToken("the scheme alone", .credentials) { $0.fields = { _ in ["Bearer"] } },
    BadToken("another scheme", .credentials) { $0.fields = { ["Basic \($0)"] } },
    BadToken("no scheme", .credentials) { $0.fields = { [$0] } },
    BadToken("two blanks", .credentials) { $0.fields = { ["Bearer  \($0)"] } },
    BadToken("a tab", .credentials) { $0.fields = { ["Bearer\t\($0)"] } },
    BadToken("two tokens", .credentials) { $0.fields = { ["Bearer \($0) \($0)"] } },
    BadToken("two tokens with a comma", .token(.parts)) { $0.fields = { ["Bearer \($0),\($0)"] } },
    BadToken("two fields", .credentials) { $0.fields = { ["Bearer \($0)", "Bearer \($0)"] } },
    BadToken("a quoted token", .token(.encoding)) { $0.fields = { ["Bearer \"\($0)\""] } },
    BadToken("a MB of token", .token(.size)) {
      $0.edit = { _ in String(repeating: "A", count: 1 << 20) }
    },
    BadToken("a MB of claims", .token(.size)) {
      $0.claims["x"] = .string(String(repeating: "A", count: 1 << 20))
    },
    BadToken("a dot behind", .token(.parts)) { $0.edit = { $0 + "." } },
    BadToken("a dot before", .token(.parts)) { $0.edit = { "." + $0 } },
    BadToken("no signature part", .token(.parts)) {
      $0.edit = { String($0[..<($0.lastIndex(of: ".") ?? $0.endIndex)]) }
    },
    BadToken("five parts (JWE)", .token(.parts)) { $0.edit = { $0 + ".AA.AA" } },
    BadToken("padding behind", .token(.encoding)) { $0.edit = { $0 + "==" } },
    BadToken("the other base64", .token(.encoding)) {
      $0.edit = { $0.replacing("-", with: "+").replacing("_", with: "/") }
    },
    BadToken("idle bits set at the end", .token(.encoding)) {
      // 256 bytes end in a digit with four idle bits.
      $0.edit = {
        $0.dropLast() + (["A": "B", "Q": "R", "g": "h", "w": "x"][$0.last ?? "A"] ?? "?")
      }
    },
    BadToken("deep claims", .token(.payload)) { draft in
      draft.edit = { [draft] _ in
        let deep = String(repeating: "[", count: 5_000) + String(repeating: "]", count: 5_000)
        return draft.resigned { ($0, "{\"x\":\(deep),\($1.dropFirst())") }
      }
    },
    BadToken("a claim twice, the right one first", .token(.duplicate)) { draft in
      draft.edit = { [draft] _ in
        draft.resigned { ($0, $1.dropLast() + ",\"iss\":\"https://evil.example\"}") }
      }
    },
    BadToken("a claim twice, the right one last", .token(.duplicate)) { draft in
      draft.edit = { [draft] _ in
        draft.resigned { ($0, "{\"iss\":\"https://evil.example\"," + $1.dropFirst()) }
      }
    },
    BadToken("a claim twice, once with an escape", .token(.duplicate)) { draft in
      draft.edit = { [draft] _ in
        draft.resigned { ($0, "{\"i\\u0073s\":\"https://evil.example\"," + $1.dropFirst()) }
      }
    },
    BadToken("claims in a list", .token(.payload)) { draft in
      draft.edit = { [draft] _ in draft.resigned { ($0, "[\($1)]") } }
    },
    BadToken("claims with a NUL behind", .token(.payload)) { draft in
      draft.edit = { [draft] _ in draft.resigned { ($0, $1 + "\0") } }
    },
    BadToken("claims that are a token", .token(.payload)) { draft in
      draft.edit = { [draft] inner in draft.resigned { header, _ in (header, inner) } }
    },
    BadToken("a token within a token", .token(.type)) { draft in
      draft.header["cty"] = "JWT"
      draft.edit = { [draft] inner in draft.resigned { header, _ in (header, inner) } }
    },
  ]

  private static let ofSignature = [
    BadToken("alg none", .token(.algorithm)) { $0.header["alg"] = "none" },
    BadToken("alg none without a signature", .token(.algorithm)) {
      $0.header["alg"] = "none"
      $0.edit = { String($0[...($0.lastIndex(of: ".") ?? $0.startIndex)]) }
    },
    BadToken("alg NoNe", .token(.algorithm)) { $0.header["alg"] = "NoNe" },
    BadToken("no alg", .token(.algorithm)) { $0.header["alg"] = nil },
    BadToken("HS256 with the public key as the secret", .token(.algorithm)) { draft in
      draft.header["alg"] = "HS256"
      draft.edit = { [draft] text in
        let message = text[..<(text.lastIndex(of: ".") ?? text.endIndex)]
        let code = HMAC(of: Array(message.utf8), key: draft.key.modulus)
        return message + "." + Base64.url.encode(code.bytes)
      }
    },
    BadToken("RS512", .token(.algorithm)) { $0.header["alg"] = "RS512" },
    BadToken("PS256", .token(.algorithm)) { $0.header["alg"] = "PS256" },
    BadToken("an extension to be understood", .token(.critical)) { $0.header["crit"] = ["exp"] },
    BadToken("a token of another type", .token(.type)) { $0.header["typ"] = "logout+jwt" },
    BadToken("no kid", .unknownKey) { $0.header["kid"] = nil },
    BadToken("a kid that is a number", .token(.header)) { $0.header["kid"] = 1 },
    BadToken("an unknown kid", .unknownKey) { $0.header["kid"] = "third" },
    BadToken("a kid in another case", .unknownKey) { $0.header["kid"] = "First" },
    BadToken("a kid that is a path", .unknownKey) { $0.header["kid"] = "../../../../dev/null" },
    BadToken("a kid that is SQL", .unknownKey) { $0.header["kid"] = "x' UNION SELECT 'first" },
    BadToken("a kid that is an address", .unknownKey) {
      $0.header["kid"] = "https://evil.example/k"
    },
    BadToken("a kid with a NUL", .unknownKey) { $0.header["kid"] = "first\0" },
    BadToken("the kid of another key", .token(.signature)) { $0.header["kid"] = "second" },
    BadToken("signed by another key", .token(.signature)) { $0.key = SigningKeys.second },
    BadToken("signed by the key in its own header", .token(.signature)) {
      $0.key = SigningKeys.second
      $0.header["jwk"] = SigningKeys.second.published(as: "first")
    },
    BadToken("signed by a key at an address in its header", .token(.signature)) {
      $0.key = SigningKeys.second
      $0.header["jku"] = "https://evil.example/keys"
      $0.header["x5u"] = "https://evil.example/keys"
      $0.header["x5c"] = ["MIIB"]
    },
    BadToken("a bit of the signature flipped", .token(.signature)) {
      $0.edit = { withSignature(of: $0) { $0[200] ^= 1 } }
    },
    BadToken("the signature of other claims", .token(.signature)) { draft in
      draft.edit = { [draft] text in
        var other = draft
        other.claims["x"] = true
        let signature = text.split(separator: ".")[2]
        return other.text.split(separator: ".")[..<2].joined(separator: ".") + "." + signature
      }
    },
    BadToken("a byte less of signature", .token(.signature)) {
      $0.edit = { withSignature(of: $0) { $0.removeLast() } }
    },
    BadToken("no signature", .token(.signature)) {
      $0.edit = { String($0[...($0.lastIndex(of: ".") ?? $0.startIndex)]) }
    },
    BadToken("a byte more of signature", .token(.signature)) {
      $0.edit = { withSignature(of: $0) { $0.append(0) } }
    },
    BadToken("a signature of zeros", .token(.signature)) {
      $0.edit = { withSignature(of: $0) { $0 = [UInt8](repeating: 0, count: 256) } }
    },
  ]

  private static let ofTime = [
    BadToken("expired", .expired) { $0.claims["exp"] = .integer(DraftToken.now - 300) },
    BadToken("expired in 1970", .expired) { $0.claims["exp"] = 0 },
    BadToken("not yet", .early) { $0.claims["nbf"] = .integer(DraftToken.now + 301) },
    BadToken("made tomorrow", .early) { $0.claims["iat"] = .integer(DraftToken.now + 86_400) },
    BadToken("without an end", .endless) { $0.claims["exp"] = nil },
    BadToken("an end that is text", .token(.claim)) {
      $0.claims["exp"] = .string("\(DraftToken.now + 3_600)")
    },
    BadToken("an end that is a fraction", .token(.claim)) {
      $0.claims["exp"] = .double(Double(DraftToken.now) + 3_600.5)
    },
    BadToken("an end beyond all time", .token(.claim)) { $0.claims["exp"] = .double(1e300) },
    BadToken("an end in milliseconds", .token(.claim)) {
      $0.claims["exp"] = .integer((DraftToken.now + 3_600) * 1_000)
    },
    BadToken("an end before time", .token(.claim)) { $0.claims["exp"] = -1 },
    BadToken("an end that is null", .token(.claim)) { $0.claims["exp"] = .null },
    BadToken("a beginning that is text", .token(.claim)) { $0.claims["nbf"] = "0" },
  ]

  private static let ofAddress = [
    BadToken("no issuer", .issuer) { $0.claims["iss"] = nil },
    BadToken("an empty issuer", .issuer) { $0.claims["iss"] = "" },
    BadToken("an issuer that is a list", .token(.claim)) {
      $0.claims["iss"] = ["https://api.botframework.com"]
    },
    BadToken("an issuer with a slash", .issuer) {
      $0.claims["iss"] = "https://api.botframework.com/"
    },
    BadToken("an issuer with more behind", .issuer) {
      $0.claims["iss"] = "https://api.botframework.com.evil.example"
    },
    BadToken("an issuer with more before", .issuer) {
      $0.claims["iss"] = "https://evil.example/https://api.botframework.com"
    },
    BadToken("an issuer in another case", .issuer) {
      $0.claims["iss"] = "https://API.botframework.com"
    },
    BadToken("an issuer without TLS", .issuer) { $0.claims["iss"] = "http://api.botframework.com" },
    BadToken("the issuer of another cloud", .issuer) {
      $0.claims["iss"] = "https://api.botframework.us"
    },
    BadToken("an issuer with a NUL", .issuer) {
      $0.claims["iss"] = "https://api.botframework.com\0"
    },
    BadToken("no audience", .audience) { $0.claims["aud"] = nil },
    BadToken("an empty audience", .audience) { $0.claims["aud"] = "" },
    BadToken("an empty list of audiences", .audience) { $0.claims["aud"] = [] },
    BadToken("another audience", .audience) { $0.claims["aud"] = .string(TokenScene.caller) },
    BadToken("audiences, us among them", .audience) {
      $0.claims["aud"] = [.string(TokenScene.caller), .string(TokenScene.applicationID)]
    },
    BadToken("an audience that begins as ours", .audience) {
      $0.claims["aud"] = .string(TokenScene.applicationID + "0")
    },
    BadToken("an audience of another form", .audience) {
      $0.claims["aud"] = .string("https://\(TokenScene.applicationID)")
    },
    BadToken("the audience as a number", .token(.claim)) { $0.claims["aud"] = 1 },
    BadToken("no serviceurl", .serviceURL) { $0.claims["serviceurl"] = nil },
    BadToken("the claim as serviceUrl", .serviceURL) {
      $0.claims["serviceUrl"] = $0.claims["serviceurl"]
      $0.claims["serviceurl"] = nil
    },
    BadToken("another serviceurl", .serviceURL) {
      $0.claims["serviceurl"] = "https://smba.trafficmanager.net/amer/"
    },
    BadToken("a serviceurl in another case", .serviceURL) {
      $0.claims["serviceurl"] = "https://smba.trafficmanager.net/EMEA/"
    },
    BadToken("a serviceurl with two slashes", .serviceURL) {
      $0.claims["serviceurl"] = "https://smba.trafficmanager.net/emea//"
    },
    BadToken("a serviceurl that begins as the activity's", .serviceURL) {
      $0.claims["serviceurl"] = "https://smba.trafficmanager.net"
    },
    BadToken("a serviceurl that is a list", .serviceURL) {
      $0.claims["serviceurl"] = ["https://smba.trafficmanager.net/emea/"]
    },
    BadToken("an activity for elsewhere", .serviceURL) {
      $0.activity.serviceURL = "https://evil.example/"
    },
    BadToken("an activity without serviceUrl", .serviceURL) { $0.activity.serviceURL = nil },
    BadToken("nothing on both sides", .serviceURL) {
      $0.claims["serviceurl"] = "/"
      $0.activity.serviceURL = ""
    },
    BadToken("a channel that is not endorsed", .endorsement) { $0.activity.channelID = "slack" },
    BadToken("a channel in another case", .endorsement) { $0.activity.channelID = "MSTeams" },
    BadToken("no channel", .endorsement) { $0.activity.channelID = nil },
    BadToken("an empty channel", .endorsement) { $0.activity.channelID = "" },
    BadToken("a key for other channels", .endorsement) {
      $0.key = SigningKeys.second
      $0.header["kid"] = "second"
    },
    BadToken("a key for no channel", .endorsement) { $0.header["kid"] = "bare" },
    BadToken("Entra's claims in the channel's name", .serviceURL) {
      $0.claims = DraftToken.entra().claims
      $0.claims["iss"] = "https://api.botframework.com"
    },
  ]

  private static func withSignature(of text: String, _ change: (inout [UInt8]) -> Void) -> String {
    let parts = text.split(separator: ".")
    var signature = Base64.url.decode(String(parts[2])) ?? []
    change(&signature)
    return "\(parts[0]).\(parts[1])." + Base64.url.encode(signature)
  }
}
