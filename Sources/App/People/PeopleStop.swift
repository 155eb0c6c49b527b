internal import Graph
internal import Telemetry

/// Why a sync ended without changing anything.
enum PeopleStop: Error, Hashable, CustomStringConvertible {
  case graph(GraphError)
  /// So many groups have a name that rules are about, and one is wanted; where it is an id, there is none.
  case group(String, count: Int)
  /// A member of a group is none that Graph describes, or groups are in each other without an end.
  case members(String)
  /// Nobody is in a group that says who is a pupil.
  case noPupils(String)
  /// Another sync is under way.
  case busy

  var description: String {
    switch self {
    case .graph(let error): "\(error)"
    case .group(let name, 0):
      "the tenant has no group '\(name)', and so nobody knows whom the rules mean by it"
    case .group(let name, let count):
      "\(count) groups of the tenant are called '\(name)': name it by its object id"
    case .members(let name): "the members of the group '\(name)' cannot be made out"
    case .noPupils(let name):
      "nobody can be seen in the group '\(name)', which says who is a pupil; a group that hides its"
        + " members needs Member.Read.Hidden (--force takes it)"
    case .busy: "another sync is under way"
    }
  }

  /// A name for the log: nobody is named in it.
  var word: Word {
    switch self {
    case .graph(.forbidden): "forbidden"
    case .graph(.credentials): "credentials"
    case .graph(.unavailable): "unavailable"
    case .graph: "graph"
    case .group: "group"
    case .members: "members"
    case .noPupils: "no-pupils"
    case .busy: "busy"
    }
  }
}
