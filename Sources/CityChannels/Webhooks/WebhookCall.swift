import CCurl
import CCurlShim
import CityDomain
import CityKit
import Foundation

/// One request to a webhook, over a connection of its own. Sending blocks.
final class WebhookCall {
    /// Bytes of an answer that are read; nobody looks at them.
    static let mostRead = 64 * 1_024

    private let message: WebhookMessage
    private let reach: WebhookReach
    private let time: Duration
    private var read = 0
    private var retryAfter: Int?
    private var metClosedAddress = false

    /// - Parameter time: for the whole of it; the first half of that for the connection.
    init(_ message: WebhookMessage, reach: WebhookReach, time: Duration) {
        self.message = message
        self.reach = reach
        self.time = time
    }

    func send() -> Outcome {
        guard Curl.isReady, let handle = curl_easy_init() else {
            return .unavailable(DeliveryReason("libcurl cannot start"), retryAfter: .minutes(1))
        }
        defer { curl_easy_cleanup(handle) }
        let headers = headers
        defer { curl_slist_free_all(headers) }
        guard setUp(handle), curl_set_list(handle, CURLOPT_HTTPHEADER, headers) == CURLE_OK else {
            return .permanent(DeliveryReason("libcurl does not take the address"), .message)
        }
        let code = withExtendedLifetime(self) { curl_easy_perform(handle) }
        var status = 0
        curl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
        // An answer counts from its first line on, however long the rest takes.
        if status >= 200 { return WebhookOutcome.of(status: status, retryAfter: retryAfter) }
        return metClosedAddress ? WebhookOutcome.notPublic : WebhookOutcome.of(code)
    }

    private var headers: UnsafeMutablePointer<curl_slist>? {
        let lines = [
            "Content-Type: application/json", "User-Agent: Ratusz", "webhook-id: \(message.id)",
            "webhook-timestamp: \(message.at.milliseconds / 1_000)", "webhook-signature: \(message.signature)",
            // Else libcurl may wait for permission to send the body.
            "Expect:",
        ]
        return lines.reduce(nil) { curl_slist_append($0, $1) }
    }

    private func setUp(_ handle: UnsafeMutableRawPointer) -> Bool {
        let strings: [(CURLoption, String)] = [
            (CURLOPT_URL, message.url.text),
            (CURLOPT_PROTOCOLS_STR, reach == .inside ? "http,https" : "https"),
            // A proxy of the environment would resolve the name itself, and so pass by the check of the address.
            (CURLOPT_PROXY, ""),
        ]
        let numbers: [(CURLoption, Int)] = [
            (CURLOPT_NOSIGNAL, 1), (CURLOPT_FOLLOWLOCATION, 0), (CURLOPT_POST, 1),
            (CURLOPT_POSTFIELDSIZE, message.body.count),
            (CURLOPT_TIMEOUT_MS, Int(time.milliseconds)),
            (CURLOPT_CONNECTTIMEOUT_MS, Int((time / 2).milliseconds)),
        ]
        return strings.allSatisfy { curl_set_string(handle, $0, $1) == CURLE_OK }
            && numbers.allSatisfy { curl_set_long(handle, $0, $1) == CURLE_OK }
            && curl_set_bytes(handle, CURLOPT_COPYPOSTFIELDS, message.body) == CURLE_OK && setCallbacks(handle)
    }

    private func setCallbacks(_ handle: UnsafeMutableRawPointer) -> Bool {
        let context = Unmanaged.passUnretained(self).toOpaque()
        let read = curl_set_transfer(handle, CURLOPT_WRITEFUNCTION) { _, size, count, context in
            context.map { WebhookCall.at($0).reads(size * count) } ?? 0
        }
        let hear = curl_set_transfer(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            guard let context, let bytes else { return 0 }
            let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
            WebhookCall.at(context).hears(String(decoding: line, as: UTF8.self))
            return size * count
        }
        let open = curl_set_opener(handle, CURLOPT_OPENSOCKETFUNCTION) { context, _, address in
            guard let context, let address else { return -1 }
            return WebhookCall.at(context).opens(address)
        }
        return read == CURLE_OK && hear == CURLE_OK && open == CURLE_OK
            && [CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_OPENSOCKETDATA].allSatisfy {
                curl_set_pointer(handle, $0, context) == CURLE_OK
            }
    }

    private static func at(_ context: UnsafeMutableRawPointer) -> WebhookCall {
        Unmanaged<WebhookCall>.fromOpaque(context).takeUnretainedValue()
    }

    /// - Returns: other than `count` to end the transfer.
    private func reads(_ count: Int) -> Int {
        read += count
        return read > Self.mostRead ? 0 : count
    }

    private func hears(_ line: String) {
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "retry-after" else { return }
        retryAfter = Int(parts[1].trimmingSpaces())
    }

    /// The check is on the address that the connection is made to, so that a name that resolves anew gains nothing.
    private func opens(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        // Not a copy: the name of an IPv6 socket is longer than the struct says.
        let name = UnsafeRawPointer(address) + (MemoryLayout<curl_sockaddr>.offset(of: \.addr) ?? 0)
        guard reach == .inside || PublicAddress.isPublic(socketName: name) else {
            metClosedAddress = true
            return -1
        }
        let (family, type, number) = (address.pointee.family, address.pointee.socktype, address.pointee.protocol)
        return socket(family, type, number)
    }
}
