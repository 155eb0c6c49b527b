package import Foundation

/// The conformance data that lies beside the checkout, found through `RAKEL_SHARED` (default `../shared`).
///
/// Tests that need it are enabled only where it is there, and say so where it is not.
package enum Shared {
  /// The folder itself.
  package static let root: URL = {
    if let path = ProcessInfo.processInfo.environment["RAKEL_SHARED"] { return URL(filePath: path) }
    return checkout.deletingLastPathComponent().appending(path: "shared")
  }()

  /// The folder that holds `Package.swift`.
  package static let checkout = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Whether `path`, below the folder, exists.
  package static func isThere(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appending(path: path).path)
  }

  /// The paths of all files directly in the folder `path` with that extension, in order; none where it is missing.
  package static func files(_ path: String, withExtension suffix: String) -> [String] {
    let folder = root.appending(path: path)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".\(suffix)") }.sorted().map {
      folder.appending(path: $0).path
    }
  }
}
