internal import Ground

extension Inspection {
  mutating func checkBranches(_ state: Node, outer: Set<String>) {
    guard let branches = state["Branches"], branches.value.array != nil else { return }
    if branches.items.isEmpty {
      report("missing-field", branches, "a Parallel state needs at least one branch")
    }
    for branch in branches.items { checkMachine(branch, as: .branch, outer: outer) }
  }

  mutating func checkMap(_ state: Node, outer: Set<String>) {
    for processor in innerMachines(of: state) {
      checkMachine(processor, as: .processor, outer: outer)
      if let config = processor["ProcessorConfig"], config.isObject {
        _ = check(config, against: .processorConfig)
      }
    }
    if let label = state["Label"] { checkLabel(label) }
    if let batcher = state["ItemBatcher"], batcher.isObject {
      _ = check(batcher, against: .itemBatcher)
    }
    if let reader = state["ItemReader"], reader.isObject {
      _ = check(reader, against: .itemReader)
      if let config = reader["ReaderConfig"], config.isObject {
        _ = check(config, against: .readerConfig)
      }
      reportUnsupported(reader, "Rakel reads no items from S3", hint: "use ItemsPath")
    }
    if let writer = state["ResultWriter"], writer.isObject {
      _ = check(writer, against: .resultWriter)
      if let config = writer["WriterConfig"], config.isObject {
        _ = check(config, against: .writerConfig)
      }
      reportUnsupported(
        writer,
        "Rakel writes no results to S3",
        hint: "the state's result is the array of its items' results"
      )
    }
  }

  private mutating func reportUnsupported(_ node: Node, _ message: String, hint: String) {
    report("unsupported", node, at: node.heading, message, hint: hint)
  }

  /// A label becomes part of a resource's name at AWS, which is picky about those.
  private mutating func checkLabel(_ node: Node) {
    guard let label = node.value.string else { return }
    let forbidden = Set(#" ?*<>{}[]:;,\|^~$#%&`""#.unicodeScalars)
    let isSound = label.unicodeScalars.allSatisfy { scalar in
      !forbidden.contains(scalar) && !scalar.properties.isWhitespace
        && scalar.properties.generalCategory != .control
    }
    guard !isSound || !(1...40).contains(label.unicodeScalars.count) else { return }
    report(
      "label",
      node,
      "a label has 1 to 40 characters, no blanks, no brackets and none of ?*:;,\\|^~$#%&`\""
    )
  }
}
