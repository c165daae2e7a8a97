import CityDomain
import CityKit
import Hummingbird

extension Visit {
    /// Where a report comes from, for the limits of the town.
    var sender: AbuseSender { AbuseSender(network: network, device: deviceToken?.text) }

    private var deviceToken: Token? { cookie(.device).value(in: request).flatMap { Token(typed: $0) } }

    /// The response with the cookie by which a town with a limit for one browser knows it again for a day.
    func knowingDevice(_ response: Response) -> Response {
        guard town.reports.abuse?.device != nil, deviceToken == nil else { return response }
        return response.setting(cookie(.device).setting(Token(from: site.randomness).text, maxAge: .days(1)))
    }
}
