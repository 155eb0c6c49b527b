internal import Foundation

/// The server under load: a process of its own, on the content that ships, with a directory of made-up users.
final class Subject {
  private let process = Process()
  private let folder: URL
  let port: Int
  /// Seconds from its start until it said that it is ready.
  let secondsToReady: Double

  /// - Parameters:
  ///   - binary: the path of `rakel`.
  ///   - content: the folder of the content; its `.rakel/models` is used where it is there.
  init(binary: String, content: String, users: Int, facing microsoft: FakeMicrosoft) async throws {
    let manager = FileManager.default
    folder = manager.temporaryDirectory.appending(path: "rakel-load-\(getpid())-\(UUID())")
    let copy = folder.appending(path: "content")
    let state = folder.appending(path: "state")
    try manager.createDirectory(at: copy, withIntermediateDirectories: true)
    try manager.createDirectory(at: state, withIntermediateDirectories: true)
    for part in ["intents", "qna", "flows", "settings.json"] {
      try manager.copyItem(
        at: URL(filePath: content).appending(path: part),
        to: copy.appending(path: part)
      )
    }
    let models = URL(filePath: content).appending(path: ".rakel/models")
    if manager.fileExists(atPath: models.path) {
      try manager.copyItem(at: models, to: state.appending(path: "models"))
    }
    let lines = (0..<users).map { "u\($0)\tUser\t\("employee")\tfjordviken\t\(Self.entraID($0))" }
    try Data(lines.joined(separator: "\n").utf8).write(to: copy.appending(path: "users.tsv"))
    let log = folder.appending(path: "log")
    try Data().write(to: log)
    let output = Pipe()
    process.executableURL = URL(filePath: binary)
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: log)
    process.environment = ["RAKEL_BOT_APP_SECRET": "secret", "PATH": "/usr/bin"]
    process.arguments =
      ["serve", "--content", copy.path]
      + [
        "state.dir": state.path, "server.port": "0", "bot.appId": FakeMicrosoft.applicationID,
        "bot.tenantId": FakeMicrosoft.tenantID,
        "bot.channelMetadata": "\(microsoft.origin)/metadata",
        "bot.tokenEndpoint": "\(microsoft.origin)/token",
        "bot.serviceHosts": "127.0.0.1:\(microsoft.port)", "bot.allowHTTPOnLoopback": "true",
        "access.userPerMinute": "0", "access.tenantPerMinute": "0", "bot.pace.perSecond": "0",
        "bot.pace.perTwoSeconds": "0", "bot.pace.perThirtySeconds": "0", "bot.pace.perHour": "0",
        "bot.pace.tenantPerSecond": "0", "server.maxConnectionsPerAddress": "0",
        "content.watch": "false", "log.level": "warning",
      ].map { "--\($0.key)=\($0.value)" }
    let start = ContinuousClock.now
    try process.run()
    guard let line = Self.line(from: output.fileHandleForReading),
      let port = line.split(whereSeparator: { !$0.isNumber }).last.flatMap({ Int($0) })
    else {
      let words = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
      throw LoadFault("the server did not start: \(words.suffix(2_000))")
    }
    self.port = port
    secondsToReady = start.duration(to: .now) / .seconds(1)
  }

  private static func line(from file: FileHandle) -> String? {
    var bytes = Data()
    while let byte = try? file.read(upToCount: 1), !byte.isEmpty {
      if byte.first == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
      bytes += byte
    }
    return nil
  }

  /// A made-up object id, one for each number.
  static func entraID(_ number: Int) -> String {
    String(format: "00000000-0000-4000-8000-%012x", number)
  }

  /// Seconds of processor time so far.
  var processorSeconds: Double {
    let text =
      (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8))
      ?? ""
    // After the name in parentheses: the 12th and 13th are user and system time, in ticks of 10 ms (proc(5)).
    let fields = text.drop { $0 != ")" }.split(separator: " ").dropFirst()
    let ticks = fields.dropFirst(11).prefix(2).compactMap { Double($0) }
    return ticks.reduce(0, +) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  /// Resident memory in MB.
  var memory: Double {
    let path = "/proc/\(process.processIdentifier)/status"
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    let kilobytes = line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Double($0) } ?? 0
    return kilobytes / 1_000
  }

  /// Ends it, and everything that it has written.
  func stop() {
    process.terminate()
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }
}

/// The load cannot be put on.
struct LoadFault: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}
