import Helpdesk
import Testing

@Suite struct RolloverPatternTests {
  @Test(arguments: [
    ("Latitude 7*", "LATITUDE 7440", true), ("latitude 7*", "Latitude 5440", false),
    ("*skole", "Storøya skole", true), ("*skole", "Storøya skole nord", false),
    ("a*b*c", "axbxc", true), ("a*b*c", "acb", false), ("a*a", "a", false), ("*", "", true),
    ("ÅSDAL*", "åsdal rådhus", true), ("**x**", "axb", true), ("", "x", false),
  ])
  func `stands for whole names, with stars for any part`(
    pattern: String,
    name: String,
    fits: Bool
  ) {
    #expect(PolicyPattern(pattern).matches(name) == fits)
    #expect(!PolicyPattern(pattern).matches(nil))
  }
}
