/// Where imports find files.
package struct ContentSource {
  /// The bytes of a file by its path from the root; nil where there is none.
  package var load: (String) -> [UInt8]?
  /// The paths of all `.lu` and `.qna` files, in order.
  package var files: [String]

  package init(files: [String], load: @escaping (String) -> [UInt8]?) {
    self.files = files
    self.load = load
  }
}
