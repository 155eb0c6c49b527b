package import Foundation
package import Graph
internal import WorkingTime

/// Why a scan ended without an answer: what was read does not suffice to say of anybody that they are inactive.
package enum LicenceStop: Error, Hashable, CustomStringConvertible {
  case graph(GraphError)
  /// The names of people are hidden.
  case concealed
  /// The newest sign-in of the whole tenant; nil where there is none at all.
  case stale(newest: Date?)
  /// Fewer people have a product than the tenant says are using it.
  case incomplete(product: String, read: Int, counted: Int)
  /// Another scan is under way.
  case busy

  package var description: String {
    switch self {
    case .graph(let error): "\(error)"
    case .concealed: "names are concealed in this tenant: nobody can be told from another"
    case .stale(let newest?):
      "the newest sign-in of the whole tenant is of \(OsloClock.reading(newest).day.text):"
        + " the log is not being filled, and says nothing of anybody"
    case .stale(nil): "Graph tells of no sign-in at all: nothing can be said of anybody"
    case .incomplete(let product, let read, let counted):
      "the list of users is not whole: \(read) of \(counted) users of \(product) were read"
    case .busy: "another scan is under way"
    }
  }

  /// A name for the audit.
  package var word: String {
    switch self {
    case .graph(.notPremium): "not-premium"
    case .graph(.forbidden): "forbidden"
    case .graph: "graph"
    case .concealed: "concealed"
    case .stale: "stale"
    case .incomplete: "incomplete"
    case .busy: "busy"
    }
  }

  /// Whether what was read so far is still good for the next try.
  var leavesWhatWasRead: Bool {
    if case .graph = self { true } else { false }
  }
}
