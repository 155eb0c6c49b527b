package import Ground

/// What an expression may read.
package struct Scope: Sendable {
  /// What `$` is: the state's input or result, whichever the field is applied to.
  package var input: JSON
  /// What `$$` is: the context object.
  package var context: JSON
  /// What `$name` is: the workflow variables in sight.
  package var variables: JSONObject

  package init(input: JSON, context: JSON, variables: JSONObject) {
    self.input = input
    self.context = context
    self.variables = variables
  }
}
