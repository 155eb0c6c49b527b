import Foundation
import HTTP
import TestKit
import Testing

/// Whom the transport believes, tried on a server of OpenSSL's with a certificate made for the occasion.
@Suite(.enabled(if: OpenSSL.isThere, "needs the program openssl"))
struct CertificateTests {
  private let folder: TemporaryFolder
  private let server: OpenSSL
  private let port: Int

  /// A server that calls itself `localhost`, and vouches for itself.
  init() throws {
    folder = try TemporaryFolder()
    let (certificate, key) = (folder.path("certificate.pem"), folder.path("key.pem"))
    try OpenSSL([
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
      "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-out", certificate, "-keyout",
      key,
    ]).waitForEnd()
    server = try OpenSSL([
      "s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key, "-www", "-naccept",
      "10",
    ])
    // It says `ACCEPT 127.0.0.1:40113` when it listens.
    let line = try #require(server.line(beginningWith: "ACCEPT "))
    port = try #require(line.split(separator: ":").last.flatMap { Int($0) })
  }

  private func status(from host: String, trusting authorities: String?) async throws -> Status {
    let address = try #require(WebAddress("https://\(host):\(port)/"))
    let transport = CurlTransport(CurlTransport.Options(authorities: authorities))
    return try await transport.send(Request(.get, address)).status
  }

  @Test func `believes only who is vouched for, and under that name`() async throws {
    let own = folder.path("certificate.pem")
    #expect(try await status(from: "localhost", trusting: own) == .ok)
    await #expect(throws: TransportError.untrusted) {
      try await status(from: "localhost", trusting: nil)
    }
    await #expect(throws: TransportError.untrusted) {
      try await status(from: "127.0.0.1", trusting: own)
    }
    await #expect(throws: TransportError.untrusted) {
      try await status(from: "localhost", trusting: folder.path("none.pem"))
    }
  }
}

/// A run of the program `openssl`, ended when it is let go.
private final class OpenSSL: Sendable {
  private static let program = URL(filePath: "/usr/bin/openssl")
  static let isThere = FileManager.default.isExecutableFile(atPath: program.path)

  private let process = Process()
  private let output = Pipe()

  init(_ arguments: [String]) throws {
    process.executableURL = Self.program
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  // Threads of the cooperative pool hold back signals, and what they start inherits that: this one cannot be held back.
  deinit { kill(process.processIdentifier, SIGKILL) }

  func waitForEnd() { process.waitUntilExit() }

  /// The first line that it says which begins so; nil where it ends before.
  func line(beginningWith prefix: String) -> Substring? {
    var said = ""
    while true {
      let bytes = output.fileHandleForReading.availableData
      guard !bytes.isEmpty else { return nil }
      said += String(decoding: bytes, as: UTF8.self)
      let lines = said.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      if let line = lines.first(where: { $0.hasPrefix(prefix) }) { return line }
    }
  }
}
