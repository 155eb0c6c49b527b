import App
import Ground
import Testing

@Suite struct WorkingTimeCheckTests {
  @Test(arguments: [
    (
      "{\n  \"workingTime\": {\n    \"hours\": {\"mon\": \"8-16\"}\n  }\n}", 3, 15,
      "\"workingTime.hours.mon\": hours are written '08:00-15:30', '08:00-11:30, 12:00-15:30' or 'closed'"
    ),
    (
      "{\"workingTime\": {\n\"municipalities\": {\"storøya\": {\"days\": {\"12-32\": \"closed\"}}}}}",
      2,
      41, "\"workingTime.municipalities.storøya.days.12-32\": is no day; write a date"
    ),
    (
      "{\"workingTime\": {\n\"municipalities\": {\"oslo\": {}}}}", 2, 20,
      "\"workingTime\" has hours for \"oslo\", which is no municipality"
    ),
    (#"{"workingTime": {"a\u000Ab": 1}}"#, 1, 18, #""workingTime.a\nb": is unknown"#),
    (
      #"{"x": "\"mon\"", "workingTime": {"municipalities": {}, "hours": {"mon": 1}}}"#, 1, 66,
      #""workingTime.hours.mon": must be a text"#
    ),
    ("{\"workingTime\": []}", 1, 2, "\"workingTime\": must be an object"),
  ])
  func `says where and what is wrong`(
    settings: String,
    line: Int,
    column: Int,
    message: String
  ) throws {
    let faults = try Self.faults(settings)
    let fault = try #require(faults.first)
    #expect(faults.count == 1)
    #expect(fault.line == line && fault.column == column)
    #expect(fault.message.hasPrefix(message))
    #expect(fault.severity == .error && fault.code == "settings.working-time")
  }

  @Test func `finds nothing wrong with sound settings`() throws {
    let sound =
      "{\"workingTime\": {\"municipalities\": {\"Storøya\": {\"days\": {\"05-15\": \"closed\"}}}}}"
    #expect(try Self.faults(sound) == [])
  }

  private static func faults(_ settings: String) throws -> [Diagnostic] {
    WorkingTimeCheck.faults(
      try JSON(parsing: settings)["workingTime"] ?? .null,
      text: settings,
      municipalities: ["storøya"]
    )
  }
}
