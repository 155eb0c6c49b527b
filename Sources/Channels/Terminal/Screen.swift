internal import CEdit
internal import Cards
internal import Dialogue
internal import Foundation

/// Where the terminal chat writes: wrapped to the terminal, plain in a pipe.
struct Screen: Sendable {
  private let file: FileHandle
  private let text: TerminalText

  /// Writes to the file descriptor `output`, which stays open.
  init(_ output: Int32) {
    file = FileHandle(fileDescriptor: output, closeOnDealloc: false)
    let isTerminal = isatty(output) == 1
    let width = isTerminal ? Self.columns(of: output) : Self.widest
    text = TerminalText(width: width, isStyled: isTerminal)
  }

  /// Shows a reply; a question is drawn from its card, with its choices numbered.
  func show(_ reply: Reply) {
    var lines: [String] = []
    if let card = reply.card.map(CardText.init) {
      lines = card.paragraphs.flatMap(text.lines)
      lines += numbered(card.choices.map(\.title))
    } else {
      lines = text.lines(reply.text)
      lines += numbered(reply.options.map(\.title))
    }
    show(plain: lines)
  }

  /// Shows a Markdown text.
  func show(_ markdown: String) { show(plain: text.lines(markdown)) }

  /// Shows lines as they are.
  func show(plain lines: [String]) {
    // Where nobody reads any more, nobody is left to tell.
    try? file.write(contentsOf: Data((lines.joined(separator: "\n") + "\n").utf8))
  }

  private func numbered(_ titles: [String]) -> [String] {
    titles.enumerated().flatMap { text.lines("  \($0 + 1). \($1)") }
  }

  /// Lines longer than this many columns are hard to read.
  private static let widest = 100

  /// The terminal's width, between 40 and 100 columns.
  private static func columns(of terminal: Int32) -> Int {
    var size = winsize()
    guard unsafe ioctl(terminal, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return widest
    }
    return min(max(Int(size.ws_col), 40), widest)
  }
}
