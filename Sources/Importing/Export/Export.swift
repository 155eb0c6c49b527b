internal import Ground

/// A file that another system exported.
package struct Export: Sendable {
  /// The path as the reader would type it, for messages.
  package var file: String
  package var bytes: [UInt8]

  /// The largest file that is read.
  package static let maximumBytes = 64 << 20

  package init(file: String, bytes: [UInt8]) {
    self.file = file
    self.bytes = bytes
  }

  /// What the file says, in the terms of `.lu` and `.qna`.
  ///
  /// - Parameter format: the system it comes from; nil to tell it from the content.
  /// - Throws: where the file is malformed, or is no export of that system; one line says where and why.
  package func imported(as format: ExportFormat? = nil) throws(ImportError) -> Imported {
    guard bytes.count <= Self.maximumBytes else {
      throw ImportError(file: file, "is larger than \(Self.maximumBytes >> 20) MiB")
    }
    switch try ExportShape.of(self, format) {
    case .luisApp(let root): return try LUISApp.imported(root)
    case .luisTest(let root): return try LUISTest.imported(root)
    case .cluProject(let root): return try CLUProject.imported(root)
    case .pairs(let root): return try QNAMakerJSON.imported(root)
    case .table(let table): return try QNAMakerTable.imported(table)
    case .rasa(let text): return try RasaNLU.imported(text, file: file)
    }
  }
}
