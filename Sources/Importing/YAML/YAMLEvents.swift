internal import CYAML

/// What libyaml tells of a text, piece by piece.
enum YAMLEvent: Sendable, Hashable {
  case scalar(String, anchor: String?, isLiteral: Bool, YAMLMark)
  case alias(String, YAMLMark)
  case sequence(anchor: String?, YAMLMark)
  case mapping(anchor: String?, YAMLMark)
  case end
}

/// A place in a text, both numbers from 1.
struct YAMLMark: Sendable, Hashable {
  var line: Int
  var column: Int
}

/// The only code that calls libyaml; pointers stay in it.
struct YAMLEvents {
  /// More than this and a text is no training data; reading stops before memory runs out.
  static let maximumCount = 2_000_000
  /// How deep collections may nest.
  static let maximumDepth = 64

  /// The events of the first document in `bytes`, which are UTF-8.
  ///
  /// - Throws: where the text is not YAML, nests deeper than ``maximumDepth`` or has several documents.
  static func read(_ bytes: [UInt8], file: String) throws(ImportError) -> [YAMLEvent] {
    let reader = Reader(file: file)
    return try unsafe bytes.withUnsafeBufferPointer { buffer throws(ImportError) in
      try unsafe reader.events(of: buffer)
    }
  }

  /// Owns one parser of libyaml.
  @safe private final class Reader {
    private let file: String
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private var events: [YAMLEvent] = []
    private var depth = 0
    private var documents = 0

    init(file: String) {
      self.file = file
      unsafe parser = .allocate(capacity: 1)
      unsafe parser.initialize(to: yaml_parser_t())
    }

    deinit {
      unsafe yaml_parser_delete(parser)
      unsafe parser.deallocate()
    }

    func events(of buffer: UnsafeBufferPointer<UInt8>) throws(ImportError) -> [YAMLEvent] {
      guard unsafe yaml_parser_initialize(parser) == 1 else {
        throw ImportError(file: file, "there is no memory to read YAML")
      }
      unsafe yaml_parser_set_input_string(parser, buffer.baseAddress, buffer.count)
      while try next() {
        guard events.count < YAMLEvents.maximumCount else {
          throw ImportError(file: file, "more than \(YAMLEvents.maximumCount) values in YAML")
        }
      }
      return events
    }

    /// Takes the next event; false at the end.
    private func next() throws(ImportError) -> Bool {
      var event = unsafe yaml_event_t()
      guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw fault() }
      defer { unsafe yaml_event_delete(&event) }
      let mark = unsafe YAMLMark(
        line: Int(clamping: event.start_mark.line) + 1,
        column: Int(clamping: event.start_mark.column) + 1
      )
      switch unsafe event.type {
      case YAML_STREAM_END_EVENT: return false
      case YAML_DOCUMENT_START_EVENT:
        documents += 1
        if documents > 1 { throw error(mark, "a second document; only one is read") }
      case YAML_SCALAR_EVENT:
        let scalar = unsafe event.data.scalar
        let text = unsafe String(
          decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length),
          as: UTF8.self
        )
        guard !text.utf8.contains(0) else { throw error(mark, "a NUL character") }
        let isLiteral = unsafe scalar.style == YAML_LITERAL_SCALAR_STYLE
        unsafe events.append(
          .scalar(text, anchor: string(scalar.anchor), isLiteral: isLiteral, mark)
        )
      case YAML_ALIAS_EVENT:
        unsafe events.append(.alias(string(event.data.alias.anchor) ?? "", mark))
      case YAML_SEQUENCE_START_EVENT:
        try enter(mark)
        unsafe events.append(.sequence(anchor: string(event.data.sequence_start.anchor), mark))
      case YAML_MAPPING_START_EVENT:
        try enter(mark)
        unsafe events.append(.mapping(anchor: string(event.data.mapping_start.anchor), mark))
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
        depth -= 1
        events.append(.end)
      default: break
      }
      return true
    }

    private func enter(_ mark: YAMLMark) throws(ImportError) {
      depth += 1
      if depth > YAMLEvents.maximumDepth {
        throw error(mark, "nested deeper than \(YAMLEvents.maximumDepth) levels")
      }
    }

    private func string(_ text: UnsafeMutablePointer<UInt8>?) -> String? {
      guard let text = unsafe text else { return nil }
      return unsafe String(cString: text)
    }

    private func error(_ mark: YAMLMark, _ message: String) -> ImportError {
      ImportError(file: file, at: .init(line: mark.line, column: mark.column), message)
    }

    private func fault() -> ImportError {
      let mark = unsafe YAMLMark(
        line: Int(clamping: parser.pointee.problem_mark.line) + 1,
        column: Int(clamping: parser.pointee.problem_mark.column) + 1
      )
      let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) }
      return error(mark, "not valid YAML: \(problem ?? "unreadable")")
    }
  }
}
