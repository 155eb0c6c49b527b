internal import HTTP
internal import People

extension FleetFeed {
  /// The sources that `rakel fleet import --from` knows.
  static let names = ["graph", "snipeit"]

  /// The source of that name, to be asked with the settings there are.
  ///
  /// - Parameters:
  ///   - complain: told in one line what could not be read and can be done without.
  ///   - waiting: told how long a source asks to be left in peace.
  static func named(
    _ name: String,
    _ settings: SourceSettings,
    directory: Directory,
    transport: any Transport = CurlTransport(),
    complain: @escaping @Sendable (String) -> Void,
    waiting: @escaping @Sendable (Duration) -> Void = { _ in }
  ) throws(UsageError) -> FleetFeed {
    switch name {
    case "graph":
      let client = try settings.graph(transport: transport, waiting: waiting)
      return GraphFleet.feed(client, directory: directory, complain: complain)
    case "snipeit":
      let client = try settings.snipeIT(transport: transport)
      return SnipeFleet.feed(client, categories: settings.categories)
    default:
      throw UsageError(
        "--from must be \(names.joined(separator: " or ")), not \(SettingsFault.quoted(name))"
      )
    }
  }
}
