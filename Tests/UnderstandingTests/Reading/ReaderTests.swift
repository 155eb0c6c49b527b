import Authoring
import Foundation
import Testing
import Understanding

@Suite struct ReaderTests {
  private static let content = Content(
    lu: AuthoredText.parse(
      """
      # Passord
      - jeg har glemt passordet
      - nytt passord takk
      # None
      - hvordan blir været
      - hei på deg
      """
    ).lu,
    qna: AuthoredText.parse(
      """
      # ? hvor er kantina
      - når er kantina åpen

      **Filters:**
      - kommune = fjordviken

      ```markdown
      I andre etasje.
      ```

      # ? hvor er parkeringen
      - kan jeg parkere ved rådhuset

      ```markdown
      Bak rådhuset.
      ```
      """
    ).qna
  )

  private static let reader = Result {
    Reader(
      content,
      try ModelCache(folder: URL(filePath: "/dev/null/none")).learned(from: content).learned
    )
  }

  private static let scopes = [
    Reader.Scope(), Reader.Scope(municipality: "fjordviken"), Reader.Scope(municipality: "dalen"),
    Reader.Scope(municipality: "dalen", excluded: [Candidate(.intent, "Passord")]),
    Reader.Scope(municipality: "dalen", previous: Candidate(.intent, "Passord")),
  ]

  @Test(arguments: scopes, scopes)
  func `reads in another scope as if it had been said there`(
    scope: Reader.Scope,
    other: Reader.Scope
  ) throws {
    let (reader, now) = (try Self.reader.get(), Date(timeIntervalSince1970: 1_780_000_000))
    for text in ["når er kantina åpen?", "glemt passord", "parkere ved rådhuset", ""] {
      let moved = reader.moved(reader.read(text, in: scope, at: now), from: scope, to: other)
      let there = reader.read(text, in: other, at: now)
      #expect(moved.candidates == there.candidates && moved.text == there.text)
    }
  }

  @Test func `knows what holds only elsewhere`() throws {
    let reader = try Self.reader.get()
    #expect(Self.content.pairs.contains { !$0.holds(in: "dalen") })
    let reading = reader.read(
      "når er kantina åpen",
      in: Self.scopes[2],
      at: Date(timeIntervalSince1970: 0)
    )
    #expect(reading.candidates.allSatisfy { $0.candidate.name != Self.content.pairs[0].id })
  }
}
