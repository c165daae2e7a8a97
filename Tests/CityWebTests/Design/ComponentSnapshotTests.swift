import CityKit
import CityTestSupport
import Foundation
import Testing

@testable import CityWeb

@Suite("A component")
struct ComponentSnapshotTests {
    @Test(arguments: ComponentSamples.all)
    func `has the markup that was looked at`(sample: ComponentSamples.Sample) throws {
        try expectSnapshot(sample.html, named: "component-\(sample.name)")
    }

    @Test(arguments: [("frame-public", DesignGallery.message), ("frame-office", DesignGallery.officeEmpty)])
    func `frame has the markup that was looked at`(name: String, document: HTML) throws {
        try expectSnapshot(document, named: name)
    }

    /// No snapshot stays behind when its component goes.
    @Test
    func `leaves no snapshot behind`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "__Snapshots__")
        let kept = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
            $0.hasPrefix("component-")
        }
        #expect(kept.sorted() == ComponentSamples.all.map { "component-\($0.name).html" }.sorted())
    }
}
