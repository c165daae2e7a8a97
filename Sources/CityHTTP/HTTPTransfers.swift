import CCurl
import CCurlShim

/// The requests that one thread has under way, with libcurl's multi interface.
final class HTTPTransfers {
    private let limits: HTTPLimits
    private let width: Int
    private var running: [UnsafeMutableRawPointer: (call: HTTPCall, waiting: HTTPQueue.Waiting)] = [:]
    /// Handles that are done; making one costs more than loading it anew.
    private var spare: [UnsafeMutableRawPointer] = []

    /// - Parameter width: requests under way at once.
    init(_ limits: HTTPLimits, width: Int) {
        self.limits = limits
        self.width = width
    }

    /// Makes the requests of the queue until it is closed and empty.
    func serve(_ queue: HTTPQueue) {
        guard Curl.isReady, let multi = curl_multi_init() else { return refuse(queue) }
        curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, width)
        queue.wakes(multi)
        while true {
            let next = queue.take(atMost: width - running.count)
            if next == nil, running.isEmpty { break }
            for waiting in next ?? [] { begin(waiting, multi) }
            var count: Int32 = 0
            curl_multi_perform(multi, &count)
            if !finish(multi) { curl_multi_poll(multi, nil, 0, 1_000, nil) }
        }
        queue.wakes(nil)
        for handle in spare { curl_easy_cleanup(handle) }
        curl_multi_cleanup(multi)
    }

    private func refuse(_ queue: HTTPQueue) {
        queue.close()
        while let waiting = queue.take(atMost: .max) { for each in waiting { each.refuse(.unready) } }
    }

    private func begin(_ waiting: HTTPQueue.Waiting, _ multi: UnsafeMutableRawPointer) {
        guard let handle = spare.popLast() ?? limits.handle() else { return waiting.refuse(.unready) }
        let call = HTTPCall(waiting.request, limits: limits)
        guard call.load(handle), curl_multi_add_handle(multi, handle) == CURLM_OK else {
            curl_easy_cleanup(handle)
            return waiting.refuse(.unusable)
        }
        running[handle] = (call, waiting)
    }

    /// - Returns: whether a request was done.
    private func finish(_ multi: UnsafeMutableRawPointer) -> Bool {
        var (isAny, left) = (false, Int32(0))
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle,
                let (call, waiting) = running.removeValue(forKey: handle)
            else { continue }
            isAny = true
            let reply = call.reply(curl_multi_result(message), of: handle)
            curl_multi_remove_handle(multi, handle)
            spare.append(handle)
            waiting.continuation.resume(returning: reply)
        }
        return isAny
    }
}
