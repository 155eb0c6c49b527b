internal import Crypto
internal import Foundation
internal import Ground

extension LoadedConfiguration {
  /// Notes what is wrong with the settings of Microsoft Graph and Snipe-IT, of which neither needs to be there.
  mutating func checkSources() {
    checkGraph()
    if origins["people.everyMinutes"] != nil, configuration.people.everyMinutes > 0,
      !configuration.graph.isNamed
    {
      refuse("people.everyMinutes", "needs Microsoft Graph; set graph.tenantId and graph.clientId")
    }
    checkSnipe()
  }

  private mutating func checkGraph() {
    let graph = configuration.graph
    guard graph.isNamed else { return }
    if graph.tenantID == nil { refuse("graph.tenantId", "is not set; Graph needs the tenant's id") }
    if graph.clientID == nil {
      refuse("graph.clientId", "is not set; Graph needs the application's id")
    }
    switch (graph.clientSecret, graph.certificate, graph.key) {
    case (let secret?, nil, nil): _ = checkSecret("graph.clientSecret", secret)
    case (nil, let certificate?, let key?):
      checkPEM("graph.certificate", certificate, holds: "CERTIFICATE")
      checkPEM("graph.key", key, holds: "PRIVATE KEY")
      warnOfReaders("graph.key", key)
      checkPair(certificate, key)
    case (nil, nil, nil):
      refuse(
        "graph.clientId",
        "needs its secret; set graph.clientSecretFile, or graph.certificate and graph.key"
      )
    case (nil, _?, nil): refuse("graph.certificate", "needs graph.key, the certificate's key")
    case (nil, nil, _?): refuse("graph.key", "needs graph.certificate, which it belongs to")
    case (_?, _, _): refuse("graph.certificate", "and a client secret are both set; keep one")
    }
    for key in ["graph.login", "graph.endpoint"] where origins[key] != nil {
      warn(key, "replaces Microsoft's: whoever answers there gets the application's token")
    }
  }

  private mutating func checkPair(_ certificate: String, _ key: String) {
    guard let first = FileManager.default.contents(atPath: certificate),
      let second = FileManager.default.contents(atPath: key)
    else { return }
    do throws(CertifiedKeyFault) {
      _ = try CertifiedKey(
        certificate: String(decoding: first, as: UTF8.self),
        key: String(decoding: second, as: UTF8.self)
      )
    } catch {
      refuse("graph.certificate", "and graph.key cannot be used together: \(error)")
    }
  }

  private mutating func checkSnipe() {
    let snipe = configuration.snipeIT
    switch (snipe.url, snipe.token) {
    case (nil, nil): break
    case (_?, let token?): _ = checkSecret("snipeit.token", token)
    case (_?, nil): refuse("snipeit.url", "needs a key; set snipeit.tokenFile")
    case (nil, _?): refuse("snipeit.token", "needs snipeit.url, where Snipe-IT is")
    }
  }
}

extension ServerConfiguration.GraphAccess {
  /// Whether somebody has set anything of it, but where it is.
  var isNamed: Bool {
    tenantID != nil || clientID != nil || clientSecret != nil || certificate != nil || key != nil
  }
}
