/// Whether an audit is as it was written.
///
/// It shows what was changed in place, taken out or put in. Who may write the file can still write a whole new chain:
/// against that, keep the head somewhere else and compare.
package enum AuditVerdict: Sendable, Hashable {
  /// So many entries, without those that were let go for their age, and the 32 bytes of the last one's hash.
  case intact(entries: Int, head: [UInt8])
  /// The first entry that does not follow from those before it.
  case altered(entry: Int)
  /// Entries are gone from the end; so many are left.
  case shortened(to: Int)
}
