import Foundation
import Ground
import TestKit
import Testing

@Suite struct JSONMapTests {
  @Test(
    .enabled(if: Shared.isThere("json/test_parsing"), "needs RAKEL_SHARED (default ../shared)"),
    arguments: Shared.files("json/test_parsing", withExtension: "json")
  )
  func `reads what the plain parser reads, and refuses what it refuses`(path: String) throws {
    guard let text = String(validating: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    else { return }
    var plain: Result<JSON, JSONError>
    var mapped: Result<JSON, JSONError>
    do throws(JSONError) { plain = .success(try JSON(parsing: text)) } catch {
      plain = .failure(error)
    }
    do throws(JSONError) { mapped = .success(try JSONMap(parsing: text).value) } catch {
      mapped = .failure(error)
    }
    #expect(plain == mapped)
  }

  @Test func `knows where every value and key begins`() throws {
    let map = try JSONMap(parsing: "{\n  \"å\": [1,\t\"🦊\", true], \"b\" : null\n}")
    #expect(map.place == JSONMap.Place(line: 1, column: 1))
    #expect(map.members.map(\.place.column) == [3, 25])
    #expect(map["å"]?.items.map(\.place.column) == [9, 12, 18])
    #expect(map["b"]?.place == JSONMap.Place(line: 2, column: 31))
  }

  @Test func `keeps repeated keys, of which the last counts`() throws {
    let map = try JSONMap(parsing: #"{"a":1,"b":2,"a":3}"#)
    #expect(map.members.map(\.key) == ["a", "b", "a"])
    #expect(map["a"]?.value == 3)
    #expect(map.value == ["a": 3, "b": 2])
  }

  @Test(arguments: [
    (#""abc""#, 2, 4), (#""a\nc""#, 2, 5), (#""\u00e5bc""#, 1, 8), (#""\"\\c""#, 2, 6),
    (#""🦊c""#, 2, 4), (#""åc""#, 1, 3), (#""abc""#, 3, 5), (#""abc""#, 99, 5), ("12", 1, 1),
  ])
  func `finds a place inside a string as it is written`(text: String, unit: Int, column: Int) throws
  {
    let map = try JSONMap(parsing: text)
    #expect(map.place(ofUnit: unit, in: Array(text.utf8)).column == column)
  }

  @Test func `says where the text stops being JSON, in UTF-16 columns`() {
    let text = "{\n \"🦊\": tru }"
    let error = #expect(throws: JSONError.self) { try JSONMap(parsing: text) }
    #expect(error?.place(in: text) == JSONMap.Place(line: 2, column: 8))
  }

  @Test func `refuses what nests too deep instead of exhausting the stack`() {
    let deep = String(repeating: #"{"a":["#, count: 50_000)
    #expect(throws: JSONError.self) { try JSONMap(parsing: deep) }
  }
}
