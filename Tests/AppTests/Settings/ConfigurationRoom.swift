import Foundation
import TestKit

// The settings are the program's own; no other module uses them.
@testable import App

/// A folder with content, in which a server would read its settings.
struct ConfigurationRoom {
  let folder: TemporaryFolder

  init(_ file: String? = nil) throws {
    folder = try TemporaryFolder()
    try folder.write("kari\tKari\temployee\tåsdal", to: "users.tsv")
    if let file { try folder.write(file, to: "server.json") }
  }

  /// Reads the settings as `rakel serve WORDS` would in that environment.
  func load(
    _ words: [String] = [],
    _ environment: [String: String] = [:]
  ) throws
    -> LoadedConfiguration
  {
    var arguments = Arguments(["--content", folder.url.path] + words)
    let loaded = try ServerConfiguration.load(&arguments, environment: environment)
    try arguments.finish()
    return loaded
  }

  /// The faults, one line each, with the folder's own path left out.
  func faults(_ words: [String] = [], _ environment: [String: String] = [:]) throws -> [String] {
    try load(words, environment).faults.map { fault in
      "\(fault)".replacing(folder.url.path + "/", with: "")
    }
  }

  /// Writes a file that only its owner may read, or everybody, and gives its path.
  func write(_ text: String, to name: String, mode: Int = 0o600) throws -> String {
    let path = try folder.write(text, to: name)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    return path
  }

  /// Settings on which nothing is wrong, but for what is added.
  static let sound = [
    "--bot.appId", "00000000-0000-0000-0000-0000000000A1",
    "--bot.tenantId", "00000000-0000-0000-0000-0000000000B2",
  ]
  static let secret = ["RAKEL_BOT_APP_SECRET": "hemmelig"]
}
