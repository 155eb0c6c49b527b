import Foundation
import Graph
import TestKit
import Testing

@Suite struct GraphPermissionTests {
  @Test func `the documentation says what each permission is for`() throws {
    let folder = Shared.checkout.appending(path: "docs")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let text = try names.filter { $0.hasPrefix("5-") }.map { name in
      try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }.joined()
    for permission in GraphPermission.allCases {
      #expect(text.contains("| `\(permission.rawValue)` |"))
    }
  }
}
