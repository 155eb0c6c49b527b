import Ground
import Testing

// Testable: see IntentSamples.
@testable import Understanding

struct IntentModelEncodingTests {
  /// The smallest model there is, so that every byte of it can be tried.
  private static let bytes: [UInt8] = {
    var recipe = IntentSamples.recipe
    recipe.networks = 1
    recipe.hidden = 8
    let examples = [Example(label: "a", text: "ja"), Example(label: "b", text: "nei")]
    return (try? IntentModel.train(examples, recipe: recipe).encoded()) ?? []
  }()

  @Test func `reads what it wrote`() throws {
    let model = try IntentSamples.model()
    let copy = try IntentModel(decoding: model.encoded())
    #expect(copy.encoded() == model.encoded())
    for text in ["glemt passord", "nett", "noe annet", ""] {
      #expect(copy.classify(text) == model.classify(text))
    }
  }

  @Test func `reads a model in which everybody votes`() throws {
    var recipe = IntentSamples.recipe
    recipe.largeSet = 4
    let set = try TrainingSet(IntentSamples.examples)
    let view = set.view(of: Array(set.classes.indices), recipe: recipe)
    let ensemble = Ensemble(
      table: view.table,
      networks: [set.network(0, on: view, recipe: recipe)],
      machine: set.machine(on: view, recipe: recipe),
      bayes: set.bayes(on: view),
      labelCount: set.labels.count
    )
    let model = IntentModel(labels: set.labels, ensemble: ensemble, confidence: .prior)
    #expect(ensemble.machine != nil)
    #expect(try IntentModel(decoding: model.encoded()).ensemble == ensemble)
    #expect(model.classify("glemt passord").ranking.first?.candidate == "passord")
  }

  @Test func `refuses a model that ends too early, wherever it ends`() {
    let bytes = Self.bytes
    #expect(bytes.count > 1000)
    for count in 0..<bytes.count {
      #expect(throws: ModelError.self) { try IntentModel(decoding: Array(bytes[..<count])) }
    }
  }

  @Test func `refuses a model with something after its end`() {
    #expect(throws: ModelError.damaged) { try IntentModel(decoding: Self.bytes + [0]) }
  }

  @Test(arguments: 0..<200)
  func `refuses a model with one bit turned`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var bytes = Self.bytes
    bytes[generator.below(seed < 100 ? ModelSeal.size : bytes.count)] ^=
      1 << UInt8(generator.below(8))
    #expect(throws: ModelError.self) { try IntentModel(decoding: bytes) }
  }

  @Test func `says which version another model has`() {
    var bytes = Self.bytes
    bytes[4] &+= 1
    #expect(throws: ModelError.otherVersion(Recipe.version + 1)) {
      try IntentModel(decoding: bytes)
    }
  }

  /// Content whose digest is right, as somebody with ill will would write it: it must not crash.
  @Test(arguments: 0..<300)
  func `survives content that lies about itself`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var content = Array(Self.bytes[ModelSeal.size...])
    for _ in 0..<(1 + generator.below(3)) {
      let place = generator.below(content.count / 8) * 8
      let word = [0, 1, -1, Int64.max, Int64.min, 1 << 32, 0x7FF0_0000_7F80_0000][
        generator.below(7)
      ]
      for index in 0..<8 { content[place + index] = UInt8(truncatingIfNeeded: word >> (index * 8)) }
    }
    // Either answer is right, as long as there is one, and a model that is taken can be asked.
    let model = try? IntentModel(decoding: IntentModel.seal.sealed(content))
    #expect(model?.classify("ja").ranking.isEmpty != true)
  }
}
