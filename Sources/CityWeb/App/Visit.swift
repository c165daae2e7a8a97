import CityDomain
import CityKit
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// A request to a page of one town, with what every page needs.
struct Visit: Sendable {
    let request: Request
    let context: CityContext
    let site: Site
    let town: Municipality
    /// What stands before every path of the town: `/name`, or nothing where the town has a host of its own.
    let base: String
    let words: Words
    let now: Instant

    /// Nil for whoever comes without an account.
    var resident: SignInResident.Signed? { context.resident }

    /// Who the public part is shown to.
    var audience: Audience { resident == nil ? .everyone : .registered }

    var language: Language { words.language }
    var today: CivilDate { town.clock.date(of: now) }

    /// Where the request comes from, by which attempts are counted.
    var network: String { site.network(of: request, context) }

    /// The address of a page of this town.
    func path(_ page: String) -> String { page.isEmpty ? (base.isEmpty ? "/" : base) : "\(base)/\(page)" }

    /// The address of the page that was asked for, without its query.
    var ownPath: String {
        let path = request.uri.path
        guard base.isEmpty else { return path }
        let rest = path.dropFirst("/\(town.id)".count)
        return rest.isEmpty ? "/" : String(rest)
    }

    /// The address for mails and copying, with scheme and host.
    func link(_ page: String) -> String { site.addresses.link(to: page, of: town.id) }

    /// A part of the path, decoded; empty when it is not there.
    func parameter(_ name: String) -> String {
        context.parameters.get(name)?.removingPercentEncoding ?? ""
    }

    /// - Throws: `RequestFailure.notUTF8`.
    func query() throws -> FormData { try FormData(query: request.uri.query ?? "") }

    /// The fields of the posted form, after the check that this site's own page sent it.
    ///
    /// - Parameters:
    ///   - limit: octets.
    ///   - most: fields.
    /// - Throws: `RequestFailure`.
    func form(upTo limit: Int = Site.largestForm, fields most: Int = FormData.mostFields) async throws -> FormData {
        try site.crossSite.check(request)
        try request.needs(mediaType: FormData.mediaType)
        return try FormData(try await request.bodyBytes(upTo: limit), fields: most)
    }

    func cookie(_ purpose: TownCookie.Purpose) -> TownCookie { site.addresses.cookie(purpose, of: town.id) }

    /// Sends the browser to another page of this town with GET.
    func redirect(_ page: String) -> Response {
        Response(status: .seeOther, headers: [.location: path(page)])
    }

    /// - Throws: `RequestFailure.moduleOff`.
    func needs(_ module: Profile.Module) throws {
        guard town.profile.modules.contains(module) else { throw RequestFailure.moduleOff }
    }
}

extension Request {
    /// In small letters, without parameters; nil where the request says none.
    var mediaType: String? { headers[.contentType]?.prefix { $0 != ";" }.trimmingSpaces().lowercased() }

    /// Whether the body says to be of this kind; its parameters, such as `charset`, do not matter.
    ///
    /// - Throws: `RequestFailure.wrongContentType`.
    func needs(mediaType: String) throws {
        guard mediaType == self.mediaType else { throw RequestFailure.wrongContentType(expected: mediaType) }
    }

    /// - Throws: `RequestFailure.tooLarge`.
    func bodyBytes(upTo limit: Int) async throws -> ByteBuffer {
        do {
            return try await body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw RequestFailure.tooLarge(limit: limit)
        }
    }
}
