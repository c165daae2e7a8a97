import CCurl

/// What all uses of libcurl share.
public enum Curl {
    /// Whether the library could start; asked before anything else of it.
    public static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}
