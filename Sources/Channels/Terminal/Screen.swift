internal import CEdit
internal import Cards
internal import Foundation
internal import Messaging

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

  /// Shows a message; a card is drawn as text, with its choices numbered.
  ///
  /// One that takes another's place is new words here, since what was shown stays above: the words say it shorter.
  func show(_ message: OutgoingMessage) {
    let card = message.replaces == nil ? message.card.map { CardText(Card(json: $0)) } : nil
    var lines = card.map { $0.paragraphs.flatMap(text.lines) } ?? text.lines(message.text)
    let options = message.options.isEmpty ? card?.choices.map(\.title) ?? [] : message.options
    lines += numbered(options)
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
