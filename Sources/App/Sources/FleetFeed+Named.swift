internal import HTTP
internal import People

extension FleetFeed {
  /// The sources that `rakel fleet import --from` knows.
  static let names = ["graph", "snipeit"]

  /// The source of that name, to be asked with the settings there are.
  ///
  /// - Parameter complain: told in one line what is waited for, and what could not be read and can be done without.
  static func named(
    _ name: String,
    _ settings: SourceSettings,
    directory: Directory,
    transport: any Transport = CurlTransport(),
    complain: @escaping @Sendable (String) -> Void
  ) throws(UsageError) -> FleetFeed {
    switch name {
    case "graph":
      let client = try settings.graph(transport: transport) { wait in
        let seconds = Int((wait / .seconds(1)).rounded(.up))
        if seconds >= 5 { complain("Microsoft Graph asks for \(seconds) s of patience") }
      }
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
