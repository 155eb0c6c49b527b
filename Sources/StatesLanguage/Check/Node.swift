internal import Ground

/// A value of the definition together with where it stands and how one gets there.
struct Node {
  let map: JSONMap
  let trail: Trail
  /// Where the key that leads here is; the value's own place in an array and at the root.
  let heading: JSONMap.Place

  init(root map: JSONMap) {
    self.init(map, trail: .root, heading: map.place)
  }

  private init(_ map: JSONMap, trail: Trail, heading: JSONMap.Place) {
    self.map = map
    self.trail = trail
    self.heading = heading
  }

  var place: JSONMap.Place { map.place }
  var value: JSON { map.value }
  var isObject: Bool { map.value.object != nil }
  var path: String { trail.description }

  subscript(key: String) -> Node? {
    map.members.last { $0.key == key }.map(member)
  }

  /// The members, each key once: of repeated ones the last, which is the one that counts.
  var members: [(key: String, node: Node)] {
    var seen = Set<String>()
    return map.members.reversed().filter { seen.insert($0.key).inserted }.reversed()
      .map { ($0.key, member($0)) }
  }

  var items: [Node] {
    map.items.enumerated().map { index, item in
      Node(item, trail: .item(trail, index), heading: item.place)
    }
  }

  func member(_ member: JSONMap.Member) -> Node {
    Node(member.value, trail: .member(trail, member.key), heading: member.place)
  }
}

/// The way from the root to a node, written as a JSONPath only when somebody reads it.
indirect enum Trail: CustomStringConvertible {
  case root
  case member(Trail, String)
  case item(Trail, Int)

  var description: String {
    var steps: [String] = []
    var rest = self
    while true {
      switch rest {
      case .root: return "$" + steps.reversed().joined()
      case .item(let before, let index):
        steps.append("[\(index)]")
        rest = before
      case .member(let before, let key):
        steps.append(Self.step(key))
        rest = before
      }
    }
  }

  private static func step(_ key: String) -> String {
    let isPlain =
      !key.isEmpty
      && key.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    if isPlain { return "." + key.clipped }
    return "['\(key.clipped.replacing("'", with: "\\'"))']"
  }
}

extension String {
  /// The text in quotes, for a message of one line.
  var quoted: String { "'\(clipped)'" }

  /// The text on one line and not longer than a state's name may be.
  var clipped: String {
    var text = ""
    var count = 0
    for scalar in unicodeScalars {
      count += 1
      if count > 80 { return text + "…" }
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .format:
        text += "\\u{\(String(scalar.value, radix: 16))}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
