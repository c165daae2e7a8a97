public import CityDomain
import CityKit
public import CityStorage

/// The letters that remind the office of terms.
extension TestTownHall {
    public var digests: SQLDigestStore { SQLDigestStore(database: database) }

    public var composeDigest: ComposeDigest {
        ComposeDigest(digests: digests, substitutions: substitutions, staff: staff)
    }

    public var planDigests: PlanDigests {
        PlanDigests(digests: digests, compose: composeDigest, staff: staff, randomness: randomness)
    }

    public var chooseDigest: ChooseDigest { ChooseDigest(digests: digests) }

    func digestLetters(_ addresses: TownAddresses, _ catalogue: TextCatalogue) -> DigestLetters {
        DigestLetters(
            digests: digests,
            compose: composeDigest,
            staff: staff,
            vault: vault,
            towns: FakeDirectory(towns),
            addresses: addresses,
            catalogue: catalogue
        )
    }
}
