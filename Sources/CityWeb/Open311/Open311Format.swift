import HTTPTypes
import Hummingbird

/// The two formats, chosen by the ending of the path.
enum Open311Format: String, CaseIterable {
    case xml, json

    var mediaType: String {
        switch self {
        case .xml: "text/xml"
        case .json: "application/json"
        }
    }

    /// - Parameter root: the element around the whole in XML; JSON has none.
    func response(_ root: String, _ value: Open311Value, status: HTTPResponse.Status = .ok) -> Response {
        let body =
            switch self {
            case .xml: Open311XML(root, value).text
            case .json: Open311JSON(value).text
            }
        return Response(
            status: status,
            headers: [.contentType: "\(mediaType); charset=utf-8", .vary: "Accept-Language"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: body))
        )
    }
}
