internal import Authoring
internal import Channels
internal import Crypto
internal import Foundation
internal import Ground
internal import HTTP
internal import Norwegian

/// What libFuzzer calls with each input; the subject is named by `RAKEL_FUZZ`, which also makes this target exist.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  subject(unsafe Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

private let subject: @Sendable ([UInt8]) -> Void = {
  switch ProcessInfo.processInfo.environment["RAKEL_FUZZ"] {
  case "lu": { _ = AuthoredText.parse(bytes: $0, file: "fuzz.lu") }
  case "qna": { _ = AuthoredText.parse(bytes: $0, file: "fuzz.qna") }
  case "json": { _ = try? JSON(parsing: $0) }
  case "jwt": token
  case "keys": { _ = KeySet(parsing: $0) }
  case "hmac": code
  case "activity": activity
  default: { _ = Tokeniser.tokens(in: $0) }
  }
}()

/// Whatever can be read is not signed by our key.
private let token: @Sendable ([UInt8]) -> Void = { bytes in
  guard let token = try? JWT(parsing: String(decoding: bytes, as: UTF8.self)) else { return }
  _ = token.unverified["serviceurl"]
  precondition((try? token.verified(by: fuzzKey)) == nil, "a signature that nobody made")
}

/// The first byte says where the field ends and the body begins.
private let code: @Sendable ([UInt8]) -> Void = { bytes in
  let end = min(Int(bytes.first ?? 0), bytes.count)
  var headers = Headers()
  let field = String(decoding: bytes[..<end].dropFirst(), as: UTF8.self)
  guard (try? headers.add(field, for: .authorisation)) != nil else { return }
  let team = try? webhook?.team(of: headers, body: Array(bytes[end...]))
  precondition(team == nil, "a code that nobody made")
}

/// Whatever can be read is bounded, says what and where, and is the same when its JSON is written and read again.
private let activity: @Sendable ([UInt8]) -> Void = { bytes in
  guard let json = try? Activity.json(parsing: bytes) else { return }
  _ = ActivityAddress(of: json)
  guard let activity = try? Activity(json) else { return }
  let longest = Activity.longestText + 4
  precondition(!activity.conversation.id.isEmpty, "nowhere")
  precondition(activity.text.utf8.count <= longest, "a text without bounds")
  precondition(activity.words.utf8.count <= longest, "words that grow")
  let (text, words) = (activity.text.utf8, activity.words.utf8)
  let isWhole = text.count { $0 == 0x61 } == words.count { $0 == 0x61 }
  precondition(activity.mentionsUs || isWhole, "letters are lost without a mention")
  _ = (activity.content, activity.isForUs, activity.isFromBot)
  let again = try? Activity(parsing: json.utf8)
  precondition(again == activity, "another activity")
}

private let webhook = WebhookCheck([(team: "fuzz", secret: Secret("AQIDBAUGBwgJCgsMDQ4PEA=="))])

/// No product of two primes that anybody knows, which a verification does not mind.
private let fuzzKey: RSAPublicKey = {
  let modulus = [UInt8](repeating: 0xC5, count: 256)
  guard let key = try? RSAPublicKey(modulus: modulus, exponent: [1, 0, 1]) else {
    preconditionFailure("no key")
  }
  return key
}()

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// The entry point under the name that the package manager gives to an executable's `main`.
@_cdecl("rakel_fuzz_main")
func fuzzMain(
  _ count: CInt,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  var count = count
  var arguments = unsafe arguments
  return unsafe runDriver(&count, &arguments, testOneInput)
}
