internal import Foundation

/// How far long work is, on a terminal only: in a pipe there are results and nothing else.
///
/// One is shared by whoever has something to say of the same work.
final class Progress {
  private let isShown: Bool
  private var shown: ContinuousClock.Instant?

  init() { isShown = isatty(STDERR_FILENO) == 1 }

  /// Says how far it is, ten times a second at most, over what it said before.
  func say(_ text: @autoclosure () -> String) {
    guard isShown else { return }
    let now = ContinuousClock.now
    if let shown, now - shown < .milliseconds(100) { return }
    shown = now
    FileHandle.standardError.write(Data("\r\u{1B}[K\(text())".utf8))
  }

  /// What says on a terminal that a service has asked for a long wait: whoever watches wonders why nothing happens.
  static func patience(of service: String) -> @Sendable (Duration) -> Void {
    { wait in
      guard wait >= .seconds(5), isatty(STDERR_FILENO) == 1 else { return }
      Output.complain("\(service) asks for \(Int(wait / .seconds(1))) s of patience …")
    }
  }

  /// Leaves an empty line.
  func end() {
    if shown != nil { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }
}
