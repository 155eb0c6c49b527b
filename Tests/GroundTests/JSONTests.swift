import Foundation
import Ground
import TestKit
import Testing

@Suite struct JSONTests {
  @Test(
    .enabled(if: Shared.isThere("json/test_parsing"), "needs RAKEL_SHARED (default ../shared)"),
    arguments: Shared.files("json/test_parsing", withExtension: "json")
  )
  func `agrees with the public JSON parsing test suite`(path: String) throws {
    let bytes = Array(try Data(contentsOf: URL(filePath: path)))
    let accepted = (try? JSON(parsing: bytes)) != nil
    switch path.split(separator: "/").last?.first {
    case "y": #expect(accepted)
    case "n": #expect(!accepted)
    default: break  // Either; what counts is that we are still here.
    }
  }

  @Test(arguments: 0..<200)
  func `reads back what it wrote`(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let value = randomValue(depth: 4, &generator)
    #expect(try JSON(parsing: value.text) == value)
    #expect(try JSON(parsing: value.prettyText) == value)
  }

  @Test(arguments: [
    ("{\"a\":1,}", "1:8: expected a key in double quotes"),
    ("[1,\n 2", "2:3: expected ',' or ']'"),
    ("\"abc", "1:1: a string without its closing quote"),
    ("1e999", "1:1: a number too large for 64 bits"),
  ])
  func `says where the text stops being JSON`(text: String, message: String) {
    #expect(throws: JSONError.self) { try JSON(parsing: text) }
    do { _ = try JSON(parsing: text) } catch { #expect(error.description == message) }
  }

  @Test func `refuses what nests too deep instead of exhausting the stack`() {
    let deep = String(repeating: "[", count: 50_000)
    #expect(throws: JSONError.self) { try JSON(parsing: deep) }
  }

  @Test func `keeps the order of keys and tells whole numbers from others`() throws {
    let text = #"{"z":1,"a":2.0,"m":[true,null],"s":"å\u0001\n"}"#
    #expect(try JSON(parsing: text).text == text)
  }

  private func randomValue(depth: Int, _ generator: inout SeededGenerator) -> JSON {
    switch generator.below(depth == 0 ? 5 : 7) {
    case 0: return .null
    case 1: return .bool(generator.below(2) == 0)
    case 2: return .integer(Int(truncatingIfNeeded: generator.next()))
    case 3: return .double((generator.uniform() - 0.5) * 1e6)
    case 4: return .string(randomText(&generator))
    case 5:
      return .array((0..<generator.below(4)).map { _ in randomValue(depth: depth - 1, &generator) })
    default:
      var object = JSONObject()
      for _ in 0..<generator.below(4) {
        object[randomText(&generator)] = randomValue(depth: depth - 1, &generator)
      }
      return .object(object)
    }
  }

  private func randomText(_ generator: inout SeededGenerator) -> String {
    var text = ""
    for _ in 0..<generator.below(8) {
      let scalar = Unicode.Scalar(UInt32(generator.below(generator.below(2) == 0 ? 0x80 : 0x11000)))
      text.unicodeScalars.append(scalar ?? "ø")
    }
    return text
  }
}
