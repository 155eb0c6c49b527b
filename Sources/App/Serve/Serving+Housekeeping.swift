internal import Foundation
internal import Ground

/// What is done every day, whether anybody writes or not.
extension Serving {
  /// Until the task is cancelled.
  func keepHouse() async {}
}
