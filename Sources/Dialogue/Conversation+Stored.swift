package import Ground
internal import Understanding

/// How conversations are kept: an object with what there is to remember, which any Rakel reads as far as it knows it.
extension Conversation {
  /// What is kept of it.
  package var stored: JSON {
    var object = JSONObject()
    object["language"] = language.map(JSON.string)
    object["last"] = last?.stored
    object["asked"] = asked.map(JSON.string)
    if !open.isEmpty { object["open"] = .array(open.map(\.stored)) }
    if !offered.isEmpty { object["offered"] = .array(offered.map(\.stored)) }
    if !fillings.isEmpty { object["fillings"] = .array(fillings.map(\.stored)) }
    object["answered"] = answered?.stored
    object["put"] = put?.stored
    object["owed"] = owed.map(JSON.integer)
    object["stopping"] = stopping?.stored
    object["started"] = started?.stored
    return .object(object)
  }

  /// What was kept; what cannot be read of it is forgotten.
  package init(stored: JSON) {
    language = stored["language"]?.string
    last = Exchange(stored: stored["last"])
    asked = stored["asked"]?.string
    open = stored["open"]?.array?.compactMap(Option.init(stored:)) ?? []
    offered = stored["offered"]?.array?.compactMap(Option.init(stored:)) ?? []
    fillings = stored["fillings"]?.array?.compactMap(Filling.init(stored:)) ?? []
    answered = Filling(stored: stored["answered"])
    put = Put(stored: stored["put"])
    owed = stored["owed"]?.int
    stopping = Stopping(stored: stored["stopping"])
    started = Started(stored: stored["started"])
  }
}

extension Conversation.Exchange {
  fileprivate var stored: JSON { ["text": .string(text), "candidate": candidate.stored] }

  fileprivate init?(stored: JSON?) {
    guard let text = stored?["text"]?.string,
      let candidate = Candidate(stored: stored?["candidate"])
    else { return nil }
    self.init(text: text, candidate: candidate)
  }
}

extension Conversation.Option {
  fileprivate var stored: JSON {
    var object = JSONObject()
    object["title"] = .string(title)
    object["candidate"] = candidate?.stored
    return .object(object)
  }

  fileprivate init?(stored: JSON) {
    guard let title = stored["title"]?.string else { return nil }
    self.init(title: title, candidate: Candidate(stored: stored["candidate"]))
  }
}

extension Conversation.Put {
  fileprivate var stored: JSON { ["question": .integer(question), "newest": .integer(newest)] }

  fileprivate init?(stored: JSON?) {
    guard let question = stored?["question"]?.int, let newest = stored?["newest"]?.int else {
      return nil
    }
    self.init(question: question, newest: newest)
  }
}

extension Conversation.Stopping {
  fileprivate var stored: JSON {
    var object = JSONObject()
    object["execution"] = .string(execution)
    object["title"] = .string(title)
    object["instead"] = instead?.stored
    return .object(object)
  }

  fileprivate init?(stored: JSON?) {
    guard let execution = stored?["execution"]?.string, let title = stored?["title"]?.string else {
      return nil
    }
    let instead = Conversation.Exchange(stored: stored?["instead"])
    self.init(execution: execution, title: title, instead: instead)
  }
}

extension Conversation.Started {
  fileprivate var stored: JSON {
    ["flow": .string(flow), "execution": .string(execution), "isRead": .bool(isRead)]
  }

  fileprivate init?(stored: JSON?) {
    guard let flow = stored?["flow"]?.string, let execution = stored?["execution"]?.string else {
      return nil
    }
    self.init(flow: flow, execution: execution, isRead: stored?["isRead"]?.bool ?? false)
  }
}

extension Candidate {
  fileprivate var stored: JSON { ["kind": .string(kind.rawValue), "name": .string(name)] }

  fileprivate init?(stored: JSON?) {
    guard let kind = (stored?["kind"]?.string).flatMap(Kind.init(rawValue:)),
      let name = stored?["name"]?.string
    else { return nil }
    self.init(kind, name)
  }
}

extension Filling {
  fileprivate var stored: JSON {
    var object = JSONObject()
    object["question"] = .integer(question)
    object["action"] = action.map(JSON.integer)
    var told = JSONObject()
    for (id, value) in values { told[id] = .string(value) }
    object["values"] = .object(told)
    object["skipped"] = .array(skipped.map(JSON.string))
    object["mustChoose"] = .bool(mustChoose)
    return .object(object)
  }

  fileprivate init?(stored: JSON?) {
    guard let question = stored?["question"]?.int else { return nil }
    self.init(question: question)
    action = stored?["action"]?.int
    for (id, value) in stored?["values"]?.object ?? JSONObject() { values[id] = value.string }
    skipped = stored?["skipped"]?.array?.compactMap(\.string) ?? []
    mustChoose = stored?["mustChoose"]?.bool ?? false
  }
}
