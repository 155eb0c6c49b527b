extension ObjectRule {
  /// The whole definition.
  static let machine = ObjectRule(
    noun: "a state machine",
    fields: [
      "StartAt": .string, "States": .object, "Comment": .string, "Version": .word(["1.0"]),
      "TimeoutSeconds": .wholeNumber(.positive),
      "QueryLanguage": .word(["JSONPath", "JSONata"]),
    ],
    required: ["StartAt", "States"]
  )

  static let branch = ObjectRule(
    noun: "a branch",
    fields: ["StartAt": .string, "States": .object, "Comment": .string],
    required: ["StartAt", "States"]
  )

  static let processor = ObjectRule(
    noun: "an item processor",
    fields: [
      "StartAt": .string, "States": .object, "Comment": .string, "ProcessorConfig": .object,
    ],
    required: ["StartAt", "States"]
  )

  static let processorConfig = ObjectRule(
    noun: "a ProcessorConfig",
    fields: [
      "Mode": .word(["INLINE", "DISTRIBUTED"]), "ExecutionType": .word(["STANDARD", "EXPRESS"]),
    ]
  )

  static let itemBatcher = ObjectRule(
    noun: "an ItemBatcher",
    fields: [
      "BatchInput": .template,
      "MaxItemsPerBatch": .wholeNumber(.positive), "MaxItemsPerBatchPath": .referencePath,
      "MaxInputBytesPerBatch": .wholeNumber(1...262_144),
      "MaxInputBytesPerBatchPath": .referencePath,
    ],
    atMostOne: [
      ["MaxItemsPerBatch", "MaxItemsPerBatchPath"],
      ["MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath"],
    ],
    atLeastOne: [
      [
        "MaxItemsPerBatch", "MaxItemsPerBatchPath", "MaxInputBytesPerBatch",
        "MaxInputBytesPerBatchPath",
      ]
    ]
  )

  static let itemReader = ObjectRule(
    noun: "an ItemReader",
    fields: ["Resource": .string, "Parameters": .template, "ReaderConfig": .object],
    required: ["Resource"]
  )

  static let readerConfig = ObjectRule(
    noun: "a ReaderConfig",
    fields: [
      "InputType": .word(["CSV", "JSON", "JSONL", "MANIFEST", "PARQUET"]),
      "ManifestType": .word(["ATHENA_DATA", "S3_INVENTORY"]),
      "Transformation": .word(["NONE", "LOAD_AND_FLATTEN"]),
      "CSVDelimiter": .word(["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"]),
      "CSVHeaderLocation": .word(["FIRST_ROW", "GIVEN"]), "CSVHeaders": .array,
      "ItemsPointer": .string, "MaxItems": .wholeNumber(0...100_000_000),
      "MaxItemsPath": .referencePath,
    ],
    atMostOne: [["MaxItems", "MaxItemsPath"]]
  )

  static let resultWriter = ObjectRule(
    noun: "a ResultWriter",
    fields: ["Resource": .string, "Parameters": .template, "WriterConfig": .object],
    atLeastOne: [["Resource", "WriterConfig"]]
  )

  static let writerConfig = ObjectRule(
    noun: "a WriterConfig",
    fields: [
      "Transformation": .word(["NONE", "COMPACT", "FLATTEN"]),
      "OutputType": .word(["JSON", "JSONL"]),
    ]
  )

  static let retrier = ObjectRule(
    noun: "a retrier",
    fields: [
      "ErrorEquals": .array, "Comment": .string,
      "IntervalSeconds": .wholeNumber(.positive), "MaxAttempts": .wholeNumber(.natural),
      "BackoffRate": .number(1...Double.greatestFiniteMagnitude),
      "MaxDelaySeconds": .wholeNumber(.positive), "JitterStrategy": .word(["FULL", "NONE"]),
    ],
    required: ["ErrorEquals"]
  )

  static let catcher = ObjectRule(
    noun: "a catcher",
    fields: [
      "ErrorEquals": .array, "Next": .string, "ResultPath": .resultPath, "Assign": .objectTemplate,
      "Comment": .string,
    ],
    required: ["ErrorEquals", "Next"]
  )
}
