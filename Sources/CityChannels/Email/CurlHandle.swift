import CCurl
import CCurlShim
import CityDomain
import CityHTTP
import CityKit
import Foundation

/// A libcurl handle that keeps its connection to one mail server open between letters. Every call blocks.
final class CurlHandle {
    private let handle: UnsafeMutableRawPointer

    /// Nil when libcurl cannot start or knows no SMTP.
    init?(_ settings: SMTPSettings) {
        guard Curl.isReady, let handle = curl_easy_init() else { return nil }
        self.handle = handle
        guard setUp(settings) else { return nil }
    }

    deinit { Curl.hangUp(handle) }

    /// Whether the last letter went over a connection that was open before.
    var reusedConnection: Bool {
        var opened = 0
        return curl_get_long(handle, CURLINFO_NUM_CONNECTS, &opened) == CURLE_OK && opened == 0
    }

    /// Sends one letter and returns what is known of it afterwards.
    /// - Returns: why the connection failed, in libcurl's words; empty when it did not.
    func send(_ conversation: SMTPConversation, from sender: String, to recipient: String) -> String {
        let recipients = curl_slist_append(nil, "<\(recipient)>")
        defer { curl_slist_free_all(recipients) }
        let context = Unmanaged.passUnretained(conversation).toOpaque()
        curl_set_string(handle, CURLOPT_MAIL_FROM, "<\(sender)>")
        curl_set_list(handle, CURLOPT_MAIL_RCPT, recipients)
        curl_set_pointer(handle, CURLOPT_READDATA, context)
        curl_set_pointer(handle, CURLOPT_DEBUGDATA, context)
        curl_set_pointer(handle, CURLOPT_XFERINFODATA, context)
        let code = withExtendedLifetime(conversation) { curl_easy_perform(handle) }
        return code == CURLE_OK ? "" : String(cString: curl_easy_strerror(code))
    }

    private func setUp(_ settings: SMTPSettings) -> Bool {
        let strings: [(CURLoption, String?)] = [
            (CURLOPT_URL, settings.curlURL),
            (CURLOPT_PROTOCOLS_STR, "smtp,smtps"),
            // The environment may name a proxy for the web; mail never takes it.
            (CURLOPT_PROXY, ""),
            (CURLOPT_USERNAME, settings.credentials?.user),
            (CURLOPT_PASSWORD, settings.credentials?.password),
            (CURLOPT_CAINFO, settings.certificates),
        ]
        let numbers: [(CURLoption, Int)] = [
            (CURLOPT_NOSIGNAL, 1),
            (CURLOPT_UPLOAD, 1),
            (CURLOPT_VERBOSE, 1),
            (CURLOPT_NOPROGRESS, 0),
            (CURLOPT_MAXCONNECTS, 1),
            (CURLOPT_USE_SSL, settings.curlEncryption),
            (CURLOPT_CONNECTTIMEOUT_MS, Int(settings.connectTimeout.milliseconds)),
            (CURLOPT_TIMEOUT_MS, Int(settings.timeout.milliseconds)),
        ]
        return Curl.set(handle, strings, numbers) && setCallbacks()
    }

    private func setCallbacks() -> Bool {
        let read = curl_set_transfer(handle, CURLOPT_READFUNCTION) { buffer, size, count, context in
            guard let context, let buffer else { return 0 }
            let conversation = Unmanaged<SMTPConversation>.fromOpaque(context).takeUnretainedValue()
            let piece = conversation.take(size * count)
            UnsafeMutableRawPointer(buffer).copyMemory(from: Array(piece), byteCount: piece.count)
            return piece.count
        }
        let observe = curl_set_observer(handle, CURLOPT_DEBUGFUNCTION) { _, type, bytes, count, context in
            guard let context, let bytes, type == CURLINFO_HEADER_IN || type == CURLINFO_HEADER_OUT else { return 0 }
            let conversation = Unmanaged<SMTPConversation>.fromOpaque(context).takeUnretainedValue()
            let line = String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
            type == CURLINFO_HEADER_IN ? conversation.received(line) : conversation.sent(line)
            return 0
        }
        let supervise = curl_set_supervisor(handle, CURLOPT_XFERINFOFUNCTION) { context, _, _, _, _ in
            guard let context else { return 0 }
            return Unmanaged<SMTPConversation>.fromOpaque(context).takeUnretainedValue().isOverdue ? 1 : 0
        }
        return read == CURLE_OK && observe == CURLE_OK && supervise == CURLE_OK
    }
}

extension SMTPSettings {
    fileprivate var curlEncryption: Int {
        switch encryption {
        case .never: Int(CURLUSESSL_NONE.rawValue)
        case .whenOffered: Int(CURLUSESSL_TRY.rawValue)
        case .required, .immediate: Int(CURLUSESSL_ALL.rawValue)
        }
    }
}
