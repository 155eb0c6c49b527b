import Importing

/// An export that is written in a test.
func imported(
  _ text: String,
  file: String = "old",
  as format: ExportFormat? = nil
) throws -> Imported {
  try Export(file: file, bytes: Array(text.utf8)).imported(as: format)
}
