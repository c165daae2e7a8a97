public import CityDomain
public import CityKit
import Hummingbird

/// What all routes share: the towns, the words, the use cases and the settings of the web.
///
/// One object for all requests: as a value it would be copied, with every store and key in it, wherever a visit goes.
public final class Site: Sendable {
    public let towns: any MunicipalityDirectory
    public let catalogue: TextCatalogue
    public let clock: any TimeSource
    public let randomness: any Randomness
    public let useCases: UseCases
    public let addresses: TownAddresses
    public let proxies: TrustedProxies
    public let readiness: any Readiness
    /// Whether a town, or all of them, are out of service for a while.
    public let pauses: any PauseSign
    public let demo: Demo?
    /// Pictures for the maps of towns that admit an outside server.
    public let tiles: TileServer?
    public let qrCode: any QRCode
    public let paperPrinter: any PaperPrinter
    /// What programs have left of their limits.
    public let limits: RequestLimits
    let crossSite: CrossSite
    /// What is announced of disturbances, for the banner of every page.
    let disruptions: DisruptionBoard

    public init(
        towns: any MunicipalityDirectory,
        catalogue: TextCatalogue,
        clock: any TimeSource,
        randomness: any Randomness,
        useCases: UseCases,
        addresses: TownAddresses,
        proxies: TrustedProxies,
        readiness: any Readiness,
        pauses: any PauseSign,
        demo: Demo?,
        qrCode: any QRCode,
        paperPrinter: any PaperPrinter,
        tiles: TileServer? = nil,
        limits: RequestLimits = RequestLimits()
    ) {
        self.towns = towns
        self.catalogue = catalogue
        self.clock = clock
        self.randomness = randomness
        self.useCases = useCases
        self.addresses = addresses
        self.proxies = proxies
        self.readiness = readiness
        self.pauses = pauses
        disruptions = DisruptionBoard(useCases.disruptions.read)
        self.demo = demo
        self.qrCode = qrCode
        self.paperPrinter = paperPrinter
        self.tiles = tiles
        self.limits = limits
        crossSite = CrossSite { request in addresses.hosts.union([request.head.authority].compactMap(\.self)) }
    }

    /// Bytes of a posted form.
    static let largestForm = 64 * 1_024

    /// The visit that a request to a page of a town is.
    ///
    /// - Throws: `RequestFailure.unknownTown`.
    func visit(_ request: Request, _ context: CityContext) throws -> Visit {
        guard let id = context.parameters.get("town"), let town = towns.municipality(ID(id)) else {
            throw RequestFailure.unknownTown
        }
        return visit(request, context, to: town)
    }

    /// A request that is about a town without having it in its path.
    func visit(_ request: Request, _ context: CityContext, to town: Municipality) -> Visit {
        Visit(
            request: request,
            context: context,
            site: self,
            town: town,
            base: addresses.base(of: town.id),
            words: words(for: request, in: town),
            now: clock.now
        )
    }

    /// The language the reader chose, else the first one of the browser's that the town speaks, else the town's own.
    func words(for request: Request, in town: Municipality?) -> Words {
        let offered = town?.profile.languages ?? Language.allCases
        let chosen = town.flatMap { addresses.cookie(.language, of: $0.id).value(in: request) }
        let wished = [request.languageOfLink?.rawValue, chosen].compactMap(\.self) + request.acceptedLanguages
        let language = wished.lazy.compactMap(Language.init).first(where: offered.contains) ?? offered[0]
        return Words(catalogue: catalogue, language: language, own: town?.words[language] ?? [:])
    }
}

extension Request {
    /// The primary tags of `Accept-Language`, the most wanted first.
    var acceptedLanguages: [String] {
        (headers[.acceptLanguage] ?? "").split(separator: ",").map { entry -> (String, Double) in
            let parts = entry.split(separator: ";")
            let weight = parts.dropFirst().first.flatMap { Double($0.filter { "0123456789.".contains($0) }) } ?? 1
            return (String(parts.first?.trimmingSpaces().prefix(2).lowercased() ?? ""), weight)
        }
        .sorted { $0.1 > $1.1 }
        .map(\.0)
    }
}

/// The words, in plain language, for pages of a demonstration: its banner and its sign-ins.
public struct Demo: Sendable {
    public let mailbox: any DemoMailbox
    public let purpose: Purpose

    public enum Purpose: Sendable {
        /// Everybody looks around.
        case demonstration
        /// The office learns to work with it.
        case training
    }

    public init(mailbox: any DemoMailbox, purpose: Purpose = .demonstration) {
        self.mailbox = mailbox
        self.purpose = purpose
    }
}

extension Site {
    /// Says on every page that nothing here is real; nil where it is.
    func demoBanner(_ words: Words) -> DemoBanner? {
        switch demo?.purpose {
        case .demonstration: DemoBanner(label: words("demo.label"), words: words("demo.banner"))
        case .training: DemoBanner(label: words("training.label"), words: words("training.banner"), look: .training)
        case nil: nil
        }
    }
}
