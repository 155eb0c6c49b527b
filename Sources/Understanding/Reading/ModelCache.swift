internal import Crypto
package import Foundation

/// What was learned from content, in a folder, so that a start costs no training where nothing has changed.
///
/// A file is named after the SHA-256 of the content and the recipe's version, and is believed only as far as
/// ``Learned/init(decoding:)`` believes it. Files are replaced in one step: a crash leaves the old or the new.
package struct ModelCache: Sendable {
  /// Where a model comes from.
  package enum Origin: Sendable, Hashable {
    /// It was read from the folder.
    case file
    /// It was trained and is in the folder now.
    case training
    /// It was trained, but could not be written; the reason is for a log.
    case trainingOnly(reason: String)
  }

  private let folder: URL
  /// So many models stay; older ones are removed when one is added.
  private let kept = 3

  /// A cache in `folder`, which is made when first needed.
  package init(folder: URL) { self.folder = folder }

  /// What is to be learned from the content, trained if need be; blocks meanwhile.
  ///
  /// - Parameter willTrain: called before a training, which takes some seconds.
  package func learned(
    from content: Content,
    willTrain: () -> Void = {}
  ) throws(TrainingError) -> (learned: Learned, origin: Origin) {
    let file = file(for: content)
    // Whatever is wrong with the file, the answer is the same: train.
    if let memory = Memory(mapping: file.path), let learned = try? Learned(memory) {
      return (learned, .file)
    }
    willTrain()
    let learned = try ReaderTraining.learned(from: content)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(learned.encoded()).write(to: file, options: .atomic)
    } catch {
      return (learned, .trainingOnly(reason: "\(error)"))
    }
    removeOldModels(except: file)
    // The same from the file lies in memory only as far as it is used.
    let stored = Memory(mapping: file.path).flatMap { try? Learned($0) }
    return (stored ?? learned, .training)
  }

  /// The reader of the content: what was learned is read on one thread while the entities are prepared on another.
  ///
  /// - Parameter willTrain: called before a training, which takes some seconds.
  package func reader(
    of content: Content,
    willTrain: @Sendable () -> Void = {}
  ) throws(TrainingError) -> (reader: Reader, origin: Origin) {
    let parts = TwoThreads.map(2) { number -> Part in
      if number == 0 { return .extractor(Reader.extractor(of: content)) }
      do throws(TrainingError) {
        let (learned, origin) = try learned(from: content, willTrain: willTrain)
        return .learned(learned, origin)
      } catch {
        return .failed(error)
      }
    }
    switch (parts[0], parts[1]) {
    case (.extractor(let extractor), .learned(let learned, let origin)):
      return (Reader(content, learned, extractor), origin)
    case (_, .failed(let error)): throw error
    default: preconditionFailure("each part is made by its own job")
    }
  }

  private enum Part: Sendable {
    case learned(Learned, Origin)
    case extractor(EntityExtractor)
    case failed(TrainingError)
  }

  /// Where what was learned from the content lies.
  package func file(for content: Content) -> URL {
    var bytes = Array("recipe \(Recipe.version).\(ReaderTraining.version)\n".utf8)
    func add(_ texts: [String]) {
      bytes += Array("\(texts.count);".utf8)
      for text in texts {
        bytes += Array("\(text.utf8.count):".utf8)
        bytes += text.utf8
      }
    }
    for example in content.examples { add([example.label, example.text]) }
    for pair in content.matcherPairs { add([pair.id, pair.answer] + pair.questions) }
    for group in content.synonyms { add(group) }
    return folder.appending(path: "\(SHA256(of: bytes)).\(Self.suffix)")
  }

  private static let suffix = "learned"

  private func removeOldModels(except newest: URL) {
    let key = URLResourceKey.contentModificationDateKey
    // Nothing to remove where it cannot be read.
    let files = try? FileManager.default.contentsOfDirectory(
      at: folder,
      includingPropertiesForKeys: [key]
    )
    let models = (files ?? [])
      .filter {
        $0.pathExtension == Self.suffix && $0.lastPathComponent != newest.lastPathComponent
      }
      .map { (url: $0, date: (try? $0.resourceValues(forKeys: [key]))?.contentModificationDate) }
      .sorted { ($0.date ?? .distantPast) > ($1.date ?? .distantPast) }
    for model in models.dropFirst(kept - 1) {
      // A file that stays does no harm.
      try? FileManager.default.removeItem(at: model.url)
    }
  }
}
