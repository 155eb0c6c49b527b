/// A ZIP archive (PKWARE APPNOTE 6.3), as far as workbooks use it: no encryption, no ZIP64, one part.
package struct Archive {
  private struct Entry {
    var method: Int
    var packedSize: Int
    var size: Int
    var offset: Int
  }

  private let bytes: [UInt8]
  private let file: String
  private var entries: [String: Entry] = [:]

  /// The largest member that is unpacked.
  static let maximumSize = 64 << 20

  /// Reads the directory of an archive.
  ///
  /// - Parameter file: its name, for what is wrong with it.
  package init(_ bytes: [UInt8], file: String) throws(ImportError) {
    self.bytes = bytes
    self.file = file
    let end = try directoryEnd()
    var position = try number(end + 16, bytes: 4)
    for _ in 0..<(try number(end + 10, bytes: 2)) {
      guard try number(position, bytes: 4) == 0x0201_4B50 else { throw damaged() }
      let nameCount = try number(position + 28, bytes: 2)
      let extra = try number(position + 30, bytes: 2) + number(position + 32, bytes: 2)
      guard position + 46 + nameCount <= bytes.count else { throw damaged() }
      let name = String(
        decoding: bytes[(position + 46)..<(position + 46 + nameCount)],
        as: UTF8.self
      )
      if try number(position + 8, bytes: 2) & 1 == 1 {
        throw ImportError(file: file, "is an encrypted archive")
      }
      entries[name] = Entry(
        method: try number(position + 10, bytes: 2),
        packedSize: try number(position + 20, bytes: 4),
        size: try number(position + 24, bytes: 4),
        offset: try number(position + 42, bytes: 4)
      )
      position += 46 + nameCount + extra
    }
  }

  /// The names of its members, in no order.
  package var names: Set<String> { Set(entries.keys) }

  /// A member, unpacked; nil where there is none of that name.
  package func member(_ name: String) throws(ImportError) -> [UInt8]? {
    guard let entry = entries[name] else { return nil }
    guard entry.size <= Self.maximumSize else {
      throw ImportError(file: file, "'\(name)' is larger than \(Self.maximumSize >> 20) MiB")
    }
    guard try number(entry.offset, bytes: 4) == 0x0403_4B50 else { throw damaged() }
    let start =
      try entry.offset + 30 + number(entry.offset + 26, bytes: 2)
      + number(entry.offset + 28, bytes: 2)
    guard start + entry.packedSize <= bytes.count else { throw damaged() }
    let packed = bytes[start..<(start + entry.packedSize)]
    switch entry.method {
    case 0: return Array(packed)
    case 8:
      do {
        let data = try Inflate.unpacked(packed, limit: entry.size)
        guard data.count == entry.size else { throw damaged() }
        return data
      } catch {
        throw damaged()
      }
    default: throw ImportError(file: file, "'\(name)' is packed in an unusual way")
    }
  }

  /// Where the end of the directory stands: the last thing in the file but for a comment.
  private func directoryEnd() throws(ImportError) -> Int {
    let mark: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
    var position = bytes.count - 22
    let lowest = max(0, bytes.count - 22 - 0xFFFF)
    while position >= lowest {
      if bytes[position...].starts(with: mark) { return position }
      position -= 1
    }
    throw damaged()
  }

  private func number(_ position: Int, bytes count: Int) throws(ImportError) -> Int {
    guard position >= 0, position + count <= bytes.count else { throw damaged() }
    return (0..<count).reduce(0) { $0 | Int(bytes[position + $1]) << (8 * $1) }
  }

  private func damaged() -> ImportError { ImportError(file: file, "is a damaged archive") }
}
