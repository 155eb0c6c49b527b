internal import Ground
internal import Telemetry

/// What `rakel serve` is told: a value for every row of ``Setting/all``, of which these are the defaults.
///
/// It may be wrong as a whole; ``LoadedConfiguration/faults`` says so.
struct ServerConfiguration: Sendable {
  var server = Listening()
  var log = Logging()
  var content = ContentPlace()
  var bot = Bot()
  /// The key of each team's outgoing webhook, by the team's name.
  var webhookKeys: SecretPlace?
  var access = AccessLimits()
  var keepDays = KeepDays()
  var graph = GraphAccess()
  var snipeIT = SnipeAccess()
  var licences = Licences()
  var people = People()

  /// Where requests are taken, and how much of them.
  struct Listening: Sendable {
    /// A numeric address, or `localhost`; IPv6 without brackets.
    var host = "127.0.0.1"
    /// 0 for any that is free.
    var port = 3978
    /// The file with the certificate and what leads up to it, in PEM.
    var certificate: String?
    /// The file with the certificate's key, in PEM.
    var key: String?
    /// Addresses, or networks as `10.0.0.0/8`, whose forwarded headers are believed.
    var trustedProxies: [String] = []
    var maxBodyBytes = 262_144
    var maxConnections = 1_000
    /// 0 for as many as there are.
    var maxConnectionsPerAddress = 64
    /// How long a request may take to come in and be answered.
    var requestSeconds = 15
    /// How long running turns are waited for at the end.
    var stopSeconds = 20
    /// Addresses or networks that may read `/metrics`.
    var metricsFrom = ["127.0.0.1", "::1"]
  }

  /// What the operator is told.
  struct Logging: Sendable {
    var format = Format.json
    var level = Log.Level.info

    enum Format: Sendable, Hashable { case json, text }
  }

  /// Where content and state lie.
  struct ContentPlace: Sendable {
    var folder = "."
    /// Nil for `.rakel` in the content.
    var state: String?
    /// Whether a change of the content is taken up by itself.
    var isWatched = true
  }

  /// How often somebody may write.
  struct AccessLimits: Sendable {
    var userPerMinute = 30
    var tenantPerMinute = 3_000
  }

  /// How many days each kind of data is kept.
  struct KeepDays: Sendable {
    var messages = 180
    var inbox = 7
    var outbox = 30
    var references = 400
    var refusals = 30
    var executions = 400
    var questions = 400
    var cases = 1_095
    var audit = 1_095
  }
}
