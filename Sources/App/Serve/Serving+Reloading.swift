internal import Connectors
internal import Flows
internal import Foundation
internal import Ground
internal import Telemetry

/// Taking up a changed content without a restart.
extension Serving {
  /// How often the folder is looked at.
  private static let glance = Duration.seconds(2)

  /// Reads the content again when it is told to, or when it has changed and has then been left alone for a glance.
  func watchContent(_ reloads: AsyncStream<Void>) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { for await _ in reloads { await self.reload() } }
      guard configuration.content.isWatched else { return }
      group.addTask {
        var served = self.stamp
        var seen = served
        while !Task.isCancelled {
          do { try await Task.sleep(for: Self.glance) } catch { return }
          let now = ContentStamp(of: self.folder)
          // An editor may write several files, one after the other.
          if now != served, now == seen {
            served = now
            await self.reload()
          }
          seen = now
        }
      }
    }
  }

  /// Takes up the content as it is now, where nothing is wrong with it; else the old goes on.
  func reload() async {
    let start = clock.now()
    do {
      let content = try await Self.onThread { [folder, people, licences, log] in
        try ServedContent.load(folder, people: people, isChecked: true, licences: licences) {
          log(.info, "content.learning")
        }
      }
      state.replace(by: content)
      people.take(content.written)
      automation.engine.use(content.library.flows, connectors: content.library.connectors)
      let seconds = clock.now().timeIntervalSince(start)
      log(.info, "content.reloaded", ["seconds": .seconds(seconds)])
      metrics.add(to: .reloads, ["outcome": "done"])
    } catch {
      let faults = (error as? ContentFaults)?.faults ?? []
      log(.error, "content.refused", ["faults": .integer(max(faults.count, 1))])
      metrics.add(to: .reloads, ["outcome": "refused"])
      // What is wrong with authored files is no user's text, and is what the operator has to know.
      for fault in faults.prefix(20) { Output.complain("\(fault)") }
      Output.complain("\(error); the content from before is still in force")
    }
  }

  /// Runs what blocks for seconds on a thread of its own.
  private static func onThread<Value: Sendable>(
    _ body: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      let thread = Thread { continuation.resume(with: Result(catching: body)) }
      thread.stackSize = 8 << 20
      thread.start()
    }
  }
}

/// When the files of a content folder were changed last, and how large they are; taken before the content is read.
struct ContentStamp: Equatable {
  private var files: [String: [Int]] = [:]

  init(of folder: ContentFolder) {
    for place in ["intents", "qna", "flows", "settings.json", "users.tsv"] {
      let path = "\(folder.path)/\(place)"
      note(path)
      for name in FileManager.default.enumerator(atPath: path) ?? .init() {
        guard let name = name as? String, !name.hasPrefix(".") else { continue }
        note("\(path)/\(name)")
      }
    }
  }

  private mutating func note(_ path: String) {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else { return }
    let time = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    let size = (attributes[.size] as? NSNumber)?.intValue ?? 0
    files[path] = [Int(time * 1_000_000), size]
  }
}

extension Metric {
  static let reloads = counter("rakel_content_reloads_total", "Contents read again, by outcome.")
}
