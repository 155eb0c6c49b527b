internal import Ground

/// One word after `rakel`: a file of its own in `Commands/`, listed in ``Rakel/commands``.
protocol Command {
  /// The word that calls it.
  static var name: String { get }
  /// Its operands and options, as a reader of `rakel help` types them.
  static var usage: String { get }
  /// What it does, in one line.
  static var summary: String { get }
  /// Does it and gives the exit status: 0 for yes, 1 for a finding, 2 for wrong usage.
  static func run(_ arguments: consuming Arguments) async throws -> Int32
}
