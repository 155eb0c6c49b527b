import Norwegian
import Testing

@Suite struct NormaliserTests {
  @Test(arguments: [
    ("PASSORD", "passord"), ("A\u{30A}PNE", "åpne"), ("ÆØÅ", "æøå"), ("e\u{301}n", "én"),
    ("Š", "š"),
    ("x\u{301}\u{302}y", "xy"), ("\u{301}a", "a"), ("ÅSDAL", "åsdal"), ("İ", "i"), ("ß", "ß"),
    ("", ""),
    ("МИР", "мир"), ("u\u{308}\u{308}", "ü"), ("\u{212B}", "å"),
  ])
  func `brings a word to one form`(word: String, form: String) {
    // By scalars: `String`'s own equality would take å and a with a ring for the same.
    #expect(Array(Normaliser.normalised(word).unicodeScalars) == Array(form.unicodeScalars))
    #expect(Normaliser.normalised(form) == form)
  }
}
