import Foundation
import Ground
import TestKit
import Testing

@Suite struct LineReaderTests {
  @Test(arguments: [
    ("", []),
    ("a", ["a"]),
    ("a\n", ["a"]),
    ("a\r\n\nb", ["a", "", "b"]),
    ("\n\n", ["", ""]),
    ("12345678\nx", ["12345", "x"]),
  ])
  func `gives each line without its end, cut at the bound`(text: String, lines: [String]) throws {
    #expect(try read(Data(text.utf8), longest: 5) == lines)
  }

  @Test func `reads a line of ten megabytes in bounded memory`() throws {
    let long = Data(repeating: UInt8(ascii: "x"), count: 10_000_000) + Data("\nend".utf8)
    #expect(try read(long, longest: 100) == [String(repeating: "x", count: 100), "end"])
  }

  @Test func `marks bytes that are no UTF-8 and keeps NUL`() throws {
    #expect(try read(Data([0x61, 0xFF, 0x00, 0x0A]), longest: 9) == ["a\u{FFFD}\u{0}"])
  }

  @Test func `ends where the stream cannot be read`() throws {
    let folder = try TemporaryFolder()
    let handle = try FileHandle(forReadingFrom: folder.url)
    #expect(Array(LineReader(handle.fileDescriptor)).isEmpty)
  }

  private func read(_ data: Data, longest: Int) throws -> [String] {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "lines")
    try data.write(to: file)
    let handle = try FileHandle(forReadingFrom: file)
    return Array(LineReader(handle.fileDescriptor, longest: longest))
  }
}
