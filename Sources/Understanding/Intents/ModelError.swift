/// Why some bytes are no recogniser's model.
package enum ModelError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The bytes do not begin like a model.
  case notAModel
  /// Another version of the recipe wrote it.
  case otherVersion(UInt32)
  /// Bytes are missing, too many or changed.
  case damaged

  package var description: String {
    switch self {
    case .notAModel: "not a recogniser's model; train again"
    case .otherVersion(let version): "a model of recipe version \(version); train again"
    case .damaged: "the model is damaged; train again"
    }
  }
}
