import Foundation
import Ground
import Helpdesk
import TestKit
import Testing

@Suite("CSV reader")
struct CSVReaderTests {
  @Test(
    arguments: [
      ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
      ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
      ("a;b\n1,5;2\n", [["a", "b"], ["1,5", "2"]]),
      ("a\tb\n1;5\t2\n", [["a", "b"], ["1;5", "2"]]),
      ("sep=;\r\na;b\n1,2,3;\n", [["a", "b"], ["1,2,3", ""]]),
      ("\"a,x\",b\n\"1\"\"2\",\"\"\n", [["a,x", "b"], ["1\"2", ""]]),
      ("a,b\n\"1\n2\r\n3\",4\n", [["a", "b"], ["1\n2\r\n3", "4"]]),
      ("a,b\n\n  \n1,2\n\n", [["a", "b"], ["1", "2"]]),
      ("a,b\n5\" disk,x\"y\n", [["a", "b"], ["5\" disk", "x\"y"]]),
      ("a,b\n\"x\" y,\"z\"\"\"\n", [["a", "b"], ["x y", "z\""]]),
      ("a,b\n\"x\"y\"z,1\n2,3\n", [["a", "b"], ["xy\"z", "1"], ["2", "3"]]),
      ("\u{FEFF}a,b\nå,ø\n", [["a", "b"], ["å", "ø"]]),
      ("\"\"\n", [] as [[String]]),
      ("", []),
    ]
  )
  func `reads records`(_ text: String, _ records: [[String]]) throws {
    #expect(try Self.records(Array(text.utf8)) == records)
  }

  @Test(arguments: [true, false], [true, false])
  func `reads UTF-16`(_ isLittleEndian: Bool, _ isMarked: Bool) throws {
    // Long enough for several blocks, with characters of two units on their borders.
    let row = "Kjøkken\t😀😀😀\tSTORØYA"
    let text =
      (isMarked ? "\u{FEFF}" : "") + "a\tb\tc\r\n"
      + String(repeating: row + "\r\n", count: 5_000)
    let bytes = text.utf16.flatMap { unit in
      let pair = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
      return isLittleEndian ? pair : pair.reversed()
    }
    let records = try Self.records(bytes)
    #expect(records.count == 5_001)
    #expect(records.first == ["a", "b", "c"])
    #expect(records.dropFirst().allSatisfy { $0 == ["Kjøkken", "😀😀😀", "STORØYA"] })
  }

  @Test func `reads Windows-1252 where it is no UTF-8, and knows the line`() throws {
    let bytes = Array("a,b\nx,y\n".utf8) + [0xE5, 0x2C, 0x80, 0xD8, 0x0A] + Array("ø,z\n".utf8)
    let file = try ByteFile(bytes)
    var reader = try CSVReader(file.descriptor)
    var records: [[String?]] = []
    while try reader.next() { records.append((0..<2).map(reader.record.text)) }
    #expect(records.suffix(2) == [["å", "€Ø"], ["ø", "z"]])
    #expect(reader.firstLegacyLine == 3)
  }

  @Test func `counts lines as editors do`() throws {
    let file = try ByteFile(Array("a,b\n\"1\n\n\",2\n3,4\n".utf8))
    var reader = try CSVReader(file.descriptor)
    var lines: [Int] = []
    while try reader.next() { lines.append(reader.record.line) }
    #expect(lines == [1, 2, 5])
  }

  @Test func `refuses a quotation mark that nothing closes`() throws {
    let file = try ByteFile(Array("a,b\n\"1,2\n3,4\n".utf8))
    var reader = try CSVReader(file.descriptor)
    #expect(try reader.next())
    #expect(throws: CSVFault.unclosed(line: 2)) { try reader.next() }
  }

  @Test func `refuses a row of more than 10 MB`() throws {
    let bytes = Array("a,b\n\"".utf8) + [UInt8](repeating: 0x78, count: 10_000_001)
    let file = try ByteFile(bytes)
    var reader = try CSVReader(file.descriptor)
    #expect(try reader.next())
    #expect(throws: CSVFault.tooLong(line: 2)) { try reader.next() }
  }

  @Test(arguments: 1...200)
  func `bears any bytes`(_ seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let alphabet = Array("a,;\t\"\n\r".utf8) + [0, 0xFF, 0xFE, 0xC3, 0xA5, 0x80]
    let bytes = (0..<Int.random(in: 0..<300, using: &random)).map { _ in
      alphabet.randomElement(using: &random) ?? 0
    }
    _ = try? Self.records(bytes)
  }

  private static func records(_ bytes: [UInt8]) throws -> [[String]] {
    let file = try ByteFile(bytes)
    var reader = try CSVReader(file.descriptor)
    var records: [[String]] = []
    while try reader.next() {
      records.append((0..<reader.record.fields).map { reader.record.text($0) ?? "" })
    }
    return records
  }
}

/// A file of some bytes.
final class ByteFile {
  private let folder: TemporaryFolder
  private let handle: FileHandle
  var descriptor: Int32 { handle.fileDescriptor }

  init(_ bytes: [UInt8]) throws {
    folder = try TemporaryFolder()
    let url = folder.url.appending(path: "file.csv")
    try Data(bytes).write(to: url)
    handle = try FileHandle(forReadingFrom: url)
  }

  convenience init(_ text: String) throws { try self.init(Array(text.utf8)) }
}
