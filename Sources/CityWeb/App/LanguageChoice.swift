import CityDomain
import CityKit
import Hummingbird

/// Keeps the language that a link of the language switch chose (`?lang=uk`).
struct LanguageChoice: RouterMiddleware {
    typealias Context = CityContext

    let site: Site

    func handle(
        _ request: Request,
        context: CityContext,
        next: (Request, CityContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        let town = context.parameters.get("town").flatMap { site.towns.municipality(ID($0)) }
        if let town, let language = request.languageOfLink, town.profile.languages.contains(language) {
            let cookie = site.addresses.cookie(.language, of: town.id)
            response.setCookie(cookie.setting(language.rawValue, maxAge: .days(365)))
        }
        return response
    }
}

extension Request {
    /// The language a link of the language switch asks for.
    var languageOfLink: Language? {
        uri.queryParameters.get("lang").flatMap(Language.init)
    }
}
