internal import Crypto
package import Foundation

/// Trained models in a folder, so that a start costs no training where nothing has changed.
///
/// A model is named after the SHA-256 of its examples and the recipe's version, and is believed only as far as
/// ``IntentModel/init(decoding:)`` believes it. Files are replaced in one step: a crash leaves the old or the new.
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

  /// The model of these examples, trained if need be; blocks meanwhile.
  package func model(
    for examples: [Example]
  ) throws(TrainingError) -> (model: IntentModel, origin: Origin) {
    let file = file(for: examples)
    // Whatever is wrong with the file, the answer is the same: train.
    if let data = try? Data(contentsOf: file), let model = try? IntentModel(decoding: [UInt8](data))
    {
      return (model, .file)
    }
    let model = try IntentModel.train(examples)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(model.encoded()).write(to: file, options: .atomic)
    } catch {
      return (model, .trainingOnly(reason: "\(error)"))
    }
    removeOldModels(except: file)
    return (model, .training)
  }

  /// Where the model of these examples lies.
  package func file(for examples: [Example]) -> URL {
    var bytes = Array("recipe \(Recipe.version)\n".utf8)
    for example in examples {
      for part in [example.label, example.text] {
        bytes += Array("\(part.utf8.count):".utf8)
        bytes += part.utf8
      }
    }
    return folder.appending(path: "\(SHA256(of: bytes)).\(Self.suffix)")
  }

  private static let suffix = "intents"

  private func removeOldModels(except newest: URL) {
    let key = URLResourceKey.contentModificationDateKey
    let files = try? FileManager.default.contentsOfDirectory(  // nothing to remove where it cannot be read
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
      try? FileManager.default.removeItem(at: model.url)  // a file that stays does no harm
    }
  }
}
