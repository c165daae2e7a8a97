import CCurl
import CCurlShim
import CityKit
import Foundation

/// One request and what comes of it.
final class HTTPCall {
    private let request: HTTPRequest
    private let limits: HTTPLimits
    private var handle: UnsafeMutableRawPointer?
    private var lines: UnsafeMutablePointer<curl_slist>?
    private var body: [UInt8] = []
    private var headers: [String: String] = [:]
    private var fault: HTTPFault?

    init(_ request: HTTPRequest, limits: HTTPLimits) {
        self.request = request
        self.limits = limits
    }

    deinit { curl_slist_free_all(lines) }

    /// Over a connection of its own. Blocks.
    func send() -> HTTPReply {
        guard Curl.isReady, let handle = limits.handle() else { return HTTPReply(status: 0, fault: .unready) }
        defer { curl_easy_cleanup(handle) }
        guard load(handle) else { return HTTPReply(status: 0, fault: .unusable) }
        let code = withExtendedLifetime(self) { curl_easy_perform(handle) }
        return reply(code, of: handle)
    }

    /// Tells a handle of these limits about the request. The call must outlive what the handle does then.
    ///
    /// - Returns: whether libcurl takes it.
    func load(_ handle: UnsafeMutableRawPointer) -> Bool {
        self.handle = handle
        for line in request.headers { lines = curl_slist_append(lines, line) }
        lines = curl_slist_append(lines, "User-Agent: Ratusz")
        // Without this line libcurl may wait for permission to send a body.
        lines = curl_slist_append(lines, "Expect:")
        let context = Unmanaged.passUnretained(self).toOpaque()
        return curl_set_string(handle, CURLOPT_URL, request.url) == CURLE_OK
            && curl_set_list(handle, CURLOPT_HTTPHEADER, lines) == CURLE_OK && setBody(handle)
            && [CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_OPENSOCKETDATA, CURLOPT_PREREQDATA].allSatisfy {
                curl_set_pointer(handle, $0, context) == CURLE_OK
            }
    }

    /// What came of it, once the handle is done.
    func reply(_ code: CURLcode, of handle: UnsafeMutableRawPointer) -> HTTPReply {
        var status = 0
        curl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
        let fault = fault ?? HTTPFault(code, bytesSent: bytesSent)
        return HTTPReply(status: status, headers: headers, body: body, fault: fault)
    }

    /// Of the request, over all connections that libcurl tried; of a body none but what goes out with the head.
    private var bytesSent: Int {
        var sent = 0
        if let handle { curl_get_long(handle, CURLINFO_REQUEST_SIZE, &sent) }
        return sent
    }

    private func setBody(_ handle: UnsafeMutableRawPointer) -> Bool {
        guard request.method == .post else { return curl_set_long(handle, CURLOPT_HTTPGET, 1) == CURLE_OK }
        return curl_set_long(handle, CURLOPT_POST, 1) == CURLE_OK
            && curl_set_long(handle, CURLOPT_POSTFIELDSIZE, request.body.count) == CURLE_OK
            && curl_set_bytes(handle, CURLOPT_COPYPOSTFIELDS, request.body) == CURLE_OK
    }

    /// Has a handle tell the call that it is loaded with what it reads and hears, and ask it before something goes out.
    static func listen(_ handle: UnsafeMutableRawPointer) -> Bool {
        let read = curl_set_transfer(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            guard let context, let bytes else { return 0 }
            return HTTPCall.at(context).reads(UnsafeRawBufferPointer(start: bytes, count: size * count))
        }
        let hear = curl_set_transfer(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            guard let context, let bytes else { return 0 }
            HTTPCall.at(context).hears(UnsafeRawBufferPointer(start: bytes, count: size * count))
            return size * count
        }
        let open = curl_set_opener(handle, CURLOPT_OPENSOCKETFUNCTION) { context, _, address in
            guard let context, let address else { return -1 }
            return HTTPCall.at(context).opens(address)
        }
        let permit = curl_set_permit(handle, CURLOPT_PREREQFUNCTION) { context, _, _, _, _ in
            guard let context, HTTPCall.at(context).mayGoOut() else { return CURL_PREREQFUNC_ABORT }
            return CURL_PREREQFUNC_OK
        }
        return [read, hear, open, permit].allSatisfy { $0 == CURLE_OK }
    }

    private static func at(_ context: UnsafeMutableRawPointer) -> HTTPCall {
        Unmanaged<HTTPCall>.fromOpaque(context).takeUnretainedValue()
    }

    /// - Returns: other than the number of bytes to end the transfer.
    private func reads(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard body.count + bytes.count <= limits.mostRead else {
            fault = .tooLong
            return 0
        }
        body += bytes
        return bytes.count
    }

    /// By bytes: there are several lines in each of many answers.
    private func hears(_ line: UnsafeRawBufferPointer) {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
        let name = line[..<colon].map { (65...90).contains($0) ? $0 | 32 : $0 }
        var value = line[(colon + 1)...]
        while let last = value.last, last <= 32 { value.removeLast() }
        while let first = value.first, first <= 32 { value.removeFirst() }
        headers[String(decoding: name, as: UTF8.self)] = String(decoding: value, as: UTF8.self)
    }

    /// A kept connection may end while a request goes out over it. Where that does harm libcurl must not send it once
    /// more, over whatever connection.
    private func mayGoOut() -> Bool {
        guard request.repetition == .harmful, bytesSent > 0 else { return true }
        fault = .interrupted("the connection ended before an answer came")
        return false
    }

    /// The check is on the address that the connection is made to, so that a name that resolves anew gains nothing.
    private func opens(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        // Not a copy: the name of an IPv6 socket is longer than the struct says.
        let name = UnsafeRawPointer(address) + (MemoryLayout<curl_sockaddr>.offset(of: \.addr) ?? 0)
        guard limits.reach == .inside || PublicAddress.isPublic(socketName: name) else {
            fault = .closedAddress
            return -1
        }
        let (family, type, number) = (address.pointee.family, address.pointee.socktype, address.pointee.protocol)
        return socket(family, type, number)
    }
}

extension HTTPFault {
    /// Nil when the transfer came to its end.
    ///
    /// - Parameter bytesSent: of the request; none when it did not get beyond the connection.
    fileprivate init?(_ code: CURLcode, bytesSent: Int) {
        guard code != CURLE_OK else { return nil }
        let reason = String(cString: curl_easy_strerror(code))
        self = bytesSent > 0 ? .interrupted(reason) : .failed(reason)
    }
}
