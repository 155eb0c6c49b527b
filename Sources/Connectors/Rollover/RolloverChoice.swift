internal import Ground
internal import Helpdesk

/// What somebody has chosen, as the inputs of a card tell it.
struct RolloverChoice {
  var model: String?
  /// Each once, in order.
  var accessories: [String]
  var slot: Slot?

  /// - Parameter data: `model`, `accessories` with commas between them, `slot`.
  init(_ data: JSON) {
    model = data["model"]?.string
    let ids = (data["accessories"]?.string ?? "").split(separator: ",").map(String.init)
    accessories = Set(ids.filter { !$0.isEmpty }).sorted()
    slot = data["slot"]?.string.flatMap { Slot($0) }
  }
}
