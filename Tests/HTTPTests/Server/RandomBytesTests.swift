import Foundation
import Ground
import HTTP
import Synchronization
import Testing

/// Requests with a few bytes changed: each is answered as it stands, or refused and the connection closed.
@Suite struct RandomBytesTests {
  private static let bytes: [UInt8] = [0, 9, 10, 13, 32, 58, 63, 37, 44, 48, 65, 127, 128, 255]

  private static func damaged(_ request: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
    var request = request
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let place = Int.random(in: 0..<request.count, using: &generator)
      let byte = bytes.randomElement(using: &generator) ?? 0
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: request[place] = byte
      case 1: request.insert(byte, at: place)
      default: request.remove(at: place)
      }
    }
    return request
  }

  /// The bodies of the requests that a reader finds who takes CRLF for the end of a line and nothing else, up to the
  /// first request that it does not like.
  private static func strictBodies(_ bytes: [UInt8]) -> [String] {
    var rest = bytes[...]
    var bodies: [String] = []
    while true {
      // Empty lines before a request are passed over (RFC 9112 §2.2).
      while rest.starts(with: [13, 10]) { rest = rest.dropFirst(2) }
      guard let end = Array(rest).firstRange(of: Array("\r\n\r\n".utf8)) else { return bodies }
      let lines = String(decoding: rest.prefix(end.lowerBound), as: UTF8.self)
        .components(separatedBy: "\r\n")
      let isClean = lines.allSatisfy { line in line.utf8.allSatisfy { ![0, 10, 13].contains($0) } }
      let lengths = lines.filter { $0.lowercased().hasPrefix("content-length:") }
      let digits = lengths.first?.dropFirst(15).trimmingCharacters(in: .whitespaces) ?? "0"
      guard isClean, lengths.count <= 1, let length = Int(digits),
        rest.count - end.upperBound >= length
      else { return bodies }
      rest = rest.dropFirst(end.upperBound)
      bodies.append(String(decoding: rest.prefix(length), as: UTF8.self))
      rest = rest.dropFirst(length)
    }
  }

  @Test(arguments: 0..<60)
  func `never takes a request for another`(seed: UInt64) async throws {
    var generator = SeededGenerator(seed: seed)
    let seen = Mutex<[String]>([])
    let served = try Served(
      { $0.limits.request = .milliseconds(250) },
      by: Answering { request, _ in
        seen.withLock { $0.append(String(decoding: request.body, as: UTF8.self)) }
        return Response(.ok)
      }
    )
    let request = Array(
      Served.request("POST /a?b=c", ["A: b", "Content-Length: 5", "C: d"], body: "12345").utf8
    )
    for _ in 0..<8 {
      seen.withLock { $0 = [] }
      let bytes = Self.damaged(request + request, &generator)
      let client = try served.client()
      client.send(bytes)
      client.endSending()
      _ = await client.rest()
      let bodies = seen.withLock { $0 }
      let strict = Self.strictBodies(bytes)
      #expect(
        strict.starts(with: bodies),
        "\(String(decoding: bytes, as: UTF8.self).debugDescription)"
      )
    }
  }
}
