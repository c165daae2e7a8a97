import CityDomain
import CityKit

/// Devices that were paired.
struct DeviceList {
    let devices: [OpenDevice]
    /// The one that looks; nil for the office.
    let own: ID<RecipientDevice>?
    let path: String

    func html(_ visit: Visit) -> HTML {
        let words = visit.words
        guard !devices.isEmpty else { return "<p class=\"muted\">\(words("recipient.devices.none"))</p>" }
        let rows = devices.map { device in
            let name = BrowserName(device.words)?.words ?? words("account.devices.unknown")
            let button = Button(
                words: words("recipient.device.remove"),
                look: .quiet,
                size: .small,
                context: name
            )
            let isOwn = device.id == own
            return CheckList.Row(
                question: isOwn ? words("recipient.device.own") : words("recipient.device"),
                answer: """
                    \(name)
                    <small class="muted">\(words("recipient.device.seen", ["moment": .words(visit.moment(device.seenAt))]))</small>
                    \(Form(action: "\(path)/\(device.id)/remove").html(button.html))
                    """
            )
        }
        return FactList(rows: rows).html
    }
}
