import Foundation
import Ground
import HTTP
import Testing

@Suite struct HeadersTests {
  @Test func `finds a field in any case and keeps the order`() throws {
    var headers = Headers()
    let accept = try #require(HeaderName("ACCEPT"))
    try headers.add("text/html", for: .accept)
    try headers.add(" \t 7 \t", for: .retryAfter)
    try headers.add("*/*", for: accept)
    #expect(headers[.accept] == "text/html")
    #expect(headers.values(of: accept) == ["text/html", "*/*"])
    #expect(headers.fields.map(\.value) == ["text/html", "7", "*/*"])
    try headers.set("a/b", for: .accept)
    #expect(headers.fields.map(\.value) == ["a/b", "7"])
    headers.remove(.accept)
    #expect(headers.fields.map(\.name) == [.retryAfter])
  }

  @Test(arguments: ["a\r\nX: y", "a\nb", "a\rb", "a\0b", "\u{1}", "\u{7F}", "\n", "a\r"])
  func `refuses a value that would end the field`(value: String) {
    var headers = Headers()
    #expect(throws: HeaderFault.value(of: .accept)) { try headers.add(value, for: .accept) }
    #expect(throws: HeaderFault.value(of: .accept)) { try headers.set(value, for: .accept) }
    #expect(headers == Headers())
  }

  @Test(arguments: [
    "", "a b", "a:", "a\r\nb", "æ", "(x)", "a\0", String(repeating: "x", count: 257),
  ])
  func `refuses what is no name`(text: String) {
    #expect(HeaderName(text) == nil)
    #expect(Method(text) == nil)
  }

  @Test(arguments: [99, 600, -1, 999, Int.max])
  func `refuses what is no status`(code: Int) { #expect(Status(code) == nil) }
}

@Suite struct WebAddressTests {
  @Test(arguments: [
    ("https://api.example.no/a/b?c=d&e=%C3%A6", "https://api.example.no/a/b?c=d&e=%C3%A6"),
    ("HTTPS://API.Example.NO:443", "https://api.example.no/"),
    ("http://127.0.0.1:8080?q", "http://127.0.0.1:8080/?q"),
    ("http://[::1]:81/#part", "http://[::1]:81/"),
    ("https://a_b.no/x//y/./..", "https://a_b.no/x//y/./.."),
    ("https://[2001:db8:0:0:0:0:0:1]", "https://[2001:db8:0:0:0:0:0:1]/"),
  ])
  func `reads an address and writes it anew`(text: String, written: String) {
    #expect(WebAddress(text)?.description == written)
  }

  @Test(arguments: [
    "", "/a", "ftp://a.no/", "https:/a.no", "https:a.no", "https://", "https:///a", "https://a.no:",
    "://",
    "https://a.no:0", "https://a.no:65536", "https://a.no:8o", "https://a.no:+80",
    "https://user@a.no/",
    "https://a.no\\@b.no/", "https://a.no\\b", "https://a.no /", " https://a.no", "https://a.no/æ",
    "https://a.no/a b", "https://a.no/a\r\nHost: b", "https://a.no/%", "https://a.no/%2",
    "https://a.no/%zz",
    "https://a..no", "https://.a.no", "https://a.no.", "https://-a.no", "https://a%2eno/",
    "https://blåbær.no",
    "https://a.no\u{0}", "https://a.no/\u{0}", "https://127.1", "https://2130706433",
    "https://0x7f.0.0.1",
    "https://127.0.0.1.", "https://0177.0.0.1", "https://1.2.3.256", "https://a.1", "https://[::1",
    "https://::1/",
    "https://[::1%25eth0]/", "https://[1:2]", "https://[::ffff:127.0.0.1]/", "https://[:::]",
    "https://[1::2::3]",
    "https://a.no/\u{301}", "https://a.no/[x]", "https://a.no/<x>", "https://a.no/{x}",
    "https://a.no@b.no:80",
  ])
  func `refuses an address that readers might read differently`(text: String) {
    #expect(WebAddress(text) == nil)
  }

  @Test func `refuses what is too long`() {
    #expect(WebAddress("https://a.no/" + String(repeating: "x", count: 8_192)) == nil)
    #expect(WebAddress("https://" + String(repeating: "a.", count: 130) + "no") == nil)
  }

  @Test(arguments: [
    ("https://localhost/", true, false), ("http://127.0.0.1:1/", true, true),
    ("http://[::1]/", true, true),
    ("https://10.0.0.1/", false, true), ("https://localhost.example.no/", false, false),
  ])
  func `knows this machine and literal addresses`(
    text: String,
    isLoopback: Bool,
    isLiteral: Bool
  ) throws {
    let host = try #require(WebAddress(text)).origin.host
    #expect(host.isLoopback == isLoopback)
    #expect(host.isLiteral == isLiteral)
  }

  @Test func `encodes what would break out of its place`() {
    #expect("../a?b=c&d#e/æ \r\n%".percentEncoded == "..%2Fa%3Fb%3Dc%26d%23e%2F%C3%A6%20%0D%0A%25")
    #expect("aZ09-._~".percentEncoded == "aZ09-._~")
  }
}

@Suite struct RetryAfterTests {
  /// 6 November 1994, 08:49:07 UTC.
  static let now = Date(timeIntervalSince1970: 784_111_747)

  @Test(arguments: [
    ("0", 0), ("120", 120), ("Sun, 06 Nov 1994 08:49:37 GMT", 30),
    ("Sunday, 06-Nov-94 08:49:37 GMT", 30),
    ("Sun Nov  6 08:49:37 1994", 30), ("Sun Nov 16 08:49:07 1994", 864_000),
    ("Sun, 06 Nov 1994 08:49:00 GMT", 0), ("99999999999999999999999", 3_155_760_000),
    ("Sunday, 06-Nov-43 08:49:07 GMT", 1_546_300_800), ("Sunday, 06-Nov-50 08:49:07 GMT", 0),
  ])
  func `reads seconds and dates`(value: String, seconds: Int) {
    #expect(RetryAfter.wait(value, now: Self.now) == .seconds(seconds))
  }

  @Test(arguments: [
    "", "-1", "1.5", "soon", "+3", "１２", "Sun, 31 Feb 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 24:00:00 GMT",
    "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 06 nov 1994 08:49:37 GMT", "06 Nov 1994 08:49:37 GMT",
    "Sun, 06 Nov 94 08:49:37 GMT", "Sun, 6-Nov 08:49:37 GMT", "Sun Nov 6 8:49:37 1994",
  ])
  func `refuses anything else`(value: String) {
    #expect(RetryAfter.wait(value, now: Self.now) == nil)
  }
}

@Suite struct ResponseTests {
  @Test(arguments: [
    ("application/json", true), ("Application/JSON; charset=utf-8", true),
    ("application/problem+json", true),
    ("text/plain", false), ("json", false), ("", false), ("application/jsonl", false),
  ])
  func `tells JSON by its type`(type: String, isJSON: Bool) throws {
    var headers = Headers()
    try headers.set(type, for: .contentType)
    let response = Response(.ok, headers: headers, body: Array("[1]".utf8))
    #expect(response.json() == (isJSON ? [1] : nil))
  }

  @Test func `takes JSON that is none, or too deep, for text`() throws {
    var headers = Headers()
    try headers.set("application/json", for: .contentType)
    let deep = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
    for text in ["{", "", deep] {
      #expect(Response(.ok, headers: headers, body: Array(text.utf8)).json() == nil)
    }
  }
}
