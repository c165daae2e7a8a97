import CCurl
import CCurlShim
import CityKit

/// What a client keeps to in all of its requests.
struct HTTPLimits: Sendable {
    let reach: HTTPReach
    var version = HTTPVersion.one
    /// A file of those that are trusted instead of the system's.
    var certificates: String?
    /// For the whole of a request; the first half of that for the connection.
    let time: Duration
    /// Bytes of a body; a longer one is a fault.
    let mostRead: Int

    /// A handle for any number of calls, one after the other; nil when libcurl does not take something.
    func handle() -> UnsafeMutableRawPointer? {
        guard let handle = curl_easy_init() else { return nil }
        guard prepare(handle), HTTPCall.listen(handle) else {
            curl_easy_cleanup(handle)
            return nil
        }
        return handle
    }

    private func prepare(_ handle: UnsafeMutableRawPointer) -> Bool {
        let strings: [(CURLoption, String?)] = [
            (CURLOPT_PROTOCOLS_STR, reach == .inside ? "http,https" : "https"),
            // A proxy of the environment would resolve the name itself, and so pass by the check of the address.
            (CURLOPT_PROXY, ""), (CURLOPT_CAINFO, certificates),
        ]
        let numbers: [(CURLoption, Int)] = [
            (CURLOPT_NOSIGNAL, 1), (CURLOPT_FOLLOWLOCATION, 0), (CURLOPT_TIMEOUT_MS, Int(time.milliseconds)),
            (CURLOPT_CONNECTTIMEOUT_MS, Int((time / 2).milliseconds)),
            (CURLOPT_HTTP_VERSION, version == .two ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1),
            // Rather a place on a connection that is just being made than a connection more.
            (CURLOPT_PIPEWAIT, 1),
            // Servers close what is idle; a request into that very moment would be lost.
            (CURLOPT_MAXAGE_CONN, 30),
        ]
        return Curl.set(handle, strings, numbers)
    }
}
