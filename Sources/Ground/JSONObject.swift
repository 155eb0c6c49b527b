/// The members of a JSON object, in the order in which they were first set.
///
/// Two objects are equal when they hold the same members, whatever the order (RFC 8259 §4 calls an object
/// unordered; order is kept for people who read the output).
package struct JSONObject: Sendable {
  /// A key and its value.
  package typealias Member = (key: String, value: JSON)

  /// As the array has it: to let go of a tuple, Swift asks at run time what it is made of.
  fileprivate struct Entry {
    var key: String
    var value: JSON
  }

  private var members: [Entry] = []
  /// Where each key stands; nil while they are so few that to look at each is quicker than to hash one.
  private var places: [String: Int]?

  private static let few = 16

  package init() {}

  /// How many members there are.
  package var count: Int { members.count }

  /// The keys, first set first.
  package var keys: [String] { members.map(\.key) }

  /// The value of `key`.
  ///
  /// Setting nil removes the member; setting a value again keeps its place.
  package subscript(key: String) -> JSON? {
    get { place(of: key).map { members[$0].value } }
    set {
      let place = place(of: key)
      switch (place, newValue) {
      case (let place?, let value?): members[place].value = value
      case (nil, let value?): append(value, for: key)
      case (let place?, nil): remove(at: place)
      case (nil, nil): break
      }
    }
  }

  private func place(of key: String) -> Int? {
    if let places { return places[key] }
    // Key by key: a closure would be given each member whole, value and all.
    for place in members.indices where members[place].key == key { return place }
    return nil
  }

  private mutating func append(_ value: JSON, for key: String) {
    // Else most would move house twice on their way.
    if members.isEmpty { members.reserveCapacity(4) }
    members.append(Entry(key: key, value: value))
    if members.count > Self.few {
      if places == nil { index() } else { places?[key] = members.count - 1 }
    }
  }

  private mutating func remove(at place: Int) {
    members.remove(at: place)
    if members.count > Self.few { index() } else { places = nil }
  }

  private mutating func index() {
    places = Dictionary(uniqueKeysWithValues: zip(members.lazy.map(\.key), members.indices))
  }
}

extension JSONObject: Sequence {
  /// Gives the members in their order.
  package struct Iterator: IteratorProtocol {
    private var members: IndexingIterator<[Entry]>

    fileprivate init(_ members: [Entry]) { self.members = members.makeIterator() }

    package mutating func next() -> Member? {
      members.next().map { (key: $0.key, value: $0.value) }
    }
  }

  package var underestimatedCount: Int { members.count }

  package func makeIterator() -> Iterator { Iterator(members) }
}

extension JSONObject: Hashable {
  package static func == (left: JSONObject, right: JSONObject) -> Bool {
    left.count == right.count && left.members.allSatisfy { right[$0.key] == $0.value }
  }

  package func hash(into hasher: inout Hasher) {
    // The same in whatever order they come.
    var sum = 0
    for member in members {
      var own = Hasher()
      own.combine(member.key)
      own.combine(member.value)
      sum &+= own.finalize()
    }
    hasher.combine(sum)
  }
}
