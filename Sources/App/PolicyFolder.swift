internal import Connectors
internal import Foundation
internal import Ground
internal import Helpdesk

/// The policies of a content folder, `flows/campaigns/*.json`, and the words beside them.
struct PolicyFolder {
  /// Where the words for reasons are.
  static func words(of kind: CampaignKind) -> String {
    switch kind {
    case .rollover: "flows/words/rollover.json"
    case .licences: "flows/words/licences.json"
    }
  }
  /// Where the words are in which people tell what they want with a campaign.
  static let speech = "flows/words/campaign.json"
  private static let suffix = ".json"

  /// The content folder.
  let path: String

  /// Everything that can be read, and what is wrong with the rest.
  func load() -> (library: CampaignLibrary, diagnostics: [Diagnostic]) {
    var library = CampaignLibrary()
    var diagnostics: [Diagnostic] = []
    for name in names {
      do throws(PolicyFaults) {
        library.policies.append((name, try policy(name)))
      } catch {
        diagnostics += error.all
      }
    }
    for kind in CampaignKind.allCases {
      do throws(PolicyFaults) {
        let file = Self.words(of: kind)
        if let text = try text(of: file) {
          library.words[kind] = try CampaignWords(parsing: text, of: kind, file: file)
        }
      } catch {
        diagnostics += error.all
      }
    }
    do throws(PolicyFaults) {
      library.licences = try ground()
      let licences = Self.words(of: .licences)
      if let text = try text(of: licences) {
        library.cleanup = try CleanupWords(parsing: text, file: licences)
      }
      if let text = try text(of: Self.speech) {
        library.speech = try CampaignSpeech(parsing: text, file: Self.speech)
      }
    } catch {
      diagnostics += error.all
    }
    return (library, diagnostics)
  }

  /// The policy of that name, or in the file of that path.
  func policy(_ name: String) throws(PolicyFaults) -> CampaignPolicy {
    let file = name.hasSuffix(Self.suffix) ? name : "flows/campaigns/\(name)\(Self.suffix)"
    let isPath = name.hasSuffix(Self.suffix)
    guard let text = try text(of: file, isPath: isPath) else {
      let known = names.isEmpty ? "there are none" : "there are \(names.joined(separator: ", "))"
      throw Self.unreadable(file, "there is no such policy; \(known)")
    }
    return try CampaignPolicy(parsing: text, file: file)
  }

  /// What plans of licences are made by; nil where the content has no rules.
  private func ground() throws(PolicyFaults) -> LicenceGround? {
    let (rules, prices) = ("licences/rules.json", "licences/prices.json")
    guard let text = try text(of: rules) else { return nil }
    var ground = LicenceGround(rules: try LicenceRules(parsing: text, file: rules))
    if let text = try self.text(of: prices) {
      ground.prices = try PriceFile(parsing: text, file: prices)
    }
    return ground
  }

  /// The names of the policies, in order.
  var names: [String] {
    let files = try? FileManager.default.contentsOfDirectory(atPath: file("flows/campaigns").path)
    return (files ?? []).filter { $0.hasSuffix(Self.suffix) && !$0.hasPrefix(".") }
      .map { String($0.dropLast(Self.suffix.count)) }.sorted()
  }

  /// The text of a file of the content, or of any; nil where there is none.
  private func text(of name: String, isPath: Bool = false) throws(PolicyFaults) -> String? {
    let path = isPath ? name : file(name).path
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard let data = FlowFolder.bytes(of: path) else {
      throw Self.unreadable(name, "the file cannot be read")
    }
    guard data.count <= 1_000_000 else {
      throw Self.unreadable(name, "the file is larger than 1 MB")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw Self.unreadable(name, "the file is not UTF-8")
    }
    return text
  }

  private func file(_ name: String) -> URL {
    URL(filePath: path, directoryHint: .isDirectory).appending(path: name)
  }

  private static func unreadable(_ file: String, _ reason: String) -> PolicyFaults {
    PolicyFaults(all: [Diagnostic(.error, "policy.unreadable", file: file, line: 1, reason)])
  }
}
