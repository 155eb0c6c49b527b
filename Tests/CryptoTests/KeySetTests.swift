import Crypto
import Ground
import TestKit
import Testing

@Suite struct KeySetTests {
  @Test func `finds a key by its name, with what it may vouch for`() throws {
    let set = try #require(
      Self.set([
        SigningKeys.first.published(
          as: "a",
          adding: ["alg": "RS256", "endorsements": ["msteams", 1, "webchat"], "x5c": ["AAAA"]]
        ),
        SigningKeys.second.published(as: "b", adding: ["issuer": "https://i.no/{tenantid}"]),
      ])
    )
    #expect(set.count == 2)
    #expect(set["a"]?.endorsements == ["msteams", "webchat"])
    #expect(set["a"]?.issuer == nil)
    #expect(set["b"]?.issuer == "https://i.no/{tenantid}")
    #expect(set["b"]?.endorsements == [])
    #expect(set["c"] == nil)
    let message = Array("Hei".utf8)
    let signature = SigningKeys.second.signature(of: message)
    #expect(try #require(set["b"]).key.accepts(signature, for: message[...]))
    #expect(try !#require(set["a"]).key.accepts(signature, for: message[...]))
  }

  @Test(
    arguments: [
      ["kty": "EC"], ["kty": "oct"], ["kty": nil], ["use": "enc"], ["alg": "RS512"],
      ["alg": "HS256"],
      ["kid": ""], ["kid": 1], ["e": "AQ"], ["e": "Ag"], ["e": ""], ["e": "AAEAAQ"], ["e": "AQAB="],
      ["n": "AQAB"], ["n": ""], ["n": 1], ["n": "?"],
    ] as [JSON]
  )
  func `passes over a key that cannot be used`(change: JSON) throws {
    let odd = SigningKeys.first.published(as: "odd", adding: change)
    #expect(Self.set([odd]) == nil)
    let set = try #require(
      Self.set([odd, 1, nil, "x", [], SigningKeys.second.published(as: "good")])
    )
    #expect(set.count == 1)
    #expect(set["good"] != nil)
  }

  @Test func `takes the first of two keys with one name`() throws {
    let set = try #require(
      Self.set([
        SigningKeys.first.published(as: "a"),
        SigningKeys.second.published(as: "a", adding: ["endorsements": ["msteams"]]),
      ])
    )
    #expect(set["a"]?.endorsements == [])
  }

  @Test(arguments: [
    "", "{", "[]", "null", "{}", #"{"keys":{}}"#, #"{"keys":[]}"#, #"{"keys":null}"#,
    #"{"keys":[],"keys":[]}"#, String(repeating: "[", count: 100_000),
    #"{"keys":["# + String(repeating: " ", count: 600_000) + "]}", "\u{0}",
  ])
  func `is nothing where there are no keys`(text: String) {
    #expect(KeySet(parsing: Array(text.utf8)) == nil)
  }

  private static func set(_ entries: [JSON]) -> KeySet? {
    KeySet(parsing: Array((["keys": .array(entries)] as JSON).text.utf8))
  }
}
