internal import Foundation

/// Bytes that never change: a copy of some, or a file of which only what is looked at is read.
///
/// `@unchecked Sendable` and safe because nothing writes after `init`, and nothing but ``NumberRun`` reads, which holds
/// on to its memory. A file must be replaced, never written into, while it is mapped; ``ModelCache`` does so.
@safe final class Memory: @unchecked Sendable {
  let count: Int
  private let base: UnsafeMutableRawPointer
  private let isMapped: Bool

  /// Every run of numbers begins at a multiple of this many bytes, which suits any vector.
  static let alignment = 64

  /// A copy of some bytes.
  init(_ bytes: some Collection<UInt8>) {
    count = bytes.count
    isMapped = false
    unsafe base = .allocate(byteCount: max(count, 1), alignment: Self.alignment)
    unsafe UnsafeMutableRawBufferPointer(start: base, count: count).copyBytes(from: bytes)
  }

  /// The bytes of a file; nil where there is none, or nothing in it.
  init?(mapping path: String) {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    let size = lseek(file, 0, SEEK_END)
    guard size > 0, let start = unsafe mmap(nil, size, PROT_READ, MAP_PRIVATE, file, 0),
      unsafe start != MAP_FAILED
    else { return nil }
    unsafe base = start
    count = size
    isMapped = true
  }

  deinit {
    if isMapped { unsafe munmap(base, count) } else { unsafe base.deallocate() }
  }

  /// Lets go of what has been read of a file; what is needed again is read again, mostly from the system's cache.
  ///
  /// Who has looked at every byte, to see that none is damaged, needs only some of them after that.
  func release() {
    if isMapped { unsafe _ = madvise(base, count, MADV_DONTNEED) }
  }

  /// Some of the bytes; the range must lie within them.
  func withBytes<Result>(
    _ range: Range<Int>,
    _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "bytes that are not there")
    return unsafe body(UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count))
  }

  /// Where a run of `count` numbers begins, `offset` bytes into the memory; both are checked by the caller.
  fileprivate func start<Number>(of type: Number.Type, at offset: Int) -> UnsafePointer<Number> {
    unsafe UnsafePointer((base + offset).assumingMemoryBound(to: type))
  }
}

/// Numbers that lie one after the other in some memory and never change.
@safe struct NumberRun<Number: BitwiseCopyable>: RandomAccessCollection, @unchecked Sendable {
  private let memory: Memory
  private let start: UnsafePointer<Number>
  let count: Int

  /// The numbers from a byte of the memory on; nil where they do not all lie in it, or lie askew.
  init?(_ memory: Memory, at offset: Int, count: Int) {
    let size = MemoryLayout<Number>.stride
    guard offset >= 0, offset <= memory.count, offset % MemoryLayout<Number>.alignment == 0,
      count >= 0, count <= (memory.count - offset) / size
    else { return nil }
    self.memory = memory
    self.count = count
    unsafe start = memory.start(of: Number.self, at: offset)
  }

  /// A copy of some numbers.
  init(_ numbers: [Number]) {
    memory = unsafe numbers.withUnsafeBytes { unsafe Memory($0) }
    count = numbers.count
    unsafe start = memory.start(of: Number.self, at: 0)
  }

  var startIndex: Int { 0 }
  var endIndex: Int { count }

  subscript(index: Int) -> Number {
    precondition(index >= 0 && index < count, "a number that is not there")
    return unsafe start[index]
  }

  /// For inner loops, which cannot afford a check of every access.
  @inline(__always)
  func withPointer<Result>(_ body: (UnsafePointer<Number>) -> Result) -> Result {
    withExtendedLifetime(memory) { unsafe body(start) }
  }
}

extension NumberRun: Equatable where Number: Equatable {
  static func == (left: NumberRun, right: NumberRun) -> Bool { left.elementsEqual(right) }
}
