internal import CPCRE2

/// A regular expression of PCRE2, compiled once and safe to run on anything.
///
/// Matching ignores case, as the reference does. Work, depth and memory of a match are limited, so neither a
/// hostile message nor a careless expression can hang it: a match that costs too much counts as none.
final class RegexPattern: Sendable {
  /// Why an expression does not compile.
  struct Fault: Error {
    var message: String
    /// Where in the expression, in UTF-8 bytes.
    var offset: Int
  }

  /// Steps of one attempt; an honest expression takes some hundreds.
  private static let mostSteps: UInt32 = 20_000
  private static let mostDepth: UInt32 = 1_000
  private static let mostKibibytes: UInt32 = 1_024
  /// The part of a message that is searched, in bytes: every one of them may be the beginning of an attempt.
  private static let searchedBytes = 4_096
  private static let mostMatches = 100

  private let code: Code

  init(_ expression: String) throws(Fault) { code = try Code(expression) }

  /// The ranges of all matches that are not empty, in bytes of the text, from left to right.
  func matches(in text: [UInt8]) -> [Range<Int>] {
    var end = min(text.count, Self.searchedBytes)
    // Never in the middle of a scalar.
    while end > 0, end < text.count, text[end] & 0xC0 == 0x80 { end -= 1 }
    let subject = Array(text[..<end])
    var found: [Range<Int>] = []
    var start = 0
    while start < subject.count, found.count < Self.mostMatches,
      let match = code.match(subject, from: start)
    {
      if !match.isEmpty { found.append(match) }
      start = max(match.upperBound, start + 1)
      while start < subject.count, subject[start] & 0xC0 == 0x80 { start += 1 }
    }
    return found
  }

  /// Owns the compiled code, which PCRE2 does not change by matching.
  ///
  /// `@unchecked Sendable` because of the pointer; PCRE2's manual (pcre2api, “Multithreading”) says that a
  /// compiled pattern may be used by several threads at once.
  @safe private final class Code: @unchecked Sendable {
    private let pointer: OpaquePointer

    init(_ expression: String) throws(Fault) {
      let bytes = [UInt8](expression.utf8)
      guard bytes.count <= 4_000 else {
        throw Fault(message: "the expression is over 4,000 bytes", offset: 0)
      }
      var (number, offset): (Int32, Int) = (0, 0)
      let options =
        PCRE2_CASELESS | PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_NO_UTF_CHECK
      guard
        let pointer = unsafe pcre2_compile_8(bytes, bytes.count, options, &number, &offset, nil)
      else { throw Fault(message: Self.message(number), offset: offset) }
      unsafe self.pointer = pointer
    }

    deinit { unsafe pcre2_code_free_8(pointer) }

    /// The first match at or after `start`; nil where there is none, or where a limit was met.
    func match(_ subject: [UInt8], from start: Int) -> Range<Int>? {
      guard let data = unsafe pcre2_match_data_create_8(1, nil),
        let context = unsafe pcre2_match_context_create_8(nil)
      else { return nil }
      defer {
        unsafe pcre2_match_data_free_8(data)
        unsafe pcre2_match_context_free_8(context)
      }
      unsafe pcre2_set_match_limit_8(context, RegexPattern.mostSteps)
      unsafe pcre2_set_depth_limit_8(context, RegexPattern.mostDepth)
      unsafe pcre2_set_heap_limit_8(context, RegexPattern.mostKibibytes)
      let result = unsafe pcre2_match_8(
        pointer,
        subject,
        subject.count,
        start,
        PCRE2_NO_UTF_CHECK,
        data,
        context
      )
      // 0 says that the expression has groups, which nobody asked for.
      guard result >= 0, let vector = unsafe pcre2_get_ovector_pointer_8(data) else { return nil }
      let (lower, upper) = unsafe (vector[0], vector[1])
      // \K in a look-ahead may put the beginning behind the end.
      return lower <= upper ? lower..<upper : nil
    }

    private static func message(_ number: Int32) -> String {
      var buffer = [UInt8](repeating: 0, count: 256)
      let count = unsafe pcre2_get_error_message_8(number, &buffer, buffer.count)
      return String(decoding: buffer.prefix(max(0, Int(count))), as: UTF8.self)
    }
  }
}
