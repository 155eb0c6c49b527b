/// What something was done to: the kind of thing, and its name or number.
package struct AuditSubject: Sendable, Hashable {
  package var kind: Kind
  package var id: String

  package init(_ kind: Kind, _ id: String) {
    self.kind = kind
    self.id = id.line(boundedTo: 200)
  }

  /// A subject that has a number.
  package init(_ kind: Kind, _ number: Int) { self.init(kind, String(number)) }

  /// What kinds of things there are.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case execution, flow, question, intent, item, announcement, command, user, campaign
    case helpdeskCase = "case"
  }
}
