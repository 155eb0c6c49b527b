internal import Channels
internal import Dialogue
internal import Foundation
internal import Ground
internal import HTTP
internal import People

extension LoadedConfiguration {
  /// Notes what is wrong with the settings together, and with what they name; whether a port is free only shows later.
  mutating func check() {
    checkListening()
    checkFolders()
    checkChannels()
    checkBot()
    checkEmulator()
    checkWebhook()
    checkOverrides()
    checkSources()
  }

  mutating func refuse(_ key: String, _ message: String) { note(.error, key, message) }

  mutating func warn(_ key: String, _ message: String) { note(.warning, key, message) }

  private mutating func note(_ severity: Diagnostic.Severity, _ key: String, _ message: String) {
    let place = place(of: key)
    let words = place == key ? message : "\(key) \(message)"
    faults.append(ConfigurationFault(severity, at: place, words))
  }

  private mutating func checkListening() {
    let server = configuration.server
    switch (server.certificate, server.key) {
    case (nil, nil):
      if !isLoopback(server.host), server.trustedProxies.isEmpty {
        warn(
          "server.host",
          "takes plain HTTP from the network; set server.tls.certificate and server.tls.key,"
            + " or server.trustedProxies where a proxy speaks HTTPS"
        )
      }
    case (let certificate?, let key?):
      checkPEM("server.tls.certificate", certificate, holds: "CERTIFICATE")
      checkPEM("server.tls.key", key, holds: "PRIVATE KEY")
      warnOfReaders("server.tls.key", key)
    case (_?, nil):
      refuse("server.tls.certificate", "needs server.tls.key, the certificate's key")
    case (nil, _?):
      refuse("server.tls.key", "needs server.tls.certificate, the certificate it belongs to")
    }
  }

  mutating func checkPEM(_ key: String, _ path: String, holds label: String) {
    guard let data = FileManager.default.contents(atPath: path) else {
      refuse(key, "names '\(path)', which cannot be read; check that it is there and whose it is")
      return
    }
    guard data.range(of: Data("\(label)-----".utf8)) != nil else {
      refuse(key, "names '\(path)', in which there is no \(label.lowercased()) in PEM")
      return
    }
  }

  mutating func warnOfReaders(_ key: String, _ path: String) {
    guard SecretPlace.isReadableByOthers(path) else { return }
    warn(key, "names '\(path)', which everybody here may read; chmod o-r it")
  }

  private mutating func checkFolders() {
    var isFolder: ObjCBool = false
    let folder = configuration.content.folder
    guard unsafe FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
      isFolder.boolValue
    else { return refuse("content.dir", "names '\(folder)', which is no folder") }
    guard let state = configuration.content.state,
      unsafe FileManager.default.fileExists(atPath: state, isDirectory: &isFolder)
    else { return }
    if !isFolder.boolValue {
      refuse("state.dir", "names '\(state)', which is no folder")
    } else if !FileManager.default.isWritableFile(atPath: state) {
      refuse("state.dir", "names '\(state)', in which nothing can be written")
    }
  }

  private mutating func checkChannels() {
    let bot = configuration.bot
    guard bot.appID == nil, !bot.emulator.isEnabled, configuration.webhookKeys == nil else {
      return
    }
    refuse(
      "bot.appId",
      "is not set, and so nobody can reach Rakel; set it and bot.appSecretFile for Teams,"
        + " webhook.keysFile for an outgoing webhook, or bot.emulator.enabled for development"
    )
  }

  private mutating func checkBot() {
    let bot = configuration.bot
    guard bot.appID != nil else {
      if bot.appSecret != nil { refuse("bot.appSecret", "needs bot.appId, the id it belongs to") }
      return
    }
    if let secret = bot.appSecret {
      _ = checkSecret("bot.appSecret", secret)
    } else {
      refuse("bot.appId", "needs its secret; set bot.appSecretFile or RAKEL_BOT_APP_SECRET")
    }
    switch bot.tenancy {
    case .single where bot.tenantID == nil:
      refuse("bot.tenantId", "is not set; a bot for one tenant needs the id of its tenant")
    case .multiple where bot.allowedTenants.isEmpty:
      refuse("bot.allowedTenants", "is empty; a bot for several tenants has to name them")
    default: break
    }
    if bot.allowsHTTPOnLoopback, !isLoopback(configuration.server.host) {
      warn(
        "bot.allowHTTPOnLoopback",
        "sends the bot's token in the clear to whatever listens on this machine"
      )
    }
  }

  /// The secret; nil, and noted, where its file cannot be used.
  mutating func checkSecret(_ key: String, _ secret: SecretPlace) -> Secret? {
    do throws(SecretFault) {
      let text = try secret.read()
      if case .file(let path) = secret { warnOfReaders(key, path) }
      return text
    } catch {
      if case .file(let path) = secret { refuse(key, "lies in '\(path)', which \(error.words)") }
      return nil
    }
  }

  private mutating func checkEmulator() {
    let emulator = configuration.bot.emulator
    guard emulator.isEnabled else { return }
    if !isLoopback(configuration.server.host) {
      refuse(
        "bot.emulator.enabled",
        "lets whoever reaches the server speak as a user; set server.host to 127.0.0.1,"
          + " or switch the Emulator off"
      )
    }
    guard let user = emulator.user else {
      return refuse("bot.emulator.user", "is not set; name the user the Emulator speaks as")
    }
    // What is wrong with the users themselves, the check of the content says.
    guard let directory = try? ContentFolder(configuration).directory() else { return }
    if !directory.knows(user) {
      refuse("bot.emulator.user", "names a user that users.tsv does not have")
    }
  }

  private mutating func checkWebhook() {
    guard let place = configuration.webhookKeys, let text = checkSecret("webhook.keys", place)
    else { return }
    guard let keys = NamedSecrets(parsing: text) else {
      return refuse("webhook.keys", "must be lines of name=key, each name once")
    }
    for (name, secret) in keys.all where WebhookCheck([(team: name, secret: secret)]) == nil {
      refuse(
        "webhook.keys",
        "has a key for \(SettingsFault.quoted(name)) that is no base64; copy it as Teams shows it"
      )
    }
  }

  private mutating func checkOverrides() {
    let keys = [
      "bot.channelMetadata", "bot.channelIssuer", "bot.entraMetadata", "bot.entraIssuers",
      "bot.tokenEndpoint",
    ]
    for key in keys where origins[key] != nil {
      warn(key, "replaces Microsoft's: whoever answers there decides who is believed")
    }
  }

  private func isLoopback(_ host: String) -> Bool {
    host == "::1" || host.hasPrefix("127.") || Host(host)?.isLoopback == true
  }
}

extension ContentFolder {
  /// Where the settings of the server have content and state.
  init(_ configuration: ServerConfiguration) {
    let content = configuration.content
    path = content.folder
    state =
      content.state.map { URL(filePath: $0, directoryHint: .isDirectory) }
      ?? URL(filePath: content.folder, directoryHint: .isDirectory).appending(path: ".rakel")
  }
}
