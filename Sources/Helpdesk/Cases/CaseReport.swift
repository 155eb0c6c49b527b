/// What a case is about, as it was reported; secrets are masked before they come here.
///
/// Longer texts are cut: a line at 200 Unicode scalars, the description at 10,000.
package struct CaseReport: Sendable, Hashable {
  /// The id of the user whose case it is.
  package var user: String
  /// Where it hurts; nil where nobody knows.
  package var municipality: String?
  /// One line.
  package var subject: String
  /// What kind of case it is, in the flow's own words: `printer`, `access`.
  package var category: String
  package var description: String
  package var priority: Case.Priority
  /// The flow that reported it; nil where a person did.
  package var flow: String?
  /// The execution that reported it.
  package var execution: String?

  package init(
    user: String,
    municipality: String? = nil,
    subject: String,
    category: String,
    description: String = "",
    priority: Case.Priority = .normal,
    flow: String? = nil,
    execution: String? = nil
  ) {
    self.user = user
    self.municipality = municipality?.municipalityKey
    self.subject = subject.line(boundedTo: 200)
    self.category = category.line(boundedTo: 200)
    self.description = description.bounded(to: 10_000)
    self.priority = priority
    self.flow = flow
    self.execution = execution
  }
}
