internal import CEdit
internal import Dispatch
internal import Foundation
internal import Ground

/// Where the terminal chat gets its lines from: a person at a keyboard, with history, or a pipe.
///
/// With editing, `readline` reads from stdin. Reading blocks, so it happens on a thread of its own, never on the cooperative pool.
final class Keyboard: Sendable {
  /// Whether a person sits there.
  let isInteractive: Bool
  private let queue = DispatchQueue(label: "rakel.keyboard")
  private let pipe: Pipe

  /// The reader is only ever touched on the queue.
  private final class Pipe: @unchecked Sendable {
    var reader: LineReader

    init(_ file: Int32) { reader = LineReader(file) }
  }

  /// Reads from the file descriptor `input`; a person sits there if that is stdin and a terminal.
  init(_ input: Int32) {
    isInteractive =
      input == STDIN_FILENO && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    pipe = Pipe(input)
    guard isInteractive else { return }
    _ = unsafe setlocale(LC_CTYPE, "C.UTF-8")
    using_history()
    stifle_history(500)
  }

  /// The next line, asked for with `prompt` where a person sits there; nil when there are no more (Ctrl-D).
  func line(prompt: String) async -> String? {
    await withCheckedContinuation { continuation in
      queue.async { [self] in
        continuation.resume(returning: isInteractive ? edited(prompt) : pipe.reader.next())
      }
    }
  }

  private func edited(_ prompt: String) -> String? {
    // readline() hands over memory from malloc, which is ours to free.
    guard let typed = unsafe readline(prompt) else { return nil }
    defer { unsafe free(typed) }
    let line = unsafe String(cString: typed)
    if !line.allSatisfy(\.isWhitespace) { _ = unsafe add_history(typed) }
    return line
  }
}
