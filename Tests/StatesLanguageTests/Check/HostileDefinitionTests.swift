import Ground
import StatesLanguage
import Testing

@Suite struct HostileDefinitionTests {
  @Test func `follows rules and branches as deep as JSON may nest`() {
    let rule = nested(#"{"Not": "#, 500, #"{"Variable": "$.a", "IsNull": true}"#, "}")
    let choice =
      #"{"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [\#(rule)]}}}"#
    #expect(!StateMachineCheck(text: choice, file: "f").faults.isEmpty)
    let branch = nested(
      #"{"StartAt": "A", "States": {"A": {"Type": "Parallel", "End": true, "Branches": ["#,
      120,
      "",
      "]}}}"
    )
    let faults = StateMachineCheck(text: branch, file: "f").faults
    #expect(faults.count { $0.code == "asl.duplicate-state" } == 119)
  }

  @Test(arguments: ["", "\u{0}", "{", "[[[[", "\u{FEFF}{}", "null", "{\"States\":{\"\u{0}\":1}}"])
  func `refuses what is no definition in one line`(text: String) {
    let faults = StateMachineCheck(text: text, file: "f").faults
    #expect(!faults.isEmpty)
    #expect(faults.allSatisfy { !$0.description.contains { $0.isNewline || $0 == "\0" } })
  }

  @Test func `keeps its messages short, whatever the names`() {
    let name = String(repeating: "x\\n", count: 20_000)
    let text =
      #"{"StartAt": "\#(name)", "States": {"\#(name)": {"Type": "\#(name)", "\#(name)": 1}}}"#
    let faults = StateMachineCheck(text: text, file: "f").faults
    #expect(!faults.isEmpty)
    #expect(faults.allSatisfy { $0.description.utf8.count < 2_000 && !$0.message.contains("\n") })
  }

  private func nested(
    _ opening: String,
    _ depth: Int,
    _ middle: String,
    _ closing: String
  )
    -> String
  {
    String(repeating: opening, count: depth) + middle + String(repeating: closing, count: depth)
  }
}
