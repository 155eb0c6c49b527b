import Foundation
import Ground
import TestKit
import Understanding

/// Content in a folder of its own that nothing is wrong with, but for what a test adds.
struct CheckedFolder {
  private let folder: TemporaryFolder

  /// - Parameters:
  ///   - added: text that is put after that of a file, by its path.
  ///   - replaced: text that takes the place of a file's.
  init(added: [String: String] = [:], replaced: [String: String] = [:]) throws {
    folder = try TemporaryFolder()
    var files = Self.sound
    for (file, text) in added { files[file, default: ""] += text }
    for (file, text) in replaced { files[file] = text }
    for (file, text) in files { try folder.write(text, to: file) }
  }

  /// What the check finds.
  var diagnostics: [Diagnostic] { check.diagnostics }

  /// What it finds, as `code severity file:line:column`.
  var findings: [String] {
    diagnostics.map { "\($0.code) \($0.severity.rawValue) \($0.file):\($0.line):\($0.column)" }
  }

  var check: ContentCheck {
    ContentCheck(
      Content.load(folder.url.path),
      in: ContentCheck.Surroundings(phrases: ["hei"], roles: ["leader"], flows: ["Bytte"])
    )
  }

  /// An intent with its own utterances, one a line after that of its name.
  static func intent(_ name: String, _ count: Int) -> String {
    "# \(name)\n" + (0..<count).map { "- \(name.lowercased())\($0) virker\($0)\n" }.joined()
  }

  /// A pair with three wordings of its own: its id, its question, two alternates, an answer.
  static func pair(_ id: String, filter: String = "", prompt: String = "") -> String {
    """
    <a id = "\(id)"></a>
    # ? \(id) en\(filter)
    - \(id) to\(filter)
    - \(id) tre\(filter)
    \(filter.isEmpty ? "" : "\n**Filters:**\n- \(filter)\n")
    ```markdown
    Svar.
    ```
    \(prompt.isEmpty ? "" : "\n**Prompts:**\n- \(prompt)\n")

    """
  }

  /// A pair without a question.
  static func silent(_ id: String, _ answer: String = "Svar.") -> String {
    "<a id = \"\(id)\"></a>\n# ?\n```markdown\n\(answer)\n```\n"
  }

  /// A reply or phrase.
  static func words(_ id: String, filter: String = "") -> String {
    """
    <a id = "\(id)"></a>
    # ? \(id)
    \(filter.isEmpty ? "" : "\n**Filters:**\n- \(filter)\n")
    ```markdown
    Svar.
    ```

    """
  }

  private static let sound = [
    "intents/a.lu": intent("Skriver", 10) + intent("None", 10),
    "intents/samtale.lu": ["ja", "nei", "avbryt", "korreksjon"].map { name in
      "@ list \(name) =\n    - \(name) :\n        - \(name)ord\n"
    }.joined(separator: "\n"),
    "intents/replies.qna": words("Skriver"),
    "intents/phrases.qna": words("hei"),
    "qna/a.qna": pair("pc"),
    "settings.json": """
    {
      "municipalities": ["bergen", "voss"],
      "access": { "Skriver": ["leader"] },
      "smallTalk": ["Skriver"]
    }
    """,
  ]
}
