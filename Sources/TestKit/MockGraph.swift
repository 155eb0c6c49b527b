internal import Foundation
package import Ground
package import HTTP

/// The stand-in for Microsoft Graph that lies with the conformance data, run by itself for one test or one suite.
///
/// It needs python3 with aiohttp and jsonschema: of `PYTHON` where that is set, of a virtual environment in
/// `.build/python`, or of the machine. Tests that use it are enabled only where ``isThere`` is true.
package final class MockGraph: Sendable {
  /// The tenant that it has.
  package static let tenant = "6f1d2c3b-0000-4000-8000-00000000abcd"

  /// The applications that the tenant knows.
  package enum Client: Int, Sendable, CaseIterable {
    case full = 1
    /// May change nothing.
    case read, noAudit, devices

    /// Its id.
    package var id: String { "11111111-0000-4000-8000-00000000000\(rawValue)" }
    /// Its secret.
    package var secret: Secret {
      Secret(["s3cret-full", "s3cret-read", "s3cret-noaudit", "s3cret-devices"][rawValue - 1])
    }
  }

  /// Whether it can be run here.
  package static let isThere = script != nil && python != nil
  /// What to say where it cannot.
  package static let need: String =
    "needs RAKEL_SHARED (default ../shared), and python3 with aiohttp and jsonschema (PYTHON=…)"

  /// One for all tests that only read and change nothing of how it answers: 150 users, 80 devices and a few more.
  ///
  /// It checks its own answers against Microsoft's description.
  package static func calm() throws -> MockGraph { try calmOne.get() }

  private static let calmOne = Result { try MockGraph(users: 150, options: ["--selfcheck"]) }

  /// Where it is reached.
  package let address: String
  private let process: Process
  /// The stand-in ends when this is closed, also when the tests crash.
  private let lifeline: Pipe
  private let transport = CurlTransport()

  private static let script: String? = {
    guard Shared.isThere("graph/mock_graph.py") else { return nil }
    return Shared.root.appending(path: "graph/mock_graph.py").path
  }()

  private static let python: String? = {
    let own = Shared.checkout.appending(path: ".build/python/bin/python3").path
    let named = ProcessInfo.processInfo.environment["PYTHON"]
    return [named, own, "/usr/local/bin/python3", "/usr/bin/python3"].compactMap(\.self).first {
      python in
      guard FileManager.default.isExecutableFile(atPath: python) else { return false }
      let process = Process()
      process.executableURL = URL(filePath: python)
      process.arguments = ["-c", "import aiohttp, jsonschema"]
      process.standardError = FileHandle.nullDevice
      // One that cannot be run is as good as none.
      guard (try? process.run()) != nil else { return false }
      process.waitUntilExit()
      return process.terminationStatus == 0
    }
  }()

  /// Runs it, and waits until it listens.
  ///
  /// - Parameter options: what its command line knows besides: `["--no-premium"]`.
  package init(
    users: Int = 60,
    devices: Int = 80,
    seed: Int = 7,
    options: [String] = []
  ) throws {
    guard let script = Self.script, let python = Self.python else {
      throw CocoaError(.featureUnsupported)
    }
    let port = try Self.freePort()
    address = "http://127.0.0.1:\(port)"
    process = Process()
    process.executableURL = URL(filePath: python)
    let guardian = """
      import os, runpy, sys, threading
      threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
      sys.argv = sys.argv[1:]
      runpy.run_path(sys.argv[0], run_name="__main__")
      """
    process.arguments =
      [
        "-c", guardian, script, "--port", String(port), "--users", String(users), "--devices",
        String(devices), "--seed", String(seed),
      ] + options
    lifeline = Pipe()
    process.standardInput = lifeline
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    // It says its address once it listens; nothing at all where it ends before.
    guard !output.fileHandleForReading.availableData.isEmpty else {
      throw CocoaError(.featureUnsupported)
    }
  }

  deinit {
    try? lifeline.fileHandleForWriting.close()
    process.terminate()
  }

  /// Where it is, to talk with it.
  package var origin: Origin? { WebAddress(address)?.origin }

  /// Asks it about itself: `truth`, `requests`, `state`.
  package func ask(_ what: String) async throws -> JSON { try await control(.get, what, nil) }

  /// Tells it something: `faults`, `clock`, `config`, `reset`.
  @discardableResult
  package func tell(_ what: String, _ body: JSON = [:]) async throws -> JSON {
    try await control(.post, what, body)
  }

  private func control(_ method: HTTP.Method, _ what: String, _ body: JSON?) async throws -> JSON {
    guard let address = WebAddress("\(address)/__mock/\(what)") else {
      throw CocoaError(.featureUnsupported)
    }
    let bytes = body.map { Array($0.text.utf8) } ?? []
    let response = try await transport.send(Request(method, address, body: bytes))
    return try JSON(parsing: response.body)
  }

  private static func freePort() throws -> Int {
    // The server lets the port go when this returns.
    try LoopbackServer { _ in }.port
  }
}
