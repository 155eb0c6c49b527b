internal import HTTP

/// Something in Microsoft Graph: where it is below `/v1.0`, what of it is wanted, and what one has to be allowed.
package struct GraphResource: Sendable, Hashable {
  /// A part of a path: a word of Graph's own, or somebody's id.
  package enum Segment: Sendable, Hashable, ExpressibleByStringLiteral {
    case word(String)
    /// Never told in errors: it may be what a person signs in with.
    case id(String)

    package init(stringLiteral word: String) { self = .word(word) }
  }

  /// Where it is, without ids: `users/{id}/assignLicense`.
  package struct Name: Sendable, Hashable, CustomStringConvertible {
    package let description: String
  }

  package var segments: [Segment]
  /// The properties wanted (`$select`); empty for those that Graph gives by itself.
  package var select: [String]
  /// An OData filter; see ``quoted(_:)`` for texts in it.
  package var filter: String?
  /// How many a page has at most (`$top`).
  package var top: Int?
  /// Whether it needs the header `ConsistencyLevel: eventual` and a count (“advanced query”).
  package var isAdvanced: Bool
  package var needs: [GraphPermission]

  package init(
    _ segments: Segment...,
    select: [String] = [],
    filter: String? = nil,
    top: Int? = nil,
    isAdvanced: Bool = false,
    needs: [GraphPermission]
  ) {
    self.segments = segments
    self.select = select
    self.filter = filter
    self.top = top
    self.isAdvanced = isAdvanced
    self.needs = needs
  }

  package var name: Name {
    let words = segments.map { segment in
      switch segment {
      case .word(let word): word
      case .id: "{id}"
      }
    }
    return Name(description: words.joined(separator: "/"))
  }

  /// A text as it stands in a filter: in single quotes, those in it doubled (OData 4.01, ABNF).
  package static func quoted(_ text: String) -> String {
    "'\(text.replacing("'", with: "''"))'"
  }

  /// Where all of it begins.
  static let root = "/v1.0/"

  /// The address at that origin; nothing in an id or a filter breaks out of its place.
  func address(at origin: Origin) throws(GraphError) -> WebAddress {
    var path: [String] = []
    for segment in segments {
      switch segment {
      // `$ref` and `$batch` are written so.
      case .word(let word): path.append(word)
      case .id(let id):
        guard !id.isEmpty, id != ".", id != ".." else { throw .unreadable(.address) }
        path.append(id.percentEncoded)
      }
    }
    guard let address = WebAddress(origin, target: Self.root + path.joined(separator: "/") + query)
    else { throw .unreadable(.address) }
    return address
  }

  private var query: String {
    var options: [(String, String)] = []
    if !select.isEmpty {
      options.append(("$select", select.map(\.percentEncoded).joined(separator: ",")))
    }
    if let filter { options.append(("$filter", filter.percentEncoded)) }
    if let top { options.append(("$top", String(top))) }
    if isAdvanced { options.append(("$count", "true")) }
    guard !options.isEmpty else { return "" }
    return "?" + options.map { "\($0)=\($1)" }.joined(separator: "&")
  }
}
