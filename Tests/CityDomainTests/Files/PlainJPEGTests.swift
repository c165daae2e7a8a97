import CityDomain
import CityTestSupport
import Testing

@Suite struct PlainJPEGTests {
    @Test("A JPEG with nothing but a picture is plain, and tells its size")
    func plain() throws {
        let jpeg = try #require(PlainJPEG(SamplePhoto.jpeg))
        #expect([jpeg.width, jpeg.height] == [48, 32])
        #expect(jpeg.bytes == SamplePhoto.jpeg)
        let jfif = SamplePhoto.jpeg(marker: 0xE0, Array("JFIF\0".utf8) + [1, 1, 0, 0, 1, 0, 1, 0, 0])
        #expect(PlainJPEG(jfif)?.bytes == jfif)
    }

    @Test("Every segment that could hold metadata makes a JPEG not plain", arguments: Array(0xE0...0xEF) + [0xFE])
    func metadata(marker: UInt8) {
        #expect(PlainJPEG(SamplePhoto.jpeg(marker: marker, Array(SamplePhoto.trace.utf8))) == nil)
    }

    @Test("A file that hides something is not plain", arguments: SamplePhoto.hiding)
    func hiding(name: String, file: [UInt8]) { #expect(PlainJPEG(file) == nil) }

    @Test("A JPEG that is cut anywhere is not plain")
    func cut() {
        for length in 0..<SamplePhoto.jpeg.count { #expect(PlainJPEG(Array(SamplePhoto.jpeg.prefix(length))) == nil) }
    }
}
