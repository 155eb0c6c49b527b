internal import Ground
internal import Helpdesk

/// `rakel campaign check [POLICY…] [--content DIR] [--json]`: what is wrong with policies.
///
/// Without a name or a file it checks all of the content, and the words for reasons too.
enum CampaignCheckCommand: Command {
  static let name = "check"
  static let usage = "[POLICY…] [--content DIR] [--json]"
  static let summary = "finds what is wrong with policies"

  static func run(_ arguments: consuming Arguments) async throws -> Int32 {
    let folder = PolicyFolder(path: try arguments.option("content") ?? ".")
    let isJSON = arguments.flag("json")
    let policies = arguments.operands()
    try arguments.finish()
    guard !policies.isEmpty else {
      return DiagnosticList(diagnostics: folder.load().diagnostics).print(asJSON: isJSON)
    }
    var faults: [Diagnostic] = []
    for policy in policies {
      do throws(PolicyFaults) { _ = try folder.policy(policy) } catch { faults += error.all }
    }
    return DiagnosticList(diagnostics: faults).print(asJSON: isJSON)
  }
}
