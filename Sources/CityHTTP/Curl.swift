public import CCurl
import CCurlShim
import Foundation

/// What all uses of libcurl share.
public enum Curl {
    /// Whether the library could start; asked before anything else of it.
    public static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// - Parameter strings: those that are nil stay unset.
    /// - Returns: whether libcurl knows all of the options.
    public static func set(
        _ handle: UnsafeMutableRawPointer,
        _ strings: [(CURLoption, String?)],
        _ numbers: [(CURLoption, Int)]
    ) -> Bool {
        strings.allSatisfy { option, value in value.map { curl_set_string(handle, option, $0) == CURLE_OK } ?? true }
            && numbers.allSatisfy { curl_set_long(handle, $0, $1) == CURLE_OK }
    }

    /// Ends a handle that keeps its connection open: says goodbye in the words of the protocol and does not wait for the answer, as
    /// libcurl would do for two minutes.
    public static func hangUp(_ handle: UnsafeMutableRawPointer) {
        var socket: curl_socket_t = -1
        if curl_get_socket(handle, CURLINFO_ACTIVESOCKET, &socket) == CURLE_OK, socket >= 0 {
            shutdown(socket, Int32(SHUT_RD))
        }
        curl_easy_cleanup(handle)
    }
}
