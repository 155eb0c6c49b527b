import TestKit
import Testing

// Commands and their arguments are the program's own; no other module uses them.
@testable import App

@Suite struct ArgumentsTests {
  @Test func `takes flags, options and operands in any order`() throws {
    var arguments = Arguments(["a.lu", "--state", "s", "--all", "--as=anna", "b.lu"])
    #expect(try arguments.option("as") == "anna")
    #expect(try arguments.option("state") == "s")
    let (isThere, isThereAgain) = (arguments.flag("all"), arguments.flag("all"))
    #expect(isThere && !isThereAgain)
    let operands = arguments.operands()
    #expect(operands == ["a.lu", "b.lu"])
    try arguments.finish()
  }

  @Test func `gives nothing for what is not there`() throws {
    var arguments = Arguments([])
    #expect(try arguments.option("as") == nil)
    let (isThere, operands) = (arguments.flag("as"), arguments.operands())
    #expect(!isThere && operands.isEmpty)
    try arguments.finish()
  }

  @Test(arguments: [
    (["--as="], ""), (["--as=a=b"], "a=b"), (["--as", ""], ""), (["--as=--x"], "--x"),
  ])
  func `takes the value as it is`(words: [String], value: String) throws {
    var arguments = Arguments(words)
    #expect(try arguments.option("as") == value)
  }

  @Test(arguments: [["--as"], ["--as", "--state"], ["x", "--as"]])
  func `says which option lacks its value`(words: [String]) {
    var arguments = Arguments(words)
    let error = #expect(throws: UsageError.self) { try arguments.option("as") }
    #expect(error?.description == "--as needs a value")
  }

  @Test(arguments: [
    ["--typo"], ["--asx", "y"], ["left"], ["--all=1"], ["--as", "a", "--as", "b"],
  ])
  func `refuses what nobody asked for`(words: [String]) throws {
    var arguments = Arguments(words)
    _ = try arguments.option("as")
    _ = arguments.flag("all")
    let error = #expect(throws: UsageError.self) { try arguments.finish() }
    #expect(error?.description.hasPrefix("unknown argument") == true)
  }
}
