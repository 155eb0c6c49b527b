internal import Understanding

/// One thing that `rakel measure` measures, by the name that `--only` takes.
struct Measurement: Sendable {
  var name: String
  /// Trains, asks and counts; takes seconds to minutes.
  var figures: @Sendable (MeasuringData) async throws -> [Figure]

  /// All of them, in the order of the report.
  static let all: [Measurement] =
    [
      Measurement(name: "massive_nb-NO", figures: massive),
      Measurement(name: "costs", figures: costs),
      accuracy(of: "banking77", .init(0.920, aim: 0.935)),
      accuracy(of: "hwu64", .init(0.888, aim: 0.905)),
      Measurement(name: "clinc150", figures: clinc),
    ] + hint + [
      accuracy(of: "braun_chatbot", .init(0.98, aim: 1)),
      accuracy(of: "braun_askubuntu", .init(0.92, aim: 0.94)),
      accuracy(of: "braun_webapps", .init(0.80, aim: 0.86)),
      accuracy(of: "sib200_nob_Latn", .init(0.77, aim: 0.82)),
      accuracy(of: "sib200_nno_Latn", .init(0.77, aim: 0.82)),
      Measurement(name: "covidfaq", figures: covid),
      Measurement(name: "norquad_retrieval", figures: norquad),
    ]
}
