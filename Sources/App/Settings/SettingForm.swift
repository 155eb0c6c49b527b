internal import Channels
internal import Foundation
internal import Ground
internal import HTTP

/// What a setting may hold: how it is read, and how it is shown.
struct SettingForm<Value>: Sendable {
  /// What is wanted, in words that go on after "must be".
  var expects: String
  var isSecret = false
  /// Nil where it is something else.
  var read: @Sendable (SettingInput) -> Value?
  var json: @Sendable (Value) -> JSON

  /// The same, where nothing may be set at all.
  static func optional<Wrapped>(_ form: SettingForm<Wrapped>) -> Self where Value == Wrapped? {
    SettingForm(
      expects: form.expects,
      isSecret: form.isSecret,
      read: { input in form.read(input).map(Optional.some) },
      json: { value in value.map(form.json) ?? .null }
    )
  }

  /// Several of them; in text with commas between.
  static func list<Item>(_ form: SettingForm<Item>) -> Self where Value == [Item] {
    SettingForm(
      expects: "a list, each \(form.expects)",
      isSecret: form.isSecret,
      read: { input in
        let items =
          input.isText
          ? input.value.string?.split(separator: ",").map { .string(String($0).trimmed) }
          : input.value.array
        guard let items else { return nil }
        var values: [Item] = []
        for item in items {
          var one = input
          one.value = item
          guard let value = form.read(one) else { return nil }
          values.append(value)
        }
        return values
      },
      json: { .array($0.map(form.json)) }
    )
  }
}

extension SettingForm where Value == String {
  /// A text that `canonical` knows; it gives the one spelling of it.
  static func text(
    _ expects: String,
    canonical: @escaping @Sendable (String) -> String?
  ) -> SettingForm {
    SettingForm(
      expects: expects,
      read: { input in input.value.string.flatMap(canonical) },
      json: { .string($0) }
    )
  }

  /// Any text but an empty one.
  static let words = text("a text") { $0.isEmpty || $0.contains("\0") ? nil : $0 }

  /// A GUID, as Microsoft writes ids.
  static let guid = text("a GUID such as 00000000-1111-2222-3333-444444444444") { text in
    UUID(uuidString: text).map { $0.uuidString.lowercased() }
  }

  /// A path; in `server.json` it begins at the folder of that file.
  static let path = SettingForm(
    expects: "a path",
    read: { input in
      guard let text = input.value.string, !text.isEmpty, !text.contains("\0") else { return nil }
      guard let folder = input.folder, !text.hasPrefix("/") else { return text }
      return folder == "." ? text : "\(folder)/\(text)"
    },
    json: { .string($0) }
  )

  /// Where to listen.
  static let listeningHost = text("an address such as 127.0.0.1, :: or 0.0.0.0") { text in
    text == "localhost" || NetworkAddress(text) != nil ? text : nil
  }

  /// An address or a network of addresses.
  static let network = text("an address, or a network such as 10.0.0.0/8") { text in
    AddressRange(text)?.description
  }

  /// The host of a connector.
  static let host = text("the name of a host, with or without :port") { text in
    ServiceHosts([text]).map { _ in text.lowercased() }
  }

  /// An address of the web that others cannot listen to.
  static let webAddress = text("an https address, or an http one on this machine") { text in
    guard let address = WebAddress(text),
      address.origin.scheme == .https || address.origin.host.isLoopback
    else { return nil }
    return "\(address)"
  }
}

extension SettingForm where Value == Int {
  static func whole(_ range: ClosedRange<Int>) -> SettingForm {
    SettingForm(
      expects: "a whole number from \(range.lowerBound) to \(range.upperBound)",
      read: { input in
        let number = input.isText ? input.value.string.flatMap { Int($0) } : input.value.int
        return number.flatMap { range.contains($0) ? $0 : nil }
      },
      json: { .integer($0) }
    )
  }
}

extension SettingForm where Value == Bool {
  static let flag = SettingForm(
    expects: "true or false",
    read: { input in input.isText ? input.value.string.flatMap { Bool($0) } : input.value.bool },
    json: { .bool($0) }
  )
}

extension SettingForm where Value: Equatable & Sendable {
  /// One of a few, each by its name.
  static func choice(_ names: KeyValuePairs<String, Value>) -> SettingForm {
    let names = names.map { (name: $0.key, value: $0.value) }
    return SettingForm(
      expects: names.map(\.name).joined(separator: " or "),
      read: { input in names.first { $0.name == input.value.string }?.value },
      json: { value in (names.first { $0.value == value }?.name).map { .string($0) } ?? .null }
    )
  }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
