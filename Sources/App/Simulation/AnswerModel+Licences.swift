internal import Ground
internal import Helpdesk

extension AnswerModel {
  /// How people behave in a campaign of a kind where no model is given.
  static func usual(in kind: CampaignKind) throws(UsageError) -> AnswerModel {
    switch kind {
    case .rollover: try rollover
    case .licences: try licences
    }
  }

  /// How people answer about licences where no model is given; docs/5-campaigns.md says it in a table.
  ///
  /// Most who have not been there for months do not answer at all. How long and why somebody keeps a licence is drawn
  /// from what the card offers.
  static var licences: AnswerModel {
    get throws(UsageError) {
      try AnswerModel([
        "answers": [
          "Ask?for=user": [
            ["share": 0.12, "data": ["action": "keep"], "hours": [0.5, 72]],
            ["share": 0.15, "data": ["action": "free"], "hours": [0.5, 72]],
            ["share": 0.03, "data": ["action": "help"], "hours": [0.5, 72]],
            ["share": 0.70, "silent": true],
          ],
          "Ask?for=leader": [
            ["share": 0.15, "data": ["action": "keep"], "hours": [0.5, 120]],
            ["share": 0.55, "data": ["action": "free"], "hours": [0.5, 120]],
            ["share": 0.10, "data": ["action": "pass"], "hours": [0.5, 120]],
            ["share": 0.20, "silent": true],
          ],
          "Ask?for=staff": [
            ["share": 0.05, "data": ["action": "keep"], "hours": [0.5, 120]],
            ["share": 0.80, "data": ["action": "free"], "hours": [0.5, 120]],
            ["share": 0.15, "silent": true],
          ],
          "Ask?for=grace": [
            ["share": 0.02, "data": ["action": "keep"], "hours": [1, 240]],
            ["share": 0.01, "data": ["action": "help"], "hours": [1, 240]],
            ["share": 0.97, "silent": true],
          ],
          "*": [["share": 0.8, "hours": [0.1, 48]], ["share": 0.2, "silent": true]],
        ],
        "work": ["*": ["hours": [2, 72]]],
      ])
    }
  }
}
