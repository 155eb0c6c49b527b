internal import Flows
internal import Foundation
internal import Ground
internal import StatesLanguage

extension FlowFolder {
  /// The flow of that name, read and ready to be started.
  func flow(_ name: String) throws(UsageError) -> Flow {
    guard names.contains(name) else {
      throw UsageError("no flow '\(name)' in '\(folder.path)'")
    }
    guard let data = Self.bytes(of: folder.appending(path: name + Self.suffix).path),
      let text = String(validating: data, as: UTF8.self),
      let flow = try? Flow(name: name, text: text)
    else { throw UsageError("'\(name)' cannot be started; 'rakel flow check' says why") }
    return flow
  }
}
