internal import CStemmer
internal import Synchronization

/// One of libstemmer's stemmers.
///
/// The C handle keeps its last result in a buffer of its own, so one mutex guards handle and
/// buffer; a stem is copied out before it is let go. Held for less than a microsecond a word, it is
/// no bottleneck on a few cores.
final class SnowballStemmer: Sendable {
  /// The stemmers in use, named as libstemmer names them.
  enum Algorithm: String { case norwegian, english }

  private let handle: Mutex<Handle>

  /// Opens a stemmer; libstemmer answers nil only when memory is out, and then words stay as they
  /// are.
  init(_ algorithm: Algorithm) { handle = Mutex(Handle(algorithm)) }

  /// The stem of a word in lower case, as UTF-8.
  func stem(_ word: [UInt8]) -> [UInt8] {
    handle.withLock { handle in handle.stem(word) }
  }

  /// Owns the pointer; `@safe` because the pointer neither leaves the struct nor outlives it.
  @safe private struct Handle: ~Copyable {
    private let pointer: OpaquePointer?

    init(_ algorithm: Algorithm) {
      unsafe pointer = sb_stemmer_new(algorithm.rawValue, "UTF_8")
    }

    deinit { unsafe sb_stemmer_delete(pointer) }

    func stem(_ word: [UInt8]) -> [UInt8] {
      guard let pointer = unsafe pointer,
        let stem = unsafe sb_stemmer_stem(pointer, word, Int32(clamping: word.count))
      else { return word }
      let count = Int(unsafe sb_stemmer_length(pointer))
      return unsafe [UInt8](UnsafeBufferPointer(start: stem, count: count))
    }
  }
}
