internal import Foundation
internal import Ground

/// A file that a command was given, read as JSON or as text; what is wrong with it is said with its name.
enum JSONFile {
  static func json(_ file: String) throws(UsageError) -> JSON {
    let text = try text(file)
    do throws(JSONError) { return try JSON(parsing: text) } catch {
      throw UsageError("\(file):\(error)")
    }
  }

  static func text(_ file: String) throws(UsageError) -> String {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw UsageError("cannot read '\(file)'")
    }
    return String(decoding: data, as: UTF8.self)
  }
}
