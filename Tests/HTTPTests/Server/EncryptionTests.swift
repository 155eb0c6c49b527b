import Foundation
import HTTP
import TestKit
import Testing

/// The server with TLS of its own.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: openSSL), "needs openssl"))
struct EncryptionTests {
  private let folder: TemporaryFolder
  private let files: TLSFiles

  /// A certificate for `localhost` that vouches for itself.
  init() async throws {
    folder = try TemporaryFolder()
    files = TLSFiles(certificate: folder.path("certificate.pem"), key: folder.path("key.pem"))
    _ = try await Self.openssl([
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
      "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-out", files.certificate,
      "-keyout", files.key,
    ])
  }

  /// What openssl writes when it is given this to read.
  private static func openssl(_ arguments: [String], input: String = "") async throws -> String {
    let process = Process()
    let (sending, receiving) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: openSSL)
    process.arguments = arguments
    process.standardInput = sending
    process.standardOutput = receiving
    process.standardError = FileHandle.nullDevice
    try process.run()
    let (source, sink) = (receiving.fileHandleForReading, sending.fileHandleForWriting)
    return await RawClient.waiting {
      // It may have ended before it has read everything.
      try? sink.write(contentsOf: Data(input.utf8))
      let output = String(decoding: source.readDataToEndOfFile(), as: UTF8.self)
      try? sink.close()
      return output
    }
  }

  private func talk(_ input: String, _ options: String..., to served: Served) async throws -> String
  {
    let address = "127.0.0.1:\(served.server.port)"
    return try await Self.openssl(
      ["s_client", "-quiet", "-connect", address] + options,
      input: input
    )
  }

  @Test func `serves whoever believes the certificate`() async throws {
    let served = try Served({ $0.tls = files })
    let address = try #require(WebAddress("https://localhost:\(served.server.port)/a"))
    let transport = CurlTransport(CurlTransport.Options(authorities: files.certificate))
    for _ in 0..<3 {
      let response = try await transport.send(
        Request(.post, address, body: Array(repeating: 0x78, count: 200_000))
      )
      #expect(response.status == .ok && response.body.count > 200_000)
      #expect(response.body.starts(with: "POST \(address)|".utf8))
    }
  }

  @Test(arguments: [
    "Content-Length: 5\r\nContent-Length: 5\r\n\r\n12345", "X: a\nY: b\r\n\r\n", "X: a\0b\r\n\r\n",
    "Transfer-Encoding: xchunked\r\n\r\n", "Host: b.no\r\n\r\n",
  ])
  func `refuses the same as without`(rest: String) async throws {
    let served = try Served({ $0.tls = files })
    let said = try await talk("POST / HTTP/1.1\r\nHost: a.no\r\n\(rest)", "-tls1_3", to: served)
    #expect(said.hasPrefix("HTTP/1.1 400 "))
  }

  @Test func `speaks 1_2, and nothing older`() async throws {
    let served = try Served({ $0.tls = files })
    let request = Served.request("GET /", ["Connection: close"])
    #expect(try await talk(request, "-tls1_2", to: served).hasPrefix("HTTP/1.1 200 "))
    // OpenSSL does not let the old ones be used without this.
    let old = ["-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"]
    #expect(try await talk(request, old[0], old[1], old[2], to: served) == "")
  }

  @Test func `cuts off whoever drips, and stops`() async throws {
    let served = try Served({
      $0.tls = files
      $0.limits.request = .milliseconds(300)
    })
    #expect(try await talk("POST / HTTP/1.1\r\nHost: a.no\r\n", to: served) == "")
    let silent = try served.client()
    #expect(await silent.rest() == "")
    await served.server.stop(within: .seconds(20))
  }

  @Test func `says which file is wrong`() throws {
    let none = folder.path("none.pem")
    #expect(throws: ServerError.file(none)) {
      try Served({ $0.tls = TLSFiles(certificate: none, key: none) })
    }
    let swapped = TLSFiles(certificate: files.key, key: files.certificate)
    #expect(throws: ServerError.certificate(swapped)) { try Served({ $0.tls = swapped }) }
  }
}

private let openSSL = "/usr/bin/openssl"
