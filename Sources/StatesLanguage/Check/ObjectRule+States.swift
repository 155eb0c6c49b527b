extension ObjectRule {
  /// The rule of each state type, by its name.
  static let states: [String: ObjectRule] = [
    "Task": task, "Parallel": parallel, "Map": map, "Pass": pass, "Wait": wait,
    "Choice": choice, "Succeed": succeed, "Fail": fail,
  ]

  /// The state types that take `field`, for who uses it in another.
  static func types(with field: String) -> [String] {
    states.filter { $0.value.fields[field] != nil }.keys.sorted()
  }

  /// Whether a state of this type ends in `Next` or `End`; `Choice`, `Succeed` and `Fail` say it otherwise.
  var hasTransition: Bool { fields["End"] != nil }

  private static let common: [String: FieldShape] = [
    "Type": .string, "Comment": .string, "QueryLanguage": .word(["JSONPath", "JSONata"]),
  ]
  private static let transition: [String: FieldShape] = ["Next": .string, "End": .boolean]
  private static let paths: [String: FieldShape] = [
    "InputPath": .pathOrNull, "OutputPath": .pathOrNull,
  ]
  /// What the three states that do work share.
  private static let work: [String: FieldShape] = [
    "ResultPath": .resultPath, "ResultSelector": .template, "Parameters": .template,
    "Retry": .array, "Catch": .array, "Assign": .objectTemplate,
  ]

  private static func state(
    _ type: String,
    _ parts: [String: FieldShape]...,
    required: [String] = [],
    exactlyOne: [[String]] = [],
    atMostOne: [[String]] = []
  ) -> ObjectRule {
    ObjectRule(
      noun: "a \(type) state",
      fields: parts.reduce(common) { $0.merging($1) { $1 } },
      required: required,
      exactlyOne: exactlyOne,
      atMostOne: atMostOne
    )
  }

  private static let task = state(
    "Task",
    transition,
    paths,
    work,
    [
      "Resource": .string, "Credentials": .objectTemplate,
      "TimeoutSeconds": .wholeNumber(.positive), "TimeoutSecondsPath": .referencePath,
      "HeartbeatSeconds": .wholeNumber(.positive), "HeartbeatSecondsPath": .referencePath,
    ],
    required: ["Resource"],
    atMostOne: [
      ["TimeoutSeconds", "TimeoutSecondsPath"], ["HeartbeatSeconds", "HeartbeatSecondsPath"],
    ]
  )

  private static let parallel = state(
    "Parallel",
    transition,
    paths,
    work,
    ["Branches": .array],
    required: ["Branches"]
  )

  private static let map = state(
    "Map",
    transition,
    paths,
    work,
    [
      "ItemProcessor": .object, "Iterator": .object, "ItemSelector": .template,
      "ItemsPath": .path, "ItemReader": .object, "ItemBatcher": .object,
      "ResultWriter": .object, "Label": .string,
      "MaxConcurrency": .wholeNumber(.natural), "MaxConcurrencyPath": .referencePath,
      "ToleratedFailureCount": .wholeNumber(.natural),
      "ToleratedFailureCountPath": .referencePath,
      "ToleratedFailurePercentage": .number(0...100),
      "ToleratedFailurePercentagePath": .referencePath,
    ],
    exactlyOne: [["ItemProcessor", "Iterator"]],
    atMostOne: [
      ["ItemSelector", "Parameters"], ["MaxConcurrency", "MaxConcurrencyPath"],
      ["ToleratedFailureCount", "ToleratedFailureCountPath"],
      ["ToleratedFailurePercentage", "ToleratedFailurePercentagePath"],
    ]
  )

  private static let pass = state(
    "Pass",
    transition,
    paths,
    [
      "Result": .anything, "ResultPath": .resultPath, "Parameters": .template,
      "Assign": .objectTemplate,
    ]
  )

  private static let wait = state(
    "Wait",
    transition,
    paths,
    [
      // A longer wait fails when it is run: AWS counts to 2^31 - 1.
      "Seconds": .wholeNumber(0...2_147_483_647), "SecondsPath": .referencePath,
      "Timestamp": .timestamp, "TimestampPath": .referencePath, "Assign": .objectTemplate,
    ],
    exactlyOne: [["Seconds", "SecondsPath", "Timestamp", "TimestampPath"]]
  )

  private static let choice = state(
    "Choice",
    paths,
    ["Choices": .array, "Default": .string, "Assign": .objectTemplate],
    required: ["Choices"]
  )

  private static let succeed = state("Succeed", paths)

  private static let fail = state(
    "Fail",
    ["Error": .string, "ErrorPath": .text, "Cause": .string, "CausePath": .text],
    atMostOne: [["Error", "ErrorPath"], ["Cause", "CausePath"]]
  )
}
