import Ground
import StatesLanguage
import Testing

@Suite struct PathTests {
  private static let shop: JSON = [
    "books": [
      ["t": "A", "price": 8, "tags": ["x"]], ["t": "B", "price": 12.5],
      ["t": "C", "price": 9, "isbn": "1"], ["t": "D", "price": 23, "isbn": nil],
    ],
    "bike": ["color": "red", "price": 19], "lim": 10, "ids": [5, 6, 7], "m": [[1, 2], [3, 4]],
    "a b": 1, "x-y": 2, "k.k": 3, "æ": "ø", "it's": 4, "back\\": 5, "q\\\"": 6, "@type": 7,
    "none": nil, "empty": [], "s": "abc", "deep": ["deep": ["deep": 1]],
  ]

  private func value(_ path: String) throws -> JSON {
    var variables = JSONObject()
    variables["v"] = ["list": [1, 2, 3], "min": 9]
    variables["blåbær_1"] = "syltetøy"
    let scope = Scope(input: Self.shop, context: ["Task": ["Token": "t"]], variables: variables)
    return try Path(parsing: path).value(in: scope)
  }

  @Test(
    arguments: [
      ("$.lim", 10), ("$['lim']", 10), ("$[\"lim\"]", 10), ("$.['lim']", 10), ("$['a b']", 1),
      ("$.x-y", 2), ("$['k.k']", 3), ("$.æ", "ø"), ("$['it\\'s']", 4), ("$['back\\\\']", 5),
      ("$['q\\\"']", 6), ("$.@type", 7), ("$.none", nil), ("$.ids[0]", 5), ("$.ids[-1]", 7),
      ("$.ids[ 1 ]", 6), ("$.m[1][0]", 3), ("$.bike['color']", "red"),
      ("$.bike['color','price']", ["color": "red", "price": 19]),
      ("$.bike['nope','price']", ["price": 19]),
      ("$$.Task.Token", "t"), ("$v.list[1]", 2), ("$v['min']", 9), ("$blåbær_1", "syltetøy"),
    ] as [(String, JSON)]
  )
  func `gives the value at a definite path`(path: String, expected: JSON) throws {
    #expect(try value(path) == expected)
    #expect(try Path(parsing: path).isDefinite)
  }

  @Test(
    arguments: [
      ("$.ids[*]", [5, 6, 7]), ("$.ids.*", [5, 6, 7]), ("$.bike.*", ["red", 19]),
      ("$.ids[0,2]", [5, 7]), ("$.ids[0,9,-1]", [5, 7]), ("$.ids[:2]", [5, 6]),
      ("$.ids[1:]", [6, 7]), ("$.ids[-2:]", [6, 7]), ("$.ids[:-1]", [5, 6]),
      ("$.ids[0:-1]", [5, 6]),
      ("$.ids[5:9]", []), ("$.ids[2:1]", []), ("$.ids[-9:9]", [5, 6, 7]), ("$.ids[:]", [5, 6, 7]),
      ("$.m[*][0]", [1, 3]), ("$.m[*][*]", [1, 2, 3, 4]), ("$.books[*].isbn", ["1", nil]),
      ("$..price", [8, 12.5, 9, 23, 19]), ("$..books[0].t", ["A"]), ("$..nope", []),
      ("$.deep..deep", [["deep": 1], 1]), ("$.m..[1]", [[3, 4], 2, 4]),
      ("$.m..*", [[1, 2], [3, 4], 1, 2, 3, 4]),
      ("$..['isbn']", ["1", nil]), ("$.nope[*]", []), ("$.nope.more[1:].x", []), ("$.s[*]", []),
      ("$.s[0,1]", []), ("$v.list[1:]", [2, 3]), ("$.books['t','isbn'][*]", []),
      ("$[?(@.color)]", []), ("$.bike[?(@.color == 'red')].price", [19]),
    ] as [(String, JSON)]
  )
  func `gives an array of what an indefinite path finds`(path: String, expected: JSON) throws {
    #expect(try value(path) == expected)
    #expect(try !Path(parsing: path).isDefinite)
  }

  @Test(arguments: [
    ("@.isbn", "CD"), ("!@.isbn", "AB"), ("!(@.isbn)", "AB"), ("@['isbn']", "CD"),
    ("@.price < 10", "AC"), ("@.price<=9", "AC"), ("@.price > $.lim", "BD"), ("10 > @.price", "AC"),
    ("@.price>=12.5", "BD"), ("@.price == 9.0", "C"), ("@.isbn == 1", ""), ("@.isbn == '1'", "C"),
    ("@.isbn == null", "D"), ("@.isbn != '1'", "ABD"), ("@.t == \"A\"", "A"),
    ("@.t === 'A'", "A"), ("@.t !== 'A'", "BCD"), ("@.t < 'C'", "AB"), ("@.t > 1", ""),
    ("@.t=='A' || @.t=='B' && @.price > 20", "A"), ("(@.t=='A' || @.t=='B') && @.price > 10", "B"),
    ("@.t in ['A', 'D']", "AD"), ("@.t nin ['A','D']", "BC"), ("@.t IN ['A']", "A"),
    ("'x' in @.tags", "A"), ("@.tags contains 'x'", "A"), ("@.t contains 'B'", "B"),
    ("@.tags size 1", "A"), ("@.t size 1", "ABCD"), ("@.tags empty false", "A"),
    ("@.tags subsetof ['x','y']", "A"), ("@.tags anyof ['y']", ""), ("@.tags noneof ['y']", "A"),
    ("@.tags all ['x']", "A"), ("@.tags.length() == 1", "A"), ("@.price > $v.min", "BD"),
    ("@.t =~ /[a-b]/i", "AB"), ("@.price =~ /\\d+/", "ACD"), ("@.t =~ /(?:A|C).{0}/", "AC"),
    ("@.price in $.books[*].price", "ABCD"), ("@.tags == ['x']", "A"), ("$.none == null", "ABCD"),
    ("@.tags[?(@ == 'x')]", "A"), ("@..isbn", "CD"), ("true == true", "ABCD"), ("@ == 1", ""),
    ("@.nope == @.nope", ""),
  ])
  func `filters by every operator`(condition: String, titles: String) throws {
    let found = try value("$.books[?(\(condition))].t")
    #expect(found == .array(titles.map { .string(String($0)) }))
  }

  @Test(
    arguments: [
      ("$.books.length()", 4), ("$.ids.sum()", 18), ("$.books[*].price.max()", 23),
      ("$..price.min()", 8), ("$.ids.avg()", 6), ("$.ids.first()", 5), ("$.ids.last()", 7),
      ("$.bike.keys()", ["color", "price"]), ("$.bike.length()", 2), ("$.s.length()", nil),
      ("$.nope[*].length()", 0), ("$.ids.stddev()", .double((2.0 / 3).squareRoot())),
    ] as [(String, JSON)]
  )
  func `computes what a function at the end asks for`(path: String, expected: JSON) throws {
    #expect(isSame(try value(path), expected))
  }

  @Test(arguments: [
    "$.nope", "$.nope.more", "$.none.x", "$.ids[3]", "$.ids[-4]", "$.lim[0]", "$.ids.x", "$$.nope",
    "$unset", "$v.nope", "$.empty.first()", "$.empty.max()", "$.nope.length()", "$.s['a','b']",
  ])
  func `fails where a definite path leads nowhere`(path: String) throws {
    let scope = Scope(input: Self.shop, context: [:], variables: JSONObject())
    let parsed = try Path(parsing: path)
    #expect(try parsed.optionalValue(in: scope) == nil)
    let failure = #expect(throws: StateFailure.self) { try parsed.value(in: scope) }
    #expect(failure?.error == "States.Runtime")
    #expect(failure?.cause.contains("'\(path)'") == true)
  }

  @Test(arguments: [
    ("", 0), ("a", 0), (".a", 0), ("@.a", 0), ("$.", 2), ("$..", 3), ("$...a", 3), ("$.a.", 4),
    ("$[", 2), ("$[]", 2), ("$['a]", 2), ("$['a'", 5), ("$[1", 3), ("$[1.5]", 3), ("$[a]", 2),
    ("$[1:2:3]", 5), ("$['a',1]", 6), ("$[0,'a']", 4), ("$[?]", 3), ("$[?()]", 4),
    ("$[?(@.a == )]", 11), ("$[?(@.a == b)]", 11), ("$[(@.length-1)]", 2), ("$[?(@.a =~ 'x')]", 14),
    ("$[?(1)]", 4), ("$[?(@.a)", 8),
    ("$.a b", 3), ("$.a,b", 3), (" $.a", 0), ("$.æ😀[x]", 6), ("$.a.nope()", 4), ("$..length()", 3),
    ("$[99999999999999999999]", 2), ("$$$", 2), ("$.a\u{0}", 3), ("$[?(@.a =~ /(/)]", 13),
    ("$[?(@.a =~ /\\1/)]", 14), ("$[?(@.a == 1.)]", 11), ("$[?(@.a == .5)]", 11), ("$$23", 2),
  ])
  func `says where a text stops being a path`(text: String, offset: Int) {
    let fault = #expect(throws: ExpressionFault.self) { try Path(parsing: text) }
    #expect(fault?.offset == offset, "\(fault?.message ?? "")")
  }

  @Test(arguments: [
    Repeated("", "[", 1_000_000), Repeated("$", ".a", 500_000), Repeated("$", "[?(", 300_000),
    Repeated("$[?(", "!", 1_000_000), Repeated("$[?(", "(", 1_000_000),
    Repeated("$['", "\\'", 500_000),
    Repeated("$[?(@ in ", "[", 1_000_000), Repeated("$.", "æ", 500_000),
    Repeated("$[?(@", "&&@", 20_000, ")]"),
    Repeated("$[?(@ =~ /", "(", 500_000), Repeated("$[?(@ =~ /", "a|", 20_000, "/)]"),
    Repeated("$[?(@ =~ /", "(a{9}", 1000, "/)]"), Repeated("$[", "0,", 100_000),
    Repeated("$[?(@==", "1", 900_000), Repeated("$[", "'a',", 50_000, "'a']"),
  ])
  func `survives hostile text`(hostile: Repeated) throws {
    // What counts is that we are still here, and soon.
    if let path = try? Path(parsing: hostile.text) {
      _ = try? path.value(in: Scope(input: Self.shop, context: [:], variables: JSONObject()))
    }
  }

  @Test func `gives up instead of looking at a million million values`() throws {
    var wide: JSON = .array([])
    for _ in 0..<8 { wide = .array(Array(repeating: wide, count: 4)) }
    let path = try Path(parsing: "$..*..*..*")
    let scope = Scope(input: wide, context: [:], variables: JSONObject())
    let failure = #expect(throws: StateFailure.self) { try path.value(in: scope) }
    #expect(failure?.cause.contains("too many") == true)
  }

  @Test func `gives up on values nested too deep`() throws {
    var deep: JSON = 1
    for _ in 0..<5_000 { deep = .array([deep]) }
    let scope = Scope(input: deep, context: [:], variables: JSONObject())
    let failure = #expect(throws: StateFailure.self) { try Path(parsing: "$..a").value(in: scope) }
    #expect(failure?.cause.contains("too deep") == true)
  }

  @Test(arguments: 0..<300)
  func `evaluates random paths on random values, or says why not`(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let scope = Scope(
      input: randomValue(depth: 4, &generator),
      context: randomValue(depth: 2, &generator),
      variables: JSONObject()
    )
    for _ in 0..<20 {
      let text = randomPath(&generator)
      guard let path = try? Path(parsing: text) else { continue }
      guard let value = try path.optionalValue(in: scope) else {
        #expect(path.isDefinite, "\(text)")
        continue
      }
      #expect(path.isDefinite || value.array != nil, "\(text)")
    }
  }
}

/// A path of likely and unlikely pieces.
private func randomPath(_ generator: inout SeededGenerator) -> String {
  let pieces = [
    ".a", ".b", "['a']", "['a','b']", "[0]", "[-1]", "[0,1]", "[1:]", "[:-1]", ".*", "[*]", "..a",
    "..*", "[?(@.a)]", "[?(@.a == 1 || @ != 'x')]", "[?(@..b)]", ".length()", ".", "[", "]", "'",
    "?(",
  ]
  var path = generator.below(5) == 0 ? "$$" : "$"
  for _ in 0...generator.below(6) {
    // Whole pieces mostly: a text that does not parse tests the parser only.
    path += pieces[generator.below(generator.below(8) == 0 ? pieces.count : pieces.count - 5)]
  }
  return path
}

/// JSON of a few names, so that paths often meet something.
func randomValue(depth: Int, _ generator: inout SeededGenerator) -> JSON {
  switch generator.below(depth > 0 ? 8 : 5) {
  case 0: return .null
  case 1: return .bool(generator.below(2) == 0)
  case 2: return .integer(generator.below(3))
  case 3: return .double(Double(generator.below(3)))
  case 4: return .string(["", "a", "x", "1"][generator.below(4)])
  case 5:
    return .array((0..<generator.below(4)).map { _ in randomValue(depth: depth - 1, &generator) })
  default:
    var object = JSONObject()
    for _ in 0..<generator.below(4) {
      object[["a", "b", "c"][generator.below(3)]] = randomValue(depth: depth - 1, &generator)
    }
    return .object(object)
  }
}
