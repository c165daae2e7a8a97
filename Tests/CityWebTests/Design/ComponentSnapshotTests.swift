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

    @Test(arguments: [
        ComponentSamples.Sample("public", DesignGallery.message),
        ComponentSamples.Sample("office", DesignGallery.officeEmpty),
    ])
    func `frame has the markup that was looked at`(sample: ComponentSamples.Sample) throws {
        try expectSnapshot(sample.html, named: "frame-\(sample.name)")
    }

    /// No snapshot stays behind when its component goes.
    @Test
    func `leaves no snapshot behind`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "__Snapshots__")
        let kept = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
            $0.hasPrefix("component-")
        }
        let wanted = ComponentSamples.all.map { "component-\($0.name).html" }
        #expect(Set(kept).symmetricDifference(wanted) == [])
    }
}
