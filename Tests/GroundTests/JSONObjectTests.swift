import Ground
import TestKit
import Testing

@Suite struct JSONObjectTests {
  /// Few keys, so that most are set again or removed; many, so that they are found by their hash.
  @Test(arguments: [3, 16, 17, 40], 0..<4)
  func `keeps its members in the order in which they came`(keys: Int, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var (object, order, values) = (JSONObject(), [String](), [String: JSON]())
    for step in 0..<200 {
      let key = "key \(Int.random(in: 0..<keys, using: &generator))"
      if Bool.random(using: &generator) {
        if !order.contains(key) { order.append(key) }
        values[key] = .integer(step)
        object[key] = .integer(step)
      } else {
        order.removeAll { $0 == key }
        values.removeValue(forKey: key)
        object[key] = Optional<JSON>.none
      }
      #expect(object.keys == order && object.count == order.count)
    }
    #expect(object.map(\.value) == order.compactMap { values[$0] })
    #expect((0..<keys).allSatisfy { object["key \($0)"] == values["key \($0)"] })
  }

  @Test(arguments: [2, 16, 17, 40])
  func `is the same in any order`(count: Int) {
    var (left, right) = (JSONObject(), JSONObject())
    for number in 0..<count { left["\(number)"] = .integer(number) }
    for number in (0..<count).reversed() { right["\(number)"] = .integer(number) }
    #expect(left == right && left.hashValue == right.hashValue)
    right["0"] = 1
    #expect(left != right)
    right["0"] = Optional<JSON>.none
    right["x"] = 0
    #expect(left != right)
  }

  @Test func `is a map of itself without a text`() throws {
    let value: JSON = ["a": [1, ["b": "c"]], "d": nil]
    let map = try #require(JSONMap(value, maximumDepth: 3))
    #expect(map.value == value && map.members.map(\.key) == ["a", "d"])
    #expect(map["a"]?.items.last?["b"]?.value == "c")
    #expect(JSONMap(value, maximumDepth: 2) == nil)
  }
}
