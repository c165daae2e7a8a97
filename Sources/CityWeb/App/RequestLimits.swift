public import CityDomain
import CityKit
import HTTPTypes
import Hummingbird
import Synchronization

/// Counts the requests of programs, each process for itself: by key, and those without one by the network they come
/// from; and searches for addresses by their network.
public final class RequestLimits: Sendable {
    struct Caller: Hashable {
        let town: ID<Municipality>
        /// The id of a key, or a network with what it does.
        let name: String
    }

    private let ofNetwork: RequestLimit
    private let allowances = Mutex<[Caller: Counted]>([:])

    fileprivate struct Counted {
        let perMinute: Int
        var allowance: RequestAllowance
    }

    private static let mostRemembered = 20_000

    /// - Parameter ofNetwork: of callers without a key.
    public init(ofNetwork: RequestLimit = .ofNetwork) { self.ofNetwork = ofNetwork }

    /// Counts one request of a key, or of a network where there is none.
    ///
    /// - Returns: what to tell the caller; nil where there is no limit.
    func count(_ key: APIKey?, from network: String, in town: ID<Municipality>, at now: Instant) -> RequestQuota? {
        count(as: key?.id.rawValue ?? "network \(network)", of: key?.limit ?? ofNetwork, in: town, at: now)
    }

    /// Counts one search for an address, on a page or by a program without a key, apart from all other requests of a network:
    /// as many are free.
    func countSearch(from network: String, in town: ID<Municipality>, at now: Instant) -> RequestQuota? {
        count(as: "search \(network)", of: ofNetwork, in: town, at: now)
    }

    private func count(as name: String, of limit: RequestLimit, in town: ID<Municipality>, at now: Instant)
        -> RequestQuota?
    {
        guard let perMinute = limit.perMinute else { return nil }
        let caller = Caller(town: town, name: name)
        let taking = allowances.withLock { allowances in
            if allowances.count >= Self.mostRemembered { allowances.forgetIdle(at: now, most: Self.mostRemembered) }
            return allowances[caller, default: Counted(perMinute: perMinute, allowance: .init(perMinute, at: now))]
                .allowance.take(of: perMinute, at: now)
        }
        return RequestQuota(perMinute: perMinute, taking: taking)
    }
}

extension [RequestLimits.Caller: RequestLimits.Counted] {
    /// Makes room: those who did not come lately first, then whoever it may be.
    fileprivate mutating func forgetIdle(at now: Instant, most: Int) {
        self = filter { _, counted in !counted.allowance.isFull(of: counted.perMinute, at: now) }
        if count >= most { removeAll() }
    }
}

/// What a caller is told of its limit, in the fields of draft-ietf-httpapi-ratelimit-headers.
struct RequestQuota: Sendable {
    let perMinute: Int
    let taking: RequestAllowance.Taking

    /// - Throws: `RequestFailure.tooManyRequests` where the limit is used up.
    func check() throws(RequestFailure) {
        guard taking.isGranted else { throw .tooManyRequests(pause: taking.reset) }
    }
}

extension Response {
    func telling(_ quota: RequestQuota?) -> Response {
        guard let quota else { return self }
        var response = self
        response.headers[.rateLimitPolicy] = "\"minute\";q=\(quota.perMinute);w=60"
        response.headers[.rateLimit] = "\"minute\";r=\(quota.taking.remaining);t=\(quota.taking.reset.wholeSeconds)"
        return response
    }
}
