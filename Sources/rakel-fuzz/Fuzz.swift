internal import Authoring
internal import Foundation
internal import Ground
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
  default: { _ = Tokeniser.tokens(in: $0) }
  }
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
