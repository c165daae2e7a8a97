import CityDomain
public import Hummingbird
public import NIOCore

/// What a request carries besides itself.
public struct CityContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// The address at the other end of the connection; a proxy's, where there is one.
    public let peer: SocketAddress?
    /// Who is signed in with a resident's account.
    var resident: SignInResident.Signed?
    /// What is announced of disturbances in the town: those that run, then those to come.
    var disruptions: [Disruption] = []

    public init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.channel.remoteAddress
    }
}
