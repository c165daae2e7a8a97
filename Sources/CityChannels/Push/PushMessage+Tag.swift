import CityDomain
import CityHTTP
import CityKit
import Crypto
import Foundation

extension PushMessage {
    /// The name by which a device and its push service know a second copy: the topic, or a hash of the id that only
    /// this message has. 32 letters of base64url at most.
    var tag: String { topic?.text ?? Base64URL.text(SHA256.hash(data: Data(id.utf8)).prefix(24)) }

    /// Whether it does no harm when a device gets it twice: only the last one of a topic counts. A message that counts
    /// for itself has a tag too, but a copy that comes after the first one was read would be news again.
    var mayRepeat: Bool { topic != nil }

    var repetition: HTTPRepetition { mayRepeat ? .harmless : .harmful }
}
