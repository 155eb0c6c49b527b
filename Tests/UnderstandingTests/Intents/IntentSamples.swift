// Testable: a debug build would take minutes over the standard recipe, and only the module sees another.
@testable import Understanding

/// A few intents of a helpdesk, and a recipe that a debug build gets through in a moment.
enum IntentSamples {
  static let examples: [Example] = [
    ("passord", "jeg har glemt passordet mitt"), ("passord", "glemt passord"),
    ("passord", "må bytte passord"), ("passord", "passordet virker ikke"),
    ("passord", "eg har gløymt passordet"), ("passord", "nytt passord takk"),
    ("skriver", "skriveren skriver ikke ut"), ("skriver", "printeren står fast"),
    ("skriver", "får ikke skrevet ut"), ("skriver", "tom for toner i skriveren"),
    ("skriver", "skrivaren er død"), ("skriver", "papirstopp i printer"),
    ("nett", "ingen kontakt med nettet"), ("nett", "wifi er borte"),
    ("nett", "får ikke koblet til trådløst nett"), ("nett", "internett er nede"),
    ("nett", "nettet er tregt"), ("nett", "mister nettet hele tiden"),
  ].map { Example(label: $0.0, text: $0.1) }

  static let recipe: Recipe = {
    var recipe = Recipe.standard
    recipe.networks = 1
    recipe.hidden = 8
    recipe.leastSteps = 300
    return recipe
  }()

  /// Trained once for all tests; models never change.
  static let trained = Result { try IntentModel.train(examples, recipe: recipe) }

  static func model() throws -> IntentModel { try trained.get() }
}
