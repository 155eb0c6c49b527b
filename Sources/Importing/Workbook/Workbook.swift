/// A workbook of Excel.
enum Workbook {
  static func rows(_ bytes: [UInt8], file: String) throws(ImportError) -> [Table.Row] {
    throw ImportError(file: file, "is a workbook or archive; save its sheet as tab-separated text")
  }
}
