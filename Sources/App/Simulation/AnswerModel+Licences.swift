internal import Ground

extension AnswerModel {
  /// How people answer about licences where no model is given; docs/5-campaigns.md says it in a table.
  ///
  /// Most who have not been there for months do not answer at all.
  static var licences: AnswerModel {
    get throws(UsageError) {
      try AnswerModel([
        "answers": [
          "*": [["share": 0.8, "hours": [0.5, 72]], ["share": 0.2, "silent": true]]
        ],
        "work": ["*": ["hours": [2, 40]]],
      ])
    }
  }
}
