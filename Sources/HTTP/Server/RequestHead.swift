/// The head of a request: what stands before its body, read strictly (RFC 9112 §2 to §6).
///
/// libmicrohttpd reads leniently, and hides most of it: a bare LF ends a line, a blank may stand before the colon, a
/// line that begins with a blank goes on with the one before, what comes after a NUL is lost. But it reads in place:
/// what it was sent still lies in its buffer, with NUL where it has put ends to its strings. So the buffer is read once
/// more. Each line must have exactly the ends that a well-formed one leaves:
///
///     POST␀target␀HTTP/1.1␀␀host␀ example.no␀␀…␀␀
///
/// A bare LF leaves one NUL and CRLF two; a NUL that was sent is one too many; a folded line begins with a blank.
/// And there must be as many fields as libmicrohttpd has found.
struct RequestHead: Sendable, Equatable {
  /// The two versions that are spoken.
  enum Version: Sendable, Hashable {
    case http10, http11
  }

  let method: Method
  let version: Version
  let headers: Headers

  /// - Parameters:
  ///   - bytes: The whole head as it lies in the buffer.
  ///   - targetBytes: How long the target is; its bytes are not looked at, for libmicrohttpd takes it apart in place.
  ///   - fieldCount: How many fields libmicrohttpd has found.
  init(
    _ bytes: [UInt8],
    targetBytes: Int,
    fieldCount: Int,
    limits: ServerLimits
  ) throws(RequestFault) {
    guard bytes.count <= limits.headBytes, fieldCount <= limits.fields else {
      throw .headTooLarge
    }
    var rest = bytes[...]
    guard let method = Self.string(from: &rest).flatMap({ Method(Self.text($0)) }) else {
      throw .requestLine
    }
    rest = rest.dropFirst(targetBytes)
    guard rest.popFirst() == 0, let version = Self.string(from: &rest), rest.popFirst() == 0 else {
      throw .requestLine
    }
    self.method = method
    self.version = try Self.version(version)
    var headers = Headers()
    while rest.first != 0 { try Self.readField(from: &rest, into: &headers) }
    guard rest.count == 2, rest.last == 0, headers.fields.count == fieldCount else {
      throw .headerLine
    }
    self.headers = headers
  }

  private static func version(_ text: ArraySlice<UInt8>) throws(RequestFault) -> Version {
    if text.elementsEqual("HTTP/1.1".utf8) { return .http11 }
    if text.elementsEqual("HTTP/1.0".utf8) { return .http10 }
    throw .version
  }

  private static func readField(
    from rest: inout ArraySlice<UInt8>,
    into headers: inout Headers
  ) throws(RequestFault) {
    guard let name = string(from: &rest), let value = string(from: &rest), rest.popFirst() == 0,
      let name = HeaderName(text(name)), !isPadded(value, of: name)
    else { throw .headerLine }
    do { try headers.add(value, for: name) } catch { throw .headerLine }
  }

  /// Whether blanks follow the value of a field that says where the body ends.
  ///
  /// They do not belong to it (RFC 9110 §5.5), but libmicrohttpd takes them for a part of it, and so for another value.
  private static func isPadded(_ value: ArraySlice<UInt8>, of name: HeaderName) -> Bool {
    (name == .contentLength || name == .transferEncoding || name == .expect)
      && (value.last == 0x20 || value.last == 0x09)
  }

  /// Takes what stands before the next NUL, and the NUL; nil where there is none.
  private static func string(from rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let end = rest.firstIndex(of: 0) else { return nil }
    defer { rest = rest[(end + 1)...] }
    return rest[..<end]
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}
