internal import Foundation
internal import Ground
internal import Helpdesk
internal import People
internal import Storage
internal import WorkingTime

/// What cards and worklists show of an exchange: names, numbers and dates, which read alike in every language.
extension RolloverScene {
  /// `Latitude 5400 (…A123)`: which machine is meant, by what is written on it.
  var label: String {
    let last = String(serial.suffix(4))
    return (device?.model ?? device?.name).map { "\($0) (…\(last))" } ?? "…\(last)"
  }

  /// What a card shows of the old machine.
  var deviceFacts: JSON {
    let months = device?.months(on: today)
    return [
      "label": .string(label), "name": .text(device?.name), "model": .text(device?.model),
      "lastFour": .string(String(serial.suffix(4))),
      "years": months.map { .integer($0 / 12) } ?? .null,
      "months": months.map { .integer($0 % 12) } ?? .null,
      "seen": device?.lastSeen.map { .string(OsloClock.reading($0).day.text) } ?? .null,
      "place": .text(device?.unit ?? device?.municipality),
      "kind": .string(Self.kind(of: device?.model ?? "")),
    ]
  }

  /// Which of the small pictures fits a machine, by its model's name.
  static func kind(of model: String) -> String {
    let name = model.lowercased()
    let kinds: [(kind: String, words: [String])] = [
      ("allInOne", ["all-in-one", "aio", "imac", "eliteone", "proone"]),
      (
        "desktop",
        ["optiplex", "thinkcentre", "elitedesk", "prodesk", "tower", "desktop", "mac mini", "prec"]
      ),
      ("tablet", ["ipad", "tablet", "galaxy tab", "surface go", "surface pro"]),
    ]
    return kinds.first { $0.words.contains { name.contains($0) } }?.kind ?? "laptop"
  }

  /// What is reserved, as cards and worklists show it; null where nothing is.
  var booking: JSON {
    guard let reservation else { return .null }
    let choices = policy.choices
    let model = choices.model(reservation.model)
    let accessories = { (language: String) in
      reservation.accessories.map { choices.accessory($0)?.title[language] ?? $0 }
        .joined(separator: ", ")
    }
    let place = choices.place(reservation.slot.place)
    let (slot, start) = (reservation.slot, reservation.slot.start)
    let due = workingDay(before: start)
    let (reminder, missed) = (reminder(of: slot), missed(slot))
    return [
      "model": model?.title.json ?? .string(reservation.model),
      "modelId": .string(reservation.model),
      "picture": .string(model?.picture ?? "laptop"),
      "accessories": [
        "nb": .string(accessories("nb")), "nn": .string(accessories("nn")),
        "en": .string(accessories("en")),
      ],
      "accessoryTitles": .string(accessories("nb")),
      "accessoryIds": .string(reservation.accessories.joined(separator: ",")),
      "slot": .string(slot.text), "place": place?.title.json ?? .string(slot.place),
      "placeTitle": .string(place?.title["nb"] ?? slot.place),
      "modelTitle": .string(model?.title["nb"] ?? reservation.model),
      "start": .string(RFC3339.text(start)), "when": .string(Self.when(start)),
      "due": .string(due.text), "isSoon": .bool(reminder <= now),
      "reminderSeconds": reminder.seconds(after: now),
      "missedSeconds": missed.seconds(after: now), "isPast": .bool(start <= now),
      "baseline": .double(policy.baseline.minutesBefore), "isPrepared": .bool(isPrepared),
      "device": deviceFacts, "misses": .integer(count(.missed)),
      "municipality": .text(user.municipality), "user": .string(user.name),
      "contact": policy.terms.contact?.json ?? .null,
    ]
  }

  /// `11.01.2027 10:30`.
  static func when(_ moment: Date) -> String {
    let (day, milliseconds) = OsloClock.reading(moment)
    let (year, month, date) = day.civil
    let time = TimeOfDay(minutes: milliseconds / 60_000)?.text ?? ""
    let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(date)).\(two(month)).\(year) \(time)"
  }
}
