internal import Ground
internal import Helpdesk

extension CleanupConnector {
  /// The licences that `rakel:licence.look` has told of, in words.
  struct Licences {
    private let items: [(product: String, title: PolicyText)]
    /// Kroner a year, of those that have a price; nil where none has.
    let yearly: Int?
    /// Whether one of them can only go once its mailbox is a shared one.
    let holdMailbox: Bool

    /// Those that the rules leave alone are no question.
    init(_ json: JSON?, _ words: CleanupWords, _ prices: PriceFile?) {
      let asked = (json?.array ?? []).filter { $0["way"] != "leftAlone" }
      let products = asked.compactMap { $0["product"]?.string }
      items = products.map { ($0, words.product($0)) }
      let øre = products.compactMap { prices?.price(of: $0) }
      yearly = øre.isEmpty ? nil : (øre.reduce(0, +) * 12 + 50) / 100
      holdMailbox = asked.contains { $0["way"] == "mailbox" }
    }

    /// What a card shows: `title`, `product`.
    var shown: JSON {
      .array(items.map { ["title": $0.title.json, "product": .string($0.product)] })
    }

    /// In one line.
    func titles(_ language: String) -> String {
      items.map { $0.title[language] }.joined(separator: ", ")
    }
  }
}

/// What makes a mailbox a shared one, for a person to run in Exchange Online's PowerShell.
struct MailboxCommands {
  private let identity: String

  /// - Parameters:
  ///   - account: what its user signs in with.
  ///   - other: what to call it where that is nothing to put into a command.
  init(account: String, otherwise other: String) {
    let isPlain = account.unicodeScalars.allSatisfy {
      $0.properties.generalCategory != .control && $0.properties.generalCategory != .format
    }
    identity = Self.quoted(isPlain && account.utf8.count <= 200 ? account : other)
  }

  /// A command a line.
  var text: String {
    """
    Connect-ExchangeOnline
    Get-EXOMailboxStatistics -Identity \(identity) | Format-List TotalItemSize
    Get-Mailbox -Identity \(identity) | Format-List RecipientTypeDetails, ArchiveStatus, LitigationHoldEnabled, InPlaceHolds
    Set-Mailbox -Identity \(identity) -Type Shared
    """
  }

  /// In single quotes nothing has a meaning but these themselves, which PowerShell reads in five shapes.
  private static func quoted(_ text: String) -> String {
    let doubled = text.map { "'‘’‚‛".contains($0) ? "\($0)\($0)" : String($0) }
    return "'\(doubled.joined())'"
  }
}
