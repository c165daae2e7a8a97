import CCurl
import CCurlShim
import CityKit
import Foundation

/// One request over a connection of its own. Sending blocks.
final class HTTPCall {
    private let request: HTTPRequest
    private let reach: HTTPReach
    private let time: Duration
    private let mostRead: Int
    private var body: [UInt8] = []
    private var headers: [String: String] = [:]
    private var fault: HTTPFault?

    /// - Parameters:
    ///   - time: for the whole of it; the first half of that for the connection.
    ///   - mostRead: bytes of a body; a longer one is a fault.
    init(_ request: HTTPRequest, reach: HTTPReach, time: Duration, mostRead: Int) {
        self.request = request
        self.reach = reach
        self.time = time
        self.mostRead = mostRead
    }

    func send() -> HTTPReply {
        guard Curl.isReady, let handle = curl_easy_init() else { return HTTPReply(status: 0, fault: .unready) }
        defer { curl_easy_cleanup(handle) }
        // Without the last line libcurl may wait for permission to send a body.
        let lines = (request.headers + ["User-Agent: Ratusz", "Expect:"]).reduce(nil) { curl_slist_append($0, $1) }
        defer { curl_slist_free_all(lines) }
        guard setUp(handle), curl_set_list(handle, CURLOPT_HTTPHEADER, lines) == CURLE_OK else {
            return HTTPReply(status: 0, fault: .unusable)
        }
        let code = withExtendedLifetime(self) { curl_easy_perform(handle) }
        var status = 0
        curl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
        return HTTPReply(status: status, headers: headers, body: body, fault: fault ?? HTTPFault(code))
    }

    private func setUp(_ handle: UnsafeMutableRawPointer) -> Bool {
        let strings: [(CURLoption, String?)] = [
            (CURLOPT_URL, request.url), (CURLOPT_PROTOCOLS_STR, reach == .inside ? "http,https" : "https"),
            // A proxy of the environment would resolve the name itself, and so pass by the check of the address.
            (CURLOPT_PROXY, ""),
        ]
        let numbers: [(CURLoption, Int)] = [
            (CURLOPT_NOSIGNAL, 1), (CURLOPT_FOLLOWLOCATION, 0), (CURLOPT_TIMEOUT_MS, Int(time.milliseconds)),
            (CURLOPT_CONNECTTIMEOUT_MS, Int((time / 2).milliseconds)),
        ]
        return Curl.set(handle, strings, numbers) && setBody(handle) && setCallbacks(handle)
    }

    private func setBody(_ handle: UnsafeMutableRawPointer) -> Bool {
        request.method == .get
            || curl_set_long(handle, CURLOPT_POST, 1) == CURLE_OK
                && curl_set_long(handle, CURLOPT_POSTFIELDSIZE, request.body.count) == CURLE_OK
                && curl_set_bytes(handle, CURLOPT_COPYPOSTFIELDS, request.body) == CURLE_OK
    }

    private func setCallbacks(_ handle: UnsafeMutableRawPointer) -> Bool {
        let context = Unmanaged.passUnretained(self).toOpaque()
        let read = curl_set_transfer(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            guard let context, let bytes else { return 0 }
            return HTTPCall.at(context).reads(UnsafeRawBufferPointer(start: bytes, count: size * count))
        }
        let hear = curl_set_transfer(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            guard let context, let bytes else { return 0 }
            let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
            HTTPCall.at(context).hears(String(decoding: line, as: UTF8.self))
            return size * count
        }
        let open = curl_set_opener(handle, CURLOPT_OPENSOCKETFUNCTION) { context, _, address in
            guard let context, let address else { return -1 }
            return HTTPCall.at(context).opens(address)
        }
        return read == CURLE_OK && hear == CURLE_OK && open == CURLE_OK
            && [CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_OPENSOCKETDATA].allSatisfy {
                curl_set_pointer(handle, $0, context) == CURLE_OK
            }
    }

    private static func at(_ context: UnsafeMutableRawPointer) -> HTTPCall {
        Unmanaged<HTTPCall>.fromOpaque(context).takeUnretainedValue()
    }

    /// - Returns: other than the number of bytes to end the transfer.
    private func reads(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard body.count + bytes.count <= mostRead else {
            fault = .tooLong
            return 0
        }
        body += bytes
        return bytes.count
    }

    private func hears(_ line: String) {
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { return }
        headers[parts[0].lowercased()] = parts[1].trimmingSpaces()
    }

    /// The check is on the address that the connection is made to, so that a name that resolves anew gains nothing.
    private func opens(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        // Not a copy: the name of an IPv6 socket is longer than the struct says.
        let name = UnsafeRawPointer(address) + (MemoryLayout<curl_sockaddr>.offset(of: \.addr) ?? 0)
        guard reach == .inside || PublicAddress.isPublic(socketName: name) else {
            fault = .closedAddress
            return -1
        }
        let (family, type, number) = (address.pointee.family, address.pointee.socktype, address.pointee.protocol)
        return socket(family, type, number)
    }
}

extension HTTPFault {
    /// Nil when the transfer came to its end.
    fileprivate init?(_ code: CURLcode) {
        guard code != CURLE_OK else { return nil }
        let reason = String(cString: curl_easy_strerror(code))
        switch code {
        case CURLE_OPERATION_TIMEDOUT, CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR:
            self = .interrupted(reason)
        default: self = .failed(reason)
        }
    }
}
