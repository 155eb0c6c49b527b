internal import Foundation
internal import Ground
internal import Helpdesk

extension PersonRules {
  private static func url(in content: String) -> URL {
    URL(filePath: content, directoryHint: .isDirectory).appending(path: file)
  }

  /// Whether the content has rules for people.
  static func areThere(in content: String) -> Bool {
    FileManager.default.fileExists(atPath: url(in: content).path)
  }

  /// Reads the rules of a folder of content.
  init(ofContent content: String) throws(PolicyFaults) {
    guard let data = FlowFolder.bytes(of: Self.url(in: content).path) else {
      throw Self.unreadable("the file is not there, or cannot be read")
    }
    guard data.count <= 1_000_000 else { throw Self.unreadable("the file is larger than 1 MB") }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw Self.unreadable("the file is not UTF-8")
    }
    try self.init(parsing: text)
  }

  /// What is wrong with the rules of a folder of content; nothing where it has none.
  static func faults(in content: String) -> [Diagnostic] {
    guard areThere(in: content) else { return [] }
    do throws(PolicyFaults) {
      _ = try PersonRules(ofContent: content)
      return []
    } catch {
      return error.all
    }
  }

  private static func unreadable(_ reason: String) -> PolicyFaults {
    PolicyFaults(all: [Diagnostic(.error, "people.unreadable", file: file, line: 1, reason)])
  }
}
