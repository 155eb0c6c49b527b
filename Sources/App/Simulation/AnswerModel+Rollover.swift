internal import Ground

extension AnswerModel {
  /// How people answer a rollover where no model is given; docs/5-campaigns.md says it in a table.
  ///
  /// What they choose, and when they come, is drawn from what the card offers. States that it does not name are
  /// answered as usual.
  static var rollover: AnswerModel {
    get throws(UsageError) {
      try AnswerModel([
        "answers": [
          "Ask": [
            ["share": 0.60, "data": ["action": "yes"], "hours": [0.2, 60]],
            ["share": 0.12, "data": ["action": "yes"], "hours": [60, 200]],
            ["share": 0.05, "data": ["action": "later"], "hours": [0.2, 60]],
            ["share": 0.05, "data": ["action": "notMine"], "hours": [0.2, 60]],
            ["share": 0.03, "data": ["action": "help"], "hours": [0.2, 60]],
            ["share": 0.15, "silent": true],
          ],
          "Ask leader": [
            ["share": 0.6, "data": ["action": "yes"], "hours": [0.5, 40]],
            ["share": 0.1, "data": ["action": "notMine"], "hours": [0.5, 40]],
            ["share": 0.1, "data": ["action": "help"], "hours": [0.5, 40]],
            ["share": 0.2, "silent": true],
          ],
          "When": [
            ["share": 0.9, "data": ["action": "wait"], "hours": [0.02, 1]],
            ["share": 0.1, "silent": true],
          ],
          "Ask for a time": [
            ["share": 0.75, "data": ["action": "time"], "hours": [0.2, 60]],
            ["share": 0.05, "data": ["action": "decline"], "hours": [0.2, 60]],
            ["share": 0.20, "silent": true],
          ],
          "*": [["share": 0.8, "hours": [0.1, 48]], ["share": 0.2, "silent": true]],
        ],
        "work": [
          "klargjoring": ["hours": [3, 30]], "retur": ["hours": [24, 120]],
          "*": ["hours": [2, 40]],
        ],
      ])
    }
  }
}
