/// Writes a ZIP archive (PKWARE APPNOTE 6.3) whose members are stored as they are.
///
/// The same members make the same bytes: all are of 1 January 1980, the first day there is.
struct StoredArchive {
  private var members: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  /// Adds a member; its name is ASCII.
  mutating func add(_ name: String, _ data: [UInt8]) {
    let offset = members.count
    // What stands in both headers: version 1.0, no flags, stored, time and date, sum, sizes, lengths.
    let common =
      Self.little(10, 2) + Self.little(0, 2) + Self.little(0, 2) + Self.little(0, 2)
      + Self.little(0x21, 2) + Self.little(Int(Checksum.crc32(data)), 4)
      + Self.little(data.count, 4) + Self.little(data.count, 4)
      + Self.little(name.utf8.count, 2) + Self.little(0, 2)
    members += Self.little(0x0403_4B50, 4) + common + name.utf8 + data
    // Made by version 1.0; no comment, disk 0, no attributes.
    directory += Self.little(0x0201_4B50, 4) + Self.little(10, 2) + common
    directory += Self.little(0, 10) + Self.little(offset, 4) + name.utf8
    count += 1
  }

  /// The whole archive.
  var bytes: [UInt8] {
    let end =
      Self.little(0x0605_4B50, 4) + Self.little(0, 4) + Self.little(count, 2)
      + Self.little(count, 2) + Self.little(directory.count, 4)
      + Self.little(members.count, 4) + Self.little(0, 2)
    return members + directory + end
  }

  private static func little(_ number: Int, _ bytes: Int) -> [UInt8] {
    (0..<bytes).map { $0 < 8 ? UInt8(truncatingIfNeeded: number >> (8 * $0)) : 0 }
  }
}
