internal import CEdit
internal import Cards
internal import Dialogue
internal import Foundation

/// Where the terminal chat writes: wrapped to the terminal, plain in a pipe.
struct Screen: Sendable {
  private let text: TerminalText

  init() {
    let isTerminal = isatty(STDOUT_FILENO) == 1
    text = TerminalText(width: Self.columns(isTerminal: isTerminal), isStyled: isTerminal)
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
    FileHandle.standardOutput.write(Data((lines.joined(separator: "\n") + "\n").utf8))
  }

  private func numbered(_ titles: [String]) -> [String] {
    titles.enumerated().flatMap { text.lines("\($0 + 1). \($1)") }.map { "  \($0)" }
  }

  /// The terminal's width, between 40 and 100 columns; 100 in a pipe.
  private static func columns(isTerminal: Bool) -> Int {
    var size = winsize()
    guard isTerminal, unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
    else {
      return 100
    }
    return min(max(Int(size.ws_col), 40), 100)
  }
}
