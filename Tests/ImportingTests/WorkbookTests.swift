import Authoring
import Ground
import Importing
import Testing

struct WorkbookTests {
  /// A workbook of which the first sheet is another than the export's.
  private static let workbook = StoredArchive([
    (
      "xl/workbook.xml",
      """
      <?xml version="1.0"?><x:workbook xmlns:x="a"><x:sheets><x:sheet name="Notes" r:id="r1"/>
      <x:sheet name='QnAs' r:id='r2'/></x:sheets></x:workbook>
      """
    ),
    (
      "xl/_rels/workbook.xml.rels",
      """
      <Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/>
      <Relationship Id="r2" Target="/xl/worksheets/sheet2.xml"/></Relationships>
      """
    ),
    (
      "xl/sharedStrings.xml",
      """
      <sst><si><t>Question</t></si><si><r><t>Ans</t></r><r><t>wer</t></r><rPh><t>no</t></rPh></si>
      <si><t xml:space="preserve">a &lt;b&gt; &#248;</t></si></sst>
      """
    ),
    ("xl/worksheets/sheet1.xml", "<worksheet/>"),
    (
      "xl/worksheets/sheet2.xml",
      """
      <worksheet><sheetData><row r="1"><c r="B1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>
      <!-- c --><row r="5"><c r="B5" t="s"><v>2</v></c><c r="C5" t="inlineStr"><is><t>svar</t></is></c>
      </row></sheetData></worksheet>
      """
    ),
  ])

  @Test func `reads the sheet that holds the export`() throws {
    let result = try Export(file: "kb.xlsx", bytes: Self.workbook.bytes).imported()
    #expect(
      result.qna?.pairs == [
        QNAPair(questions: [Question(text: "a <b> ø")], answer: Answer(text: "svar"))
      ]
    )
  }

  @Test(arguments: [
    (
      StoredArchive([("a.json", "{}")]).bytes,
      "is an archive and no workbook; unpack it and import its files"
    ),
    ([0x50, 0x4B, 0x03, 0x04], "is a damaged archive"),
    (
      StoredArchive([("xl/workbook.xml", "<!DOCTYPE x><a/>"), ("xl/worksheets/sheet1.xml", "")])
        .bytes,
      "is a workbook whose XML declares a document type (line 1 of a part)"
    ),
    (
      StoredArchive([("xl/workbook.xml", "<a"), ("xl/worksheets/sheet1.xml", "")]).bytes,
      "is a workbook whose XML has a tag without an end (line 1 of a part)"
    ),
    (StoredArchive([("xl/workbook.xml", "<a/>")]).bytes, "is a workbook without a sheet"),
    ([0xD0, 0xCF, 0x11, 0xE0], "is an old Excel workbook; save it as .xlsx or tab-separated text"),
  ])
  func `says what is wrong`(bytes: [UInt8], message: String) {
    let error = #expect(throws: ImportError.self) {
      try Export(file: "kb.xlsx", bytes: bytes).imported()
    }
    #expect(error?.description == "kb.xlsx: \(message)")
  }

  @Test(arguments: 0..<300)
  func `survives any damage`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var bytes = StoredArchive.packed.bytes
    for _ in 0..<(1 + generator.below(4)) {
      bytes[generator.below(bytes.count)] = UInt8(generator.below(256))
    }
    bytes.replaceSubrange(0..<4, with: [0x50, 0x4B, 0x03, 0x04])
    _ = try? Export(file: "kb.xlsx", bytes: bytes).imported()
  }

  @Test func `unpacks what is compressed`() throws {
    let result = try Export(file: "kb.xlsx", bytes: StoredArchive.packed.bytes).imported()
    #expect(result.qna?.pairs.map { $0.answer.text } == ["svar svar svar"])
  }
}
