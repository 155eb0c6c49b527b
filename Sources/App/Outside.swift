internal import Connectors
internal import Flows
internal import Foundation
internal import Ground
internal import HTTP
internal import Understanding

extension Content.Loaded {
  /// What is wrong with what the settings say of the outside; nothing where they say nothing.
  var outsideFaults: [Diagnostic] {
    do throws(OutsideFault) {
      _ = try OutsideSettings(content.settings.outside)
      return []
    } catch {
      let path = ["outside"] + error.path
      return [
        SettingsFault.diagnostic(
          "settings.outside",
          "\(SettingsFault.quoted(path.joined(separator: "."))): \(error.message)",
          at: path,
          in: authored.settings
        )
      ]
    }
  }
}

extension ContentSettings {
  /// The connector to what lies outside; `rakel check` and ``ContentFolder/content()`` refuse settings that it cannot use.
  func outsideConnector() throws -> HTTPConnector {
    do throws(OutsideFault) {
      let settings = try OutsideSettings(outside)
      let secrets = try settings.fetchSecrets(environment: ProcessInfo.processInfo.environment)
      return HTTPConnector(settings, secrets: secrets, transport: CurlTransport())
    } catch {
      let path = (["outside"] + error.path).joined(separator: ".")
      throw UsageError("settings.json: \(SettingsFault.quoted(path)) \(error.message)")
    }
  }
}

extension HTTPConnector {
  /// One that reaches nobody: for looking flows over.
  static var none: HTTPConnector {
    HTTPConnector(OutsideSettings(), secrets: [:], transport: NoTransport())
  }

  private struct NoTransport: Transport {
    func send(_ request: Request, limits: Limits) async throws(TransportError) -> Response {
      throw .cancelled
    }
  }
}

/// Answers for everything outside in a simulation, which must reach nobody: an empty success.
struct SimulatedOutside: StandIn {
  func answers(for state: String, resource: String) -> Bool { resource.hasPrefix("rakel:http.") }

  func outcome(of state: String, _ request: TaskRequest) -> TaskOutcome {
    .done(["status": 200, "headers": [:], "body": nil])
  }
}
