internal import Authoring

/// Knowledge bases as JSON: QnA Maker's, and those of Custom Question Answering.
struct QNAMakerJSON {
  private var base = KnowledgeBase()
  private var synonyms = Synonyms()
  private var embedded: [(field: Field, id: Int)] = []

  static func imported(_ root: Field) throws(ImportError) -> Imported {
    var reader = QNAMakerJSON()
    return try reader.read(root)
  }

  private mutating func read(_ root: Field) throws(ImportError) -> Imported {
    // A bare array is a list of pairs; `assets` is what Custom Question Answering has around them.
    let assets = root.isArray ? root : try root.member("assets")
    let body = assets.isNull || root.isArray ? root : assets
    let members = ["qnaList", "qnaDocuments", "qnaPairs", "qnas"]
    var lists = root.isArray ? [root] : []
    if lists.isEmpty {
      for member in members {
        let list = try body.member(member)
        if !list.isNull { lists.append(list) }
      }
    }
    var fields: [Field] = []
    for list in lists { fields += try list.items() }
    try readPairs(fields)
    if !root.isArray {
      try readSynonyms(body)
      try reportRest(root, body)
    }
    var file = QNAFile(pairs: base.pairs(), alterations: synonyms.groups)
    file.name = root.isArray ? "" : try name(root)
    return Imported(qna: file, warnings: base.losses.lines)
  }

  private func name(_ root: Field) throws(ImportError) -> String {
    let name = try root.member("name").text()
    let project = try root.member("metadata")
    let other = project.isObject ? try project.member("projectName").text() : nil
    return (name ?? other ?? "").oneLine
  }

  // MARK: Pairs

  private mutating func readPairs(_ fields: [Field]) throws(ImportError) {
    var highest = 0
    for field in fields {
      let id = try field.member("id")
      if !id.isNull { highest = max(highest, try id.requiredInteger()) }
    }
    var next = highest
    for field in fields {
      let id = try field.member("id")
      try readPair(field, id: id.isNull ? nil : id.requiredInteger(), next: &next)
    }
    while !embedded.isEmpty {
      let (field, id) = embedded.removeFirst()
      try readPair(field, id: id, next: &next)
    }
  }

  private mutating func readPair(
    _ field: Field,
    id: Int?,
    next: inout Int
  ) throws(ImportError) {
    var pair = ExportedPair(id: id, place: field.name)
    pair.answer = try field.member("answer").text() ?? ""
    pair.source = try field.member("source").text() ?? ""
    for question in try field.member("questions").items() {
      pair.questions.append(try question.requiredText())
    }
    pair.metadata = try metadata(field.member("metadata"))
    let dialog = try field.member("context", "dialog")
    pair.isContextOnly = try dialog.member("isContextOnly").flag() ?? false
    for (index, prompt) in try dialog.member("prompts").items().enumerated() {
      pair.prompts.append(try self.prompt(prompt, index: index, next: &next))
    }
    let suggestions = try field.member("alternateQuestionClusters", "activeLearningSuggestions")
    if try !suggestions.items().isEmpty {
      base.losses.count("suggestions of active learning are left out", at: field.name)
    }
    base.add(pair)
  }

  private mutating func prompt(
    _ field: Field,
    index: Int,
    next: inout Int
  ) throws(ImportError) -> ExportedPrompt {
    let order = try field.member("displayOrder")
    let display = try field.member("displayText").text() ?? ""
    let number = order.isNull ? index : try order.requiredInteger()
    // A pair that a prompt brings along has an id only where it was stored before.
    let inner = try field.member("qna")
    guard inner.isNull else {
      let known = try inner.member("id")
      var id = known.isNull ? 0 : try known.requiredInteger()
      if id == 0 {
        next = next.addingReportingOverflow(1).partialValue
        id = next
      }
      embedded.append((inner, id))
      return ExportedPrompt(order: number, target: id, display: display)
    }
    let target = try field.member("qnaId").requiredInteger()
    return ExportedPrompt(order: number, target: target, display: display)
  }

  /// An array of `name` and `value`, or an object.
  private func metadata(_ field: Field) throws(ImportError) -> [(key: String, value: String)] {
    var metadata: [(key: String, value: String)] = []
    if field.isObject {
      for key in field.keys {
        metadata.append((key, try field.member(key).anyText() ?? ""))
      }
      return metadata
    }
    for item in try field.items() {
      let key = try item.member("name", "key").requiredText()
      metadata.append((key, try item.member("value").anyText() ?? ""))
    }
    return metadata
  }

  // MARK: The rest

  private mutating func readSynonyms(_ body: Field) throws(ImportError) {
    for member in ["wordAlterations", "synonyms"] {
      for group in try body.member(member).items() {
        var words: [String] = []
        for word in try group.member("alterations").items() {
          words.append(try word.requiredText())
        }
        synonyms.add(words, at: group.name, &base.losses)
      }
    }
  }

  private mutating func reportRest(_ root: Field, _ body: Field) throws(ImportError) {
    for url in try root.member("urls").items() {
      let text = url.isObject ? try url.member("uri", "value").text() : try url.text()
      base.losses.report(
        "the page \((text ?? "").oneLine) is not fetched; import its pairs instead"
      )
    }
    for file in try root.member("files").items() {
      let name = try file.member("fileName").text() ?? ""
      base.losses.report("the file '\(name.oneLine)' is not fetched; import its pairs instead")
    }
    let known: Set<String> = [
      "name", "id", "qnalist", "qnadocuments", "qnapairs", "qnas", "urls", "files",
      "wordalterations", "synonyms", "assets", "metadata", "projectfileversion", "language",
      "hostname", "lastaccessedtimestamp", "lastchangedtimestamp", "lastpublishedtimestamp",
      "createdtimestamp", "lastupdateddatetime",
    ]
    for key in root.keys where !known.contains(key.lowercased()) {
      base.losses.report("\(key.oneLine): left out")
    }
    let settings = try root.member("metadata")
    let holder = settings.isObject ? try settings.member("settings") : settings
    if holder.isObject, let text = try holder.member("defaultAnswer", "defaultAnswerForKB").text() {
      base.losses.report("the default answer is left out: \"\(text.oneLine)\"")
    }
  }
}
