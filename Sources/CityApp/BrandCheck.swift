import CityDomain
import CityKit
import CityWeb

extension MunicipalityDecoder {
    /// As `decode`, and refuses colours that people cannot read on each other, and own words that lack what belongs into them.
    ///
    /// - Throws: `FileFaults` with every pair of colours and every text that falls short.
    func decodeReadable(_ files: MunicipalityFiles, revision: Int) throws(FileFaults) -> Municipality {
        let town = try decode(files, revision: revision)
        let faults = town.brandFaults + faultsOfWords(in: town)
        guard faults.isEmpty else { throw FileFaults(faults) }
        return town
    }
}

extension Municipality {
    /// The pairs of the town's colours with less contrast than WCAG 2.2 asks for.
    var brandFaults: [FileFault] {
        (Brand(profile.brand)?.unreadable ?? []).map { pair in
            FileFault(
                file: "\(id)/\(MunicipalityFiles.profile)",
                path: "brand.\(pair.scheme.rawValue)",
                problem:
                    "\(pair.pair) has a contrast of \(pair.ratio.rounded(to: 2)); at least \(BrandContrast.least) is needed"
            )
        }
    }
}

extension Double {
    /// The number with at most `digits` digits after the point.
    func rounded(to digits: Int) -> Double {
        let scale = Double((0..<digits).reduce(1) { power, _ in power * 10 })
        return (self * scale).rounded() / scale
    }
}
