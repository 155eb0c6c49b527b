internal import Ground

/// A state that passes its input on, or a fixed result.
struct Pass: Sendable {
  /// `Result`, taken as it is: `.$` means nothing in it.
  let result: JSON?

  init(_ fields: StateFields) { result = fields["Result"] }
}
