import Ground
import StatesLanguage
import Testing

@Suite struct ResourceCheckTests {
  let catalogue: ResourceCatalogue = {
    var catalogue = ResourceCatalogue(Self.connectors)
    catalogue.flows = ["f"]
    return catalogue
  }()

  private static let connectors: [String: [ResourceCatalogue.Verb]] = [
    "card": [
      .init("ask", waiting: .always, required: ["card"], optional: ["data"]),
      .init("send", required: ["card"]),
    ],
    "worklist": [.init("add", waiting: .either, required: ["title"])],
    "graph": [.init("users.inactive", optional: nil)],
    "flow": [.init("start", required: ["flow"])],
  ]

  @Test(
    arguments: [
      ("resource", ".Resource", #"▸"arn:aws:states:::lambda:invoke""#),
      ("unknown-connector", ".Resource", #"▸"rakel:cards.send", "Parameters": {"card": "c"}"#),
      ("unknown-verb", ".Resource", #"▸"rakel:card.show", "Parameters": {"card": "c"}"#),
      ("unknown-verb", ".Resource", #"▸"rakel:card""#),
      ("unknown-verb", ".Resource", #"▸"rakel:card.ask.sync""#),
      ("waiting", ".Resource", #"▸"rakel:card.ask", "Parameters": {"card": "c"}"#),
      (
        "waiting", ".Resource", #"▸"rakel:card.send.waitForTaskToken", "Parameters": {"card": "c"}"#
      ),
      ("missing-parameter", ".Parameters", #""rakel:card.send", ▸"Parameters": {}"#),
      (
        "unknown-parameter", ".Parameters['dato.$']",
        #""rakel:card.ask.waitForTaskToken", "Parameters": {"card": "c", ▸"dato.$": "$.d"}"#
      ),
      ("missing-card", ".Parameters.card", #""rakel:card.send", "Parameters": {"card": ▸"d"}"#),
      ("missing-flow", ".Parameters.flow", #""rakel:flow.start", "Parameters": {"flow": ▸"g"}"#),
    ] as [(String, String, String)]
  )
  func `finds what cannot be called`(code: String, path: String, call: String) {
    let fault = Marked.state(code, path, #"{"Type": "Task", "Resource": \#(call), "End": true}"#)
    #expect(fault.found(connectors: catalogue, cards: ["c"]) == fault.expected)
  }

  @Test(arguments: [
    #""rakel:card.send", "Parameters": {"card.$": "$.card"}"#,
    #""rakel:card.send""#,
    #""rakel:flow.start", "Parameters": {"flow": "f"}"#,
    #""rakel:flow.start", "Parameters": {"flow.$": "$.flow"}"#,
    #""rakel:worklist.add", "Parameters": {"title": "t"}"#,
    #""rakel:worklist.add.waitForTaskToken", "Parameters": {"title": "t"}"#,
    #""rakel:graph.users.inactive", "Parameters": {"anything": 1}"#,
  ])
  func `accepts what can be called`(call: String) {
    let state = Marked.state("", "", #"{"Type": "Task", "Resource": \#(call), "End": true}▸"#)
    #expect(state.found(connectors: catalogue, cards: ["c"]).isEmpty)
  }

  @Test func `accepts a resource of another system where it may be mocked`() {
    var catalogue = catalogue
    catalogue.acceptsForeign = true
    let state = Marked.state("", "", #"{"Type": "Task", "Resource": "arn:aws:x", "End": true}▸"#)
    #expect(state.found(connectors: catalogue).isEmpty)
    #expect(state.found().isEmpty)
  }
}
