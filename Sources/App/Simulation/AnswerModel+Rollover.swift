internal import Ground

extension AnswerModel {
  /// How people answer a rollover where no model is given: seven in ten within some working days, two after a reminder,
  /// one never; technicians have an item done within two days.
  ///
  /// What they choose is drawn from what the card offers.
  static var rollover: AnswerModel {
    get throws(UsageError) {
      try AnswerModel([
        "answers": [
          "*": [
            ["share": 0.7, "hours": [0.2, 60]], ["share": 0.2, "hours": [60, 200]],
            ["share": 0.1, "silent": true],
          ]
        ],
        "work": ["*": ["hours": [2, 40]]],
      ])
    }
  }
}
