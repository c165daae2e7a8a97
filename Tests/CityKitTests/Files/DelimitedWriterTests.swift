import CityKit
import Testing

@Suite struct DelimitedWriterTests {
    @Test(
        "A text that a spreadsheet would take for a formula gets an apostrophe, any other stays",
        arguments: [
            ("=1+1", "'=1+1"), ("+48 41", "'+48 41"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"),
            ("\r\n=1", "'\r\n=1"), ("\n=1", "'\n=1"), ("＝1", "'＝1"), ("a=1", "a=1"), ("", ""), ("'x", "'x"),
            (" =1", " =1"),
            ("– kreska", "– kreska"),
        ]
    )
    func formulas(text: String, cell: String) { #expect(DelimitedWriter.withoutFormula(text) == cell) }
}
