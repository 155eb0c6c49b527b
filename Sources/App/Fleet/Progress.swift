internal import Foundation

/// How far long work is, on a terminal only: in a pipe there are results and nothing else.
struct Progress {
  private let isShown: Bool
  private var shown: ContinuousClock.Instant?

  init() { isShown = isatty(STDERR_FILENO) == 1 }

  /// Says how far it is, ten times a second at most, over what it said before.
  mutating func say(_ text: @autoclosure () -> String) {
    guard isShown else { return }
    let now = ContinuousClock.now
    if let shown, now - shown < .milliseconds(100) { return }
    shown = now
    FileHandle.standardError.write(Data("\r\u{1B}[K\(text())".utf8))
  }

  /// Leaves an empty line.
  func end() {
    if shown != nil { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }
}
