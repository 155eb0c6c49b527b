import Foundation
import Ground
import TestKit
import Testing

// Icons are the program's own; no other module uses them.
@testable import App

@Suite struct PNGFileTests {
  @Test(arguments: [(1, 1), (3, 2), (150, 110)])
  func `reads what was written`(width: Int, height: Int) throws {
    var random = SeededGenerator(seed: UInt64(width))
    let pixels = (0..<(width * height * 4)).map { _ in UInt8(random.below(256)) }
    let image = Image(width: width, height: height, pixels: pixels)
    let file = try PNGFile(image.png)
    #expect(file.width == width && file.height == height)
    #expect(file.image == image)
  }

  @Test func `reads every filter, as zlib and another hand wrote them`() throws {
    let file = try PNGFile(bytes(Self.filtered))
    #expect(file.image?.pixels == bytes(Self.pixels))
  }

  @Test func `has the sums of the standards`() {
    #expect(Checksum.crc32(Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(Checksum.adler32(Array("Wikipedia".utf8)) == 0x11E6_0398)
  }

  @Test(arguments: 0..<200)
  func `refuses or reads damaged files, and never more`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var file = bytes(Self.filtered)
    for _ in 0...random.below(3) {
      file[random.below(file.count)] = UInt8(random.below(256))
    }
    file.removeLast(random.below(40))
    _ = try? PNGFile(file)
  }

  private func bytes(_ text: String) -> [UInt8] { Data(base64Encoded: text).map(Array.init) ?? [] }

  /// Five rows of five pixels, under the filters 0 to 4.
  private static let filtered =
    "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAdElEQVR42gFpAJb/AKVNyhglMLsdbRMs"
    + "3tYjey7ZHj9yAR/LGXH4eXtlMvgJhuskIdXsvqvNArvV1XeiVeuGM+38oXuF1fQcuOuxA+CqYKCk1wN7"
    + "rYWAV7QLxvU7AFdeBGQRFaGlMCVpcfOUYFw1vKuKHc/JOTcy0ncgYlkAAAAASUVORK5CYII="
  private static let pixels =
    "pU3KGCUwux1tEyze1iN7LtkeP3IfyxlxF0SU1kk8nVw0YL4xIB5p/tqg7ui5mX9cfCmZ/a/lkyU81lSv"
    + "TfrXFCegrrP+6SMvivIhH57kkcWxC+y1Vjv8Hm+TQn7LyP4pVeXNjg=="
}
