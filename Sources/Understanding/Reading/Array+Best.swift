extension Array {
  /// Puts an element in front of all that it is better than, and keeps the first `limit`: the way to the best few of
  /// many, of which most are worse than the last.
  mutating func insert(
    _ element: Element,
    keeping limit: Int,
    isBetter: (Element, Element) -> Bool
  ) {
    if count >= limit {
      guard let last, isBetter(element, last) else { return }
      removeLast()
    }
    append(element)
    var place = count - 1
    while place > 0, isBetter(element, self[place - 1]) {
      self[place] = self[place - 1]
      place -= 1
    }
    self[place] = element
  }
}
