import CityKit
import Testing

@testable import CityWeb

@Suite struct MarkdownTests {
    @Test(
        "Headings, paragraphs and lists of a regulation become markup, one level below the page's",
        arguments: [
            ("", ""), ("Zdanie.", "<p>Zdanie.</p>\n"), ("Jedno\nzdanie.", "<p>Jedno zdanie.</p>\n"),
            ("Jedno.\n\nDwa.", "<p>Jedno.</p>\n<p>Dwa.</p>\n"), ("# A", "<h2>A</h2>\n"), ("### A", "<h4>A</h4>\n"),
            ("##### A", "<h4>A</h4>\n"), ("## A\nZdanie.", "<h3>A</h3>\n<p>Zdanie.</p>\n"),
            ("- a\n- b", "<ul class=\"bullets\"><li>a</li>\n<li>b</li>\n</ul>\n"),
            ("3. a\n4. b", "<ol class=\"numbers\" start=\"3\"><li>a</li>\n<li>b</li>\n</ol>\n"),
            ("1. a\nb", "<p>1. a b</p>\n"), ("- a\nb", "<p>- a b</p>\n"),
        ]
    )
    func blocks(text: String, markup: String) {
        #expect(Markdown(text).html.markup == markup)
    }

    @Test("A text of headings alone is as deep as one of them")
    func manyHeadings() {
        let count = 100_000
        let markup = Markdown(String(repeating: "# A\n", count: count) + "Koniec.").html.markup
        #expect(markup.utf8.count == count * "<h2>A</h2>\n".utf8.count + "<p>Koniec.</p>\n".utf8.count)
    }

    @Test(
        "Everything else is text, markup included",
        arguments: [
            ("<b>a</b> & \"c\"", "<p>&lt;b&gt;a&lt;/b&gt; &amp; &quot;c&quot;</p>\n"),
            ("# <script>", "<h2>&lt;script&gt;</h2>\n"),
            ("- <i>", "<ul class=\"bullets\"><li>&lt;i&gt;</li>\n</ul>\n"),
            ("[a](javascript:b) **c**", "<p>[a](javascript:b) **c**</p>\n"),
        ]
    )
    func escaping(text: String, markup: String) {
        #expect(Markdown(text).html.markup == markup)
    }
}
