import Connectors
import Ground
import HTTP
import TestKit
import Testing

@Suite struct OutsideSettingsTests {
  @Test func `reaches nobody unless told`() throws {
    #expect(try OutsideSettings(nil).origins.isEmpty)
    #expect(try OutsideSettings([:]).origins.isEmpty)
  }

  @Test func `asks for https, but of this machine`() throws {
    let settings = try OutsideSettings([
      "hosts": ["API.example.no", "a.no:8443", "localhost:81", "[::1]"]
    ])
    let origins = settings.origins.map(\.description).sorted()
    #expect(
      origins == [
        "http://[::1]", "http://localhost:81", "https://[::1]", "https://a.no:8443",
        "https://api.example.no", "https://localhost:81",
      ]
    )
  }

  @Test(arguments: [
    ("[]", "", "must be an object"),
    (#"{"host": []}"#, "host", "is unknown; known are hosts, secrets"),
    (#"{"hosts": "a.no"}"#, "hosts", "must be a list of hosts"),
    (#"{"hosts": [1]}"#, "hosts", "must be a list of hosts"),
    (
      #"{"hosts": ["https://a.no"]}"#, "hosts",
      "'https://a.no' must be a host, or host:port, without anything else"
    ),
    (
      #"{"hosts": ["a.no/"]}"#, "hosts",
      "'a.no/' must be a host, or host:port, without anything else"
    ),
    (
      #"{"hosts": ["*.a.no"]}"#, "hosts",
      "'*.a.no' must be a host, or host:port, without anything else"
    ),
    (
      #"{"hosts": ["u@a.no"]}"#, "hosts",
      "'u@a.no' must be a host, or host:port, without anything else"
    ),
    (#"{"hosts": [""]}"#, "hosts", "'' must be a host, or host:port, without anything else"),
    (
      #"{"hosts": ["10.0.0.1"]}"#, "hosts", "'10.0.0.1' must be the name of a host, not its address"
    ),
    (
      #"{"hosts": ["[fe80::1]:80"]}"#, "hosts",
      "'[fe80::1]:80' must be the name of a host, not its address"
    ),
    (#"{"secrets": 1}"#, "secrets", "must be an object: name → where the secret lies"),
    (
      #"{"secrets": {"a": "hunter2"}}"#, "secrets.a",
      "must say where the secret lies: 'environment' or 'file'"
    ),
    (
      #"{"secrets": {"a": {"value": "x"}}}"#, "secrets.a.value",
      "is unknown; known are environment, file, hosts"
    ),
    (
      #"{"secrets": {"a": {"hosts": []}}}"#, "secrets.a",
      "must have either 'environment' or 'file', a text"
    ),
    (
      #"{"secrets": {"a": {"file": "f"}}}"#, "secrets.a", "must say which 'hosts' the secret is for"
    ),
    (
      #"{"secrets": {"a": {"file": "f", "hosts": ["a.no"]}}}"#, "secrets.a.hosts",
      "names a host that is not among 'hosts'"
    ),
  ])
  func `says what is wrong and where`(text: String, path: String, message: String) throws {
    let json = try JSON(parsing: text)
    let fault = #expect(throws: OutsideFault.self) { _ = try OutsideSettings(json) }
    #expect(fault?.path.joined(separator: ".") == path)
    #expect(fault?.message == message)
  }

  @Test func `fetches secrets from the environment and from files`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("Bearer hunter2\r\n", to: "token")
    let settings = try OutsideSettings([
      "hosts": ["a.no"],
      "secrets": [
        "one": ["file": .string(file), "hosts": ["a.no"]],
        "two": ["environment": "TWO", "hosts": []],
      ],
    ])
    let secrets = try settings.fetchSecrets(environment: ["TWO": "x"])
    #expect(secrets == ["one": Secret("Bearer hunter2"), "two": Secret("x")])
    #expect(throws: OutsideFault.self) { _ = try settings.fetchSecrets(environment: ["TWO": ""]) }
    #expect(throws: OutsideFault.self) {
      _ = try settings.fetchSecrets(environment: ["TWO": "a\nb"])
    }
    try folder.write("\n", to: "token")
    #expect(throws: OutsideFault.self) { _ = try settings.fetchSecrets(environment: ["TWO": "x"]) }
  }
}
