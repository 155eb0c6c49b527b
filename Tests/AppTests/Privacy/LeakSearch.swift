import Foundation

/// Looks for secrets in raw bytes, whatever they are bytes of.
struct LeakSearch {
  private let bytes: [UInt8]
  /// Runs of digits with what may separate them left out.
  private let runs: [[UInt8]]

  init(files: [String]) throws {
    var bytes: [UInt8] = []
    for file in files { bytes += try Data(contentsOf: URL(filePath: file)) + [0] }
    self.bytes = bytes
    runs = Self.digitRuns(in: bytes)
  }

  /// How many bytes were searched.
  var count: Int { bytes.count }

  /// Those of the secrets that are somewhere in the bytes.
  func found(_ variants: [Variant]) -> [Variant] {
    let numbers = digitsFound(Set(variants.compactMap(\.digits)))
    let passwords = passwordsFound(Set(variants.compactMap(\.password)))
    return variants.filter {
      $0.digits.map(numbers.contains) ?? $0.password.map(passwords.contains) ?? false
    }
  }

  private func digitsFound(_ secrets: Set<String>) -> Set<String> {
    var byLength: [Int: Set<[UInt8]>] = [:]
    for secret in secrets { byLength[secret.utf8.count, default: []].insert(Array(secret.utf8)) }
    var found: Set<String> = []
    for run in runs {
      for (length, wanted) in byLength where run.count >= length {
        for start in 0...run.count - length {
          let window = Array(run[start..<start + length])
          if wanted.contains(window) { found.insert(String(decoding: window, as: UTF8.self)) }
        }
      }
    }
    return found
  }

  private func passwordsFound(_ secrets: Set<String>) -> Set<String> {
    // Each has six letters or more in a row that are like those of no other: where they begin is looked up.
    var byStart: [UInt32: [[UInt8]]] = [:]
    for secret in secrets {
      let secret = Array(secret.utf8)
      byStart[Self.key(secret, 0), default: []].append(secret)
    }
    var found: Set<String> = []
    for index in 0..<max(0, bytes.count - 4) {
      guard let candidates = byStart[Self.key(bytes, index)] else { continue }
      for candidate in candidates where bytes[index...].starts(with: candidate) {
        found.insert(String(decoding: candidate, as: UTF8.self))
      }
    }
    return found
  }

  private static func key(_ bytes: [UInt8], _ index: Int) -> UInt32 {
    var key: UInt32 = 0
    for offset in 0..<4 { key = key << 8 | UInt32(bytes[index + offset]) }
    return key
  }

  /// The runs of eleven digits and more; between two there may be up to three bytes of marks and blanks.
  private static func digitRuns(in bytes: [UInt8]) -> [[UInt8]] {
    var runs: [[UInt8]] = []
    var run: [UInt8] = []
    var gap = 0
    for byte in bytes {
      if (0x30...0x39).contains(byte) {
        run.append(byte)
        gap = 0
      } else if !run.isEmpty {
        gap += 1
        let isMark = byte == 0xC2 || byte == 0xA0 || " -./\\n,_".utf8.contains(byte)
        if gap > 3 || !isMark {
          if run.count >= 11 { runs.append(run) }
          run = []
          gap = 0
        }
      }
    }
    if run.count >= 11 { runs.append(run) }
    return runs
  }
}
