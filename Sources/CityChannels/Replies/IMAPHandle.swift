import CCurl
import CCurlShim
import CityHTTP
import Foundation

/// A libcurl handle that keeps its connection to one mailbox. Every call blocks, until its task is cancelled.
final class IMAPHandle {
    struct Result {
        let code: CURLcode
        let bytes: [UInt8]
        let isTooLarge: Bool
    }

    private final class Answer {
        var bytes: [UInt8] = []
        let limit: Int
        var isTooLarge = false
        init(limit: Int) { self.limit = limit }
    }

    private let handle: UnsafeMutableRawPointer
    private let settings: IMAPSettings

    /// Seconds without a word from the server, or with less than an octet of a mail.
    private static let patience = 20

    /// Nil when libcurl cannot start.
    init?(_ settings: IMAPSettings) {
        guard Curl.isReady, let handle = curl_easy_init() else { return nil }
        (self.handle, self.settings) = (handle, settings)
    }

    deinit { Curl.hangUp(handle) }

    /// - Parameter command: nil to read what the path names.
    /// - Returns: the first octets, without an end, where they are more than `limit`.
    func perform(path: String, command: String?, limit: Int) -> Result {
        curl_easy_reset(handle)
        let answer = Answer(limit: limit)
        guard setUp(path, command), setCallbacks() else {
            return Result(code: CURLE_FAILED_INIT, bytes: [], isTooLarge: false)
        }
        let code = withExtendedLifetime(answer) {
            curl_set_pointer(handle, CURLOPT_WRITEDATA, Unmanaged.passUnretained(answer).toOpaque())
            return curl_easy_perform(handle)
        }
        return Result(code: code, bytes: answer.bytes, isTooLarge: answer.isTooLarge)
    }

    private func setUp(_ path: String, _ command: String?) -> Bool {
        let strings: [(CURLoption, String?)] = [
            (CURLOPT_URL, "\(settings.server)\(path)"), (CURLOPT_PROTOCOLS_STR, "imap,imaps"), (CURLOPT_PROXY, ""),
            (CURLOPT_USERNAME, settings.user), (CURLOPT_PASSWORD, settings.password),
            (CURLOPT_CAINFO, settings.certificates), (CURLOPT_CUSTOMREQUEST, command),
        ]
        let numbers: [(CURLoption, Int)] = [
            (CURLOPT_NOSIGNAL, 1), (CURLOPT_NOPROGRESS, 0), (CURLOPT_MAXCONNECTS, 1),
            (CURLOPT_USE_SSL, settings.curlEncryption),
            (CURLOPT_CONNECTTIMEOUT_MS, 10_000), (CURLOPT_TIMEOUT_MS, 120_000),
            (CURLOPT_SERVER_RESPONSE_TIMEOUT, Self.patience), (CURLOPT_LOW_SPEED_LIMIT, 1),
            (CURLOPT_LOW_SPEED_TIME, Self.patience),
        ]
        return Curl.set(handle, strings, numbers)
    }

    private func setCallbacks() -> Bool {
        let write = curl_set_transfer(handle, CURLOPT_WRITEFUNCTION) { buffer, size, count, context in
            guard let context, let buffer else { return 0 }
            let answer = Unmanaged<Answer>.fromOpaque(context).takeUnretainedValue()
            guard answer.bytes.count + size * count <= answer.limit else {
                answer.isTooLarge = true
                return 0
            }
            answer.bytes += UnsafeRawBufferPointer(start: buffer, count: size * count)
            return size * count
        }
        // A program that ends does not wait for a server that is silent.
        let supervise = curl_set_supervisor(handle, CURLOPT_XFERINFOFUNCTION) { _, _, _, _, _ in
            Task.isCancelled ? 1 : 0
        }
        return write == CURLE_OK && supervise == CURLE_OK
    }
}
