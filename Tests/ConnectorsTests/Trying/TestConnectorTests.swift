import Connectors
import Flows
import Ground
import Storage
import Testing

@Suite struct TestConnectorTests {
  @Test(arguments: [
    ("echo", #"{"a": 1}"#, 0, TaskOutcome.done(["a": 1])),
    ("fail", #"{"Error": "E", "Cause": "c"}"#, 0, .failed(error: "E", cause: "c")),
    ("fail", "{}", 0, .failed(error: "Error", cause: "")), ("sleep", "{}", 0, .done(.null)),
    ("sleep", #"{"Seconds": 2.5, "Return": 1}"#, 0, .again(after: 2_500)),
    ("sleep", #"{"Seconds": 2.5, "Return": 1}"#, 2, .again(after: 500)),
    ("sleep", #"{"Seconds": 2.5, "Return": 1}"#, 3, .done(1)),
    ("callback", #"{"Never": true}"#, 9, .waiting),
    ("callback", #"{"Error": "E"}"#, 0, .failed(error: "E", cause: "")),
    ("callback", #"{"Reply": [1], "After": 1}"#, 0, .again(after: 1_000)),
    ("callback", #"{"Reply": [1], "After": 1}"#, 1, .done([1])),
  ])
  func `does as its parameters say`(
    verb: String,
    parameters: String,
    seconds: Double,
    outcome: TaskOutcome
  ) throws {
    let request = TaskRequest.trying(verb, try JSON(parsing: parameters), after: seconds)
    #expect(try TestConnector().perform(request, in: Connection(path: ":memory:")) == outcome)
  }

  @Test(arguments: [#"{"Seconds": 1e300}"#, #"{"Seconds": -1e300}"#, #"{"Seconds": "2"}"#])
  func `survives any number of seconds`(parameters: String) throws {
    let request = TaskRequest.trying("sleep", try JSON(parsing: parameters))
    _ = try TestConnector().perform(request, in: Connection(path: ":memory:"))
  }
}
